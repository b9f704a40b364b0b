"""Rules of blanks: the template shows each once, menus and groups hold what answers them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from content.minting import Document
from runner import markdown
from runner.marking.text import as_number
from schemas import Problem

from ..enums import BLANK_TYPES, TEMPLATE_TYPES, ChallengeType
from .choices import text_list_problems
from .common import BODY, KEY

#: Types that have one blank only.
_SINGLE = {ChallengeType.SHORT_ANSWER, ChallengeType.EMBED}


def blank_problems(body: Document, key: Document) -> Iterator[Problem]:
    """Problems of the blanks of a short answer, a cloze, a pool or a simulator."""
    if body["type"] not in BLANK_TYPES:
        return
    ids = [blank["id"] for blank in body["blanks"]]
    yield from _number(body, ids)
    if body["type"] in TEMPLATE_TYPES:
        for locale, texts in body["locales"].items():
            inherited = texts["kind"] != "source" and "template" not in texts
            if not inherited and texts["kind"] != "same" and (ids or texts.get("template")):
                yield from _template(locale, texts.get("template") or "", ids)
    for blank in body["blanks"]:
        yield from _words(body, blank)
        if blank["input"] == "menu":
            yield from _menu(body, key, blank)
        elif body["type"] != ChallengeType.CLOZE_POOL:
            yield from _accepted(key, blank)
    if body["type"] == ChallengeType.CLOZE_POOL:
        yield from _groups(key, len(ids))


def _number(body: Document, ids: list[str]) -> Iterator[Problem]:
    if not ids:
        sentence = (
            _("Ajoutez un trou : il dit quelles réponses du simulateur sont justes.")
            if body["type"] == ChallengeType.EMBED
            else _("Ajoutez un trou : c'est là que la personne répond.")
        )
        yield Problem("no-blank", "/blanks", sentence, BODY)
    elif body["type"] in _SINGLE and len(ids) > 1:
        sentence = (
            _("Un simulateur n'a qu'une réponse : retirez les autres trous.")
            if body["type"] == ChallengeType.EMBED
            else _("Une réponse courte n'a qu'un trou : retirez les autres.")
        )
        yield Problem("several-blanks", "/blanks", sentence, BODY)
    for index, blank_id in enumerate(ids):
        if blank_id in ids[:index]:
            yield Problem(
                "equal-blanks",
                f"/blanks/{index}",
                _("Deux trous ont la même clé : changez-en une."),
                BODY,
            )


def _words(body: Document, blank: dict[str, Any]) -> Iterator[Problem]:
    for locale, texts in body["locales"].items():
        if texts["kind"] != "source":
            continue
        words = texts.get("blanks", {}).get(blank["id"], {})
        if not (words.get("label") or "").strip():
            yield Problem(
                "label-missing",
                f"/locales/{locale}/blanks/{blank['id']}/label",
                _("Donnez un libellé au trou : les lecteurs d'écran le lisent."),
                BODY,
            )


def _accepted(key: Document, blank: dict[str, Any]) -> Iterator[Problem]:
    for locale, answers in key["locales"].items():
        accepted = answers.get("blanks", {}).get(blank["id"])
        where = f"/locales/{locale}/blanks/{blank['id']}"
        if not accepted and (accepted is not None or locale == _first(key)):
            yield Problem(
                "no-accepted-answer", where, _("Écrivez au moins une réponse acceptée."), KEY
            )
        elif (
            accepted
            and blank.get("format") == "number"
            and all(as_number(text) is None for text in accepted)
        ):
            yield Problem(
                "no-number",
                where,
                _(
                    "Aucune réponse acceptée n'est un nombre : écrivez-en un en chiffres, "
                    "ou choisissez une autre longueur attendue."
                ),
                KEY,
            )


def _menu(body: Document, key: Document, blank: dict[str, Any]) -> Iterator[Problem]:
    options, where = blank["options"], f"/blanks/{blank['id']}"
    shown_key = {"key": f"${{{blank['id']}}}"}
    if len(options) < 2:
        yield Problem(
            "too-few-options",
            where,
            _("Le menu de %(key)s a moins de deux options : ajoutez-en, avec cette clé.")
            % shown_key,
            BODY,
        )
    right = key["blanks"].get(blank["id"], {}).get("correct", [])
    if not right:
        yield Problem(
            "no-right-option",
            where,
            _("Aucune option du menu de %(key)s n'est juste : cochez « juste » pour la bonne.")
            % shown_key,
            KEY,
        )
    elif not set(right) <= set(options):
        yield Problem(
            "answer-not-in-menu",
            where,
            _("Le menu de %(key)s ne contient pas sa réponse : ajoutez-la aux options.")
            % shown_key,
            KEY,
        )
    elif len(right) == len(options):
        yield Problem(
            "all-right",
            where,
            _("Toutes les options du menu de %(key)s sont justes : ajoutez-en une fausse.")
            % shown_key,
            KEY,
            blocking=False,
        )
    for locale, texts in body["locales"].items():
        words = texts.get("blanks", {}).get(blank["id"], {})
        yield from text_list_problems(
            words.get("options", {}), f"/locales/{locale}/blanks/{blank['id']}/options", {}
        )


def _groups(key: Document, blanks: int) -> Iterator[Problem]:
    if len(key["groups"]) < max(blanks, 1):
        yield Problem(
            "too-few-groups",
            "/groups",
            _(
                "%(blanks)s trous et %(groups)s groupes de réponses : il faut au moins un groupe "
                "par trou."
            )
            % {"blanks": blanks, "groups": len(key["groups"])},
            KEY,
        )
    for locale, answers in key["locales"].items():
        for group in key["groups"]:
            accepted = answers.get("groups", {}).get(group)
            if not accepted and (accepted is not None or locale == _first(key)):
                yield Problem(
                    "no-accepted-answer",
                    f"/locales/{locale}/groups/{group}",
                    _("Écrivez au moins une réponse acceptée."),
                    KEY,
                )


def _first(key: Document) -> str:
    return next(iter(key["locales"]))


def _template(locale: str, template: str, ids: list[str]) -> Iterator[Problem]:
    shown = Counter(markdown.render(template, blanks=True).blanks)
    where = f"/locales/{locale}/template"
    for blank_id in dict.fromkeys(ids):
        if shown[blank_id] != 1:
            problem = (
                _("Le texte à compléter ne montre pas le trou %(key)s : ajoutez-le.")
                if not shown[blank_id]
                else _("Le texte à compléter montre plusieurs fois %(key)s : gardez-le une fois.")
            )
            yield Problem("blank-not-shown", where, problem % {"key": f"${{{blank_id}}}"}, BODY)
    for name in shown:
        if name not in ids:
            yield Problem(
                "unknown-blank",
                where,
                _(
                    "Le texte à compléter montre %(key)s, qui n'est pas un trou de l'épreuve : "
                    "ajoutez le trou ou retirez la clé."
                )
                % {"key": f"${{{name}}}"},
                BODY,
            )
