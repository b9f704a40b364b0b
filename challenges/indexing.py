"""The search index follows what a variant's text takes from its prototype: its skill."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.search.backends import get_search_backends

from .models import Challenge


@receiver(post_save, sender=Challenge)
def follow_prototype(
    sender: type[Challenge], instance: Challenge, update_fields: Any = None, **kwargs: Any
) -> None:
    """A prototype that is saved whole may assess another skill: its variants are found by it."""
    if instance.is_variant or update_fields is not None:
        return
    variants = list(Challenge.get_indexed_objects().filter(prototype=instance))
    if variants:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Challenge, variants)
