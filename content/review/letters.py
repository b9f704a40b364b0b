"""What mails about reviews say, and to whom: plain text, in the language that each person reads."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from ..enums import Priority, Verdict
from ..models import Decision, Note, Review
from .approvals import authors_of_many
from .people import name_of
from .queue import open_reviews, with_people
from .registry import Reviewable, reviewable

#: Challenges and notes that a letter names; the page that it leads to has them all.
NAMED = 20
#: Longest part of a subject that a thing's name takes.
_SUBJECT = 60


def about_reviews(keys: Iterable[int]) -> list[EmailMessage]:
    """One letter to each person who may decide some of the reviews that still wait."""
    letters = []
    for kind, reviews in _by_kind(open_reviews().filter(pk__in=list(keys))):
        things = kind.rows([review.object_id for review in reviews])
        authors = authors_of_many(
            (things[review.object_id], review.workflow_state.current_task_state.revision_id)
            for review in reviews
            if review.object_id in things
        )
        for person in _wishing("submitted", _deciders(kind)):
            theirs = [
                review
                for review in reviews
                if review.object_id in things
                and person.pk != review.workflow_state.requested_by_id
                and person.pk not in authors[review.object_id]
            ]
            if theirs:
                letters.append(_submission(person, kind, theirs, things))
    return letters


def about_decision(decision_key: int, authors: Iterable[int]) -> list[EmailMessage]:
    """To who submitted it and to its ``authors``, except to who decided."""
    decision = Decision.objects.select_related("by", "review__workflow_state").get(pk=decision_key)
    found = _thing(decision.review)
    if found is None:
        return []
    kind, thing = found
    approved = decision.verdict == Verdict.APPROVED
    people = {*authors, decision.review.workflow_state.requested_by_id} - {decision.by_id, None}
    notes = Note.objects.filter(
        content_type=decision.review.content_type_id,
        object_id=thing.pk,
        parent=None,
        resolved_at=None,
    ).select_related("author")
    context = {
        "decision": decision,
        "approved": approved,
        "is_live": thing.live and thing.live_revision_id == decision.revision_id,
        "notes": list(notes[:NAMED]),
        "url": _absolute(kind.url(thing)),
    }
    letters = []
    for person in _wishing("approved" if approved else "rejected", _people(people)):
        with override(_language(person)):
            subject = (
                gettext("Approuvée : %(name)s") if approved else gettext("À modifier : %(name)s")
            )
            context |= {"name": str(thing), "who": name_of(decision.by)}
            letters.append(_letter(person, subject % {"name": _short(thing)}, "decided", context))
    return letters


def about_withdrawal(review_key: int, by: int) -> list[EmailMessage]:
    """To who was looking at it, and to who had submitted it when somebody else withdrew it."""
    review = with_people(Review.objects.filter(pk=review_key)).first()
    found = _thing(review) if review else None
    if review is None or found is None:
        return []
    kind, thing = found
    people = {review.taken_by_id, review.workflow_state.requested_by_id} - {by, None}
    who = get_user_model().objects.filter(pk=by).first()
    letters = []
    for person in _wishing("submitted", _people(people)):
        with override(_language(person)):
            context = {
                "name": str(thing),
                "who": name_of(who),
                "is_submitter": person.pk == review.workflow_state.requested_by_id,
                "url": _absolute(kind.url(thing)),
            }
            subject = gettext("Retirée de la relecture : %(name)s") % {"name": _short(thing)}
            letters.append(_letter(person, subject, "withdrawn", context))
    return letters


def about_takeover(review_key: int, before: int, by: int) -> list[EmailMessage]:
    """To the person who was looking at it before."""
    review = Review.objects.filter(pk=review_key).first()
    found = _thing(review) if review else None
    if found is None or before == by:
        return []
    kind, thing = found
    who = get_user_model().objects.filter(pk=by).first()
    letters = []
    for person in _wishing("submitted", _people({before})):
        with override(_language(person)):
            context = {
                "name": str(thing), "who": name_of(who), "url": _absolute(kind.url(thing)),
            }  # fmt: skip
            subject = gettext("Relève : %(name)s") % {"name": _short(thing)}
            letters.append(_letter(person, subject, "taken_over", context))
    return letters


def _submission(
    person: Any, kind: Reviewable, reviews: Sequence[Review], things: dict[int, Any]
) -> EmailMessage:
    with override(_language(person)):
        first = things[reviews[0].object_id]
        # Two messages, not the forms of one: a plural form that names another value than its
        # singular cannot be compiled (``msgfmt --check-format``).
        if len(reviews) == 1:
            subject = gettext("À relire : %(name)s") % {"name": _short(first)}
        else:
            subject = ngettext(
                "À relire : %(n)s épreuve soumise",
                "À relire : %(n)s épreuves soumises",
                len(reviews),
            ) % {"n": len(reviews)}
        lines = [
            {
                "name": str(things[review.object_id]),
                "who": name_of(review.workflow_state.requested_by),
                "priority": review.get_priority_display(),
                "is_urgent": review.priority == Priority.URGENT,
                "due": review.due,
                "message": review.message,
                "url": _absolute(kind.url(things[review.object_id])),
            }
            for review in reviews[:NAMED]
        ]
        context = {
            "lines": lines,
            "total": len(reviews),
            "more": max(0, len(reviews) - NAMED),
            "queue_url": _absolute(reverse("reviews:queue")),
        }
        return _letter(person, subject, "submitted", context)


def _letter(person: Any, subject: str, name: str, context: dict[str, Any]) -> EmailMessage:
    """To ``person``, in the language that is active."""
    said = {"person": name_of(person), "site": settings.WAGTAIL_SITE_NAME, **context}
    body = render_to_string(f"content/mail/{name}.txt", said)
    title = " ".join(f"[{settings.WAGTAIL_SITE_NAME}] {subject}".split())
    return EmailMessage(title, body.strip() + "\n", to=[person.email])


def _by_kind(reviews: Iterable[Review]) -> list[tuple[Reviewable, list[Review]]]:
    found: dict[Any, list[Review]] = {}
    for review in reviews:
        found.setdefault(review.content_type.model_class(), []).append(review)
    kinds = ((reviewable(model), those) for model, those in found.items())
    return [(kind, those) for kind, those in kinds if kind is not None]


def _thing(review: Review | None) -> tuple[Reviewable, Any] | None:
    """What ``review`` is of, as it is now; None when it was deleted."""
    model = review.content_type.model_class() if review else None
    kind = reviewable(model) if model else None
    if review is None or kind is None:
        return None
    thing = kind.rows([review.object_id]).get(review.object_id)
    return (kind, thing) if thing is not None else None


def _deciders(kind: Reviewable) -> Any:
    """Whose role it is to decide; superusers may as well, but it is not what they are there for."""
    return get_user_model().objects.with_perm(kind.decides, include_superusers=False)


def _people(keys: Iterable[int | None]) -> Any:
    return get_user_model().objects.filter(pk__in=[key for key in keys if key])


def _wishing(what: str, people: Any) -> list[Any]:
    """Those of ``people`` who are there, have an address, and did not turn such mails off."""
    reachable = people.filter(is_active=True).exclude(email="").order_by("pk")
    return [
        person
        for person in reachable.select_related("wagtail_userprofile")
        if getattr(_profile(person), f"{what}_notifications", True)
    ]


def _profile(person: Any) -> Any:
    """What the person set in Wagtail's account page, None before they opened it."""
    return getattr(person, "wagtail_userprofile", None)


def _language(person: Any) -> str:
    chosen: str = getattr(_profile(person), "preferred_language", "")
    return chosen or settings.LANGUAGE_CODE


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _short(thing: Any) -> str:
    name = str(thing)
    return name if len(name) <= _SUBJECT else f"{name[: _SUBJECT - 1].rstrip()}…"
