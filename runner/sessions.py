"""What a session does: start, which challenge is next, answer. One transaction each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from .documents import Document
from .engine import next_item
from .marking import Mark, mark
from .models import PlaySession
from .releases import Item, Release, ReleaseError

#: How much longer than the browser's clock ours may have run: the ways there and back.
LENIENCY_SECONDS = 5


@dataclass(frozen=True)
class Answered:
    """An answer given in a session, with what is needed to show its correction."""

    position: int
    document: Document
    response: dict[str, Any]
    mark: Mark


class AnswerRefused(Exception):
    """An answer that is not to the challenge that the session is at (a stale page, a double click)."""


def start(release: Release, competence: str, locale: str, owner: Any = None) -> PlaySession:
    """A new session; sessions that have expired are removed on the way.

    Raises ``ReleaseError`` when the release has nothing to play there.
    """
    if not release.items_of(competence):
        raise ReleaseError("Cette publication n'a pas d'épreuve pour cette compétence.")
    if locale not in release.locales:
        locale = release.locales[0]
    with transaction.atomic():
        PlaySession.objects.filter(expires_at__lt=timezone.now()).delete()
        return PlaySession.objects.create(
            bank=release.bank,
            release=release.number,
            competence=competence,
            locale=locale,
            owner=owner if getattr(owner, "is_authenticated", False) else None,
        )


def next_challenge(session: PlaySession, release: Release) -> Item | None:
    """The item that ``session`` is at, or None when it is over. The same until it is answered."""
    return next_item(release.items_of(session.competence), session.answered, session.seed)


def ask(session: PlaySession, challenge: str) -> None:
    """Keep when ``challenge`` was first shown; showing it again does not give more time."""
    if session.asked.get("challenge") == challenge:
        return
    with transaction.atomic():
        held = PlaySession.objects.select_for_update().get(pk=session.pk)
        if held.asked.get("challenge") != challenge:
            held.asked = {"challenge": challenge, "at": timezone.now().isoformat()}
            held.save(update_fields=["asked"])
    session.asked = held.asked


def seconds_left(session: PlaySession, document: Document) -> int | None:
    """Whole seconds that are left to answer, negative when late; None without limit.

    By the server's clock, since ``document`` was first shown in ``session``.
    """
    asked = session.asked
    if not document["timer"] or asked.get("challenge") != document["id"]:
        return None
    elapsed = timezone.now() - datetime.fromisoformat(asked["at"])
    return int(document["timer"] - elapsed.total_seconds())


def timed(session: PlaySession, document: Document, response: dict[str, Any]) -> dict[str, Any]:
    """``response`` with the time that was left: the browser's word, as far as our clock allows it.

    What the browser says counts for the seconds that the answer was under way; a form without
    script, or a clock that was set back, gets the server's time.
    """
    left = seconds_left(session, document)
    if left is None:
        return response
    said = response.get("remaining")
    remaining = left if said is None else min(said, left + LENIENCY_SECONDS)
    return {**response, "remaining": remaining}


def answer(session: PlaySession, release: Release, challenge: str, response: dict[str, Any]) -> int:
    """Mark and keep ``response`` to ``challenge``; answers its position (from 1).

    Raises ``AnswerRefused`` when the session is at another challenge.
    """
    with transaction.atomic():
        held = PlaySession.objects.select_for_update().get(pk=session.pk)
        item = next_challenge(held, release)
        if item is None or item.challenge != challenge:
            raise AnswerRefused
        document = release.challenge(challenge)
        response = timed(held, document, response)
        outcome = mark(document, response, held.locale, fallback=release.fallback).outcome
        held.answers = [
            *held.answers,
            {
                "challenge": challenge,
                "version": item.version,
                "response": response,
                "outcome": outcome,
            },
        ]
        held.save(update_fields=["answers"])
    return len(held.answers)


def answered(session: PlaySession, release: Release, position: int) -> Answered:
    """The answer at ``position`` (from 1). Raises ``IndexError`` when there is none."""
    if not 1 <= position <= len(session.answers):
        raise IndexError(position)
    kept = session.answers[position - 1]
    document = release.challenge(kept["challenge"])
    marked = mark(document, kept["response"], session.locale, fallback=release.fallback)
    return Answered(position, document, kept["response"], marked)


def progress(session: PlaySession, release: Release) -> tuple[int, int]:
    """How many skills are assessed, and how many there are."""
    skills = {item.skill for item in release.items_of(session.competence)}
    return len(session.answers), len(skills)


def report(session: PlaySession, release: Release) -> list[dict[str, Any]]:
    """One row per answer: level, skill's name and outcome, in the order of answering."""
    rows = []
    for position, kept in enumerate(session.answers, 1):
        item = release.item(kept["challenge"])
        rows.append(
            {
                "position": position,
                "level": item.level,
                "skill": release.skills[item.skill]["name"],
                "outcome": kept["outcome"],
            }
        )
    return rows
