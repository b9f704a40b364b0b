"""What both directions of the CASE codec agree on: names, identifiers, texts and times."""

import re
import unicodedata
import uuid
from datetime import UTC, datetime
from typing import Any

from schemas import load_schema

from ..reading import Document

#: Atelier's types from the top down, with the names that CASE items carry.
TYPES = ("area", "competence", "theme", "topic", "skill")
TYPE_NAMES = {kind: kind.capitalize() for kind in TYPES}
TYPE_OF = {name: kind for kind, name in TYPE_NAMES.items()}
TYPE_DESCRIPTIONS = {
    "area": "Domaine : un ensemble de compétences.",
    "competence": "Compétence : ce qu'une personne sait faire.",
    "theme": "Thématique : un ensemble de sujets d'une compétence.",
    "topic": "Sujet : ce qui se pratique, niveau après niveau.",
    "skill": "Acquis : un sujet à un niveau.",
}
CODED = ("area", "competence")

#: Relations that an alignment may have.
RELATIONS: tuple[str, ...] = tuple(load_schema("common")["$defs"]["relation"]["enum"])
CHILD = "isChildOf"

#: A framework's status in CASE's words, and back.
ADOPTION = {
    "draft": "Draft",
    "provisional": "Draft",
    "adopted": "Adopted",
    "superseded": "Deprecated",
}
STATUS_OF = {
    "Draft": "draft",
    "Private Draft": "draft",
    "Adopted": "adopted",
    "Implemented": "adopted",
    "Deprecated": "superseded",
}

CASE_VERSION = "1.1"
#: Says that something was never dated.
EPOCH = "1970-01-01T00:00:00Z"
NOTHING = "—"

#: Where identifiers that are derived come from. Never changes.
NAMESPACE = uuid.UUID("a891025a-8420-4774-b9be-a64d0e91378a")

_COMMON = load_schema("common")["$defs"]
_TIME = re.compile(_COMMON["time"]["pattern"])
_CODE = re.compile(_COMMON["itemCode"]["pattern"])
_NAME = re.compile(_COMMON["topicName"]["pattern"])
_NAME_LENGTH: int = _COMMON["topicName"]["maxLength"]
_CODE_LENGTH: int = _COMMON["itemCode"]["maxLength"]
_LABEL_LENGTH: int = _COMMON["plain"]["maxLength"]
TEXT_LENGTH: int = _COMMON["texts"]["additionalProperties"]["maxLength"]
NOTE_LENGTH: int = _COMMON["note"]["maxLength"]
_STRICT_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NOT_IN_A_CODE = re.compile("[\\s\ufeff/?#\x00-\x1f\x7f]+")
_THREE_LETTERS = {
    "fra": "fr", "fre": "fr", "nld": "nl", "dut": "nl", "eng": "en", "deu": "de", "ger": "de",
    "spa": "es", "ita": "it", "por": "pt", "cat": "ca", "fin": "fi", "swe": "sv", "nor": "no",
}  # fmt: skip


def derived(*parts: object) -> str:
    """The identifier that always follows from ``parts``."""
    return str(uuid.uuid5(NAMESPACE, " ".join(map(str, parts))))


def link_identifier(child: str, parent: str) -> str:
    """The identifier of the isChildOf association of two identifiers, when no other tool gave one."""
    return derived(child, CHILD, parent)


def type_identifier(kind: str) -> str:
    """The identifier of the CFItemType of an Atelier type."""
    return derived("CFItemType", kind)


def licence_identifier(licence: str) -> str:
    """The identifier of the CFLicense of a licence's name."""
    return derived("CFLicense", licence)


def rubric_identifier(framework: str) -> str:
    """The identifier of the CFRubric that holds a framework's scale."""
    return derived("CFRubric", framework)


def criterion_identifier(framework: str) -> str:
    """The identifier of that rubric's only criterion."""
    return derived("CFRubricCriterion", framework)


def level_identifier(framework: str, level: int) -> str:
    """The identifier of a level that has none of its own."""
    return derived("CFRubricCriterionLevel", framework, level)


def label(text: str) -> str:
    """``text`` on one line, as labels are: white space collapsed, at most 1000 characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())[:_LABEL_LENGTH].rstrip()


def is_text(text: str, longest: int) -> bool:
    """Whether a package can hold ``text`` on several lines."""
    return 0 < len(text) <= longest and not _FORBIDDEN.search(text)


def is_code(text: str) -> bool:
    """Whether ``text`` can be the code of an area or a competence as it is."""
    fits = 0 < len(text) <= _CODE_LENGTH and _CODE.search(text) and not _FORBIDDEN.search(text)
    return bool(fits) and not _NOT_IN_A_CODE.search(text)


def code(text: str) -> str:
    """The code that comes nearest to ``text``, "" when there is none."""
    return _NOT_IN_A_CODE.sub("-", text).strip("-")[:_CODE_LENGTH].rstrip("-")


def topic_name(text: str) -> str:
    """``text`` without its @ when it can be a topic's name, else ""."""
    name = text.strip().removeprefix("@")
    return name if len(name) <= _NAME_LENGTH and _NAME.search(name) else ""


def folded(text: str) -> str:
    """``text`` in ASCII letters, as far as they have any."""
    joined = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decomposed = unicodedata.normalize("NFKD", joined.replace("ß", "ss"))
    return decomposed.encode("ascii", "ignore").decode()


def slug(text: str) -> str:
    """The framework code that ``text`` suggests, "" when it suggests none."""
    return "-".join(re.findall("[a-z0-9]+", folded(text).lower()))[:100].strip("-")


def locale(language: str | None) -> str:
    """The locale of a CASE ``language`` (en, en-US, eng); French when it says nothing known."""
    primary = re.split("[-_]", (language or "").strip().lower())[0]
    primary = _THREE_LETTERS.get(primary, primary)
    return primary if re.fullmatch("[a-z]{2}", primary) else "fr"


def first_locale(labels: Any) -> str:
    """French when ``labels`` has it, else its first locale; "" without any."""
    if not isinstance(labels, dict) or not labels:
        return ""
    return "fr" if "fr" in labels else min(labels)


def time(text: str) -> str | None:
    """A CASE date and time as packages have it (UTC, final Z); None when there is no such day."""
    try:
        moment = datetime.fromisoformat(text.upper())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return text if _TIME.search(text) else f"{moment.isoformat()}Z"


def is_strict_time(text: Any) -> bool:
    """Whether CASE 1.1 itself would take ``text`` as a date and time."""
    return isinstance(text, str) and bool(_STRICT_TIME.fullmatch(text)) and time(text) is not None


def atelier(thing: Document) -> Document:
    """Atelier's own extension of a CASE object; {} without."""
    extensions = thing.get("extensions") or {}
    found = extensions.get("atelier") if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else {}


def is_ours(thing: Document) -> bool:
    """Whether a CASE object carries Atelier's extension."""
    return "atelier" in (thing.get("extensions") or {})


def case_extra(thing: Document) -> Document:
    """What CASE said of an item, an alignment or a package and Atelier has no place for."""
    extra = thing.get("extra")
    found = extra.get("case") if isinstance(extra, dict) else None
    return found if isinstance(found, dict) else {}
