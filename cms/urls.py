"""Every address of the project, room by room."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from banks.api import api

from . import views

#: What refuses outside the admin, or to a script that Wagtail does not redirect.
handler403 = "cms.refusals.forbidden"

urlpatterns = [
    path("", views.home, name="home"),
    path("sante/", views.health, name="health"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("referentiel/", include("referentiel.urls")),
    path("ims/case/v1p1/", include("referentiel.case_urls")),
    path("media/", include("content.urls")),
    path("runner/", include("runner.urls")),
    path("api/v1/", api.urls),
    path("admin/", include("cms.adminurls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
