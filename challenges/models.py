"""Challenges and their children, one level deep."""

from functools import partial
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from content.enums import Audience, Status
from content.fields import CodeListField
from content.identifiers import new_child_id, new_public_id
from content.text import fold
from localisation.models import TranslatedContentMixin
from referentiel.models import Context, Skill
from runner.markdown import plain

from .enums import (
    Access,
    BlankFormat,
    ChallengeType,
    Device,
    Pedagogy,
    SpoilRisk,
    Territory,
    Tolerance,
)

new_challenge_id = partial(new_public_id, "challenge")
new_choice_id = partial(new_child_id, "c")


def all_devices() -> list[str]:
    """By default a challenge works on every device."""
    return [Device.COMPUTER.value, Device.TABLET.value, Device.PHONE.value]


class Challenge(
    TranslatedContentMixin,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    index.Indexed,
    ClusterableModel,
):
    """A challenge: what a learner does, for one skill. Validating it is publishing it."""

    public_id = models.CharField(
        _("identifiant public"),
        max_length=60,
        unique=True,
        editable=False,
        default=new_challenge_id,
    )
    status = models.CharField(
        _("état"), max_length=20, choices=Status, default=Status.PROPOSED, editable=False,
        db_index=True,
    )  # fmt: skip
    type = models.CharField(
        _("type"), max_length=20, choices=ChallengeType, default=ChallengeType.SINGLE_CHOICE
    )
    skill = models.ForeignKey(
        Skill,
        models.PROTECT,
        related_name="challenges",
        null=True,
        blank=True,
        verbose_name=_("acquis"),
        help_text=_("Ce que l'épreuve évalue : il donne la compétence et le niveau."),
    )
    instruction = models.TextField(
        _("consigne"),
        blank=True,
        help_text=_("Ce que la personne lit avant de répondre (Markdown)."),
    )
    alternative = models.TextField(
        _("consigne alternative"),
        blank=True,
        help_text=_("Pour les personnes qui ne peuvent pas utiliser la première."),
    )
    template = models.TextField(
        _("texte à compléter"),
        blank=True,
        help_text=_("Le trou s'écrit ${clé}, par exemple : Code postal : ${v}"),
    )
    explanation = models.TextField(
        _("explication"),
        blank=True,
        help_text=_("Affichée après la réponse : pourquoi elle est juste, et les autres non."),
    )
    display = models.CharField(
        _("réponse affichée"),
        max_length=1000,
        blank=True,
        help_text=_("Vide : la première réponse acceptée est affichée."),
    )
    contexts = ParentalManyToManyField(
        Context, blank=True, related_name="challenges", verbose_name=_("contextes")
    )
    territories = CodeListField(
        _("territoires"),
        codes=Territory,
        blank=True,
        help_text=_("Là où l'épreuve est valable ; rien : partout."),
    )
    audiences = CodeListField(_("publics"), codes=Audience, blank=True)
    devices = CodeListField(_("appareils"), codes=Device, default=all_devices)
    timer = models.PositiveIntegerField(
        _("durée limite (secondes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(86400)],
    )
    focus = models.BooleanField(
        _("épreuve focus"),
        default=False,
        help_text=_("En certification, quitter la page compte contre la réponse."),
    )
    shuffle = models.BooleanField(_("mélanger les propositions"), default=True)
    access_blind = models.CharField(
        _("personnes aveugles"), max_length=20, choices=Access, default=Access.UNTESTED
    )
    access_colour_blind = models.CharField(
        _("personnes daltoniennes"), max_length=20, choices=Access, default=Access.UNTESTED
    )
    access_deaf = models.CharField(
        _("personnes sourdes"), max_length=20, choices=Access, default=Access.UNTESTED
    )
    licence = models.CharField(_("licence"), max_length=100, default="CC-BY-SA-4.0")
    attribution = models.CharField(_("à attribuer à"), max_length=500, blank=True, default="")
    sources = models.TextField(
        _("sources des faits"), blank=True, help_text=_("Une par ligne ; jamais montrées.")
    )
    review_by = models.DateField(_("à revoir avant le"), null=True, blank=True)
    pedagogy = models.CharField(
        _("nature"), max_length=20, choices=Pedagogy, default=Pedagogy.SITUATION
    )
    spoil_risk = models.CharField(
        _("risque de divulgation"), max_length=10, choices=SpoilRisk, default=SpoilRisk.LOW
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="challenge",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="challenge",
        for_concrete_model=False,
    )

    search_fields = [
        index.SearchField("search_text"),
        index.AutocompleteField("search_text"),
        index.FilterField("type"),
        index.FilterField("status"),
        index.FilterField("skill_id"),
        index.FilterField("live"),
    ]

    class Meta:
        verbose_name = _("épreuve")
        verbose_name_plural = _("épreuves")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.excerpt or f"Sans consigne ({self.public_id})"

    @property
    def excerpt(self) -> str:
        """The beginning of the statement, without markup: what lists call the challenge by."""
        # The beginning is enough: lists show many.
        text = plain((self.instruction_fr or "")[:400])
        return text if len(text) <= 80 else text[:79].rstrip() + "…"

    def search_text(self) -> str:
        """What the admin's search finds a challenge by."""
        skill = f" {self.skill.name} {self.skill.competence.code}" if self.skill else ""
        return fold(f"{plain(self.instruction_fr or '')} {self.public_id}{skill}")

    def with_content_json(self, content: dict[str, Any]) -> "Challenge":
        """The revision's content; id and state belong to the challenge, not to one revision."""
        restored: Challenge = super().with_content_json(content)
        restored.public_id = self.public_id
        restored.status = self.status
        return restored

    def get_lock(self) -> Any:
        """Closed challenges are locked for everybody; otherwise Wagtail's own locks."""
        from .locks import ClosedLock

        if self.status in {Status.ARCHIVED, Status.OBSOLETE}:
            return ClosedLock(self)
        return super().get_lock()

    # -- Going live: rules are in lifecycle.py ---------------------------------------------------
    def publish(
        self,
        revision: Any,
        user: Any = None,
        changed: bool = True,
        log_action: Any = True,
        previous_revision: Any = None,
        skip_permission_checks: bool = False,
    ) -> Any:
        """Validate ``revision``. Raises ``GoLiveRefused``."""
        from .lifecycle import ValidateChallenge

        return ValidateChallenge(
            revision,
            user=user,
            changed=changed,
            log_action=log_action,
            previous_revision=previous_revision,
        ).execute(skip_permission_checks=skip_permission_checks)

    def unpublish(
        self,
        set_expired: bool = False,
        commit: bool = True,
        user: Any = None,
        log_action: Any = True,
    ) -> None:
        """Archive the challenge."""
        from .lifecycle import ArchiveChallenge

        ArchiveChallenge(
            self, set_expired=set_expired, commit=commit, user=user, log_action=log_action
        ).execute()

    # -- Preview ---------------------------------------------------------------------------------
    @cached_property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """One preview per language."""
        from .preview import preview_modes

        return preview_modes()

    @property
    def default_preview_mode(self) -> str:
        """French: what the author writes."""
        return "fr"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The challenge as a learner will see it, in the language ``mode_name``."""
        from .preview import serve_preview

        return serve_preview(self, request, mode_name)


class Choice(TranslatedContentMixin, Orderable):
    """A proposition of a choice challenge."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="choices")
    public_id = models.CharField(max_length=32, editable=False, default=new_choice_id)
    text = models.TextField(_("proposition"), blank=True)
    correct = models.BooleanField(_("juste"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")

    def __str__(self) -> str:
        return plain(self.text_fr or "") or self.public_id


class Blank(TranslatedContentMixin, Orderable):
    """A place to answer, written ``${key}`` in the template."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="blanks")
    key = models.CharField(
        _("clé"),
        max_length=32,
        default="v",
        validators=[
            RegexValidator(
                r"\A[A-Za-z][A-Za-z0-9_]*\Z",
                _("Une lettre, puis des lettres, des chiffres ou _ : par exemple v."),
            )
        ],
    )
    format = models.CharField(
        _("longueur attendue"), max_length=20, choices=BlankFormat, default=BlankFormat.WORDS
    )
    label = models.CharField(
        _("libellé"),
        max_length=1000,
        blank=True,
        help_text=_("Ce que lit un lecteur d'écran pour ce champ."),
    )
    placeholder = models.CharField(_("exemple dans le champ"), max_length=1000, blank=True)
    tolerances = CodeListField(_("tolérances"), codes=Tolerance, blank=True)
    accepted = models.TextField(_("réponses acceptées"), blank=True, help_text=_("Une par ligne."))

    class Meta(Orderable.Meta):
        verbose_name = _("trou")
        verbose_name_plural = _("trous")

    def __str__(self) -> str:
        return f"${{{self.key}}}"
