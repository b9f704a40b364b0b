"""From a file's text to documents. What cannot be read is noted with its line; nothing is raised."""

import re
import unicodedata
from typing import Any

from ..frontmatter import FrontMatter, FrontMatterError, split
from .header import check_for_type, default_role, read_header
from .model import Decoded, Document, Documents
from .names import CHOICE_TYPES, SECTIONS_OF, TEMPLATE_TYPES, TITLES
from .sections import ITEM, Sections, split_sections
from .typed import read_blanks, read_choices, read_groups, read_matching, read_order

_LINK = re.compile(r"^\[(?P<label>(?:\\.|[^\\\]]|\](?!\())*)\]\((?P<url>\S+)\)$")
#: The family's settings in the body, and in the key.
_FAMILY_BODY = ("type", "skill", "audiences", "devices", "timer", "focus", "shuffle", "access")
_FAMILY_EDITORIAL = ("pedagogy", "spoil_risk")
#: Where in the documents a key of the header is.
_POINTERS = {
    "licence": "/rights/licence", "attribution": "/rights/attribution",
    "sources": "/editorial/sources", "review_by": "/editorial/review_by",
    "pedagogy": "/editorial/pedagogy", "spoil_risk": "/editorial/spoil_risk",
    "prototype": "/family/prototype", "variant": "/family/variant",
    "embed/title": "/locales/fr/embed/title", "embed/url": "/locales/fr/embed/url",
}  # fmt: skip


def prototype_of(source: str) -> str | None:
    """The id of the prototype that a file's header names, without reading the rest; else None.

    A variant's file is decoded with its prototype's documents, so after it.
    """
    header = source.split("\n---", 1)[0]
    found = re.search(r"""^prototype:[ \t]*["']?([A-Za-z0-9]+)""", header, re.MULTILINE)
    return found[1] if found and found[1] != "null" else None


def decode(source: str, prototype: Documents | None = None) -> Decoded:
    """Read one file's text; ``prototype`` is body and key of the prototype that a variant names."""
    decoded = Decoded()
    try:
        front = split(unicodedata.normalize("NFC", source))
    except FrontMatterError as error:
        decoded.refuse(error.line, error.message)
        return decoded
    values = read_header(front.values, front.lines, decoded)
    sections = split_sections(front.text, front.text_line, decoded)
    if values["prototype"] is not None:
        decoded.prototype = str(values["prototype"])
        _take_family(values, prototype, front, decoded)
    if decoded.problems:
        return decoded
    if decoded.prototype is None:
        decoded.framework, decoded.skill = str(values["framework"]), str(values["skill"])
    check_for_type(values["type"], front.values, front.lines, decoded)
    for path, line in front.lines.items():
        decoded.lines[_POINTERS.get(path, f"/{path}")] = line
    _build(values, front.lines, sections, decoded)
    _note_words(front.lines, decoded)
    if decoded.prototype is not None and prototype is not None:
        decoded.body["skill"] = prototype[0]["skill"]
    return decoded


def _take_family(
    values: dict[str, Any], prototype: Documents | None, front: FrontMatter, decoded: Decoded
) -> None:
    """Put the prototype's settings in the place of those that the variant's file may not give."""
    if prototype is None:
        decoded.refuse(
            front.lines.get("prototype", 1),
            f"le prototype « {values['prototype']} » n'existe pas (ou son fichier est refusé).",
        )
        return
    body, key = prototype
    values.update({name: body[name] for name in _FAMILY_BODY})
    values.update({name: key["editorial"][name] for name in _FAMILY_EDITORIAL})


