"""Rules of answers: none twice, none given away, the own one right and an empty one wrong."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from content.minting import Document
from runner import markdown
from runner.answers import empty_answer, own_answer
from runner.documents import join
from runner.marking import mark
from runner.marking.treatments import treat
from schemas import Problem

from ..enums import BLANK_TYPES, CHOICE_TYPES, ChallengeType
from .common import KEY

#: A shorter answer ("un", "12") stands in many statements without giving anything away.
SHORTEST_TELLING = 4


def answer_problems(body: Document, key: Document) -> Iterator[Problem]:
    """Advice about typed answers: which are the same, which the statement shows."""
    if body["type"] not in BLANK_TYPES:
        return
    pool = body["type"] == ChallengeType.CLOZE_POOL
    tolerances = sorted(
        {name for blank in key["blanks"].values() for name in blank.get("tolerances", [])}
    )
    for locale, answers in key["locales"].items():
        for name, accepted in answers.get("blanks", {}).items():
            given = key["blanks"].get(name, {}).get("tolerances", [])
            where = f"/locales/{locale}/blanks/{name}"
            yield from _equal(accepted, given, where)
        if pool:
            yield from _equal_groups(answers.get("groups", {}), tolerances, f"/locales/{locale}")
        yield from _shown_answers(body, key, locale)


def _equal(accepted: list[str], tolerances: list[str], where: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for text in accepted:
        treated = treat(text, tolerances, "atelier")
        if treated in seen:
            yield Problem(
                "equal-answers",
                where,
                _(
                    "Avec les tolérances choisies, « %(one)s » et « %(other)s » sont la même "
                    "réponse : une des deux suffit."
                )
                % {"one": seen[treated], "other": text},
                KEY,
                blocking=False,
            )
        seen.setdefault(treated, text)


def _equal_groups(
    groups: dict[str, list[str]], tolerances: list[str], where: str
) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for group, accepted in groups.items():
        for text in accepted:
            treated = treat(text, tolerances, "atelier")
            if seen.get(treated, group) != group:
                yield Problem(
                    "answer-in-two-groups",
                    f"{where}/groups/{group}",
                    _(
                        "« %(text)s » est déjà dans un autre groupe : la même réponse compterait "
                        "deux fois."
                    )
                    % {"text": text},
                    KEY,
                )
            seen.setdefault(treated, group)


def _shown_answers(body: Document, key: Document, locale: str) -> Iterator[Problem]:
    texts = body["locales"].get(locale, {})
    words = f" {_words(texts.get('instruction') or '')} {_words(texts.get('template') or '')} "
    answers = key["locales"][locale]
    every = [("blanks", name, rows) for name, rows in answers.get("blanks", {}).items()]
    every += [("groups", name, rows) for name, rows in answers.get("groups", {}).items()]
    for relation, name, accepted in every:
        told = [
            text
            for text in accepted
            if len(text) >= SHORTEST_TELLING and f" {_words(text)} " in words
        ]
        if told:
            yield Problem(
                "answer-shown",
                f"/locales/{locale}/{relation}/{name}",
                _("La consigne montre déjà « %(text)s » : est-ce voulu ?") % {"text": told[0]},
                KEY,
                blocking=False,
            )


def _words(text: str) -> str:
    """The words of ``text`` without markup, capitals, accents and punctuation, single-spaced."""
    return " ".join(
        treat(word, ["case", "punctuation"], "atelier")
        for word in markdown.plain(text).replace("'", " ").replace("’", " ").split()
    )


def own_answer_problems(body: Document, key: Document) -> Iterator[Problem]:
    """The challenge's own answer is marked right and an empty one wrong, in every locale."""
    joined = join(body, key)
    for locale in body["locales"]:
        where = _where(body, locale)
        if mark(joined, own_answer(joined, locale), locale).outcome != "ok":
            yield Problem(
                "own-answer-wrong",
                where,
                _("La réponse de l'épreuve elle-même serait comptée fausse : corrigez-la."),
                KEY,
            )
        empty: dict[str, Any] = empty_answer(joined)
        if mark(joined, empty, locale).outcome == "ok":
            yield Problem(
                "empty-answer-right",
                where,
                _("Une réponse vide serait comptée juste : corrigez les réponses acceptées."),
                KEY,
            )


def _where(body: Document, locale: str) -> str:
    if body["type"] in CHOICE_TYPES:
        return "/choices"
    if body["type"] == ChallengeType.ORDERING:
        return "/order"
    if body["type"] == ChallengeType.MATCHING:
        return "/pairs"
    if body["type"] == ChallengeType.CLOZE_POOL:
        return f"/locales/{locale}/groups"
    return f"/locales/{locale}/blanks"
