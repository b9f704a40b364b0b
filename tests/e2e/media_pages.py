"""Addresses of the house, and two pages to try files on: a form, and a page with a simulator."""

from django import forms
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import path

from cms.urls import urlpatterns as house
from content.media import address
from content.media.widgets import MediaUploadWidget
from content.models import MediaFile


class MediaForm(forms.Form):
    """A row as an inline panel has it: a role, and the file for it."""

    role = forms.ChoiceField(
        choices=[("illustration", "Image"), ("download", "Document"), ("simulator", "Simulateur")]
    )
    file = forms.ModelChoiceField(
        MediaFile.objects.all(), required=False, widget=MediaUploadWidget(role_field="role")
    )


def form_page(request):
    """Two rows: one that is there, one that a button adds from a template."""
    rows = [
        MediaForm(prefix=f"media-{number}", initial={"role": "illustration"}) for number in (0, 1)
    ]
    token = get_token(request)
    return HttpResponse(
        f"""<!doctype html><html lang="fr"><title>Essai</title>
        <link rel="stylesheet" href="{static("wagtailadmin/css/core.css")}">{rows[0].media}
        <body style="padding: 1rem"><main><h1>Fichiers</h1><form method="post">
        <input type="hidden" name="csrfmiddlewaretoken" value="{token}">
        <div id="rows">{rows[0].as_div()}</div><template>{rows[1].as_div()}</template>
        <p><button type="button" id="add" class="button">Ajouter</button></p></form>
        <script>
          const changes = [];
          document.querySelector("form").addEventListener("change", (e) => changes.push(e.target.name));
          document.getElementById("add").addEventListener("click", () => document.getElementById("rows")
            .append(document.querySelector("template").content.cloneNode(true)));
        </script></main></body></html>"""
    )


def simulator_page(request, sha256):
    """A page that frames a simulator as a challenge does, and keeps what it says."""
    source = address(MediaFile.objects.get(pk=sha256), "index.html")
    return HttpResponse(
        f"""<!doctype html><html lang="fr"><meta name="viewport" content="width=device-width">
        <link rel="icon" href="data:,">
        <title>Essai</title><body style="margin: 0; padding: 8px; font-family: sans-serif">
        <iframe title="Boîte mail" src="{source}" sandbox="allow-scripts allow-forms" tabindex="0"
          style="width: 100%; height: 100px; border: 0"></iframe>
        <script>
          const said = [], frame = document.querySelector("iframe");
          window.addEventListener("message", (event) => {{
            if (event.source !== frame.contentWindow) return;
            said.push(event.data);
            if (event.data.type === "height") frame.style.height = event.data.height + "px";
          }});
        </script></body></html>"""
    )


urlpatterns = [
    path("essai/formulaire/", form_page),
    path("essai/simulateur/<str:sha256>/", simulator_page),
    *house,
]
