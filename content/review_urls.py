"""Addresses of the reviews in the admin, under ``/admin/relectures/``."""

from django.urls import path

from .adminviews import queue

app_name = "reviews"
urlpatterns = [
    path("", queue.queue, name="queue"),
]
