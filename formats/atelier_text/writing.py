"""From documents to a file's text: ``decode`` gives the same documents back."""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from .model import Document
from .names import ALIGNMENT_DEFAULTS, CHOICE_TYPES, FAMILY_KEYS, TITLES
from .reading import name_of

_RIGHTS = ("licence", "attribution")
_EDITORIAL = ("sources", "review_by", "pedagogy", "spoil_risk")
_SETTINGS = (
    "contexts", "territories", "audiences", "devices", "timer", "focus", "shuffle",
)  # fmt: skip


def encode(
    body: Document,
    key: Document,
    framework: str,
    skill: str,
    locale: str = "fr",
    files: Mapping[str, str] | None = None,
) -> str:
    """The file's text of a challenge; ``decode`` gives the same documents back.

    ``skill`` is the skill's name; a variant's file names neither framework nor skill. ``files`` are
    the paths of its media by their id (by default the files' own names). What the format cannot say
    is lost: other locales, tutorials, versions.
    """
    header = yaml.safe_dump(
        _header(body, key, framework, skill, locale, files or {}),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=10**6,
    )
    sections = [
        f"## {title}\n\n{text.strip()}\n" for title, text in _sections(body, key, locale) if text
    ]
    return f"---\n{header}---\n\n" + "\n".join(sections)


def _header(
    body: Document,
    key: Document,
    framework: str,
    skill: str,
    locale: str,
    files: Mapping[str, str],
) -> dict[str, Any]:
    variant = body["family"]["variant"]
    header: dict[str, Any] = {
        "id": body["id"],
        **({"prototype": body["family"]["prototype"], "variant": variant} if variant else {}),
        "type": body["type"],
        "framework": framework,
        "skill": skill,
        "alignments": [_alignment(row) for row in body["alignments"]],
        **{name: body[name] for name in _SETTINGS},
        "access": _ordered(body["access"], ("blind", "colour_blind", "deaf")),
        **_ordered(body["rights"], _RIGHTS),
        **{name: key["editorial"][name] for name in _EDITORIAL},
        "embed": _embed(body, locale),
        "blanks": _blanks(body, key, locale),
        "media": _media(body, locale, files),
    }
    left_out = {name for name in ("alignments", "embed", "blanks", "media") if not header[name]}
    if variant:
        left_out.update(FAMILY_KEYS)
    return {name: value for name, value in header.items() if name not in left_out}


