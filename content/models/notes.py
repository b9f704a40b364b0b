"""Notes that people leave on a field of a thing; they stay with it until somebody resolves them."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """What somebody has to say about a thing, or about one of its fields.

    ``field`` names what it is attached to as the comparison of two versions does (``instruction``,
    ``choices.choiceAb3.text``…); empty, it is about the whole thing. An answer has a ``parent`` and
    nothing else of its own.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers"
    )
    field = models.CharField(_("champ"), max_length=200, blank=True)
    label = models.CharField(_("nom du champ"), max_length=200, blank=True)
    text = models.TextField(_("note"), max_length=5000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="notes_of_a_thing")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        """Whether nobody resolved it yet."""
        return self.resolved_at is None
