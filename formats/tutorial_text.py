"""The text format of tutorials: Markdown with YAML front matter, one tutorial a file.

Described for authors in docs/tutoriels.md. ``decode`` answers a document, ``encode`` writes it; pictures
are named by their paths, and ``with_pictures`` puts in what they are.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from .atelier_text.model import Document, FileFacts, TextProblem
from .frontmatter import FrontMatter, FrontMatterError, split

#: Keys of the header, the shapes of their values, and what they are when absent.
_KEYS: dict[str, tuple[tuple[type, ...], Any]] = {
    "id": ((str, type(None)), None),
    "title": ((str,), ""),
    "kind": ((str, type(None)), None),
    "url": ((str, type(None)), None),
    "format": ((str,), "page"),
    "duration": ((str, int, type(None)), None),
    "source": ((str, type(None)), None),
    "language": ((str,), "fr"),
    "levels": ((list, int, type(None)), None),
    "favourite": ((bool,), False),
    "tags": ((list,), []),
    "licence": ((str,), "CC-BY-SA-4.0"),
    "attribution": ((str, type(None)), None),
    "note": ((str, type(None)), None),
    "media": ((dict,), {}),
}
_PICTURE: dict[str, Any] = {
    "file": "", "alt": None, "decorative": False, "licence": "CC-BY-SA-4.0", "attribution": None,
}  # fmt: skip
_KINDS = ("article", "link")
_FORMATS = ("page", "video", "pdf", "audio", "tool")
#: Where in the document a key of the header is.
_POINTERS = {
    "title": "/locales/fr/title", "url": "/locales/fr/url", "licence": "/rights/licence",
    "attribution": "/rights/attribution",
}  # fmt: skip


@dataclass
class DecodedTutorial:
    """A tutorial as a file says it; ``id`` is None where the file gives none.

    ``duration`` in the document is what the file says, a text or a number of seconds: only the
    importer reads durations. Pictures lack what only their bytes can say; ``files`` maps their ids
    to paths. ``lines`` maps JSON pointers to lines.
    """

    document: Document = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    problems: list[TextProblem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def refuse(self, line: int, message: str) -> None:
        """Note a problem at ``line``."""
        self.problems.append(TextProblem(line, message))

    def line_of(self, pointer: str) -> int:
        """The line that ``pointer``, or what holds it, was read from; 1 when nothing says."""
        while pointer:
            if pointer in self.lines:
                return self.lines[pointer]
            pointer = pointer.rpartition("/")[0]
        return 1


def decode(source: str) -> DecodedTutorial:
    """Read one file's text. What cannot be read is noted with its line; nothing is raised."""
    decoded = DecodedTutorial()
    try:
        front = split(unicodedata.normalize("NFC", source))
    except FrontMatterError as error:
        decoded.refuse(error.line, error.message)
        return decoded
    values = _header(front, decoded)
    text = front.text.strip()
    kind = values["kind"] or ("link" if values["url"] else "article")
    _check(kind, values, text, front, decoded)
    if decoded.problems:
        return decoded
    article = kind == "article"
    decoded.lines = {_POINTERS.get(name, f"/{name}"): line for name, line in front.lines.items()}
    decoded.lines["/locales/fr/body"] = front.text_line
    texts: Document = {
        "kind": "source",
        "title": values["title"].strip(),
        "body": (text or None) if article else None,
        "url": None if article else values["url"],
        "media": {},
    }
    decoded.document = {
        "schema": "tutorial/1", "id": values["id"], "version": 1, "revision": 1, "kind": kind,
        **{name: values[name] for name in ("format", "duration", "language", "favourite")},
        "source": values["source"] or None,
        "levels": _levels(values["levels"]),
        "tags": sorted({" ".join(str(tag).split()) for tag in values["tags"]} - {""}),
        "rights": {"licence": values["licence"], "attribution": values["attribution"]},
        "note": (values["note"] or "").strip() or None,
        "media": [], "locales": {"fr": texts},
    }  # fmt: skip
    for name, picture in values["media"].items() if article else ():
        _picture(str(name), {**_PICTURE, **picture}, front, decoded)
    return decoded


def with_pictures(document: Document, facts: Mapping[str, FileFacts]) -> Document:
    """``document`` with sha256, media type and size of each picture, by its id."""
    media = [
        {
            **medium,
            "sha256": facts[medium["id"]].sha256,
            "mime": facts[medium["id"]].mime,
            "size": facts[medium["id"]].size,
        }
        for medium in document["media"]
    ]
    return {**document, "media": media}


