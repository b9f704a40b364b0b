"""The Atelier text format: one challenge a file, Markdown with YAML front matter.

Described for authors in docs/format-texte.md. ``decode`` answers documents, ``encode`` writes them.
The skill is written by its name (``@requete3``), which only the importer can turn into an id.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml

from .frontmatter import FrontMatterError, split

Document = dict[str, Any]

CHOICE_TYPES = ("single_choice", "multiple_choice")
TYPES = (*CHOICE_TYPES, "short_answer")

_SECTIONS = {
    "Consigne": "instruction",
    "Consigne alternative": "alternative",
    "Choix": "choices",
    "Texte à compléter": "template",
    "Réponses acceptées": "accepted",
    "Réponse affichée": "display",
    "Explication": "explanation",
}
_HEADING = re.compile(r"^## +(?P<title>[^#].*)$")
_CHOICE = re.compile(r"^[-*] +\[(?P<mark>[ xX])\] (?P<text>.*)$")
_CHOICE_ID = re.compile(r" \{#(?P<id>[A-Za-z][A-Za-z0-9_]{0,31})\}$")
#: Following lines of a choice are indented, as Markdown has it.
_CONTINUED = "      "
_ITEM = re.compile(r"^[-*] +(?P<text>.*)$")
_FENCE = re.compile(r"^\s*(```+|~~~+)")

#: Front matter keys with the value that an absent key has.
_DEFAULTS: dict[str, Any] = {
    "id": None,
    "type": None,
    "framework": None,
    "skill": None,
    "contexts": [],
    "territories": [],
    "audiences": [],
    "devices": ["computer", "phone", "tablet"],
    "timer": None,
    "focus": False,
    "shuffle": True,
    "access": {"blind": "untested", "colour_blind": "untested", "deaf": "untested"},
    "licence": "CC-BY-SA-4.0",
    "attribution": None,
    "sources": [],
    "review_by": None,
    "pedagogy": "q-situation",
    "spoil_risk": "low",
    "blanks": {},
}
_REQUIRED = ("type", "framework", "skill")
_TYPES_OF: dict[str, tuple[type, ...]] = {
    "contexts": (list,), "territories": (list,), "audiences": (list,), "devices": (list,),
    "sources": (list,), "access": (dict,), "blanks": (dict,), "focus": (bool,), "shuffle": (bool,),
    "timer": (int, type(None)),
}  # fmt: skip


@dataclass(frozen=True)
class TextProblem:
    """What is wrong in a file, at which line (from 1), in French."""

    line: int
    message: str


@dataclass
class Decoded:
    """A challenge as a file says it.

    ``body`` and ``key`` are documents whose ids the file need not give: ``id`` is None and choices
    are named ``new1``, ``new2``… where it does not. ``lines`` maps JSON pointers to lines.
    """

    framework: str = ""
    skill: str = ""
    body: Document = field(default_factory=dict)
    key: Document = field(default_factory=dict)
    problems: list[TextProblem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def line_of(self, pointer: str) -> int:
        """The line that ``pointer``, or what holds it, was read from; 1 when nothing says."""
        while pointer:
            if pointer in self.lines:
                return self.lines[pointer]
            pointer = pointer.rpartition("/")[0]
        return 1


def decode(source: str) -> Decoded:
    """Read one file's text. What cannot be read is in ``problems``; nothing is raised."""
    decoded = Decoded()
    source = unicodedata.normalize("NFC", source)
    try:
        front = split(source)
    except FrontMatterError as error:
        decoded.problems.append(TextProblem(error.line, error.message))
        return decoded
    values = _header(front.values, front.lines, decoded)
    sections = _split_sections(front.text, front.text_line, decoded)
    if decoded.problems:
        return decoded
    decoded.framework, decoded.skill = str(values["framework"]), str(values["skill"])
    _build(values, sections, decoded)
    _note_lines(front.lines, decoded)
    return decoded


def encode(body: Document, key: Document, framework: str, skill: str, locale: str = "fr") -> str:
    """The file's text of a challenge; ``decode`` gives the same documents back.

    ``skill`` is the skill's name. What the format cannot say is lost: other locales, versions.
    """
    texts, answers = body["locales"][locale], key["locales"][locale]
    header: dict[str, Any] = {
        "id": body["id"],
        "type": body["type"],
        "framework": framework,
        "skill": skill,
        **{name: body[name] for name in ("contexts", "territories", "audiences", "devices")},
        **{name: body[name] for name in ("timer", "focus", "shuffle", "access")},
        **body["rights"],
        **key["editorial"],
    }
    if body["blanks"]:
        header["blanks"] = {
            blank["id"]: {
                "label": texts["blanks"][blank["id"]]["label"],
                "placeholder": texts["blanks"][blank["id"]]["placeholder"],
                "format": blank["format"],
                "tolerances": key["blanks"][blank["id"]]["tolerances"],
            }
            for blank in body["blanks"]
        }
    parts = [("Consigne", texts["instruction"]), ("Consigne alternative", texts["alternative"])]
    if body["choices"]:
        right = set(key["choices"])
        rows = [
            _choice_row(choice["id"], texts["choices"][choice["id"]], choice["id"] in right)
            for choice in body["choices"]
        ]
        parts.append(("Choix", "\n".join(rows)))
    if body["blanks"]:
        accepted = answers["blanks"][body["blanks"][0]["id"]]
        parts.append(("Texte à compléter", texts["template"]))
        parts.append(("Réponses acceptées", "\n".join(f"- {answer}" for answer in accepted)))
    parts += [("Réponse affichée", answers["display"]), ("Explication", answers["explanation"])]
    yaml_text = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=100)
    sections = [f"## {title}\n\n{text.strip()}\n" for title, text in parts if text]
    return "---\n" + yaml_text + "---\n\n" + "\n".join(sections)


