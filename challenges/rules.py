"""What a schema cannot say of a challenge, in words for its author.

Every function takes documents and answers problems; nothing here reads the database.
``review`` is the whole: rules first, because their sentences say more, then the schemas.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from content.minting import Document
from runner import markdown
from runner.answers import own_answer
from runner.documents import join
from runner.marking import mark
from runner.marking.text import as_number
from schemas import Problem, validate

from .enums import CHOICE_TYPES

BODY, KEY = "challenge", "challenge-key"


def review(body: Document, key: Document) -> list[Problem]:
    """Everything that keeps the challenge from going live, blocking or not.

    A place that a rule has spoken of is not reported by the schema again. Marking is tried only
    when nothing else is wrong.
    """
    problems = [
        *_statement(body),
        *_choices(body, key),
        *_blanks(body, key),
        *_markdown(body, key),
        *_editorial(key),
    ]
    spoken_of = {(problem.kind, problem.pointer) for problem in problems if problem.blocking}
    for kind, document in ((BODY, body), (KEY, key)):
        for problem in validate(document, kind):
            if not _covered(kind, problem.pointer, spoken_of):
                problems.append(problem)
    if not any(problem.blocking for problem in problems):
        problems += _own_answer(body, key)
    return problems


def _covered(kind: str, pointer: str, spoken_of: set[tuple[str, str]]) -> bool:
    """Whether a rule has spoken of ``pointer``, of something inside it, or of what holds it."""
    return any(
        kind == other_kind
        and (pointer == other or other.startswith(pointer + "/") or pointer.startswith(other + "/"))
        for other_kind, other in spoken_of
        if pointer
    )


def _statement(body: Document) -> Iterator[Problem]:
    if not body["skill"]:
        yield Problem(
            "skill-missing", "/skill", _("Choisissez l'acquis que l'épreuve évalue."), BODY
        )
    for locale, texts in body["locales"].items():
        if texts["kind"] == "source" and not texts["instruction"].strip():
            yield Problem(
                "instruction-missing",
                f"/locales/{locale}/instruction",
                _("Écrivez la consigne : c'est ce que la personne lit."),
                BODY,
            )


def _choices(body: Document, key: Document) -> Iterator[Problem]:
    if body["type"] not in CHOICE_TYPES:
        return
    if len(body["choices"]) < 2:
        yield Problem("too-few-choices", "/choices", _("Il faut au moins deux propositions."), BODY)
    right = len(key["choices"])
    if right == 0:
        yield Problem(
            "no-right-choice",
            "/choices",
            _("Aucune proposition n'est juste : cochez « juste » pour la bonne."),
            KEY,
        )
    elif body["type"] == "single_choice" and right > 1:
        yield Problem(
            "several-right-choices",
            "/choices",
            _(
                "%(count)s propositions sont justes : un choix unique n'en a qu'une. "
                "Décochez les autres ou prenez le type « choix multiple »."
            )
            % {"count": right},
            KEY,
        )
    ids = {choice["id"] for choice in body["choices"]}
    for locale, texts in body["locales"].items():
        if texts["kind"] == "source" and set(texts.get("choices", {})) != ids:
            yield Problem(
                "choices-and-texts-differ",
                f"/locales/{locale}/choices",
                _("Les propositions et leurs textes ne correspondent pas : enregistrez à nouveau."),
                BODY,
            )
        yield from _choice_texts(locale, texts.get("choices", {}))


def _choice_texts(locale: str, choices: dict[str, str]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for choice_id, text in choices.items():
        where = f"/locales/{locale}/choices/{choice_id}"
        shown = _shown(text)
        if not shown:
            yield Problem(
                "choice-empty",
                where,
                _("Cette proposition est vide : écrivez-la ou retirez-la."),
                BODY,
            )
        elif shown in seen:
            yield Problem(
                "equal-choices",
                where,
                _("Cette proposition dit la même chose qu'une autre : changez l'une des deux."),
                BODY,
            )
        seen.setdefault(shown, choice_id)


def _blanks(body: Document, key: Document) -> Iterator[Problem]:
    if body["type"] in CHOICE_TYPES:
        return
    ids = [blank["id"] for blank in body["blanks"]]
    if not ids:
        yield Problem("no-blank", "/blanks", _("Ajoutez un trou : c'est là que la personne répond."), BODY)  # fmt: skip
    elif body["type"] == "short_answer" and len(ids) > 1:
        yield Problem(
            "several-blanks", "/blanks", _("Une réponse courte n'a qu'un trou : retirez les autres."), BODY
        )  # fmt: skip
    for index, blank_id in enumerate(ids):
        if blank_id in ids[:index]:
            yield Problem(
                "equal-blanks", f"/blanks/{index}", _("Deux trous ont la même clé : changez-en une."), BODY
            )  # fmt: skip
    for locale, texts in body["locales"].items():
        if texts["kind"] != "same" and (ids or texts.get("template")):
            yield from _template(locale, texts.get("template") or "", ids)
    for locale, answers in key["locales"].items():
        for blank_id in ids:
            accepted = answers.get("blanks", {}).get(blank_id, [])
            if not accepted:
                yield Problem(
                    "no-accepted-answer",
                    f"/locales/{locale}/blanks/{blank_id}",
                    _("Écrivez au moins une réponse acceptée."),
                    KEY,
                )
            elif _is_number(body, blank_id) and all(as_number(text) is None for text in accepted):
                yield Problem(
                    "no-number",
                    f"/locales/{locale}/blanks/{blank_id}",
                    _(
                        "Aucune réponse acceptée n'est un nombre : écrivez-en un en chiffres, "
                        "ou choisissez une autre longueur attendue."
                    ),
                    KEY,
                )
            label = body["locales"].get(locale, {}).get("blanks", {}).get(blank_id, {}).get("label")
            if not (label or "").strip():
                yield Problem(
                    "label-missing",
                    f"/locales/{locale}/blanks/{blank_id}/label",
                    _("Donnez un libellé au trou : les lecteurs d'écran le lisent."),
                    BODY,
                )


def _is_number(body: Document, blank_id: str) -> bool:
    return any(b["id"] == blank_id and b.get("format") == "number" for b in body["blanks"])


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
            )  # fmt: skip


def _markdown(body: Document, key: Document) -> Iterator[Problem]:
    for kind, document in ((BODY, body), (KEY, key)):
        for locale, texts in document["locales"].items():
            for name in ("instruction", "alternative", "template", "display", "explanation"):
                yield from _findings(
                    kind, f"/locales/{locale}/{name}", texts.get(name), name == "template"
                )
            for choice_id, text in texts.get("choices", {}).items():
                yield from _findings(kind, f"/locales/{locale}/choices/{choice_id}", text)


def _findings(kind: str, where: str, text: str | None, blanks: bool = False) -> Iterator[Problem]:
    sentences = {
        "raw-html": _(
            "« %(what)s » est du HTML, qui n'est pas permis : retirez-le, ou mettez-le entre "
            "accents graves (`…`) s'il fait partie du texte."
        ),
        "link": _("L'adresse « %(what)s » n'est pas permise : un lien commence par https://, http:// ou mailto:."),
        "heading": _("« %(what)s » est un titre trop haut : commencez-le par ### au moins."),
        "too-long": _("Ce texte est trop long (%(what)s caractères) : raccourcissez-le."),
        "too-many-brackets": _("Ce texte a trop de crochets « [ » (%(what)s) : retirez-en."),
        "image": _("L'image « %(what)s » ne peut pas être mise dans le texte : retirez-la."),
    }  # fmt: skip
    found = markdown.render(text, blanks).findings if text else ()
    for code in dict.fromkeys(finding.code for finding in found):
        what = ", ".join(dict.fromkeys(f.excerpt for f in found if f.code == code))
        yield Problem(code, where, sentences[code] % {"what": what}, kind)


def _editorial(key: Document) -> Iterator[Problem]:
    review_by = key["editorial"]["review_by"]
    try:
        if review_by is not None:
            date.fromisoformat(review_by)
    except (TypeError, ValueError):
        yield Problem(
            "not-a-date",
            "/editorial/review_by",
            _("« %(what)s » n'est pas une date : écrivez-la AAAA-MM-JJ.") % {"what": review_by},
            KEY,
        )


def _own_answer(body: Document, key: Document) -> Iterator[Problem]:
    joined = join(body, key)
    for locale in body["locales"]:
        if mark(joined, own_answer(joined, locale), locale).outcome != "ok":
            yield Problem(
                "own-answer-wrong",
                "/choices" if body["type"] in CHOICE_TYPES else f"/locales/{locale}/blanks",
                _("La réponse de l'épreuve elle-même serait comptée fausse : corrigez-la."),
                KEY,
            )
        empty: dict[str, Any] = (
            {"choices": []}
            if body["type"] in CHOICE_TYPES
            else {"blanks": {blank["id"]: "" for blank in body["blanks"]}}
        )
        if mark(joined, empty, locale).outcome == "ok":
            yield Problem(
                "empty-answer-right",
                "/choices" if body["type"] in CHOICE_TYPES else f"/locales/{locale}/blanks",
                _("Une réponse vide serait comptée juste : corrigez les réponses acceptées."),
                KEY,
            )


def _shown(text: str) -> str:
    return markdown.plain(text).casefold()
