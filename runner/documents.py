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
    ``media``, ``embed`` (each as in the document), ``lang`` (the locale that the statement is
    really in), ``id`` (that locale's own id) and, for a joined document, ``key`` with
    ``blanks``, ``groups``, ``display`` and ``explanation``.
    """
    chain = locale_chain(document, locale, fallback)
    texts = document["locales"]
    present = [name for name in chain if name in texts]
    resolved = _merge([texts[name] for name in present])
    resolved["lang"] = present[0]
    resolved["id"] = texts[present[0]]["id"]
    resolved.setdefault("choices", {})
    resolved.setdefault("blanks", {})
    if "key" in document:
        keys = document["key"]["locales"]
        resolved["key"] = _merge([keys[name] for name in chain if name in keys])
    return resolved


def _merge(layers: list[Document]) -> Document:
    """Members of the first layer that has them; mappings by id are merged id by id."""
    merged: Document = {}
    for layer in reversed(layers):
        for name, value in layer.items():
            if name in _BY_ID and isinstance(value, dict):
                below = merged.get(name, {})
                merged[name] = {**below, **{k: _over(below.get(k), v) for k, v in value.items()}}
            else:
                merged[name] = value
    merged.pop("kind", None)
    return merged


def _over(below: Any, value: Any) -> Any:
    if isinstance(below, dict) and isinstance(value, dict):
        return {**below, **value}
    return value
