"""Registration with Wagtail of what the content room has in the admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from .adminviews import work
from .adminviews.audit import AuditLogView
from .bulkdelete import RefusingDelete
from .enums import Status
from .logwords import reverting, reword, telling
from .media import views
from .menus import ReviewsMenuItem
from .permissions import VIEW_AUDIT_LOG, refusing_all


@hooks.register("register_admin_urls")
def media_urls() -> list[URLPattern | URLResolver]:
    """Where forms send files; Wagtail lets only those in who may enter the admin."""
    return refusing_all([path("media/upload/", views.upload, name="content_media_upload")])


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLPattern | URLResolver]:
    """The audit log."""
    patterns = [
        path("", AuditLogView.as_view(), name="log"),
        path("resultats/", AuditLogView.as_view(results_only=True), name="results"),
    ]
    return refusing_all([path("journal/", include((patterns, "audit")))])


class AuditMenuItem(MenuItem):
    """The audit log, among the reports of who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For who may read it."""
        return bool(request.user.has_perm(VIEW_AUDIT_LOG))


@hooks.register("register_reports_menu_item")
def audit_menu_item() -> MenuItem:
    """Under « Rapports »."""
    return AuditMenuItem(
        _("Journal"), reverse_lazy("audit:log"), name="audit", icon_name="history", order=100
    )


@hooks.register("construct_reports_menu")
def one_log(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's own site history says less, and cannot be found in or taken out."""
    items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    """The queue, and the small steps of a review."""
    return refusing_all([path("relectures/", include("content.review_urls"))])


@hooks.register("register_admin_urls")
def notes_urls() -> list[URLPattern | URLResolver]:
    """Where notes are written, answered and resolved."""
    return refusing_all([path("notes/", include("content.notes_urls"))])


@hooks.register("register_log_actions")
def register_note_words(actions: LogActionRegistry) -> None:
    """What histories say of notes."""
    for name, label, message in (
        ("add", _("Ajouter une note"), _("Note ajoutée : %(label)s")),
        ("answer", _("Répondre à une note"), _("Réponse à une note : %(label)s")),
        ("resolve", _("Résoudre une note"), _("Note résolue : %(label)s")),
        ("reopen", _("Rouvrir une note"), _("Note rouverte : %(label)s")),
        ("edit", _("Modifier une note"), _("Note modifiée : %(label)s")),
        ("delete", _("Supprimer une note"), _("Note supprimée : %(label)s")),
    ):
        actions.register_action(f"content.note.{name}")(telling(label, message))


@hooks.register("register_admin_urls")
def work_urls() -> list[URLPattern | URLResolver]:
    """Everybody's own work."""
    return refusing_all([path("travail/", include(([path("", work.page, name="page")], "work")))])


@hooks.register("register_admin_menu_item")
def work_menu_item() -> MenuItem:
    """Everybody's own work, first."""
    return MenuItem(
        _("Mon travail"), reverse_lazy("work:page"), name="work", icon_name="tasks", order=10
    )


@hooks.register("register_admin_menu_item")
def reviews_menu_item() -> MenuItem:
    """The queue, with the number that waits."""
    return ReviewsMenuItem(
        _("Relectures"),
        reverse_lazy("reviews:queue"),
        name="reviews",
        icon_name="glasses",
        order=90,
    )


@hooks.register("insert_global_admin_css")
def review_styles() -> str:
    """Reviews and everybody's work, which the home shows as well."""
    return format_html('<link rel="stylesheet" href="{}">', static("content/reviews.css"))


@hooks.register("register_log_actions")
def register_words(actions: LogActionRegistry) -> None:
    """What histories say of steps and reviews that Wagtail has no words for."""
    retired = telling(_("Périmer"), _("Périmé (avant : %(from)s)"), _status_word)
    actions.register_action("content.retire")(retired)
    for name, label, message in (
        ("take", _("Prendre en relecture"), _("S'en occupe")),
        ("release", _("Rendre à la file"), _("Ne s'en occupe plus")),
        ("plan", _("Planifier la relecture"), _("Priorité ou échéance changée")),
    ):
        actions.register_action(f"content.review.{name}", label, message)


@hooks.register("register_log_actions", order=100)  # after Wagtail's own
def reword_wagtails(actions: LogActionRegistry) -> None:
    """Here one validates, archives and reviews: Wagtail speaks of publishing and workflows."""
    for name, label, message in (
        ("publish.scheduled", _("Valider à la date programmée"), _("Validé à la date programmée")),
        ("unpublish", _("Archiver"), _("Archivé")),
        ("unpublish.scheduled", _("Archiver à l'échéance"), _("Archivé à l'échéance programmée")),
        ("workflow.start", _("Soumettre à relecture"), _("Soumis à relecture")),
        ("workflow.approve", _("Approuver"), _("Approuvé en relecture")),
        ("workflow.reject", _("Demander des changements"), _("Changements demandés")),
        ("workflow.resume", _("Soumettre à nouveau"), _("Soumis de nouveau à relecture")),
        ("workflow.cancel", _("Retirer de la relecture"), _("Retiré de la relecture")),
    ):
        reword(actions, f"wagtail.{name}", telling(label, message))
    reword(actions, "wagtail.revert", reverting(_("Revenir à une version")))


# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", RefusingDelete, order=1)


def _status_word(code: str) -> str:
    return str(Status(code).label) if code in Status.values else code
