"""Addresses of the reviews in the admin, under ``/admin/relectures/``."""

from django.urls import path

from .adminviews import queue, reviews

app_name = "reviews"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("<int:pk>/prendre/", reviews.take, name="take"),
    path("<int:pk>/rendre/", reviews.release, name="release"),
    path("<int:pk>/planifier/", reviews.plan, name="plan"),
    path("<int:pk>/retirer/", reviews.withdraw, name="withdraw"),
]
