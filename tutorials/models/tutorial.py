"""A tutorial and its pictures."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, Orderable, RevisionMixin, WorkflowMixin
from wagtail.search import index

from content.enums import Status
from content.identifiers import new_public_id
from content.models import MediaFile
from content.models.living import LivingMixin, Steps
from content.text import search_words
from localisation.languages import codes, locale_of
from localisation.models import TranslatedContentMixin

from ..enums import TutorialFormat, TutorialKind
from ..fields import DurationField, TagsField

new_tutorial_id = partial(new_public_id, "tutorial")

media_key = RegexValidator(
    r"\A[A-Za-z][A-Za-z0-9_]{0,31}\Z",
    _("Une lettre, puis des lettres, des chiffres ou _ : par exemple m1."),
)


def locale_choices() -> list[tuple[str, str]]:
    """The locales that a tutorial may speak."""
    names = dict(settings.LANGUAGES)
    return [(locale_of(code), names[code]) for code in codes()]


class Tutorial(
    TranslatedContentMixin,
    LivingMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """What a learner reads, watches or tries after a challenge. Publishing it makes a version."""

    public_id = models.CharField(
        _("identifiant public"),
        max_length=60,
        unique=True,
        editable=False,
        default=new_tutorial_id,
    )
    status = models.CharField(
        _("état"), max_length=20, choices=Status, default=Status.PROPOSED, editable=False,
        db_index=True,
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("écrit par"),
    )
    kind = models.CharField(
        _("nature"), max_length=10, choices=TutorialKind, default=TutorialKind.LINK
    )
    title = models.CharField(_("titre"), max_length=300, blank=True)
    body = models.TextField(_("article"), blank=True, help_text=_("En Markdown."))
    url = models.CharField(_("adresse"), max_length=2000, blank=True)
    format = models.CharField(
        _("format"), max_length=10, choices=TutorialFormat, default=TutorialFormat.PAGE
    )
    duration = DurationField(
        _("durée"), null=True, blank=True, help_text=_("Par exemple 3:31 ou 5 min.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Qui l'a fait : une personne, un site."),
    )
    language = models.CharField(
        _("langue"), max_length=10, choices=locale_choices, default="fr",
        help_text=_("Celle qui est parlée ou écrite."),
    )  # fmt: skip
    level_min = models.PositiveSmallIntegerField(
        _("du niveau"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )  # fmt: skip
    level_max = models.PositiveSmallIntegerField(
        _("au niveau"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )  # fmt: skip
    favourite = models.BooleanField(
        _("coup de cœur"), default=False, help_text=_("Proposé avant les autres.")
    )
    tags = TagsField(_("mots-clés"), blank=True, help_text=_("Séparés par des virgules."))
    licence = models.CharField(_("licence"), max_length=100, default="CC-BY-SA-4.0")
    attribution = models.CharField(_("à attribuer à"), max_length=500, blank=True, default="")
    note = models.TextField(
        _("ce qui change"),
        blank=True,
        help_text=_("Dans cette version : lu par qui utilise le tutoriel. Vide la première fois."),
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="tutorial",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="tutorial",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("tutoriel")
        verbose_name_plural = _("tutoriels")
        ordering = ["-pk"]
        permissions = [("review_tutorial", "Can review tutorials that somebody else wrote")]

    def __str__(self) -> str:
        return self.title_fr or f"Sans titre ({self.public_id})"

    def search_text(self) -> str:
        """What the admin's search finds a tutorial by."""
        return search_words(
            " ".join([self.title_fr or "", self.source, self.public_id, *self.tags])
        )

    def with_content_json(self, content: dict[str, Any]) -> "Tutorial":
        """The revision's content; id and state belong to the tutorial, not to a revision."""
        restored: Tutorial = super().with_content_json(content)
        for name in ("public_id", "status", "created_by_id"):
            setattr(restored, name, getattr(self, name))
        return restored

    @classmethod
    def steps(cls) -> Steps:
        """What ``lifecycle.py`` does when it goes live and leaves."""
        from ..lifecycle import ArchiveTutorial, PublishTutorial, RetireTutorial

        return Steps(PublishTutorial, ArchiveTutorial, RetireTutorial)


class TutorialMedia(TranslatedContentMixin, Orderable):
    """A picture of an article."""

    tutorial = ParentalKey(Tutorial, on_delete=models.CASCADE, related_name="media")
    key = models.CharField(
        _("clé"),
        max_length=32,
        default="m1",
        validators=[media_key],
        help_text=_("Dans le texte, l'image s'écrit ![](media:clé)."),
    )
    file = models.ForeignKey(
        MediaFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fichier"),
    )
    alt = models.CharField(
        _("texte alternatif"),
        max_length=2000,
        blank=True,
        help_text=_("Ce que dit l'image à qui ne la voit pas."),
    )
    decorative = models.BooleanField(_("image décorative"), default=False)
    licence = models.CharField(_("licence"), max_length=100, blank=True, default="CC-BY-SA-4.0")
    attribution = models.CharField(_("à attribuer à"), max_length=500, blank=True, default="")

    class Meta(Orderable.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return str(self.file or self.key)
