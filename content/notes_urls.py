"""Addresses of notes in the admin, under ``/admin/notes/``."""

from django.urls import path

from .adminviews import notes

app_name = "notes"
urlpatterns = [
    path("<str:kind>/<int:pk>/", notes.listed, name="list"),
    path("<str:kind>/<int:pk>/ajouter/", notes.add, name="add"),
    path("<int:pk>/repondre/", notes.answer, name="answer"),
    path("<int:pk>/resoudre/", notes.resolve, name="resolve"),
    path("<int:pk>/rouvrir/", notes.reopen, name="reopen"),
    path("<int:pk>/modifier/", notes.edit, name="edit"),
    path("<int:pk>/supprimer/", notes.delete, name="delete"),
]