def _choice_row(choice_id: str, text: str, right: bool) -> str:
    first, *others = text.strip().split("\n")
    following = [f"{_CONTINUED}{line}" if line else "" for line in others]
    last = " {#" + choice_id + "}"
    lines = [f"- [{'x' if right else ' '}] {first}", *following]
    return "\n".join([lines[0] + last, *lines[1:]])


# -- Reading ---------------------------------------------------------------------------------------
def _header(values: dict[str, Any], lines: dict[str, int], decoded: Decoded) -> dict[str, Any]:
    for name in values:
        if name not in _DEFAULTS:
            known = ", ".join(_DEFAULTS)
            decoded.problems.append(
                TextProblem(
                    lines.get(str(name), 1), f"« {name} » n'est pas une clé connue ({known})."
                )
            )
    merged = {**_DEFAULTS, **{name: value for name, value in values.items() if name in _DEFAULTS}}
    if isinstance(merged["access"], dict):
        merged["access"] = {**_DEFAULTS["access"], **merged["access"]}
    for name in _REQUIRED:
        if not merged[name]:
            decoded.problems.append(
                TextProblem(lines.get(name, 1), f"la clé « {name} » manque dans l'en-tête.")
            )
    if merged["type"] and merged["type"] not in TYPES:
        decoded.problems.append(
            TextProblem(
                lines.get("type", 1),
                f"le type « {merged['type']} » n'est pas connu ; choisissez : {', '.join(TYPES)}.",
            )
        )
    for name, types in _TYPES_OF.items():
        if not isinstance(merged[name], types):
            decoded.problems.append(
                TextProblem(lines.get(name, 1), f"la valeur de « {name} » n'a pas la bonne forme.")
            )
    for blank_id, blank in (merged["blanks"] if isinstance(merged["blanks"], dict) else {}).items():
        if not isinstance(blank, dict) or set(blank) - {
            "label",
            "placeholder",
            "format",
            "tolerances",
        }:
            decoded.problems.append(
                TextProblem(
                    lines.get("blanks", 1),
                    f"le trou « {blank_id} » doit avoir label, placeholder, format, tolerances.",
                )
            )
    return merged