def _ordered(row: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The members of ``row`` that are there, in one order: equal documents make equal files."""
    return {name: row[name] for name in names if name in row}


def _alignment(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name, usual in ALIGNMENT_DEFAULTS.items() if row[name] != usual}


def _embed(body: Document, locale: str) -> dict[str, Any]:
    if body["embed"] is None:
        return {}
    words = body["locales"][locale]["embed"]
    frame = _ordered(body["embed"], ("media", "entry", "height", "auto_reply"))
    simulators = [medium["id"] for medium in body["media"] if medium["role"] == "simulator"]
    if frame.get("media") == next(iter(simulators), ""):
        frame.pop("media", None)
    return {"title": words["title"], **({"url": words["url"]} if words["url"] else {}), **frame}


def _blanks(body: Document, key: Document, locale: str) -> dict[str, Any]:
    words = body["locales"][locale].get("blanks", {})
    blanks: dict[str, Any] = {}
    for blank in body["blanks"]:
        name = blank["id"]
        if blank["input"] == "menu":
            blanks[name] = {"label": words[name]["label"], "input": "menu"}
            continue
        blanks[name] = {
            "label": words[name]["label"],
            "placeholder": words[name]["placeholder"],
            "format": blank["format"],
            "tolerances": key["blanks"][name]["tolerances"],
        }
        if blank["input"] == "embed" and _says_its_title(body, locale, words[name]["label"]):
            del blanks[name]["label"]
    return blanks


def _says_its_title(body: Document, locale: str, label: str) -> bool:
    return label == body["locales"][locale]["embed"]["title"]


def _media(body: Document, locale: str, files: Mapping[str, str]) -> dict[str, Any]:
    media: dict[str, Any] = {}
    for medium in body["media"]:
        path = files.get(medium["id"], medium["name"])
        entry: dict[str, Any] = {"file": path, "role": medium["role"]}
        if medium["name"] != name_of(path):
            entry["name"] = medium["name"]
        alt = body["locales"][locale].get("media", {}).get(medium["id"], {}).get("alt")
        if alt:
            entry["alt"] = alt
        elif alt == "":
            entry["decorative"] = True
        media[medium["id"]] = {**entry, **_ordered(medium["rights"], _RIGHTS)}
    return media


def _sections(body: Document, key: Document, locale: str) -> Iterator[tuple[str, str | None]]:
    texts, answers = body["locales"][locale], key["locales"][locale]
    yield TITLES["instruction"], texts["instruction"]
    yield TITLES["alternative"], texts["alternative"]
    yield TITLES["links"], "\n".join(_link(link) for link in texts["links"])
    if body["type"] in CHOICE_TYPES:
        yield TITLES["choices"], _choices(texts["choices"], body["choices"], key["choices"])
    elif body["type"] == "ordering":
        yield (
            TITLES["order"],
            _rows(
                (f"{number}. ", texts["choices"][name], name)
                for number, name in enumerate(key["order"], 1)
            ),
        )
    elif body["type"] == "matching":
        yield from _sides(body, key, texts)
    yield TITLES["template"], texts["template"]
    yield from _answers(body, key, texts, answers)
    yield TITLES["display"], answers["display"]
    yield TITLES["explanation"], answers["explanation"]


def _answers(
    body: Document, key: Document, texts: Document, answers: Document
) -> Iterator[tuple[str, str | None]]:
    """Menus, accepted answers and groups."""
    typed = [blank["id"] for blank in body["blanks"] if blank["input"] != "menu"]
    for blank in body["blanks"]:
        name = blank["id"]
        if blank["input"] == "menu":
            options = [{"id": option} for option in blank["options"]]
            words, right = texts["blanks"][name]["options"], key["blanks"][name]["correct"]
            yield f"{TITLES['menu']} {name}", _choices(words, options, right)
        elif name in answers.get("blanks", {}):
            title = TITLES["accepted"] if len(typed) == 1 else f"{TITLES['accepted']} {name}"
            yield title, _list(answers["blanks"][name])
    for group in key["groups"]:
        yield f"{TITLES['group']} {{#{group}}}", _list(answers["groups"][group])


def _sides(body: Document, key: Document, texts: Document) -> Iterator[tuple[str, str | None]]:
    """Left rows in id order; right ones numbered as the left ones need them, the others last."""
    targets = dict(key["pairs"])
    numbers: dict[str, int] = {}
    left = []
    for choice in body["choices"]:
        if choice.get("side") != "target":
            target = targets.get(choice["id"])
            number = numbers.setdefault(target, len(numbers) + 1) if target else " "
            left.append((f"- [{number}] ", texts["choices"][choice["id"]], choice["id"]))
    right = [choice["id"] for choice in body["choices"] if choice.get("side") == "target"]
    right.sort(key=lambda name: numbers.get(name, len(numbers) + 1))
    yield TITLES["left"], _rows(iter(left))
    yield (
        TITLES["right"],
        _rows((f"- [{numbers.get(name, ' ')}] ", texts["choices"][name], name) for name in right),
    )


def _choices(texts: Document, choices: list[Document], right: list[str]) -> str:
    return _rows(
        (f"- [{'x' if choice['id'] in right else ' '}] ", texts[choice["id"]], choice["id"])
        for choice in choices
    )


def _rows(rows: Iterator[tuple[str, str, str]]) -> str:
    """Rows ``(what begins them, text, id)``; following lines are indented as far as the first."""
    written = []
    for start, text, name in rows:
        first, *others = text.strip().split("\n")
        written.append(f"{start}{first} {{#{name}}}")
        written += [" " * len(start) + line if line else "" for line in others]
    return "\n".join(written)


def _list(texts: list[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def _link(link: Document) -> str:
    label = link["label"].replace("\\", "\\\\").replace("]", "\\]")
    return f"- [{label}]({link['url']})"
