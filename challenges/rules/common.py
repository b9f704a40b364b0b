"""What the rules share, and the two that concern every type: statement and editorial notes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from content.minting import Document
from runner import markdown
from schemas import Problem

BODY, KEY = "challenge", "challenge-key"


def sources(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    """``(locale, texts)`` of the locales that the challenge was written in: one."""
    for locale, texts in document["locales"].items():
        if texts.get("kind") == "source":
            yield locale, texts


def shown(text: str) -> str:
    """What a reader sees of ``text``, to compare texts with."""
    return markdown.plain(text).casefold()


def statement_problems(body: Document) -> Iterator[Problem]:
    """A challenge assesses a skill and says what to do."""
    if not body["skill"]:
        yield Problem(
            "skill-missing", "/skill", _("Choisissez l'acquis que l'épreuve évalue."), BODY
        )
    for locale, texts in sources(body):
        if not texts["instruction"].strip():
            yield Problem(
                "instruction-missing",
                f"/locales/{locale}/instruction",
                _("Écrivez la consigne : c'est ce que la personne lit."),
                BODY,
            )


def editorial_problems(key: Document) -> Iterator[Problem]:
    """A review date is a date; facts that are to be looked at again are looked at in time."""
    review_by = key["editorial"]["review_by"]
    if review_by is None:
        return
    try:
        when = date.fromisoformat(review_by)
    except (TypeError, ValueError):
        yield Problem(
            "not-a-date",
            "/editorial/review_by",
            _("« %(what)s » n'est pas une date : écrivez-la AAAA-MM-JJ.") % {"what": review_by},
            KEY,
        )
        return
    if when < date.today():
        yield Problem(
            "review-overdue",
            "/editorial/review_by",
            _("La date de révision est passée : relisez les faits, puis repoussez-la."),
            KEY,
            blocking=False,
        )
