"""What the schema of a framework-package/1 cannot say: pure, before anything is written."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from content.minting import Document
from localisation.languages import codes, locale_of
from schemas import Problem

#: Which type an item's parent has; an area has none.
PARENTS: dict[str, str | None] = {
    "area": None,
    "competence": "area",
    "theme": "competence",
    "topic": "theme",
    "skill": "topic",
}
#: What an item of a type cannot do without.
NEEDED: dict[str, tuple[str, ...]] = {
    "area": ("code",),
    "competence": ("code",),
    "theme": (),
    "topic": ("name",),
    "skill": ("level",),
}


#: The longest code of a framework or of a group of levels.
LONGEST_CODE = 60


def review(package: Document) -> list[Problem]:
    """Every fault of a package that fits its schema, with JSON pointers."""
    items: list[dict[str, Any]] = package["items"]
    by_key = {item["key"]: item for item in items}
    return [
        *_unique(package),
        *_kept(package),
        *_items(items, by_key),
        *_scale(package),
        *_skills(items),
        *_alignments(package, by_key),
    ]


def _kept(package: Document) -> Iterator[Problem]:
    """Texts and codes must be what any database can hold, and locales ours."""
    rows = [
        ("", package),
        *((f"/items/{n}", item) for n, item in enumerate(package["items"])),
        *((f"/alignments/{n}", row) for n, row in enumerate(package["alignments"])),
    ]
    known = {locale_of(code) for code in codes()}
    codes_found = [("/code", package["code"])]
    codes_found += [(f"/groups/{n}/code", row["code"]) for n, row in enumerate(package["groups"])]
    for where, code in codes_found:
        if len(code) > LONGEST_CODE:
            yield _problem(
                "length",
                where,
                _("Ce code est trop long : %(most)s signes au plus.") % {"most": LONGEST_CODE},
            )
    for where, row in rows:
        own = {k: v for k, v in row.items() if k not in {"items", "alignments"}}
        if _has_nul(own):
            yield _problem("nul", where, _("Un caractère nul (\\u0000) s'y trouve : retirez-le."))
        for locale in set(row.get("unverified") or []) - known:
            yield _problem(
                "locale",
                f"{where}/unverified",
                _("La langue « %(locale)s » n'est pas une de celles de l'atelier.")
                % {"locale": locale},
            )


def _has_nul(value: Any) -> bool:
    stack = [value]
    while stack:
        inner = stack.pop()
        if isinstance(inner, str) and "\0" in inner:
            return True
        if isinstance(inner, dict):
            stack += [*inner.keys(), *inner.values()]
        elif isinstance(inner, list):
            stack += inner
    return False


def _problem(code: str, pointer: str, message: str) -> Problem:
    return Problem(code, pointer, message, "framework-package")


def _unique(package: Document) -> Iterator[Problem]:
    rows = [(f"/items/{n}", item) for n, item in enumerate(package["items"])]
    yield from _twice(rows, lambda item: item["key"], _("La clé « %(value)s » est déjà prise."))
    yield from _twice(
        rows, lambda item: item.get("id"), _("L'identifiant « %(value)s » est déjà pris.")
    )
    others = [
        (f"/{name}/{n}", row)
        for name in ("groups", "levels", "alignments")
        for n, row in enumerate(package[name])
    ]
    yield from _twice(
        [*rows, *others],
        lambda row: row.get("identifier"),
        _("L'identifiant « %(value)s » est déjà pris."),
    )
    for kind in ("area", "competence"):
        same = [(where, item) for where, item in rows if item["type"] == kind]
        yield from _twice(
            same, lambda item: item.get("code"), _("Le code « %(value)s » est déjà pris.")
        )
    topics = [(where, item) for where, item in rows if item["type"] == "topic"]
    yield from _twice(
        topics, lambda item: item.get("name"), _("Le nom « @%(value)s » est déjà pris.")
    )
    for name, member in (("groups", "code"), ("levels", "level")):
        same = [(f"/{name}/{n}", row) for n, row in enumerate(package[name])]
        yield from _twice(
            same, lambda row, member=member: row[member], _("« %(value)s » est déjà pris.")
        )


def _twice(rows: list[tuple[str, Any]], value: Any, message: str) -> Iterator[Problem]:
    first: dict[Any, str] = {}
    for where, row in rows:
        found = value(row)
        if found is None:
            continue
        if found in first:
            yield _problem(
                "duplicate",
                where,
                message % {"value": found} + " " + _("Donnez-lui une autre valeur."),
            )
        first.setdefault(found, where)


def _items(items: list[dict[str, Any]], by_key: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    for n, item in enumerate(items):
        where, kind = f"/items/{n}", item["type"]
        for name in NEEDED[kind]:
            if item.get(name) is None:
                yield _problem("missing", where, _("Il manque « %(name)s ».") % {"name": name})
        if kind != "skill" and not item.get("title"):
            yield _problem("missing", where, _("Il manque un titre."))
        public_id = item.get("id")
        if public_id and not public_id.startswith(kind):
            yield _problem(
                "id",
                f"{where}/id",
                _("« %(id)s » n'est pas l'identifiant d'un élément de ce type.")
                % {"id": public_id},
            )
        expected, parent = PARENTS[kind], item["parent"]
        if parent is None and expected is not None:
            yield _problem("parent", where, _("Il manque l'élément auquel celui-ci appartient."))
        elif parent is not None and expected is None:
            yield _problem("parent", f"{where}/parent", _("Un domaine n'appartient à rien."))
        elif parent is not None and parent not in by_key:
            yield _problem(
                "parent",
                f"{where}/parent",
                _("« %(parent)s » n'est pas dans le fichier : ajoutez-le, ou corrigez ce parent.")
                % {"parent": parent},
            )
        elif parent is not None and by_key[parent]["type"] != expected:
            # Types go down by one: this also refuses every loop.
            yield _problem(
                "parent",
                f"{where}/parent",
                _("« %(parent)s » n'est pas du type attendu : rien ne peut s'y rattacher ainsi.")
                % {"parent": parent},
            )


def _scale(package: Document) -> Iterator[Problem]:
    groups = {group["code"] for group in package["groups"]}
    for n, level in enumerate(package["levels"]):
        if level.get("group") and level["group"] not in groups:
            yield _problem(
                "group",
                f"/levels/{n}/group",
                _("Le groupe « %(code)s » n'existe pas.") % {"code": level["group"]},
            )


def _skills(items: list[dict[str, Any]]) -> Iterator[Problem]:
    skills = [(f"/items/{n}", item) for n, item in enumerate(items) if item["type"] == "skill"]
    yield from _twice(
        skills,
        lambda item: (item["parent"], item.get("level"), item.get("version") or 1),
        _("Cette version de l'acquis est déjà décrite."),
    )
    active = [(where, item) for where, item in skills if item.get("status") == "active"]
    yield from _twice(
        active,
        lambda item: (item["parent"], item.get("level")),
        _("Un seul acquis actif par sujet et par niveau."),
    )


def _alignments(package: Document, by_key: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    for n, row in enumerate(package["alignments"]):
        where = f"/alignments/{n}"
        source = by_key.get(row["source"])
        if source is None or source["type"] != "competence":
            yield _problem(
                "source",
                f"{where}/source",
                _("« %(key)s » n'est pas une compétence de ce fichier.") % {"key": row["source"]},
            )
        if row.get("framework") == package["code"]:
            yield _problem(
                "itself",
                f"{where}/framework",
                _("« %(code)s » ne s'aligne pas sur lui-même : choisissez un autre référentiel.")
                % {"code": package["code"]},
            )
        if not row.get("target_identifier") and not (row.get("framework") and row.get("target")):
            yield _problem(
                "target",
                where,
                _(
                    "Il manque la compétence visée : son référentiel et son code, ou son identifiant."
                ),
            )
