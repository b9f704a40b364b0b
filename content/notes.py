"""What people do with notes on the fields of a thing: one transaction each.

A note stays with its thing, across drafts, reviews and validations, until somebody resolves it. The
thing's row is held first, as everywhere: of two people at once, one wins and the other is told.
"""

import re
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .enums import Status
from .lifecycle import lock_row
from .models import Note
from .review.people import name_of
from .review.registry import reviewable

MOST_CHARACTERS = 5000
#: The same words of the same person within this time are a double click, not another note.
_TWICE = timedelta(seconds=30)
_FIELD = re.compile(r"\A[A-Za-z0-9_.@-]{0,200}\Z")


def may_see(user: Any, thing: Any) -> bool:
    """Whether ``user`` may read the notes on ``thing``: whoever may see it."""
    kind = reviewable(type(thing))
    return kind is not None and user.is_active and kind.sees(user)


def may_write(user: Any, thing: Any) -> bool:
    """Whether ``user`` may leave notes on ``thing``: whoever sees it, and writes or reviews it."""
    kind = reviewable(type(thing))
    return (
        kind is not None
        and may_see(user, thing)
        and (user.has_perm(kind.submits) or user.has_perm(kind.decides))
    )


def closed_refusal(thing: Any) -> str | None:
    """Why the notes on ``thing`` do not change any more; None when they may."""
    if getattr(thing, "status", None) == Status.OBSOLETE:
        return _("« %(status)s » : les notes se lisent encore, mais ne changent plus.") % {
            "status": thing.get_status_display()
        }
    return None


@transaction.atomic
def add(thing: Any, user: Any, *, field: str = "", label: str = "", text: str) -> Note:
    """Leave a note on ``field`` of ``thing`` (empty: on the whole), which people call ``label``.

    Saying the same again at once answers the note that is there. Raises ``PermissionDenied``;
    ``ValidationError`` for no text, too much of it, no name of a field, a closed or deleted thing.
    """
    row = _held(thing, user)
    if not _FIELD.match(field):
        raise ValidationError(_("Ce n'est pas le nom d'un champ : rechargez la page."))
    said = _text(text)
    kept = {"field": field, "label": " ".join(label.split())[:200] if field else ""}
    return _said_twice(row, user, said, parent=None, **kept) or _make(
        row, user, "add", text=said, **kept
    )


@transaction.atomic
def answer(note: Note, user: Any, text: str) -> Note:
    """Answer ``note``. Raises as ``add``; ``ValidationError`` when it is gone or resolved."""
    row, root = _open(note, user)
    if root.parent is not None:
        root = root.parent
    _refuse_resolved(root, _("Rouvrez-la pour y répondre."))
    said = _text(text)
    return _said_twice(row, user, said, parent=root) or _make(
        row, user, "answer", text=said, parent=root
    )


@transaction.atomic
def resolve(note: Note, user: Any) -> None:
    """Say that what ``note`` asks for is done. ``ValidationError`` when somebody was faster."""
    row, root = _open(note, user)
    _refuse_answer(root)
    _refuse_resolved(root, "")
    _mark(root, user)
    _log(row, user, "resolve", root)


@transaction.atomic
def reopen(note: Note, user: Any) -> None:
    """Take back that ``note`` is done. ``ValidationError`` when it is open already."""
    row, root = _open(note, user)
    _refuse_answer(root)
    if root.is_open:
        raise ValidationError(_("Cette note est déjà rouverte."))
    _mark(root, None)
    _log(row, user, "reopen", root)


@transaction.atomic
def edit(note: Note, user: Any, text: str) -> None:
    """Say it in other words. Only one's own, while nobody answered."""
    row, found = _open(note, user)
    _refuse_answered(found, user)
    found.text = _text(text)
    found.save(update_fields=["text"])
    _log(row, user, "edit", found)


@transaction.atomic
def delete(note: Note, user: Any) -> None:
    """Take a note back. Only one's own, while nobody answered."""
    row, found = _open(note, user)
    _refuse_answered(found, user)
    _log(row, user, "delete", found)
    found.delete()


