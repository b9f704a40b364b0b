"""The law of the Atelier text format: whatever is written is read the same, for every type."""

import pytest
from hypothesis import given, settings

from formats.atelier_text import FileFacts, decode, encode, with_files

from .challenge_strategies import TYPES, challenges


def there_and_back(body, key, paths):
    """``(text, decoded)``; a variant is read beside a prototype that shares its family's values."""
    text = encode(body, key, "crcn", "@moteur2", files=paths)
    prototype = (body, key) if body["family"]["variant"] else None
    decoded = decode(text, prototype)
    facts = {m["id"]: FileFacts(m["sha256"], m["mime"], m["size"]) for m in body["media"]}
    if not decoded.problems:
        decoded.body = with_files(decoded.body, facts)
    return text, decoded


@pytest.mark.parametrize("kind", TYPES)
def test_decode_of_encode_is_the_challenge(kind):
    @settings(max_examples=40)
    @given(challenges(types=(kind,)))
    def law(challenge):
        body, key, paths = challenge
        text, decoded = there_and_back(body, key, paths)
        assert decoded.problems == [], text
        assert (decoded.body, decoded.key) == (body, key), text
        assert decoded.files == paths
        variant = body["family"]["variant"] is not None
        assert (decoded.framework, decoded.skill) == (("", "") if variant else ("crcn", "@moteur2"))
        again = encode(decoded.body, decoded.key, "crcn", "@moteur2", files=decoded.files)
        assert again == text

    law()
