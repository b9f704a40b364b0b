"""What the columns and the rows' types are called, in the file and in French, and what goes where."""

import difflib
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ..framework_json import LOCALES

ITEM_KINDS = ("area", "competence", "theme", "topic", "skill")
#: The types that other rows may name by the column ``key``.
KEYED = ("area", "competence", "theme", "topic")
#: Which type of row a parent must be.
PARENT_OF = {
    "level": "group",
    "competence": "area",
    "theme": "competence",
    "topic": "theme",
    "skill": "topic",
    "alignment": "competence",
}


class Name(NamedTuple):
    """A type of row in a sentence: « un domaine », « le domaine », « du domaine »."""

    a: str
    the: str
    of: str


NAMES = {
    "framework": Name("un référentiel", "le référentiel", "du référentiel"),
    "group": Name("un groupe", "le groupe", "du groupe"),
    "level": Name("un niveau", "le niveau", "du niveau"),
    "area": Name("un domaine", "le domaine", "du domaine"),
    "competence": Name("une compétence", "la compétence", "de la compétence"),
    "theme": Name("une thématique", "la thématique", "de la thématique"),
    "topic": Name("un sujet", "le sujet", "du sujet"),
    "skill": Name("un acquis", "l'acquis", "de l'acquis"),
    "alignment": Name("un alignement", "l'alignement", "de l'alignement"),
}
_KIND_NAMES = {
    "framework": "référentiel cadre",
    "group": "groupe groupe_de_niveaux",
    "level": "niveau",
    "area": "domaine",
    "competence": "compétence",
    "theme": "thématique thème",
    "topic": "sujet",
    "skill": "acquis",
    "alignment": "alignement",
}
#: The French name of each type of row, as messages say it.
KIND_WORDS = {kind: names.split()[0] for kind, names in _KIND_NAMES.items()}
#: Columns with one text per locale, each with what they are called before the locale.
LOCALISED = {
    "title": ("title", "titre", "intitule", "libelle"),
    "description": ("description",),
    "hint": ("hint", "indice"),
}
#: The other columns, in the order of a written file, with their other names.
PLAIN = {
    "type": "",
    "code": "",
    "key": "clé",
    "parent": "",
    "name": "nom",
    "level": "niveau",
    "version": "",
    "status": "état statut",
    "unverified": "non_vérifié non_vérifiés",
    "education_levels": "année années année_s",
    "colour": "couleur color",
    "external": "externe externes",
    "relation": "",
    "framework": "référentiel",
    "target": "cible",
    "target_identifier": "identifiant_de_la_cible",
    "note": "remarque",
    "edition": "",
    "publisher": "éditeur",
    "source": "",
    "licence": "license",
    "supersedes": "remplace",
    "points_per_level": "points_par_niveau",
    "id": "",
    "identifier": "identifiant",
    "link": "lien",
    "changed": "modifié modifié_le",
    "extra": "",
}
_ITEM = {
    name: name
    for name in (
        "code", "name", "level", "version", "status", "unverified", "education_levels", "colour",
        "external", "id", "identifier", "link", "changed", "extra", "title", "description", "hint",
    )
}  # fmt: skip
_HEADER = (
    "code", "status", "edition", "publisher", "source", "licence", "supersedes",
    "points_per_level", "identifier", "changed", "extra", "title",
)  # fmt: skip
_ALIGNMENT = (
    "relation", "framework", "target", "target_identifier", "status", "note", "identifier",
    "changed", "extra",
)  # fmt: skip
#: For every type of row, the document's member that a column (without its locale) says.
#: Types, keys and parents are not here: they follow from the rows together.
MEMBERS: dict[str, dict[str, str]] = {
    "framework": {name: name for name in _HEADER},
    "group": {"code": "code", "identifier": "identifier", "title": "title"},
    "level": {
        "level": "level",
        "identifier": "identifier",
        "title": "title",
        "description": "descriptor",
    },
    "alignment": {name: name for name in _ALIGNMENT},
    **dict.fromkeys(ITEM_KINDS, _ITEM),
}
#: What a row cannot do without.
REQUIRED = {"group": "code", "level": "level", "alignment": "relation"}

_LOCALE = re.compile(r"([a-z]{2})(?:_([a-z]{2}))?")


def fold(text: str) -> str:
    """``text`` without case, accents and punctuation: what names are compared by."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^0-9a-z]+", "_", plain.lower()).strip("_")


def kind_of(text: str) -> str | None:
    """The type of row that ``text`` names, in any of our words; None for none."""
    return _kinds().get(fold(text))


def column_of(text: str) -> str | None:
    """The column that a header's cell names (« Intitulé » → ``title_fr``); None for none."""
    name = fold(text)
    known = _columns().get(name)
    if known:
        return known
    base, _, rest = name.partition("_")
    match = _LOCALE.fullmatch(rest)
    column = next((column for column, names in LOCALISED.items() if base in names), None)
    if column is None or match is None:
        return None
    region = f"-{match[2].upper()}" if match[2] else ""
    return f"{column}_{match[1]}{region}"


def split_column(column: str) -> tuple[str, str]:
    """A column's name without locale, and its locale, "" for one without."""
    base, _, locale = column.partition("_")
    return (base, locale) if base in LOCALISED and locale else (column, "")


def near_columns(text: str) -> list[str]:
    """At most three columns whose names look like ``text``."""
    names = {
        **_columns(),
        **{fold(f"{c}_{loc}"): f"{c}_{loc}" for c in LOCALISED for loc in LOCALES},
    }
    near = difflib.get_close_matches(fold(text)[:40], names, n=3)
    return list(dict.fromkeys(names[name] for name in near))


def near_kinds(text: str) -> list[str]:
    """At most two types of rows whose names look like ``text``."""
    near = difflib.get_close_matches(fold(text)[:40], _kinds(), n=2)
    return list(dict.fromkeys(_kinds()[name] for name in near))


@cache
def _kinds() -> dict[str, str]:
    named = {fold(name): kind for kind, names in _KIND_NAMES.items() for name in names.split()}
    return {**{kind: kind for kind in NAMES}, **named}


@cache
def _columns() -> dict[str, str]:
    """Columns by their folded names; without a locale, a text is French."""
    found = {fold(name): column for column, names in PLAIN.items() for name in names.split()}
    found |= {name: f"{column}_fr" for column, names in LOCALISED.items() for name in names}
    return found | {column: column for column in PLAIN}
