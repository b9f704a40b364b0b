"""What the referential gives people to do: alignments to confirm."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.work import LIMIT, Item, Section

from .enums import AlignmentStatus
from .models import AlignmentSet
from .permissions import ALIGN, CONFIRM, may


def referential_work(user: Any) -> Iterable[Section]:
    """Pairs of frameworks with alignments that somebody proposed, for who may confirm them."""
    if not may(user, ALIGN, CONFIRM):
        return
    proposed = Count("alignments", filter=Q(alignments__status=AlignmentStatus.PROPOSED))
    found = AlignmentSet.objects.select_related("source", "target").annotate(n=proposed)
    waiting = list(found.filter(n__gt=0))
    items = [
        Item(
            f"{pair.source.code} → {pair.target.code}",
            reverse("referential:matrix", args=[pair.source_id, pair.target_id]),
            (
                ngettext("%(n)s alignement proposé", "%(n)s alignements proposés", pair.n)
                % {"n": pair.n},
            ),
        )
        for pair in waiting
    ]
    yield Section(
        "alignments",
        _("Alignements à confirmer"),
        items[:LIMIT],
        len(items),
        reverse("referential:alignments"),
        _("Aucun alignement n'attend d'être confirmé."),
        70,
    )
