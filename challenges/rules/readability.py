"""Advice about statements that are long or hard to read. Nothing here refuses a challenge.

Readability is LIX: words per sentence plus the share of words longer than six letters in percent
(C.-H. Björnsson, 1968). It needs no dictionary and holds for French as for Dutch or German; from 55
on a text is difficult for adults.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.minting import Document
from runner import markdown
from schemas import Problem

from .common import BODY

#: More words than this and learners on a phone lose the question.
MOST_WORDS = 150
LONGEST_SENTENCE = 35
HARD_LIX = 55
#: In shorter texts one long word already makes LIX jump.
LEAST_WORDS = 30

_SENTENCE_END = re.compile(r"[.!?…:;]+(?:\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def lix(text: str) -> float:
    """The LIX of plain ``text``; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]
    long_words = sum(len(word) > 6 for word in words)
    return len(words) / max(len(sentences), 1) + 100 * long_words / len(words)


def readability_advice(body: Document) -> Iterator[Problem]:
    """Advice about each locale's own statement."""
    for locale, texts in body["locales"].items():
        if texts.get("instruction"):
            yield from _advice(texts["instruction"], f"/locales/{locale}/instruction")


def _advice(instruction: str, where: str) -> Iterator[Problem]:
    # Line by line, because a list's items end without a full stop; code is no prose.
    prose = "\n".join(markdown.plain(line) for line in _CODE.sub("", instruction).split("\n"))
    words = _WORD.findall(prose)
    if len(words) > MOST_WORDS:
        yield Problem(
            "long-statement",
            where,
            _("La consigne compte %(n)s mots : au-delà de %(most)s, on perd la question de vue.")
            % {"n": len(words), "most": MOST_WORDS},
            BODY,
            blocking=False,
        )
    sentences = [part.strip() for part in _SENTENCE_END.split(prose)]
    longest = max(sentences, key=lambda part: len(_WORD.findall(part)), default="")
    if (count := len(_WORD.findall(longest))) > LONGEST_SENTENCE:
        yield Problem(
            "long-sentence",
            where,
            _("Une phrase de %(n)s mots (« %(start)s… ») : coupez-la en deux.")
            % {"n": count, "start": longest[:40]},
            BODY,
            blocking=False,
        )
    elif len(words) >= LEAST_WORDS and (score := lix(prose)) >= HARD_LIX:
        yield Problem(
            "hard-to-read",
            where,
            _(
                "La consigne est difficile à lire (indice LIX %(score)s, visez moins de %(hard)s) : "
                "des phrases plus courtes, des mots plus courants."
            )
            % {"score": round(score), "hard": HARD_LIX},
            BODY,
            blocking=False,
        )