def _split_sections(text: str, first_line: int, decoded: Decoded) -> dict[str, tuple[int, str]]:
    """Sections by their code: ``{code: (line of the heading, text)}``."""
    sections: dict[str, tuple[int, list[str]]] = {}
    current: list[str] | None = None
    fence = ""
    for number, line in enumerate(text.splitlines(), first_line):
        fence = _fence_after(fence, line)
        heading = None if fence else _HEADING.match(line.rstrip())
        if heading:
            title = heading["title"].strip()
            code = _SECTIONS.get(title)
            if code is None or code in sections:
                why = "n'est pas un titre prévu" if code is None else "vient deux fois"
                decoded.problems.append(
                    TextProblem(number, f"« {title} » {why} ; les titres : {', '.join(_SECTIONS)}.")
                )
                current = []
                continue
            current = []
            sections[code] = (number, current)
        elif current is not None:
            current.append(line)
        elif line.strip():
            decoded.problems.append(
                TextProblem(number, "ce texte vient avant le premier titre (« ## Consigne »).")
            )
            current = []
    return {code: (line, "\n".join(rows)) for code, (line, rows) in sections.items()}


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after ``line``: closed by the same sign, at least as long."""
    found = _FENCE.match(line)
    if not found:
        return fence
    mark = found[1]
    if not fence:
        return mark
    closes = mark[0] == fence[0] and len(mark) >= len(fence) and line.strip() == mark
    return "" if closes else fence


def _build(values: dict[str, Any], sections: dict[str, tuple[int, str]], decoded: Decoded) -> None:
    texts: Document = {
        "id": values["id"],
        "kind": "source",
        "instruction": _section(sections, "instruction") or "",
        "template": None,
        "alternative": _section(sections, "alternative"),
        "links": [],
    }
    answers: Document = {
        "display": _section(sections, "display"),
        "explanation": _section(sections, "explanation"),
    }
    body: Document = {
        "schema": "challenge/1", "id": values["id"], "version": 1, "revision": 1,
        "type": values["type"], "skill": None,
        "family": {"prototype": values["id"], "variant": None},
        "alignments": [], "tutorials": [],
        **{name: sorted(str(item) for item in values[name])
           for name in ("contexts", "territories", "audiences", "devices")},
        **{name: values[name] for name in ("timer", "focus", "shuffle", "access")},
        "rights": {"licence": values["licence"], "attribution": values["attribution"]},
        "choices": [], "blanks": [], "media": [], "embed": None, "locales": {"fr": texts},
    }  # fmt: skip
    key: Document = {
        "schema": "challenge-key/1", "id": values["id"], "version": 1, "revision": 1,
        "choices": [], "order": [], "pairs": [], "groups": [], "blanks": {},
        "editorial": {name: values[name] for name in ("sources", "review_by", "pedagogy", "spoil_risk")},
        "locales": {"fr": answers},
    }  # fmt: skip
    decoded.body, decoded.key = body, key
    for code in ("instruction", "alternative", "template", "display", "explanation"):
        if code in sections:
            decoded.lines[f"/locales/fr/{code}"] = sections[code][0]
    if values["type"] in CHOICE_TYPES:
        _read_choices(sections, decoded)
    else:
        _read_blanks(values, sections, decoded)


def _read_choices(sections: dict[str, tuple[int, str]], decoded: Decoded) -> None:
    line, text = sections.get("choices", (1, ""))
    decoded.lines["/choices"] = line
    texts: dict[str, str] = {}
    for number, row in enumerate(text.splitlines(), line + 1):
        row = row.rstrip()
        if texts and (row.startswith("  ") or not row):
            last = next(reversed(texts))
            texts[last] += "\n" + row.removeprefix(_CONTINUED)
            continue
        if not row:
            continue
        found = _CHOICE.match(row)
        if found is None:
            decoded.problems.append(
                TextProblem(number, "une proposition s'écrit « - [ ] texte » ou « - [x] texte ».")
            )
            continue
        given = _CHOICE_ID.search(found["text"])
        choice_id = given["id"] if given else f"new{len(texts) + 1}"
        if choice_id in texts:
            decoded.problems.append(
                TextProblem(number, f"l'identifiant « {choice_id} » vient deux fois.")
            )
        texts[choice_id] = found["text"][: given.start()] if given else found["text"]
        decoded.body["choices"].append({"id": choice_id})
        decoded.lines[f"/locales/fr/choices/{choice_id}"] = number
        if found["mark"] != " ":
            decoded.key["choices"].append(choice_id)
    decoded.body["locales"]["fr"]["choices"] = {name: text.strip() for name, text in texts.items()}
    decoded.key["choices"].sort()


def _read_blanks(
    values: dict[str, Any], sections: dict[str, tuple[int, str]], decoded: Decoded
) -> None:
    line, text = sections.get("accepted", (1, ""))
    accepted = []
    for number, row in enumerate(text.splitlines(), line + 1):
        if not row.strip():
            continue
        found = _ITEM.match(row.rstrip())
        if found is None:
            decoded.problems.append(
                TextProblem(number, "une réponse acceptée s'écrit « - réponse », une par ligne.")
            )
            continue
        accepted.append(found["text"].strip())
    source, answers = decoded.body["locales"]["fr"], decoded.key["locales"]["fr"]
    source["template"] = _section(sections, "template")
    source["blanks"], answers["blanks"] = {}, {}
    for blank_id, blank in values["blanks"].items():
        decoded.body["blanks"].append(
            {"id": blank_id, "input": "text", "format": blank.get("format", "words")}
        )
        tolerances = blank.get("tolerances") or []
        if not isinstance(tolerances, list):
            tolerances = [tolerances]
        decoded.key["blanks"][blank_id] = {"tolerances": sorted(str(item) for item in tolerances)}
        source["blanks"][blank_id] = {
            "label": blank.get("label") or "",
            "placeholder": blank.get("placeholder"),
        }
        answers["blanks"][blank_id] = list(dict.fromkeys(accepted))
        decoded.lines[f"/locales/fr/blanks/{blank_id}"] = line


def _section(sections: dict[str, tuple[int, str]], code: str) -> str | None:
    return sections[code][1].strip() or None if code in sections else None


def _note_lines(lines: dict[str, int], decoded: Decoded) -> None:
    inside = {
        "licence": "/rights/licence", "attribution": "/rights/attribution",
        "sources": "/editorial/sources", "review_by": "/editorial/review_by",
        "pedagogy": "/editorial/pedagogy", "spoil_risk": "/editorial/spoil_risk",
    }  # fmt: skip
    for name, line in lines.items():
        decoded.lines.setdefault(inside.get(name, f"/{name}"), line)