def encode(document: Document, locale: str = "fr", files: Mapping[str, str] | None = None) -> str:
    """The file's text of a tutorial; ``decode`` gives the same document back.

    ``files`` are the paths of its pictures by their id (by default the files' own names). What the
    format cannot say is lost: other locales, version and revision.
    """
    texts = document["locales"][locale]
    levels = document["levels"]
    header: dict[str, Any] = {
        "id": document["id"],
        "kind": document["kind"],
        "title": texts["title"],
        **({"url": texts["url"]} if texts["url"] else {}),
        **{name: document[name] for name in ("format", "duration", "source", "language")},
        "levels": [levels["min"], levels["max"]] if levels else None,
        "favourite": document["favourite"],
        "tags": document["tags"],
        "licence": document["rights"]["licence"],
        "attribution": document["rights"]["attribution"],
        "note": document["note"],
        "media": {
            medium["id"]: _picture_said(medium, texts, (files or {}).get(medium["id"]))
            for medium in document["media"]
        },
    }
    said = {name: value for name, value in header.items() if value not in (None, [], {})}
    front = yaml.safe_dump(
        said, allow_unicode=True, sort_keys=False, default_flow_style=None, width=10**6
    )
    body = f"\n{texts['body']}\n" if texts["body"] else ""
    return f"---\n{front}---\n{body}"


def _header(front: FrontMatter, decoded: DecodedTutorial) -> dict[str, Any]:
    """The header with the value of every absent key; what is wrong is noted."""
    values = {name: usual for name, (_, usual) in _KEYS.items()}
    for name, value in front.values.items():
        line = front.lines.get(str(name), 1)
        if name not in _KEYS:
            decoded.refuse(line, f"« {name} » n'est pas une clé connue ({', '.join(_KEYS)}).")
        elif not isinstance(value, _KEYS[name][0]) or (
            isinstance(value, bool) and bool not in _KEYS[name][0]
        ):
            decoded.refuse(line, f"la valeur de « {name} » n'a pas la bonne forme.")
        else:
            values[name] = value
    for name, picture in values["media"].items():
        line = front.lines.get(f"media/{name}", front.lines.get("media", 1))
        if not isinstance(picture, dict) or not picture.get("file"):
            decoded.refuse(line, f"l'image « {name} » s'écrit {{file: plan.png, alt: \"…\"}}.")
        elif unknown := [key for key in picture if key not in _PICTURE]:
            decoded.refuse(
                line, f"« {unknown[0]} » n'est pas une clé d'image ({', '.join(_PICTURE)})."
            )
    return values


def _check(
    kind: str, values: Mapping[str, Any], text: str, front: FrontMatter, decoded: DecodedTutorial
) -> None:
    if kind not in _KINDS:
        decoded.refuse(front.lines.get("kind", 1), f"« kind » est {' ou '.join(_KINDS)}.")
    if values["format"] not in _FORMATS:
        decoded.refuse(front.lines.get("format", 1), f"« format » est {', '.join(_FORMATS)}.")
    if kind == "article" and values["url"]:
        decoded.refuse(front.lines["url"], "un article n'a pas d'adresse (« url »).")
    if kind == "link" and text:
        decoded.refuse(
            front.text_line, "un lien n'a pas de texte : retirez-le, ou écrivez un article."
        )
    if kind == "link" and values["media"]:
        decoded.refuse(front.lines["media"], "un lien n'a pas d'images.")
    levels = values["levels"]
    if isinstance(levels, list) and not (
        1 <= len(levels) <= 2 and all(type(level) is int for level in levels)
    ):
        decoded.refuse(front.lines["levels"], "« levels » s'écrit 3, ou [1, 3].")


def _levels(said: Any) -> Document | None:
    if said is None:
        return None
    ends = said if isinstance(said, list) else [said]
    return {"min": ends[0], "max": ends[-1]}


def _picture(
    name: str, picture: Mapping[str, Any], front: FrontMatter, decoded: DecodedTutorial
) -> None:
    path = str(picture["file"])
    decoded.files[name] = path
    where = f"/locales/fr/media/{name}"
    decoded.lines[where] = front.lines.get(f"media/{name}", 1)
    decoded.document["media"].append(
        {
            "id": name,
            "role": "illustration",
            "name": path.rsplit("/", 1)[-1],
            "rights": {key: picture[key] for key in ("licence", "attribution")},
        }
    )
    words = decoded.document["locales"]["fr"]["media"]
    if picture["decorative"]:
        words[name] = {"alt": ""}
    elif picture["alt"]:
        words[name] = {"alt": str(picture["alt"]).strip()}


def _picture_said(medium: Document, texts: Document, path: str | None) -> dict[str, Any]:
    alt = texts["media"].get(medium["id"], {}).get("alt")
    rights = {name: value for name, value in medium["rights"].items() if value != _PICTURE[name]}
    words = {"decorative": True} if alt == "" else ({"alt": alt} if alt else {})
    return {"file": path or medium["name"], **words, **rights}
