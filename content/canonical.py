"""Canonical bytes of a document and their sha256 (RFC 8785 on documents without floats)."""

import hashlib
import json
import unicodedata
from typing import Any

#: Integers beyond this are not the same in every JSON reader.
MAX_INTEGER = 2**53 - 1


def canonical_bytes(document: Any) -> bytes:
    """UTF-8, keys sorted, no insignificant space, text in NFC.

    Raises ``ValueError`` for a float, an integer beyond 2**53 - 1, a key that is no text, two keys
    that NFC makes equal, or a value that JSON does not have.
    """
    return json.dumps(
        normalised(document),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    ).encode("utf-8")


def sha256_hex(data: bytes) -> str:
    """The sha256 of ``data`` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def normalised(value: Any) -> Any:
    """``value`` with every text in NFC; raises ``ValueError`` as ``canonical_bytes`` does."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ValueError(f"integer out of range: {value}")
        return value
    if isinstance(value, dict):
        return _normalised_object(value)
    if isinstance(value, (list, tuple)):
        return [normalised(item) for item in value]
    raise ValueError(f"not allowed in a document: {type(value).__name__}")


def _normalised_object(value: dict[Any, Any]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise ValueError(f"a key must be text, not {type(key).__name__}")  # noqa: TRY004 - one error for all
        name = unicodedata.normalize("NFC", key)
        if name in result:
            raise ValueError(f"the key {name!r} comes twice")
        result[name] = normalised(item)
    return result
