"""The addresses of the admin's pages for challenges that are more than forms."""

from django.urls import path

from .adminviews import comparing, families

app_name = "challenges"

urlpatterns = [
    path("comparer/", comparing.compare, name="compare"),
    path("comparer/resultats/", comparing.results, name="compare_results"),
    path("deplacer/", families.move, name="move"),
    path("<int:pk>/famille/", families.family, name="family"),
    path("<int:pk>/decliner/", families.decline, name="decline"),
    path("<int:pk>/dupliquer/", families.duplicate, name="duplicate"),
]
