"""Addresses of the challenges' own pages in the admin, under ``/admin/epreuves/``."""

from django.urls import path

from .adminviews import (
    comparing,
    coverage,
    families,
    reviewing,
    saved_filters,
    steps,
    submitting,
)

app_name = "challenges"
urlpatterns = [
    path("carte/<int:competence>/<int:level>/", coverage.cell, name="cell"),
    path("filtres/", saved_filters.add, name="add_filter"),
    path("filtres/<int:pk>/", saved_filters.edit, name="edit_filter"),
    path("filtres/<int:pk>/supprimer/", saved_filters.delete, name="delete_filter"),
    path("comparer/", comparing.compare, name="compare"),
    path("comparer/resultats/", comparing.results, name="compare_results"),
    path("deplacer/", families.move, name="move"),
    path("<int:pk>/famille/", families.family, name="family"),
    path("<int:pk>/soumettre/", submitting.submit, name="submit"),
    path("<int:pk>/relecture/", reviewing.review, name="review"),
    path("<int:pk>/decliner/", families.decline, name="decline"),
    path("<int:pk>/dupliquer/", families.duplicate, name="duplicate"),
    path("<int:pk>/perimer/", steps.retire_page, name="retire"),
]
