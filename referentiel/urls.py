"""Addresses of the referential's public pages, and of the same as JSON."""

from django.urls import path

from . import views

app_name = "referentiel"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>.json", views.framework_json, name="framework-json"),
    path("<str:code>/", views.framework, name="framework"),
    path("<str:code>/<str:competence>.json", views.competence_json, name="competence-json"),
    path("<str:code>/<str:competence>/", views.competence, name="competence"),
]
