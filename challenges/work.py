"""What challenges give people to do: drafts to mend and to submit, notes to answer, dates to come."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.models import Note
from content.review.people import name_of
from content.work import LIMIT, Item, Section

from .models import Challenge
from .permissions import may
from .queries import drafts_outside_review, scheduled, written_by
from .rowfacts import attach, for_rows


def challenge_work(user: Any) -> Iterable[Section]:
    """Sections of who writes challenges, and of who may validate them at a date."""
    if may(user, "change"):
        yield from _drafts(user)
        yield _notes(user)
    if may(user, "publish"):
        yield _scheduled()


def _drafts(user: Any) -> Iterable[Section]:
    mine = drafts_outside_review(written_by(Challenge.objects.all(), user))
    # All keys in one pass, then only the rows that are shown: challenges are many, one's drafts few.
    keys = list(mine.order_by("-latest_revision_id", "-pk").values_list("pk", "to_mend"))
    mended = [key for key, problems in keys if problems]
    finished = [key for key, problems in keys if problems == 0]
    shown = for_rows(Challenge.objects.filter(pk__in=[*mended[:LIMIT], *finished[:LIMIT]]))
    rows = {row.pk: row for row in attach(list(shown))}
    yield Section(
        "mend",
        _("Vos brouillons à corriger"),
        [_draft_item(rows[key], "edit") for key in mended[:LIMIT] if key in rows],
        len(mended),
        _list_url(author=user.pk, workflow="none", to_mend="yes"),
        _("Aucun de vos brouillons n'est à corriger."),
        30,
    )
    yield Section(
        "ready",
        _("Vos brouillons prêts à soumettre"),
        [_draft_item(rows[key], "submit") for key in finished[:LIMIT] if key in rows],
        len(finished),
        _list_url(author=user.pk, workflow="none", to_mend="no"),
        _("Aucun de vos brouillons n'attend d'être soumis."),
        40,
    )


def _draft_item(row: Any, to: str) -> Item:
    facts = [row.facts.skill.name if row.facts.skill else _("sans acquis"), row.facts.type]
    if row.live:
        facts.append(_("validée, avec un brouillon à côté"))
    if row.to_mend:
        facts.append(
            ngettext("%(n)s point à corriger", "%(n)s points à corriger", row.to_mend)
            % {"n": row.to_mend}
        )
    url = _edit_url(row.pk) if to == "edit" else reverse("challenges:submit", args=[row.pk])
    return Item(str(row), url, tuple(fact for fact in facts if fact))


def _notes(user: Any) -> Section:
    """Open notes that others left on what the person wrote."""
    kind = ContentType.objects.get_for_model(Challenge)
    mine = written_by(Challenge.objects.order_by(), user).values("pk")
    found = Note.objects.filter(
        content_type=kind, object_id__in=mine, parent=None, resolved_at=None
    ).exclude(author=user)
    notes = list(found.select_related("author").order_by("-created_at", "-pk")[:LIMIT])
    names = Challenge.objects.only("pk", "public_id", "instruction_fr").in_bulk(
        {note.object_id for note in notes}
    )
    items = [
        Item(
            str(names[note.object_id]),
            reverse("challenges:review", args=[note.object_id]),
            tuple(
                fact for fact in (note.label, name_of(note.author), _day(note.created_at)) if fact
            ),
            note.text,
        )
        for note in notes
        if note.object_id in names
    ]
    return Section(
        "notes",
        _("Notes ouvertes sur vos épreuves"),
        items,
        found.count(),
        _list_url(author=user.pk, notes="open"),
        _("Aucune note n'est ouverte sur vos épreuves."),
        25,
    )


def _scheduled() -> Section:
    """What was approved and goes live at a date, the next one first."""
    found = scheduled()
    items = [
        Item(
            revision.object_str,
            _edit_url(int(revision.object_id)),
            (
                _("validation le %(date)s")
                % {"date": date_format(localtime(revision.approved_go_live_at), "SHORT_DATETIME_FORMAT")},
            ),
        )
        for revision in found.only("object_str", "object_id", "approved_go_live_at")[:LIMIT]
    ]  # fmt: skip
    return Section(
        "scheduled",
        _("Validations programmées"),
        items,
        found.count(),
        _list_url(workflow="scheduled"),
        _("Aucune validation n'est programmée."),
        60,
        waits=True,
    )


def _day(moment: Any) -> str:
    return date_format(localtime(moment), "SHORT_DATE_FORMAT")


def _edit_url(key: int) -> str:
    return reverse(Challenge.snippet_viewset.get_url_name("edit"), args=[key])


def _list_url(**params: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return f"{reverse(Challenge.snippet_viewset.get_url_name('list'))}?{query}"
