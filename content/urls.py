"""Addresses of the content room: drafts' files; no other address reaches what is stored."""

from django.urls import path

from .media import views

app_name = "content"
urlpatterns = [
    path("essai/<str:token>/", views.trial, {"path": ""}, name="media-trial"),
    path("essai/<str:token>/<path:path>", views.trial, name="media-trial"),
]
