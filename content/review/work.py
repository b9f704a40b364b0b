"""What reviews give people to do: deciding, mending what came back, waiting for a decision."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import Priority
from ..work import LIMIT, Item, Section
from .queue import QueueRow, open_reviews, overdue, returned_reviews, rows_for, seen_by
from .registry import reviewables

#: Longest comment that an item quotes.
_QUOTED = 200


def review_work(user: Any) -> Iterable[Section]:
    """Sections of who decides, and of who submits."""
    if any(user.has_perm(kind.decides) for kind in reviewables()):
        yield from _to_decide(user)
    if any(user.has_perm(kind.submits) for kind in reviewables()):
        yield _returned(user)
        yield _submitted(user)


def _to_decide(user: Any) -> Iterable[Section]:
    waiting = seen_by(open_reviews(), user)
    others = waiting.exclude(workflow_state__requested_by=user)
    late = Q(taken_by=None) & overdue()
    wanted = {
        "taken": Q(taken_by=user),
        "late": late,
        "to_review": Q(taken_by=None) & ~late,
    }
    counts = others.order_by().aggregate(
        **{code: Count("pk", filter=found) for code, found in wanted.items()}
    )
    # What the person wrote without having submitted it is left out below: some more are read.
    read = {code: list(others.filter(found)[: 3 * LIMIT]) for code, found in wanted.items()}
    rows = {
        row.review.pk: row for row in rows_for(user, [r for some in read.values() for r in some])
    }
    titles = {
        "taken": (
            _("Vous vous en occupez"),
            _("Vous ne vous occupez d'aucune relecture."),
            "who=me",
        ),
        "late": (_("En retard"), _("Aucune relecture n'est en retard."), "due=late&who=nobody"),
        "to_review": (_("À relire"), _("Personne n'attend votre relecture."), "who=nobody"),
    }
    for order, (code, (title, empty, query)) in enumerate(titles.items(), 10):
        theirs = [rows[r.pk] for r in read[code] if r.pk in rows and not rows[r.pk].is_author]
        items = [_item(row, _submission_facts(row)) for row in theirs[:LIMIT]]
        count = counts[code] if len(theirs) > LIMIT else len(theirs)
        more = f"{reverse('reviews:queue')}?{query}"
        yield Section(code, title, items, count, more, empty, order)


def _returned(user: Any) -> Section:
    found = seen_by(returned_reviews(), user).filter(workflow_state__requested_by=user)
    items = [
        _item(row, _decision_facts(row), row.submit_url, row.decision.comment)
        if row.decision
        else _item(row, ())
        for row in rows_for(user, list(found[:LIMIT]))
    ]
    return Section(
        "returned",
        _("À modifier"),
        items,
        found.count(),
        f"{reverse('reviews:queue')}?tab=returned&by={user.pk}",
        _("Rien ne vous est revenu avec des changements à faire."),
        20,
    )


def _submitted(user: Any) -> Section:
    found = seen_by(open_reviews(), user).filter(workflow_state__requested_by=user)
    items = [_item(row, _waiting_facts(row)) for row in rows_for(user, list(found[:LIMIT]))]
    return Section(
        "submitted",
        _("En relecture"),
        items,
        found.count(),
        f"{reverse('reviews:queue')}?by={user.pk}",
        _("Rien de ce que vous avez soumis n'attend de décision."),
        20,
        waits=True,
    )


def _item(row: QueueRow, facts: Iterable[str], url: str = "", says: str = "") -> Item:
    alert = ""
    if row.is_late:
        alert = _("en retard")
    elif row.review.priority == Priority.URGENT:
        alert = _("urgente")
    said = says if len(says) <= _QUOTED else f"{says[: _QUOTED - 1].rstrip()}…"
    return Item(str(row.thing), url or row.url, tuple(facts), said, alert)


def _submission_facts(row: QueueRow) -> Iterable[str]:
    yield _("soumise par %(who)s le %(date)s") % {
        "who": row.submitter,
        "date": _day(row.review.submitted_at),
    }
    if row.review.due:
        yield _("à relire avant le %(date)s") % {
            "date": date_format(row.review.due, "SHORT_DATE_FORMAT")
        }
    if row.notes:
        yield ngettext("%(n)s note ouverte", "%(n)s notes ouvertes", row.notes) % {"n": row.notes}


def _decision_facts(row: QueueRow) -> Iterable[str]:
    if row.decision:
        yield _("%(who)s, le %(date)s") % {
            "who": row.decider,
            "date": _day(row.decision.at),
        }
    if row.notes:
        yield ngettext("%(n)s note ouverte", "%(n)s notes ouvertes", row.notes) % {"n": row.notes}


def _waiting_facts(row: QueueRow) -> Iterable[str]:
    yield _("depuis le %(date)s") % {"date": _day(row.review.submitted_at)}
    if row.reader:
        yield _("%(who)s s'en occupe") % {"who": row.reader}
    else:
        yield _("personne ne s'en occupe encore")


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT")
