"""What a schema cannot say of a tutorial, in words for its author. Documents in, problems out."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.markdown_rules import markdown_problems
from content.minting import Document
from runner import markdown
from schemas import Problem, validate

from .enums import TutorialKind

KIND = "tutorial"
_ADDRESS = re.compile(r"https?://[^\s/?#@:]+\.[^\s/?#@:.]+(:[0-9]{1,5})?([/?#]\S*)?", re.IGNORECASE)


def review(document: Document) -> list[Problem]:
    """Everything that keeps the tutorial from going live, and advice that does not.

    A place that a rule has spoken of is not reported by the schema again.
    """
    problems = [*_title(document), *_content(document), *_levels(document), *_pictures(document)]
    spoken_of = [problem.pointer for problem in problems if problem.blocking]
    for problem in validate(document, KIND):
        if not any(
            problem.pointer == other
            or problem.pointer.startswith(f"{other}/")
            or other.startswith(f"{problem.pointer}/")
            for other in spoken_of
        ):
            problems.append(problem)
    if document["duration"] is None:
        problems.append(
            _problem(
                "no-duration",
                "/duration",
                _("Dites combien de temps cela prend : on choisit mieux quand on le sait."),
                blocking=False,
            )
        )
    return problems


def _title(document: Document) -> Iterator[Problem]:
    for locale, texts in document["locales"].items():
        if not texts["title"]:
            yield _problem("no-title", f"/locales/{locale}/title", _("Donnez-lui un titre."))


def _content(document: Document) -> Iterator[Problem]:
    article = document["kind"] == TutorialKind.ARTICLE
    for locale, texts in document["locales"].items():
        where = f"/locales/{locale}"
        if article:
            if not texts["body"]:
                yield _problem("no-body", f"{where}/body", _("Écrivez l'article."))
            yield from markdown_problems(KIND, f"{where}/body", texts["body"])
        elif not texts["url"]:
            yield _problem("no-url", f"{where}/url", _("Donnez l'adresse à laquelle il mène."))
        elif not _ADDRESS.fullmatch(texts["url"]):
            yield _problem(
                "bad-url",
                f"{where}/url",
                _("« %(url)s » n'est pas une adresse : elle commence par https:// ou http://.")
                % {"url": texts["url"]},
            )
    yield from markdown_problems(KIND, "/note", document["note"])


def _levels(document: Document) -> Iterator[Problem]:
    levels = document["levels"]
    if levels and levels["min"] > levels["max"]:
        yield _problem(
            "levels-turned",
            "/levels/min",
            _("Le premier niveau (%(min)s) est plus haut que le dernier (%(max)s) : échangez-les.")
            % levels,
        )


def _pictures(document: Document) -> Iterator[Problem]:
    known = [medium["id"] for medium in document["media"]]
    for name in sorted({name for name in known if known.count(name) > 1}):
        yield _problem(
            "equal-media",
            f"/media/{known.index(name)}",
            _("Deux images ont la clé « %(key)s » : changez-en une.") % {"key": name},
        )
    for locale, texts in document["locales"].items():
        for name in dict.fromkeys(known):
            if name not in texts["media"]:
                yield _problem(
                    "alt-missing",
                    f"/locales/{locale}/media/{name}",
                    _(
                        "Écrivez ce que dit l'image « %(key)s » à qui ne la voit pas, ou cochez "
                        "« image décorative »."
                    )
                    % {"key": name},
                )
        if not texts["body"]:
            continue
        for name in dict.fromkeys(markdown.render(texts["body"]).media):
            if name not in known:
                yield _problem(
                    "unknown-picture",
                    f"/locales/{locale}/body",
                    _("L'article montre l'image « %(key)s », qui n'est pas dans ses images.")
                    % {"key": name},
                )


def _problem(code: str, where: str, message: str, blocking: bool = True) -> Problem:
    return Problem(code, where, message, KIND, blocking)
