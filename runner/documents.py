"""Joining a body with its key, and resolving one locale's texts. Pure; shapes in DOCUMENTS.md."""

from collections.abc import Mapping
from typing import Any

Document = dict[str, Any]

#: Members of a locale that are mappings by id: each id is inherited on its own.
_BY_ID = ("choices", "blanks", "media", "groups")


def join(body: Document, key: Document) -> Document:
    """The joined document: the body plus a member ``key``.

    Raises ``ValueError`` when the two are not of the same challenge, version and revision.
    """
    for name in ("id", "version", "revision"):
        if body[name] != key[name]:
            raise ValueError(f"body and key differ in {name}: {body[name]!r}, {key[name]!r}")
    return {**body, "key": key}


def source_locale(document: Document) -> str:
    """The locale that the challenge was written in. Raises ``ValueError`` when there is none."""
    for locale, texts in document["locales"].items():
        if texts.get("kind") == "source":
            return str(locale)
    raise ValueError(f"{document.get('id')} has no source locale")


def locale_chain(document: Document, locale: str, fallback: Mapping[str, str] = {}) -> list[str]:
    """The locales to look in, most wanted first; the source always comes last."""
    chain: list[str] = []
    wanted: str | None = locale
    while wanted and wanted not in chain:
        chain.append(wanted)
        wanted = fallback.get(wanted)
    source = source_locale(document)
    return [name for name in chain if name != source] + [source]


def resolve(document: Document, locale: str, fallback: Mapping[str, str] = {}) -> Document:
    """One locale's texts, absent members inherited along ``fallback`` and at last from the source.

    Returns ``instruction``, ``template``, ``alternative``, ``links``, ``choices``, ``blanks``,
    ``embed`` (each as in the document); ``media``, by id, what the body says of each file overlaid
    with the locale's words and, where it has its own, its own file; ``id`` (that locale's own id);
    ``lang``, the locale that the statement is really in, and ``langs``, the same for each member,
    id by id (``{"instruction": "nl", "choices": {"c1": "fr"}, …}``: what a locale calls the same
    as the one it falls back to is in that locale too); and, for a joined document, ``key`` with
    ``blanks``, ``groups``, ``display``, ``explanation`` and its own ``langs``.
    """
    chain = locale_chain(document, locale, fallback)
    present = [name for name in chain if name in document["locales"]]
    spoken = _spoken(document, present)
    resolved = _merge(document["locales"], present, spoken)
    for name in ("choices", "blanks"):
        resolved.setdefault(name, {})
        resolved["langs"].setdefault(name, {})
    resolved["media"] = _media(document, resolved)
    resolved["lang"] = resolved["langs"].get("instruction", spoken[present[0]])
    resolved["id"] = document["locales"][present[0]]["id"]
    if "key" in document:
        keys = document["key"]["locales"]
        resolved["key"] = _merge(keys, [name for name in chain if name in keys], spoken)
    return resolved


def _spoken(document: Document, present: list[str]) -> dict[str, str]:
    """For each locale of a chain, the most wanted locale that vouches for its words.

    Only a run of «same» locales before it does; the adapted ones say what they say and no more.
    """
    spoken: dict[str, str] = {}
    vouching: str | None = None
    for name in present:
        spoken[name] = vouching or name
        same = document["locales"][name].get("kind") == "same"
        vouching = spoken[name] if same else None
    return spoken


def _merge(texts: Document, names: list[str], spoken: Mapping[str, str]) -> Document:
    """Members of the first locale that has them, mappings by id merged id by id, and ``langs``."""
    merged: Document = {}
    langs: Document = {}
    for name in reversed(names):
        lang = spoken.get(name, name)
        for member, value in texts[name].items():
            if member in _BY_ID and isinstance(value, dict):
                _lay(merged.setdefault(member, {}), langs.setdefault(member, {}), value, lang)
            elif member not in {"kind", "id"}:
                merged[member], langs[member] = value, lang
    merged["langs"] = langs
    return merged


def _lay(below: Document, langs: Document, layer: Document, lang: str) -> None:
    for name, value in layer.items():
        if isinstance(value, dict):
            if not isinstance(below.get(name), dict):
                below[name], langs[name] = {}, {}
            _lay(below[name], langs[name], value, lang)
        else:
            below[name], langs[name] = value, lang


def _media(document: Document, resolved: Document) -> dict[str, Document]:
    words = resolved.get("media") or {}
    return {medium["id"]: {**medium, **words.get(medium["id"], {})} for medium in document["media"]}
