"""What is wrong with rows that documents have no place for: options of no menu, files left out."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext as _

from content.media import MediaMissing, MediaRefused, check_role
from content.models import MediaFile
from schemas import Problem
from tutorials.references import reference_problems

from .enums import BlankInput, ChallengeType
from .models import Challenge

BODY = "challenge"


def row_problems(challenge: Challenge) -> list[Problem]:
    """Problems of the rows that ``challenge_documents`` leaves out although somebody filled them."""
    return [*_options(challenge), *_files(challenge), *_tutorials(challenge)]


def _options(challenge: Challenge) -> Iterator[Problem]:
    if challenge.head.type != ChallengeType.CLOZE:
        return
    menus = {blank.key for blank in challenge.blanks.all() if blank.input == BlankInput.MENU}
    for index, choice in enumerate(challenge.choices.all()):
        if choice.blank in menus or not (choice.text_fr or "").strip():
            continue
        problem = (
            _("Dites de quel menu c'est une option : écrivez la clé du trou.")
            if not choice.blank
            else _("%(key)s n'est pas un trou qui se remplit dans un menu : corrigez l'un ou l'autre.")
            % {"key": f"${{{choice.blank}}}"}
        )  # fmt: skip
        yield Problem("option-without-menu", f"/rows/choices/{index}/blank", problem, BODY)


def _tutorials(challenge: Challenge) -> Iterator[Problem]:
    for index, field, sentence in reference_problems(challenge.tutorials.all()):
        yield Problem("tutorial", f"/rows/tutorials/{index}/{field}", sentence, BODY)


def _files(challenge: Challenge) -> Iterator[Problem]:
    for index, medium in enumerate(challenge.media.all()):
        if medium.file_id is None:
            yield Problem(
                "file-missing",
                f"/rows/media/{index}/file",
                _("Ajoutez le fichier, ou retirez cette ligne."),
                BODY,
            )
            continue
        where = f"/rows/media/{index}/file"
        try:
            _fits(medium.file_id, medium.role)
        except MediaRefused as refused:
            yield Problem("file-of-another-role", where, " ".join(refused.messages), BODY)
        except MediaMissing:
            yield Problem(
                "file-lost",
                where,
                _("Ce fichier n'est plus dans le stockage : ajoutez-le à nouveau."),
                BODY,
            )


@lru_cache(maxsize=4096)
def _fits(sha256: str, role: str) -> bool:
    """True when the file may serve as ``role``, known for good: the bytes of a hash never change.

    Raises as ``check_role`` does, each time it is asked.
    """
    check_role(MediaFile.objects.get(pk=sha256), role)
    return True
