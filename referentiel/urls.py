"""Addresses of the referential's public pages."""

from django.urls import path

from . import views

app_name = "referentiel"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:code>/", views.framework, name="framework"),
    path("<str:code>/<str:competence>/", views.competence, name="competence"),
]