def _build(
    values: dict[str, Any], lines: dict[str, int], sections: Sections, decoded: Decoded
) -> None:
    prototype = values["id"] if decoded.prototype is None else decoded.prototype
    texts: Document = {
        "id": values["id"],
        "kind": "source",
        "instruction": sections.text("instruction") or "",
        "template": None,
        "alternative": sections.text("alternative"),
        "links": _links(sections, decoded),
    }
    answers: Document = {name: sections.text(name) for name in ("display", "explanation")}
    body: Document = {
        "schema": "challenge/1", "id": values["id"], "version": 1, "revision": 1,
        "type": values["type"], "skill": None,
        "family": {"prototype": prototype, "variant": values["variant"]},
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
    _read_alignments(values["alignments"], lines, decoded)
    for section in sections:
        decoded.lines.setdefault(f"/locales/fr/{section.code}", section.line)
    _refuse_sections(sections, values["type"], decoded)
    _read_media(values["media"], values["type"], decoded)
    if values["type"] in CHOICE_TYPES:
        read_choices(sections, decoded)
    elif values["type"] == "ordering":
        read_order(sections, decoded)
    elif values["type"] == "matching":
        read_matching(sections, decoded)
    else:
        _read_embed(values["embed"], decoded)
        read_blanks(values["blanks"], sections, decoded)
    if values["type"] in TEMPLATE_TYPES:
        texts["template"] = sections.text("template")
    if values["type"] == "cloze_pool":
        read_groups(sections, decoded)


def _refuse_sections(sections: Sections, challenge_type: str, decoded: Decoded) -> None:
    """A text that nothing reads would be lost in silence."""
    allowed = SECTIONS_OF[challenge_type]
    for section in sections:
        if section.code not in allowed and section.text:
            titles = ", ".join(title for code, title in TITLES.items() if code in allowed)
            decoded.refuse(
                section.line,
                f"une épreuve de type « {challenge_type} » n'a pas de « {TITLES[section.code]} » ; "
                f"ses titres : {titles}.",
            )


def _links(sections: Sections, decoded: Decoded) -> list[Document]:
    links: list[Document] = []
    for section in sections.of("links"):
        for number, row in enumerate(section.rows, section.line + 1):
            if not row.strip():
                continue
            item = ITEM.match(row.rstrip())
            found = _LINK.match(item["text"]) if item else None
            if found is None:
                decoded.refuse(number, "un lien s'écrit « - [texte](https://adresse) ».")
                continue
            decoded.lines[f"/locales/fr/links/{len(links)}"] = number
            label = re.sub(r"\\([\\\]])", r"\1", found["label"]).strip()
            links.append({"label": label, "url": found["url"]})
    return links


def _read_alignments(rows: list[dict[str, Any]], lines: dict[str, int], decoded: Decoded) -> None:
    """Each once, sorted as the document's builder sorts them."""
    every: dict[tuple[str, str, str], int] = {}
    for index, row in enumerate(rows):
        found = (str(row["framework"]), str(row["competence"]), str(row["relation"]))
        every.setdefault(found, lines.get(f"alignments/{index}", 1))
    for index, (framework, competence, relation) in enumerate(sorted(every)):
        decoded.lines[f"/alignments/{index}"] = every[framework, competence, relation]
        decoded.body["alignments"].append(
            {"framework": framework, "competence": competence, "relation": relation}
        )


def _read_media(media: dict[str, dict[str, Any]], challenge_type: str, decoded: Decoded) -> None:
    words: Document = {}
    for name, medium in media.items():
        path = str(medium["file"])
        role = medium["role"] or default_role(path, challenge_type)
        decoded.files[name] = path
        decoded.body["media"].append(
            {
                "id": name,
                "role": role,
                "name": medium["name"] or name_of(path),
                "rights": {name: medium[name] for name in ("licence", "attribution")},
            }
        )
        if role != "illustration":
            words[name] = {"alt": None}
        elif medium["decorative"]:
            words[name] = {"alt": ""}
        else:
            words[name] = {"alt": medium["alt"].strip()} if medium["alt"] else {}
    if words:
        decoded.body["locales"]["fr"]["media"] = words


def name_of(path: str) -> str:
    """The name that a file has when nothing says another; a folder is packed."""
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return f"{last}.zip" if path.endswith("/") else last


def _read_embed(embed: dict[str, Any], decoded: Decoded) -> None:
    if decoded.body["type"] != "embed":
        return
    frame = {"height": embed["height"], "auto_reply": embed["auto_reply"]}
    if embed["url"]:
        decoded.body["embed"] = {"source": "address", **frame}
    else:
        simulators = [m["id"] for m in decoded.body["media"] if m["role"] == "simulator"]
        decoded.body["embed"] = {
            "source": "media",
            "media": embed["media"] or next(iter(simulators), ""),
            "entry": embed["entry"],
            **frame,
        }
    decoded.body["locales"]["fr"]["embed"] = {
        "title": (embed["title"] or "").strip(),
        "url": embed["url"],
    }


def _note_words(lines: dict[str, int], decoded: Decoded) -> None:
    """Where the header says the words of files and blanks, which the documents have per language."""
    for name in decoded.files:
        line = lines.get(f"media/{name}", 1)
        where = f"/locales/fr/media/{name}"
        decoded.lines[where] = line
        decoded.lines[f"{where}/alt"] = lines.get(f"media/{name}/alt", line)
    for name in decoded.key["blanks"]:
        line = lines.get(f"blanks/{name}", 1)
        for member in ("label", "placeholder"):
            where = f"/locales/fr/blanks/{name}/{member}"
            decoded.lines[where] = lines.get(f"blanks/{name}/{member}", line)
