"""The queue of reviews: what waits for a decision, and what came back to its authors."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ..enums import Priority
from ..models import Review
from ..review.people import name_of
from ..review.queue import (
    IN_PROGRESS,
    RETURNED,
    found_by,
    in_state,
    kinds_seen_by,
    numbers,
    open_reviews,
    overdue,
    returned_reviews,
    rows_for,
    seen_by,
)

#: Reviews that a page shows.
PER_PAGE = 30
#: The tabs by what the address says.
WAITING, CAME_BACK = "waiting", "returned"


class SubmitterField(forms.ModelChoiceField):
    """People by their name."""

    def label_from_instance(self, person: Any) -> str:
        """As everywhere on screen."""
        return name_of(person)


class QueueForm(forms.Form):
    """What the queue is narrowed by; what means nothing narrows nothing."""

    q = forms.CharField(label=gettext_lazy("Mots"), required=False, max_length=200)
    who = forms.ChoiceField(
        label=gettext_lazy("Relue par"),
        required=False,
        choices=[
            ("", gettext_lazy("tout le monde")),
            ("me", gettext_lazy("moi")),
            ("nobody", gettext_lazy("personne encore")),
            ("others", gettext_lazy("une autre personne")),
        ],
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Priorité"),
        required=False,
        choices=[("", gettext_lazy("toutes")), *Priority.choices],
    )
    due = forms.ChoiceField(
        label=gettext_lazy("Échéance"),
        required=False,
        choices=[
            ("", gettext_lazy("toutes")),
            ("late", gettext_lazy("en retard")),
            ("set", gettext_lazy("fixée")),
        ],
    )
    by = SubmitterField(
        get_user_model().objects.none(),
        label=gettext_lazy("Soumise par"),
        required=False,
        empty_label=gettext_lazy("tout le monde"),
    )

    def __init__(self, *args: Any, tab: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        status = RETURNED if tab == CAME_BACK else IN_PROGRESS
        submitters = in_state(status).order_by().values("workflow_state__requested_by")
        people = get_user_model().objects.filter(pk__in=submitters)
        submitted_by: Any = self.fields["by"]
        submitted_by.queryset = people.order_by("last_name", "first_name", "username")
        if tab == CAME_BACK:
            del self.fields["who"], self.fields["due"]

    def narrow(self, reviews: QuerySet[Review], user: Any) -> QuerySet[Review]:
        """Those of ``reviews`` that the form asks for."""
        self.is_valid()
        data = self.cleaned_data
        if (who := data.get("who")) == "me":
            reviews = reviews.filter(taken_by=user)
        elif who == "nobody":
            reviews = reviews.filter(taken_by=None)
        elif who == "others":
            reviews = reviews.exclude(taken_by=None).exclude(taken_by=user)
        if priority := data.get("priority"):
            reviews = reviews.filter(priority=int(priority))
        if (due := data.get("due")) == "late":
            reviews = reviews.filter(overdue())
        elif due == "set":
            reviews = reviews.exclude(due=None)
        if person := data.get("by"):
            reviews = reviews.filter(workflow_state__requested_by=person)
        if words := data.get("q", "").strip():
            reviews = found_by(reviews, words)
        return reviews

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for."""
        return any(self.cleaned_data.values())


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, or with ``tab=returned`` what came back; for who may read what is reviewed."""
    if not kinds_seen_by(request.user):
        raise PermissionDenied
    tab = CAME_BACK if request.GET.get("tab") == CAME_BACK else WAITING
    form = QueueForm(request.GET, tab=tab)
    reviews = seen_by(returned_reviews() if tab == CAME_BACK else open_reviews(), request.user)
    page = Paginator(form.narrow(reviews, request.user), PER_PAGE).get_page(request.GET.get("p"))
    counted = numbers(request.user)
    title = _("Relectures")
    context = {
        "tab": tab,
        "tabs": [
            (WAITING, _("À relire"), counted[IN_PROGRESS]),
            (CAME_BACK, _("À modifier"), counted[RETURNED]),
        ],
        "form": form,
        "page": page,
        "elided_page_range": page.paginator.get_elided_page_range(page.number),
        "rows": rows_for(request.user, list(page.object_list)),
        "queue_url": reverse("reviews:queue"),
        "may_decide": any(request.user.has_perm(k.decides) for k in kinds_seen_by(request.user)),
        "header_title": title,
        "header_icon": "glasses",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": "", "label": title},
        ],
    }
    return TemplateResponse(request, "content/admin/queue.html", context)
