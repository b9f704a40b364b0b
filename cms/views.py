"""The public page, and what a load balancer asks."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banks.models import Bank
from challenges.models import Challenge
from content.enums import Status
from referentiel.models import Framework


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Atelier is, and the way to the referential, the runner, the API and the admin."""
    context = {
        "frameworks": Framework.objects.count(),
        "validated": Challenge.objects.filter(status=Status.VALIDATED).count(),
        "released": Bank.objects.filter(public=True, latest__isnull=False).count(),
        "demo": settings.DEMO,
    }
    return render(request, "cms/home.html", context)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
