"""What a draft changes: read once for the page that submits it and for the one that reviews it."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from content.enums import Change
from schemas import Problem

from .comparing import Row, compare
from .documents import challenge_documents
from .families import names_for
from .lifecycle import challenge_problems, current_documents
from .models import Challenge
from .versioning import Documents, change_between, task_differences


@dataclass(frozen=True)
class DraftChange:
    """A draft beside what is validated of the same challenge."""

    draft: Challenge
    documents: Documents
    #: What was validated last; None for a first version.
    live: Documents | None

    @property
    def is_first(self) -> bool:
        """Whether nothing was ever validated: the whole text is new."""
        return self.live is None

    @cached_property
    def proposed(self) -> Change | None:
        """What the machine takes the change for; None for a first version and for no change."""
        return change_between(self.documents, self.live)

    @cached_property
    def reasons(self) -> list[str]:
        """What makes it a new version, in words; empty for a revision."""
        if self.live is None:
            return []
        words = _task_words()
        return [words[name] for name in task_differences(self.documents, self.live)]

    @cached_property
    def every_row(self) -> list[Row]:
        """Every field, compared with what is validated (a first version: with itself)."""
        before = self.live or self.documents
        names = names_for(before, self.documents)
        return compare(before, self.documents, every=True, names=names)

    @cached_property
    def changed_rows(self) -> list[Row]:
        """The fields that say something else than what is validated."""
        return [row for row in self.every_row if row.change != "same"]

    def parts(self, *, every: bool = False) -> list[tuple[str, list[Row]]]:
        """``(part, rows)`` in reading order; a first version is read as a whole."""
        rows = self.every_row if every or self.is_first else self.changed_rows
        return [(part.label, list(found)) for part, found in groupby(rows, lambda row: row.part)]

    @cached_property
    def problems(self) -> list[Problem]:
        """What keeps the draft from being validated now."""
        return [problem for problem in self._found if problem.blocking]

    @cached_property
    def advice(self) -> list[Problem]:
        """What the machine advises, and which blocks nothing."""
        return [problem for problem in self._found if not problem.blocking]

    @cached_property
    def _found(self) -> list[Problem]:
        return challenge_problems(self.draft)


def change_of(draft: Challenge) -> DraftChange:
    """``draft`` (a revision's object) beside what is validated."""
    return DraftChange(draft, challenge_documents(draft), current_documents(draft))


def _task_words() -> dict[str, str]:
    """Names of the parts of a task that ``versioning`` compares."""
    return {
        "type": _("le type"),
        "skill": _("l'acquis"),
        "timer": _("la durée limite"),
        "focus": _("le mode focus"),
        "embed": _("les réglages du simulateur"),
        "choices": _("les propositions (ajoutées ou retirées)"),
        "simulator": _("le fichier du simulateur"),
        "blanks": _("les trous"),
        "right": _("les bonnes réponses"),
        "order": _("l'ordre juste"),
        "pairs": _("les paires justes"),
        "groups": _("les groupes de réponses"),
        "accepted": _("les réponses acceptées"),
    }
