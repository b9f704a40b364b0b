"""Addresses of the preview runner."""

from django.urls import path

from . import media, views

app_name = "runner"
urlpatterns = [
    path("", views.banks, name="banks"),
    path("media/<str:token>/<path:path>", media.serve, name="media"),
    path("session/<uuid:session_id>/", views.play, name="play"),
    path("session/<uuid:session_id>/reponse/", views.answer, name="answer"),
    path("session/<uuid:session_id>/corrige/<int:position>/", views.correction, name="correction"),
    path("session/<uuid:session_id>/bilan/", views.end, name="end"),
    path("<slug:slug>/", views.competences, name="competences"),
]
