"""What banks give people to do: publishing those whose challenges changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from content.models import ObjectPointer
from content.work import LIMIT, Item, Section

from .models import Bank
from .permissions import may_publish


def bank_work(user: Any) -> Iterable[Section]:
    """Banks with challenges that were validated, archived or made obsolete since their last release.

    Told from when pointers moved, in three queries; the publication page says exactly what changed.
    """
    if not may_publish(user):
        return
    moved = _last_moves()
    items = []
    for bank in _banks():
        latest = max((at for at in _moves_in(bank, moved) if at), default=None)
        last: datetime | None = bank.last_release
        # Releases are dated to the second.
        if latest is None or (last is not None and latest.replace(microsecond=0) <= last):
            continue
        items.append(
            Item(
                str(bank),
                reverse("banks:publish", args=[bank.pk]),
                (
                    _("dernière publication le %(date)s")
                    % {"date": date_format(localtime(last), "SHORT_DATE_FORMAT")}
                    if last
                    else _("jamais publiée"),
                ),
            )
        )
    yield Section(
        "banks",
        _("Banques à publier"),
        items[:LIMIT],
        len(items),
        reverse("banques:index"),
        _("Aucune banque n'a changé depuis sa dernière publication."),
        50,
    )


def _banks() -> QuerySet[Bank]:
    banks = Bank.objects.select_related("framework").prefetch_related("competences")
    return banks.annotate(last_release=Max("releases__created_at")).order_by("slug")


def _last_moves() -> dict[tuple[str, str], datetime]:
    """When a challenge of each framework's competence last changed what releases would say of it."""
    moved = ObjectPointer.objects.filter(kind="challenge").order_by()
    grouped = moved.values_list("facets__framework", "facets__competence")
    return {(framework, code): at for framework, code, at in grouped.annotate(at=Max("updated_at"))}


def _moves_in(bank: Bank, moved: dict[tuple[str, str], datetime]) -> Iterable[datetime]:
    wanted = {competence.code for competence in bank.competences.all()}
    for (framework, code), at in moved.items():
        if framework == bank.framework.code and (not wanted or code in wanted):
            yield at
