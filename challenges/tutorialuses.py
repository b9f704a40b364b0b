"""Which challenges refer to a tutorial (registered in ``apps.py``)."""

from django.db.models import Q
from django.urls import reverse

from tutorials.models import Tutorial
from tutorials.uses import TutorialUse

from .models import Challenge, ChallengeTutorial


def challenge_uses(tutorial: Tutorial) -> list[TutorialUse]:
    """The challenges that refer to ``tutorial`` on their own account, live or as written now."""
    rows = ChallengeTutorial.objects.filter(tutorial=tutorial).select_related("challenge")
    pattern = Challenge.snippet_viewset.get_url_name("edit")
    found = [
        TutorialUse(
            str(row.challenge),
            reverse(pattern, args=[row.challenge_id]),
            row.get_use_display(),
            row.version,
        )
        for row in rows.order_by("challenge", "sort_order")
    ]
    known = set(rows.values_list("challenge", flat=True))
    return found + [
        TutorialUse(str(draft), reverse(pattern, args=[draft.pk]), "")
        for draft in _drafts_beside(tutorial)
        if draft.pk not in known
    ]


def _drafts_beside(tutorial: Tutorial) -> list[Challenge]:
    """Challenges whose draft beside what is live refers to ``tutorial``; their rows do not yet."""
    beside = Challenge.objects.filter(Q(live=True), has_unpublished_changes=True)
    return [
        row
        for row in beside.select_related("latest_revision")
        if any(
            reference.get("tutorial") == tutorial.pk
            for reference in (row.latest_revision.content.get("tutorials") or [])
        )
    ]
