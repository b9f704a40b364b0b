"""The challenge itself; its children are in ``children.py``, its family in ``families.py``."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from content.enums import Audience, Status
from content.fields import CodeListField
from content.identifiers import new_public_id
from content.lifecycle import lock_row
from content.models.living import LivingMixin, Steps
from content.text import search_words
from localisation.models import TranslatedContentMixin
from referentiel.models import Context, Skill
from runner.markdown import plain

from ..enums import Access, ChallengeType, Device, Pedagogy, SpoilRisk, Territory
from .families import SharedBooleanField, family_constraints, shared_codes
from .previewing import LearnerPreviewMixin
from .states import StateReadMixin

#: What a revision has of these is how they were when it was written: the row says how they are.
_NOT_IN_REVISIONS = (
    "public_id", "status", "created_by_id", "prototype_id", "variant", "to_mend", "live_revision_id",
    "last_published_at", "expired",
)  # fmt: skip

new_challenge_id = partial(new_public_id, "challenge")


def all_devices() -> list[str]:
    """By default a challenge works on every device."""
    return [Device.COMPUTER.value, Device.TABLET.value, Device.PHONE.value]


class Challenge(  # type: ignore[django-manager-missing]  # modelcluster is untyped
    StateReadMixin,
    TranslatedContentMixin,
    LearnerPreviewMixin,
    LivingMixin,
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
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("écrite par"),
    )
    to_mend = models.PositiveSmallIntegerField(
        _("à corriger"),
        null=True,
        editable=False,
        help_text=_("Ce qui empêche de valider le dernier brouillon ; vide : pas contrôlé."),
    )
    prototype = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="variants",
        verbose_name=_("prototype"),
    )
    variant = models.PositiveSmallIntegerField(
        _("numéro de déclinaison"), null=True, blank=True, editable=False
    )
    # -- What the family shares: null on a variant (families.py) ---------------------------------
    type = models.CharField(
        _("type"),
        max_length=20,
        choices=ChallengeType,
        default=ChallengeType.SINGLE_CHOICE,
        null=True,
        blank=True,
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
    embed_url = models.CharField(
        _("adresse du simulateur"),
        max_length=2000,
        blank=True,
        help_text=_("Vide : le simulateur est fait des fichiers ajoutés plus bas."),
    )
    embed_title = models.CharField(
        _("titre du simulateur"),
        max_length=1000,
        blank=True,
        help_text=_("Ce que lit un lecteur d'écran en y entrant."),
    )
    embed_entry = models.CharField(
        _("page à ouvrir"),
        max_length=300,
        blank=True,
        default="index.html",
        help_text=_("Dans les fichiers du simulateur."),
    )
    embed_height = models.PositiveIntegerField(
        _("hauteur (pixels)"),
        default=500,
        validators=[MinValueValidator(50), MaxValueValidator(5000)],
    )
    embed_auto_reply = models.BooleanField(
        _("le simulateur répond lui-même"),
        default=True,
        help_text=_("Sinon, la personne recopie dans un champ ce qu'elle a trouvé."),
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
    audiences = shared_codes(_("publics"), Audience, default=list)
    devices = shared_codes(_("appareils"), Device, default=all_devices)
    timer = models.PositiveIntegerField(
        _("durée limite (secondes)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(86400)],
    )
    focus = SharedBooleanField(
        _("épreuve focus"),
        default=False,
        help_text=_("En certification, quitter la page compte contre la réponse."),
    )
    shuffle = SharedBooleanField(_("mélanger les propositions"), default=True)
    access_blind = models.CharField(
        _("personnes aveugles"), max_length=20, choices=Access, default=Access.UNTESTED, null=True,
        blank=True,
    )  # fmt: skip
    access_colour_blind = models.CharField(
        _("personnes daltoniennes"), max_length=20, choices=Access, default=Access.UNTESTED, null=True,
        blank=True,
    )  # fmt: skip
    access_deaf = models.CharField(
        _("personnes sourdes"), max_length=20, choices=Access, default=Access.UNTESTED, null=True,
        blank=True,
    )  # fmt: skip
    licence = models.CharField(_("licence"), max_length=100, default="CC-BY-SA-4.0")
    attribution = models.CharField(_("à attribuer à"), max_length=500, blank=True, default="")
    sources = models.TextField(
        _("sources des faits"), blank=True, help_text=_("Une par ligne ; jamais montrées.")
    )
    review_by = models.DateField(_("à revoir avant le"), null=True, blank=True)
    pedagogy = models.CharField(
        _("nature"), max_length=20, choices=Pedagogy, default=Pedagogy.SITUATION, null=True,
        blank=True,
    )  # fmt: skip
    spoil_risk = models.CharField(
        _("risque de divulgation"), max_length=10, choices=SpoilRisk, default=SpoilRisk.LOW,
        null=True, blank=True,
    )  # fmt: skip

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
        constraints = [
            *family_constraints(),
            models.UniqueConstraint(
                fields=["skill"],
                condition=models.Q(status="validated", prototype__isnull=True),
                name="one_validated_prototype_per_skill",
            ),
        ]
        permissions = [("review_challenge", "Can review challenges that somebody else wrote")]

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
        skill = self.head.skill
        named = f"{skill.name} {skill.competence.code}" if skill else ""
        author = self.created_by
        wrote = f"{author.get_full_name()} {author.get_username()}" if author else ""
        words = (plain(self.instruction_fr or ""), self.public_id, named, wrote)
        return search_words(" ".join(words))

    @classmethod
    def get_indexed_objects(cls) -> Any:
        """With what ``search_text`` reads, for making the whole index."""
        skill = "skill__topic__theme__competence"
        return (
            super().get_indexed_objects().select_related(skill, f"prototype__{skill}", "created_by")
        )

    def with_content_json(self, content: dict[str, Any]) -> "Challenge":
        """The revision's content; id, state and family belong to the challenge, not to a revision."""
        restored: Challenge = super().with_content_json(content)
        for name in _NOT_IN_REVISIONS:
            setattr(restored, name, getattr(self, name))
        restored.note_state()
        return restored

    @property
    def head(self) -> "Challenge":
        """The challenge that holds what the family shares: its prototype, itself when it is one."""
        return self.prototype or self

    @property
    def is_variant(self) -> bool:
        """Whether the challenge is a variant of another."""
        return self.prototype_id is not None

    def clean(self) -> None:
        """A variant hangs on a prototype, never on a variant."""
        super().clean()
        self._refuse_variant_of_variant()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; raises ``ValidationError`` for a variant of a variant, whatever the path."""
        from ..drafts import hide_order

        self._refuse_variant_of_variant()
        hide_order(self)
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a draft, after ids that would tell an order were drawn again; note what is to mend."""
        from ..drafts import hide_order, note_problems

        hide_order(self)
        with transaction.atomic():
            if (kept := kwargs.get("overwrite_revision")) is not None and self._is_kept(kept):
                kwargs["overwrite_revision"] = None
            revision = super().save_revision(*args, **kwargs)
        note_problems(self)
        return revision

    def _is_kept(self, revision: Any) -> bool:
        """What is live, under review or decided about stays as it was read: a new draft beside it.

        Looked at with the row held, so that nobody submits or decides meanwhile.
        """
        lock_row(self)
        return bool(
            Challenge.objects.filter(pk=self.pk, live_revision=revision.pk).exists()
            or revision.task_states.exists()
            or revision.decisions.exists()
        )

    def _refuse_variant_of_variant(self) -> None:
        if self.prototype is not None and self.prototype.is_variant:
            raise ValidationError(
                gettext("%(challenge)s est elle-même une déclinaison : déclinez son prototype.")
                % {"challenge": self.prototype.public_id}
            )
        if self.is_variant and self.pk and self.variants.exists():
            raise ValidationError(
                gettext("%(challenge)s a des déclinaisons : elle ne peut pas en devenir une.")
                % {"challenge": self.public_id}
            )

    def get_lock(self) -> Any:
        """Closed challenges are locked for everybody; otherwise Wagtail's own locks."""
        from ..locks import ClosedLock

        if self.status in {Status.ARCHIVED, Status.OBSOLETE}:
            return ClosedLock(self)
        return super().get_lock()

    @classmethod
    def steps(cls) -> Steps:
        """What ``lifecycle.py`` does when it goes live and leaves."""
        from ..lifecycle import ArchiveChallenge, RetireChallenge, ValidateChallenge

        return Steps(ValidateChallenge, ArchiveChallenge, RetireChallenge)