def forget(thing: Any) -> None:
    """Remove every note on ``thing``, which is deleted."""
    _on(thing).delete()


def threads(thing: Any) -> list[Note]:
    """The notes on ``thing``, the oldest first, in one query; ``replies`` of each are its answers."""
    roots: dict[int, Note] = {}
    for note in _on(thing).select_related("author", "resolved_by"):
        if note.parent_id is None:
            note.replies = []  # type: ignore[attr-defined]
            roots[note.pk] = note
        elif note.parent_id in roots:
            roots[note.parent_id].replies.append(note)  # type: ignore[attr-defined]
    return list(roots.values())


def _on(thing: Any) -> Any:
    return Note.objects.filter(content_type=_type_of(thing), object_id=thing.pk)


def _type_of(thing: Any) -> ContentType:
    return ContentType.objects.get_for_model(thing, for_concrete_model=False)


def _held(thing: Any, user: Any) -> Any:
    """The row of ``thing``, held, after asking who writes on it and whether it is open."""
    if not may_write(user, thing):
        raise PermissionDenied(_("Votre rôle permet de lire les notes, pas d'en écrire."))
    lock_row(thing)
    row = type(thing)._base_manager.filter(pk=thing.pk).first()
    if row is None:
        raise ValidationError(
            _("Ce contenu a été supprimé entre-temps : il ne reçoit plus de notes.")
        )
    if (why := closed_refusal(row)) is not None:
        raise ValidationError(why)
    return row


def _open(note: Note, user: Any) -> tuple[Any, Note]:
    """The held thing of ``note``, and the note as it is now."""
    model = note.content_type.model_class()
    row = _held(model(pk=note.object_id), user)  # type: ignore[misc]
    found = Note.objects.select_related("parent", "author", "resolved_by").filter(pk=note.pk)
    if (now := found.first()) is None:
        raise ValidationError(_("Cette note a été supprimée entre-temps."))
    return row, now


def _text(text: str) -> str:
    said = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()
    if not said:
        raise ValidationError(_("Écrivez la note avant de l'envoyer."))
    if len(said) > MOST_CHARACTERS:
        raise ValidationError(
            _("Une note compte au plus %(most)s caractères ; celle-ci en a %(count)s.")
            % {"most": MOST_CHARACTERS, "count": len(said)}
        )
    return said


def _said_twice(row: Any, user: Any, text: str, **same: Any) -> Note | None:
    since = timezone.now() - _TWICE
    found = _on(row).filter(author=user, text=text, created_at__gte=since, resolved_at=None, **same)
    note: Note | None = found.first()
    return note


def _make(row: Any, user: Any, action: str, **values: Any) -> Note:
    note = Note.objects.create(content_type=_type_of(row), object_id=row.pk, author=user, **values)
    _log(row, user, action, note)
    return note


def _refuse_answer(note: Note) -> None:
    if note.parent_id is not None:
        raise ValidationError(_("Une réponse suit sa note : c'est la note qui se résout."))


def _refuse_resolved(note: Note, what_to_do: str) -> None:
    if not note.is_open:
        who = _("%(who)s a déjà résolu cette note.") % {"who": name_of(note.resolved_by)}
        raise ValidationError(f"{who} {what_to_do}".strip())


def _refuse_answered(note: Note, user: Any) -> None:
    """Only one's own words, and only while nobody builds on them."""
    if note.author_id != user.pk:
        raise ValidationError(
            _("Cette note est de %(who)s : répondez-y plutôt.") % {"who": name_of(note.author)}
        )
    root = note.parent or note
    _refuse_resolved(root, "")
    if root.answers.filter(pk__gt=note.pk).exists():
        raise ValidationError(
            _("Quelqu'un a déjà répondu : ajoutez une réponse plutôt que de changer la note.")
        )


def _mark(note: Note, user: Any) -> None:
    note.resolved_by, note.resolved_at = user, timezone.now() if user else None
    note.save(update_fields=["resolved_by", "resolved_at"])


def _log(row: Any, user: Any, action: str, note: Note) -> None:
    label = (note.parent or note).label or _("l'ensemble")
    log(row, f"content.note.{action}", user=user, data={"label": label, "note": note.pk})
