"""The panels that the admin opens with: the coverage map, and what this person can do now."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from banks.permissions import may_publish
from challenges.adminviews.coverage import CoveragePanel
from challenges.models import Challenge
from challenges.permissions import may_see
from content.adminviews.work import WorkPanel
from content.enums import Status


def home_panels(user: Any) -> list[Component]:
    """The panels of ``user``: their work, the cards, and the map for who may see challenges."""
    map_panels = [CoveragePanel()] if may_see(user) else []
    return [WorkPanel(), StartPanel(), *map_panels]


class StartPanel(Component):
    """Cards: write, see what is proposed, publish, play."""

    name = "atelier_start"
    template_name = "cms/start_panel.html"
    order = 1

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The cards that the user's permissions open."""
        return {"cards": list(_cards(parent_context["request"].user))}


def _cards(user: Any) -> Any:
    challenges = Challenge.snippet_viewset
    proposed = Challenge.objects.filter(status=Status.PROPOSED).count()
    validated = Challenge.objects.filter(status=Status.VALIDATED).count()
    if user.has_perm("challenges.add_challenge"):
        yield {
            "icon": "plus",
            "title": _("Écrire une épreuve"),
            "text": _("Un brouillon s'enregistre tout seul."),
            "url": reverse(challenges.get_url_name("add")),
        }
    if user.has_perm("challenges.view_challenge") or user.has_perm("challenges.change_challenge"):
        listing = reverse(challenges.get_url_name("list"))
        yield {
            "icon": "edit",
            "title": _("Épreuves proposées"),
            "text": ngettext("%(n)s épreuve attend", "%(n)s épreuves attendent", proposed)
            % {"n": proposed},
            "url": f"{listing}?status={Status.PROPOSED}",
        }
        yield {
            "icon": "check",
            "title": _("Épreuves validées"),
            "text": ngettext("%(n)s épreuve en ligne", "%(n)s épreuves en ligne", validated)
            % {"n": validated},
            "url": f"{listing}?status={Status.VALIDATED}",
        }
    if user.has_perm("referentiel.view_framework"):
        yield {
            "icon": "list-ul",
            "title": _("Référentiels"),
            "text": _("Compétences, acquis, alignements."),
            "url": reverse("referential:index"),
        }
    if may_publish(user):
        yield {
            "icon": "upload",
            "title": _("Publier une banque"),
            "text": _("Voir ce qui partirait, puis publier."),
            "url": reverse("banques:index"),
        }
    yield {
        "icon": "view",
        "title": _("Banc d'essai"),
        "text": _("Jouer la dernière publication."),
        "url": reverse("runner:banks"),
    }
