"""What every entity of the referential has: an identifier for ever, revisions, a time of change."""

import uuid
from functools import partial
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from content.fields import CodeListField
from content.identifiers import new_public_id
from localisation.languages import codes, locale_of, localised, shown_locale
from localisation.models import TranslatedContentMixin

#: The namespace of identifiers that follow from a public id (UUID version 5): two workshops that
#: load the same file agree on them.
NAMESPACE = uuid.UUID("6f0d3a52-6c0b-5b0e-9a55-3f6f9c1b7a41")

#: partial() of a module-level function is what migrations can write down.
_DRAWERS = {
    prefix: partial(new_public_id, prefix)
    for prefix in ("area", "competence", "theme", "topic", "skill", "alignment")
}


def public_id_field(prefix: str) -> models.CharField:
    """The column of a public id: drawn at creation, unique, never edited."""
    return models.CharField(
        _("identifiant public"),
        max_length=60,
        unique=True,
        editable=False,
        default=_DRAWERS[prefix],
    )


def derived_identifier(*parts: object) -> uuid.UUID:
    """The UUID (version 5) that follows from ``parts``."""
    return uuid.uuid5(NAMESPACE, ":".join(str(part) for part in parts))


class Entity(RevisionMixin, models.Model):
    """An entity of the referential: known to CASE by its identifier, with revisions.

    ``extra`` holds what another format said and Atelier has no place for, as it came, so that
    exporting gives it back.
    """

    identifier = models.UUIDField(_("identifiant CASE"), unique=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("changé le"), default=timezone.now, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    #: Columns that restoring a revision leaves as they are: where the entity hangs, its state and its
    #: place change by actions of their own, with their own rules.
    kept_columns: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with an identifier; saving a row again is changing it."""
        self.prepare()
        fields = kwargs.get("update_fields")
        # A revision is made of a change, it is none.
        if not self._state.adding and fields != ["latest_revision"]:
            self.changed_at = timezone.now()
            if fields is not None:
                kwargs["update_fields"] = {*fields, "changed_at"}
        super().save(*args, **kwargs)

    def natural_parts(self) -> tuple[object, ...]:
        """What the identifier follows from when no file gives one."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Give the identifier when there is none yet: ``save`` does, and ``bulk_create`` needs it."""
        if not self.identifier:
            self.identifier = derived_identifier(type(self).__name__, *self.natural_parts())

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The revision's object, with the columns that revisions do not give back as they are."""
        now = self.serializable_data()
        kept = {name: now[name] for name in (*self.kept_columns, "identifier", "extra")}
        restored: Self = super().with_content_json({**content, **kept})
        for name in kept:
            field = self._meta.get_field(name)
            name = getattr(field, "attname", name)
            setattr(restored, name, getattr(self, name))
        return restored

    def serializable_data(self) -> dict[str, Any]:
        """The revision's content: a time of change is no content."""
        data: dict[str, Any] = super().serializable_data()
        data.pop("changed_at", None)
        return data


class TranslatedEntity(TranslatedContentMixin, Entity):
    """An entity with texts in several languages, all of them written in its form."""

    revisions_hold_all_languages = True

    class Meta:
        abstract = True

    @property
    def any_title(self) -> str:
        """The French title, or what an import brought in another language; "" without."""
        found = (getattr(self, localised("title", code), None) for code in codes())
        return next((title for title in found if title), "")


class LinkedEntity(TranslatedEntity):
    """An entity that belongs to another one. ``link`` is what another tool calls that association."""

    link = models.UUIDField(_("identifiant CASE du lien"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class ConfirmedTitleMixin(models.Model):
    """A title per language, of which some may not be confirmed by an official edition."""

    unverified = CodeListField(
        _("libellés non confirmés"),
        codes=[(locale_of(code), name) for code, name in settings.LANGUAGES],
        blank=True,
        help_text=_("Les langues dont aucune édition officielle ne confirme le titre."),
    )

    class Meta:
        abstract = True

    @property
    def title_is_unverified(self) -> bool:
        """Whether no official edition confirms the title that is read now."""
        return shown_locale(self, "title") in self.unverified
