"""Importing and exporting frameworks in the admin: look before you write, watch while it writes."""

import json
import zlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from formats.reading import Reading, Remark, Unreadable

from ..enums import FrameworkStatus
from ..exchange import FORMATS, placed, read, refuse_name, refuse_size, write
from ..forms import ImportForm
from ..importing import ImportRefused, plan_of, steps
from ..models import Framework, PendingImport
from ..permissions import IMPORT, VIEW, require, requires
from ..preview import remarks, sections

#: How long a file waits for its sender to confirm it.
WAITS = timedelta(days=1)


@require_http_methods(["GET", "POST"])
@requires(VIEW)
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is read and checked, and nothing is written."""
    _require_import(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    refused: list[Remark] = []
    if request.method == "POST" and form.is_valid():
        data, file = form.cleaned_data, form.cleaned_data["file"]
        try:
            refuse_size(file.size)
            refuse_name(file.name, data["format"])
            reading = read(file.read(), data["format"], data["code"] or None)
            plan = plan_of(reading.document, data["keep_missing"])
            refused = placed(reading, plan.problems)
        except Unreadable as error:
            refused = error.remarks
        except ImportRefused as error:
            refused = placed(reading, error.problems)
        if not refused:
            return redirect(
                "referential:import_preview", pk=_keep(request, file.name, reading, data).pk
            )
    context = {
        "form": form,
        "refused": refused[:50],
        "more": max(0, len(refused) - 50),
        **_header(_("Importer un référentiel")),
    }
    return TemplateResponse(request, "referentiel/admin/import.html", context)


@require_safe
@requires(VIEW)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would add, change and remove, to be confirmed."""
    _require_import(request)
    pending = get_object_or_404(PendingImport, pk=pk, user=request.user)
    package, reading = _unpacked(pending)
    plan = plan_of(package, pending.keep_missing)
    if request.GET.get("refuse"):
        messages.warning(
            request,
            _(
                "Rien n'a été écrit : le référentiel a changé entre-temps. Voyez ce qui changerait maintenant."
            ),
        )
    context = {
        "pending": pending,
        "plan": plan,
        "framework": plan.framework.entity,
        "sections": sections(plan),
        "remarks": remarks(plan, reading),
        "problems": plan.problems[:50],
        "fingerprint": plan.fingerprint(),
        "new_status": FrameworkStatus(package["status"]),
        "total": len(plan.added) + len(plan.changed) + len(plan.gone),
        **_header(_("Importer « %(file)s »") % {"file": pending.name}),
    }
    return TemplateResponse(request, "referentiel/admin/import_preview.html", context)


@require_POST
@requires(VIEW)
def carry_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write what was shown: with ``stream`` as lines of progress, otherwise at once."""
    _require_import(request)
    pending = get_object_or_404(PendingImport, pk=pk, user=request.user)
    lines = _progress(request, pending)
    if request.POST.get("stream"):
        response = StreamingHttpResponse(lines, content_type="application/x-ndjson")
        response["Cache-Control"] = "no-store"
        response["X-Accel-Buffering"] = "no"
        return response
    last = json.loads(list(lines)[-1])
    if "error" in last:
        messages.error(request, last["error"])
    return redirect(last["url"])


@require_POST
@requires(VIEW)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    _require_import(request)
    PendingImport.objects.filter(pk=pk, user_id=request.user.pk or 0).delete()
    messages.success(request, _("L'import est abandonné : rien n'a été écrit."))
    return redirect("referential:index")


@require_safe
@requires(VIEW)
def export(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A framework as a file to keep."""
    framework = get_object_or_404(Framework, pk=pk)
    if name not in FORMATS:
        raise Http404
    found = FORMATS[name]
    # Spreadsheets read a CSV as UTF-8 only when it begins with a byte order mark.
    encoding = "utf-8-sig" if name == "csv" else "utf-8"
    response = HttpResponse(
        write(framework, name).encode(encoding), content_type=f"{found.mime}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{framework.code}.{found.ending}"'
    return response


def _progress(request: HttpRequest, pending: PendingImport) -> Iterator[str]:
    """Import, one JSON line per step; the last one has ``url`` and, when refused, ``error``."""
    package, _reading = _unpacked(pending)
    with override(get_language()):
        try:
            seen = request.POST.get("seen", "")
            for step in steps(package, request.user, pending.keep_missing, seen):
                yield json.dumps({"done": step.done, "total": step.total}) + "\n"
        except ImportRefused as error:
            url = reverse("referential:import_preview", args=[pending.pk])
            yield json.dumps({"error": " ".join(error.messages), "url": f"{url}?refuse=1"}) + "\n"
            return
        framework = Framework.objects.get(code=package["code"])
        pending.delete()
        # A page that is streamed cannot leave a message for the next one: its address says it.
        url = reverse("referential:tree", args=[framework.pk])
        yield json.dumps({"url": f"{url}?importe=1"}) + "\n"


def _keep(request: HttpRequest, name: str, reading: Reading, data: dict[str, Any]) -> PendingImport:
    """Store what was read until it is confirmed; older ones of anybody go after a day."""
    PendingImport.objects.filter(created_at__lt=timezone.now() - WAITS).delete()
    content = {"package": reading.document, "kept": [(r.where, r.message) for r in reading.kept]}
    return PendingImport.objects.create(
        user_id=request.user.pk or 0,
        name=name[:255],
        keep_missing=data["keep_missing"],
        package=zlib.compress(json.dumps(content).encode()),
    )


def _unpacked(pending: PendingImport) -> tuple[dict[str, Any], Reading]:
    content = json.loads(zlib.decompress(bytes(pending.package)))
    kept = [Remark(where, message) for where, message in content["kept"]]
    return content["package"], Reading(content["package"], kept)


def _require_import(request: HttpRequest) -> None:
    require(request.user, *IMPORT)


def _header(title: str) -> dict[str, Any]:
    return {
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("referential:index"), "label": _("Référentiels")},
            {"url": "", "label": title},
        ],
    }
