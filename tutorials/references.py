"""References to tutorials as documents, and what is wrong with them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from content.enums import Status
from content.minting import Document

from .models import Tutorial, TutorialReference, TutorialVersion


def reference_documents(references: Iterable[TutorialReference]) -> list[Document]:
    """``[{id, version, use}]`` in the order of ``references``, each once; unfinished rows left out."""
    found: dict[tuple[str, str], Document] = {}
    for row in references:
        if row.tutorial_id:
            key = (row.tutorial.public_id, row.use)
            found.setdefault(key, {"id": key[0], "version": row.version, "use": row.use})
    return list(found.values())


def reference_problems(references: Iterable[TutorialReference]) -> Iterator[tuple[int, str, str]]:
    """``(row, field, sentence)`` of what keeps references from being served to learners."""
    seen: set[tuple[int, str]] = set()
    for index, row in enumerate(references):
        if not row.tutorial_id:
            yield index, "tutorial", _("Choisissez un tutoriel, ou retirez cette ligne.")
            continue
        tutorial = row.tutorial
        if tutorial.status != Status.VALIDATED:
            yield (
                index,
                "tutorial",
                _(
                    "« %(tutorial)s » est « %(status)s » : publiez-le d'abord, ou choisissez-en un autre."
                )
                % {"tutorial": tutorial, "status": tutorial.get_status_display()},
            )
        elif row.version and not _exists(tutorial, row.version):
            yield (
                index,
                "version",
                _("« %(tutorial)s » n'a pas de version %(n)s.")
                % {"tutorial": tutorial, "n": row.version},
            )
        if (row.tutorial_id, row.use) in seen:
            yield (
                index,
                "tutorial",
                _("« %(tutorial)s » est déjà là pour le même usage : retirez une des deux lignes.")
                % {"tutorial": tutorial},
            )
        seen.add((row.tutorial_id, row.use))


def _exists(tutorial: Tutorial, version: int) -> bool:
    return TutorialVersion.objects.filter(tutorial=tutorial, version=version).exists()
