"""Documents of every kind and type, as DOCUMENTS.md shapes them; each call answers new ones."""

import copy

from tests.samples_referential import (
    ALIGNMENT,
    CONTEXT,
    FRAMEWORK,
    SKILL,
    case_package,
    competence,
    package,
)
from tests.samples_tutorials import link_tutorial, tutorial

SHA = "ab" * 32


def body(**changes):
    document = {
        "schema": "challenge/1",
        "id": "challengeAb3",
        "version": 2,
        "revision": 3,
        "type": "single_choice",
        "skill": "skillX9",
        "family": {"prototype": "challengeAb3", "variant": None},
        "alignments": [
            {"framework": "digcomp-3.0", "competence": "2.4", "relation": "isRelatedTo"}
        ],
        "tutorials": [{"id": "tutorialK2", "version": None, "use": "succeed"}],
        "contexts": ["be.csam"],
        "territories": ["BE"],
        "audiences": ["adult"],
        "devices": ["computer"],
        "timer": None,
        "focus": False,
        "shuffle": True,
        "access": {"blind": "ok", "colour_blind": "ok", "deaf": "ok"},
        "rights": {"licence": "CC-BY-SA-4.0", "attribution": "FWB"},
        "choices": [{"id": "cK3"}, {"id": "cA9"}, {"id": "cB1"}],
        "blanks": [],
        "media": [],
        "embed": None,
        "locales": {
            "fr": {
                "id": "challengeAb3",
                "kind": "source",
                "instruction": "Choisissez **la bonne**.",
                "template": None,
                "alternative": None,
                "links": [],
                "choices": {"cK3": "Rouge", "cA9": "Vert", "cB1": "Bleu"},
            },
            "fr-BE": {"id": "challengeQ7", "kind": "same"},
        },
    }
    document.update(changes)
    return document


def key(**changes):
    document = {
        "schema": "challenge-key/1",
        "id": "challengeAb3",
        "version": 2,
        "revision": 3,
        "choices": ["cA9"],
        "order": [],
        "pairs": [],
        "groups": [],
        "blanks": {},
        "editorial": {
            "sources": ["Code de la route"],
            "review_by": "2027-09-01",
            "pedagogy": "q-situation",
            "spoil_risk": "low",
        },
        "locales": {"fr": {"display": None, "explanation": "Le vert laisse passer."}},
    }
    document.update(changes)
    return document


def joined(**changes):
    return {**body(**changes), "key": key()}


def short_answer(accepted=("Namur",), tolerances=(), format="words", locales=None, **changes):
    """A joined short answer."""
    document = body(
        type="short_answer",
        choices=[],
        blanks=[{"id": "v", "input": "text", "format": format}],
        **changes,
    )
    source = document["locales"]["fr"]
    del source["choices"]
    source["template"] = "Ville : ${v}"
    source["blanks"] = {"v": {"label": "Ville", "placeholder": None}}
    answers = {"fr": {"blanks": {"v": list(accepted)}, "display": None, "explanation": "…"}}
    answers.update(locales or {})
    document["key"] = key(
        choices=[], blanks={"v": {"tolerances": list(tolerances)}}, locales=answers
    )
    return document


def cloze():
    """Body and key of DOCUMENTS.md's own example: a typed blank and a menu."""
    document = body(
        type="cloze",
        choices=[],
        blanks=[
            {"id": "n1", "input": "text", "format": "words"},
            {"id": "n2", "input": "menu", "options": ["o7", "o4"]},
        ],
        media=[
            {
                "id": "m1",
                "role": "illustration",
                "sha256": SHA,
                "mime": "image/png",
                "size": 48213,
                "name": "carte.png",
                "rights": {"licence": "CC0-1.0", "attribution": None},
            }
        ],
    )
    document["locales"] = {
        "fr": {
            "id": "challengeAb3",
            "kind": "source",
            "instruction": "Markdown ![](media:m1)",
            "template": "Ville : ${n1} ; carte : ${n2}",
            "alternative": None,
            "links": [],
            "blanks": {
                "n1": {"label": "Ville", "placeholder": None},
                "n2": {"label": "Carte", "options": {"o4": "eID", "o7": "Bancontact"}},
            },
            "media": {"m1": {"alt": "…"}},
        },
        "fr-BE": {"id": "challengeQ7", "kind": "same"},
        "nl": {
            "id": "challengeZ1",
            "kind": "adapted",
            "instruction": "…",
            "media": {
                "m1": {
                    "alt": "…",
                    "sha256": SHA,
                    "mime": "image/png",
                    "size": 50112,
                    "name": "kaart.png",
                }
            },
        },
    }
    answers = key(
        choices=[],
        blanks={"n1": {"tolerances": ["case", "typing"]}, "n2": {"correct": ["o4"]}},
        locales={
            "fr": {"blanks": {"n1": ["Namur"]}, "display": None, "explanation": "…"},
            "nl": {"blanks": {"n1": ["Namen", "Namur"]}, "explanation": "…"},
        },
    )
    return document, answers


