"""The admin's publication page: what would be published, the gate's report, and the button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from .actions import PublicationRefused, PublishedMeanwhile, publish_bank
from .difference import difference
from .gate import findings
from .models import Bank
from .permissions import require_publish
from .selection import select


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the next release would hold; on POST make it."""
    require_publish(request.user)
    bank = get_object_or_404(Bank, pk=pk)
    if request.method == "POST":
        seen = request.POST.get("after", "")
        try:
            release = publish_bank(
                bank,
                author=request.user,
                note=request.POST.get("note", ""),
                after=int(seen) if seen.isdecimal() else None,
            )
        except PublishedMeanwhile as other:
            messages.warning(
                request,
                _(
                    "La publication %(number)s a été faite entre-temps : regardez ce qui reste à publier."
                )
                % {"number": other.number},
            )
        except PublicationRefused as refusal:
            messages.error(request, _("Rien n'a été publié. %(why)s") % {"why": refusal})
        else:
            messages.success(
                request,
                _("« %(bank)s » : la publication %(number)s est faite.")
                % {"bank": bank, "number": release.number},
                buttons=[
                    messages.button(
                        reverse("runner:competences", args=[bank.slug]), _("Jouer la banque")
                    )
                ],
            )
        return redirect("banks:publish", pk=bank.pk)
    selection = select(bank)
    found = findings(bank, selection)
    last = bank.releases.first()
    context = {
        "bank": bank,
        "number": last.number if last else 0,
        "selection": selection,
        "difference": difference(bank, selection),
        "findings": found,
        "blocked": any(finding.blocking for finding in found),
        "releases": bank.releases.select_related("author")[:20],
        "latest": getattr(bank, "latest", None),
        "page_title": _("Publier"),
        "page_subtitle": str(bank),
        "header_title": _("Publier « %(bank)s »") % {"bank": bank},
        "header_icon": "upload",
    }
    return TemplateResponse(request, "banks/publish.html", context)
