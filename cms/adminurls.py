"""Addresses of the admin that come before Wagtail's: what it leaves open, or what nobody uses here."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from content.permissions import VIEW_AUDIT_LOG, View, refused, refusing, requires

#: Wagtail's pages, images, documents and collections, their choosers and their API: the house has none
#: of them, and what is brought in there would pass none of its checks.
UNUSED = r"^(?:pages|images|documents|collections|choose-[a-z]+|choose-[a-z]+-link|api)/"


def unused(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
    """Say that there is nothing here, to whoever asks."""
    return refused(
        request,
        _(
            "L'atelier n'a ni pages, ni images, ni documents de ce genre : rien ne se fait à cette "
            "adresse. Les fichiers d'une épreuve s'ajoutent dans son formulaire."
        ),
    )


def _guarded(view: View) -> View:
    guarded: View = never_cache(require_admin_access(refusing(view)))
    return guarded


# Wagtail's report of everything that happened asks for no right: here it asks for the audit log's.
_log = requires(VIEW_AUDIT_LOG)

urlpatterns = [
    path("reports/site-history/", _guarded(_log(LogEntriesView.as_view()))),
    path(
        "reports/site-history/results/",
        _guarded(_log(LogEntriesView.as_view(results_only=True))),
    ),
    re_path(UNUSED, _guarded(unused)),
]