def typed(type):
    """Body and key of a challenge of ``type``, each as DOCUMENTS.md's table says."""
    if type in {"single_choice", "multiple_choice"}:
        return body(type=type), key()
    if type == "short_answer":
        document = short_answer()
        return {k: v for k, v in document.items() if k != "key"}, document["key"]
    if type == "cloze":
        return cloze()
    if type == "ordering":
        return body(type=type), key(choices=[], order=["cK3", "cA9", "cB1"])
    if type == "matching":
        document = body(
            type=type, choices=[{"id": "cA", "side": "source"}, {"id": "tB", "side": "target"}]
        )
        document["locales"]["fr"]["choices"] = {"cA": "Namur", "tB": "Wallonie"}
        return document, key(choices=[], pairs=[["cA", "tB"]])
    if type == "cloze_pool":
        document = short_answer()
        answers = document.pop("key")
        document["type"] = type
        answers["blanks"] = {"v": {"tolerances": []}}
        answers["groups"] = ["g1", "g2"]
        answers["locales"] = {"fr": {"groups": {"g1": ["rouge"], "g2": ["bleu", "azur"]}}}
        return document, answers
    if type == "embed":
        document = body(
            type=type,
            choices=[],
            blanks=[{"id": "a", "input": "embed", "format": "words"}],
            embed={
                "source": "media",
                "media": "m3",
                "entry": "index.html",
                "height": 500,
                "auto_reply": True,
            },
        )
        source = document["locales"]["fr"]
        del source["choices"]
        source["embed"] = {"title": "Une boîte aux lettres", "url": None}
        answers = key(
            choices=[],
            blanks={"a": {"tolerances": []}},
            locales={"fr": {"blanks": {"a": ["42"]}, "explanation": "…"}},
        )
        return document, answers
    raise ValueError(type)


TYPES = (
    "single_choice",
    "multiple_choice",
    "short_answer",
    "cloze",
    "cloze_pool",
    "ordering",
    "matching",
    "embed",
)


POINTER = {
    "schema": "pointer/1",
    "bank": "socle-fwb",
    "scope": "engine",
    "number": 12,
    "sha256": SHA,
    "sequence": 14,
    "time": "2026-11-21T10:00:00Z",
}


def release(scope="engine"):
    """A release with a framework, a skill, a validated and a withdrawn challenge."""
    entries = [
        {
            "kind": "challenge", "id": "challengeAb3", "version": 2, "revision": 3,
            "status": "validated", "sha256": SHA, "size": 3120,
        },
        {
            "kind": "challenge", "id": "challengeOld", "version": 1, "revision": 1,
            "status": "archived", "withdrawn": "spoiled", "sha256": SHA, "size": 2980,
        },
        {"kind": "framework", "id": "crcn", "version": 3, "status": "adopted",
         "sha256": SHA, "size": 18211},
        {"kind": "skill", "id": "skillX9", "version": 1, "status": "active",
         "sha256": SHA, "size": 702},
    ]  # fmt: skip
    if scope == "engine":
        for entry in entries[:2]:
            entry["key"] = {"sha256": SHA, "size": 640}
    return {
        "schema": "release/1",
        "scope": scope,
        "bank": "socle-fwb",
        "number": 12,
        "created": "2026-11-21T10:00:00Z",
        "note": "",
        "previous": {"number": 11, "sha256": SHA},
        "locales": ["fr", "fr-BE"],
        "fallback": {"fr-BE": "fr"},
        "entries": entries,
        "media": [{"sha256": SHA, "mime": "image/png", "size": 48213}],
        "shards": [{"id": SHA, "size": 1048576, "entries": 240}],
    }


def all_documents():
    """``(kind, document)`` of one right document of every kind, challenges in every type."""
    for type in TYPES:
        document, answers = typed(type)
        yield "challenge", document
        yield "challenge-key", answers
    yield "case-package", case_package()
    yield "tutorial", tutorial()
    yield "tutorial", link_tutorial()
    yield "framework", copy.deepcopy(FRAMEWORK)
    yield "skill", copy.deepcopy(SKILL)
    yield "alignment", copy.deepcopy(ALIGNMENT)
    yield "context", copy.deepcopy(CONTEXT)
    yield "competence", competence()
    yield "framework-package", package()
    yield "pointer", copy.deepcopy(POINTER)
    yield "release", release("engine")
    yield "release", release("player")
