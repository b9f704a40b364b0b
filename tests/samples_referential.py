"""Right documents about the referential."""

import copy


def uuid(digit):
    """A UUID that is easy to tell from the others."""
    return f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}"


FRAMEWORK = {
    "schema": "framework/1",
    "id": "crcn",
    "identifier": uuid("f"),
    "version": 1,
    "edition": "décret",
    "title": {"fr": "Cadre", "en": "Framework"},
    "publisher": "",
    "source": "décret 2019-919",
    "licence": "",
    "supersedes": None,
    "scale": {
        "points_per_level": 8,
        "groups": [{"code": "novice", "title": {"fr": "novice"}}],
        "levels": [{"level": 1, "group": "novice", "title": {"fr": "Niveau 1"}, "descriptor": {}}],
    },
    "areas": [
        {
            "id": "areaA1",
            "identifier": uuid("a"),
            "code": "1",
            "title": {"fr": "Information"},
            "unverified": [],
            "colour": None,
            "competences": [
                {
                    "id": "competenceC1",
                    "identifier": uuid("c"),
                    "code": "1.1",
                    "title": {"fr": "Chercher"},
                    "unverified": ["en"],
                    "description": {},
                    "external": {"pix": "recsvLz0W2ShyfD63"},
                    "education_levels": ["P3"],
                    "themes": [
                        {
                            "id": "themeT1",
                            "identifier": uuid("d"),
                            "title": {"fr": "Recherche"},
                            "topics": [
                                {
                                    "id": "topicO1",
                                    "identifier": uuid("e"),
                                    "name": "moteur",
                                    "title": {"fr": "Moteur"},
                                    "description": {},
                                }
                            ],
                        }
                    ],
                }
            ],
        }
    ],
}

SKILL = {
    "schema": "skill/1",
    "id": "skillX9",
    "identifier": uuid("b"),
    "version": 1,
    "name": "@moteur2",
    "framework": "crcn",
    "competence": "competenceC1",
    "topic": "topicO1",
    "level": 2,
    "hint": {"fr": "Gardez les mots utiles."},
    "tutorials": [],
}

ALIGNMENT = {
    "schema": "alignment/1",
    "id": "alignmentS1",
    "version": 1,
    "source": "crcn",
    "target": "digcomp-3.0",
    "alignments": [
        {
            "identifier": uuid("1"),
            "source": "competenceC1",
            "target": "competenceD4",
            "relation": "exactMatchOf",
            "status": "proposed",
            "note": "À confirmer.\nVoir la source.",
        }
    ],
}
CONTEXT = {
    "schema": "context/1",
    "id": "contexts",
    "version": 3,
    "contexts": [
        {
            "code": "be.csam",
            "aliases": ["be.csam-old"],
            "title": {"fr": "CSAM"},
            "description": {"fr": "La porte d'entrée des services en ligne."},
            "scope": "federal",
            "parent": None,
            "audiences": ["adult"],
        }
    ],
}


def competence():
    """The competence/1 document of a competence of ``FRAMEWORK``."""
    area = FRAMEWORK["areas"][0]
    return {
        "schema": "competence/1",
        "framework": "crcn",
        "version": 1,
        "area": {name: area[name] for name in ("id", "code", "title")},
        "competence": copy.deepcopy(area["competences"][0]),
        "scale": copy.deepcopy(FRAMEWORK["scale"]),
        "alignments": [
            {
                "direction": "outgoing",
                "framework": "digcomp-3.0",
                "competence": "competenceD4",
                "code": "2.4",
                "relation": "exactMatchOf",
                "status": "confirmed",
            }
        ],
    }


def package():
    """A framework-package/1 with one of everything."""
    return {
        "schema": "framework-package/1",
        "code": "crcn",
        "status": "adopted",
        "title": {"fr": "Cadre"},
        "groups": [{"code": "novice", "title": {"fr": "novice"}}],
        "levels": [{"level": 2, "group": "novice", "title": {"fr": "2"}}],
        "items": [
            {"type": "area", "key": "a", "parent": None, "code": "1", "title": {"fr": "Un"}},
            {"type": "competence", "key": "c", "parent": "a", "code": "1.1", "title": {"fr": "C"}},
            {"type": "theme", "key": "t", "parent": "c", "title": {"fr": "T"}},
            {"type": "topic", "key": "o", "parent": "t", "name": "moteur", "title": {"fr": "O"}},
            {"type": "skill", "key": "s", "parent": "o", "level": 2, "hint": {"fr": "H"}},
        ],
        "alignments": [
            {
                "source": "c",
                "framework": "digcomp-3.0",
                "target": "2.4",
                "relation": "isPartOf",
                "status": "proposed",
            }
        ],
    }


def case_package():
    """A CASE package of another publisher: two competences under an area, one aligned elsewhere."""
    time = "2025-09-01T08:30:00+00:00"
    numbers = {"d": 0, "a": 1, "b": 2, "c": 3, "x": 9}
    ids = {name: f"0000000{n}-1111-4222-8333-444444444444" for name, n in numbers.items()}

    def node(name):
        uri = f"https://cadre.example/{name}"
        return {"title": name.upper(), "identifier": ids[name], "uri": uri}

    def item(name, **members):
        uri = f"https://cadre.example/{name}"
        return {"identifier": ids[name], "uri": uri, "lastChangeDateTime": time, **members}

    def association(number, kind, origin, destination, **members):
        return {
            "identifier": f"1000000{number}-1111-4222-8333-444444444444",
            "associationType": kind,
            "uri": f"https://cadre.example/{number}",
            "originNodeURI": node(origin),
            "destinationNodeURI": node(destination),
            "lastChangeDateTime": time,
            **members,
        }

    return {
        "CFDocument": {
            "identifier": ids["d"],
            "uri": "https://cadre.example/d",
            "creator": "Maison des cadres",
            "title": "Cadre du jardinier",
            "lastChangeDateTime": time,
            "adoptionStatus": "Adopted",
            "subject": ["Jardinage"],
        },
        "CFItems": [
            item("a", fullStatement="Préparer le sol", humanCodingScheme="J1"),
            item("b", fullStatement="Bêcher une parcelle", educationLevel=["S1", "S2"]),
            item("c", fullStatement="Enrichir la terre", alternativeLabel="Résultat"),
        ],
        "CFAssociations": [
            association(1, "isChildOf", "a", "d"),
            association(2, "isChildOf", "c", "a", sequenceNumber=20),
            association(3, "isChildOf", "b", "a", sequenceNumber=10),
            association(4, "isRelatedTo", "b", "x", notes="À vérifier"),
        ],
    }
