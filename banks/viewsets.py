"""The admin's pages for banks."""

from typing import Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button

from content.permissions import refusing_all
from content.readable import ModelHistoryView, ModelUsageView

from .actions import may_be_deleted
from .forms import BankForm
from .models import Bank
from .permissions import may_publish


def latest_number(bank: Bank) -> Any:
    """The latest release's number, or a dash."""
    return bank.latest.release.number if hasattr(bank, "latest") else "–"


def is_public(bank: Bank) -> Any:
    """Whether everybody may play the bank, in a word."""
    return gettext("oui") if bank.public else gettext("non")


class BankIndexView(generic.IndexView):
    """The list of banks, with the way to publish each."""

    def get_list_buttons(self, instance: Bank) -> list[Any]:
        """Publier first, for who may."""
        buttons: list[Any] = super().get_list_buttons(instance)
        if may_publish(self.request.user):
            publish = Button(
                gettext("Publier"),
                url=reverse("banks:publish", args=[instance.pk]),
                classname="button button-small button-secondary",
                attrs={"aria-label": gettext("Publier « %(bank)s »") % {"bank": instance}},
            )
            return [publish, *buttons]
        return buttons


class BankDeleteView(generic.DeleteView):
    """A published bank stays: platforms hold its releases."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse with a sentence what cannot be deleted."""
        if not may_be_deleted(self.object):
            messages.error(
                request,
                gettext("« %(bank)s » a été publiée : elle ne s'efface plus.")
                % {"bank": self.object},
            )
            return redirect("banques:edit", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class BankViewSet(ModelViewSet):
    """Banks in the admin's main menu."""

    model = Bank
    name = "banques"
    icon = "folder-open-inverse"
    menu_label = _("Banques")
    menu_order = 200
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = BankIndexView
    delete_view_class = BankDeleteView
    history_view_class = ModelHistoryView
    usage_view_class = ModelUsageView
    list_display = [
        "__str__",
        Column("slug", label=_("Code")),
        Column(is_public, label=_("Publique")),
        Column(latest_number, label=_("Dernière publication")),
    ]
    ordering = ["slug"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("title_fr", heading=_("Titre")),
                    FieldPanel("slug"),
                    FieldPanel("description_fr", heading=_("Description")),
                    FieldPanel("licence"),
                    FieldPanel("public"),
                ],
                heading=_("Présentation"),
            ),
            MultiFieldPanel(
                [FieldPanel("framework"), FieldPanel("competences")],
                heading=_("Ce qu'elle prend"),
            ),
        ],
        base_form_class=BankForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's addresses, whose refusals are sentences."""
        return refusing_all(super().get_urlpatterns())


bank_viewset = BankViewSet()
