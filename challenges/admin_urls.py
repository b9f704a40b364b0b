"""Addresses of the challenges' pages in the admin, under ``/admin/epreuves/``."""

from django.urls import path

from .adminviews import coverage, saved_filters

app_name = "challenges"
urlpatterns = [
    path("carte/<int:competence>/<int:level>/", coverage.cell, name="cell"),
    path("filtres/", saved_filters.add, name="add_filter"),
    path("filtres/<int:pk>/", saved_filters.edit, name="edit_filter"),
    path("filtres/<int:pk>/supprimer/", saved_filters.delete, name="delete_filter"),
]
