"""The children of a challenge, one level deep: nothing hangs on them."""

from functools import partial

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from content.fields import CodeListField
from content.identifiers import new_child_id
from content.media.roles import MediaRole
from content.models import MediaFile
from localisation.models import TranslatedContentMixin
from referentiel.enums import Relation
from referentiel.models import Competence
from runner.markdown import plain
from tutorials.models import TutorialReference

from ..enums import BlankFormat, BlankInput, Side, Tolerance
from .challenge import Challenge

new_choice_id = partial(new_child_id, "c")
new_group_id = partial(new_child_id, "g")

child_key = RegexValidator(
    r"\A[A-Za-z][A-Za-z0-9_]{0,31}\Z",
    _("Une lettre, puis des lettres, des chiffres ou _ : par exemple v."),
)


class Choice(TranslatedContentMixin, Orderable):
    """What is chosen, ordered or matched; with ``blank``, an option of that menu.

    In an ordering, the rows' order is the right one. In a matching, a left row goes with the right
    row of the same ``pair``; several left rows may have the same pair.
    """

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="choices")
    public_id = models.CharField(max_length=32, editable=False, default=new_choice_id)
    text = models.TextField(_("proposition"), blank=True)
    correct = models.BooleanField(_("juste"), default=False)
    blank = models.CharField(
        _("trou"),
        max_length=32,
        blank=True,
        default="",
        help_text=_("La clé du menu dont c'est une option."),
    )
    side = models.CharField(_("côté"), max_length=10, choices=Side, blank=True, default="")
    pair = models.CharField(
        _("paire"),
        max_length=10,
        blank=True,
        default="",
        help_text=_("Le même numéro à gauche et à droite : ils vont ensemble."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")

    def __str__(self) -> str:
        return plain(self.text_fr or "") or self.public_id


class Blank(TranslatedContentMixin, Orderable):
    """A place to answer, written ``${key}`` in the template."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="blanks")
    key = models.CharField(_("clé"), max_length=32, default="v", validators=[child_key])
    input = models.CharField(
        _("se remplit"), max_length=10, choices=BlankInput, default=BlankInput.TEXT
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


class PoolGroup(TranslatedContentMixin, Orderable):
    """One group of a pool: answers of which one may fill any of the blanks."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="groups")
    public_id = models.CharField(max_length=32, editable=False, default=new_group_id)
    accepted = models.TextField(
        _("réponses acceptées"),
        blank=True,
        help_text=_("Une par ligne : elles disent la même chose, une seule suffit."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("groupe de réponses")
        verbose_name_plural = _("groupes de réponses")

    def __str__(self) -> str:
        return (self.accepted_fr or "").split("\n")[0] or self.public_id


class ChallengeMedia(TranslatedContentMixin, Orderable):
    """A file of a challenge: a picture that it shows, a file that it offers, its simulator."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="media")
    key = models.CharField(
        _("clé"),
        max_length=32,
        default="m1",
        validators=[child_key],
        help_text=_("Dans un texte, l'image s'écrit ![](media:clé)."),
    )
    role = models.CharField(
        _("usage"), max_length=20, choices=MediaRole, default=MediaRole.ILLUSTRATION
    )
    file = models.ForeignKey(
        MediaFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fichier"),
    )
    name = models.CharField(
        _("nom montré"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Vide : celui du fichier."),
    )
    alt = models.CharField(
        _("texte alternatif"),
        max_length=2000,
        blank=True,
        help_text=_("Ce que dit l'image à qui ne la voit pas."),
    )
    decorative = models.BooleanField(
        _("image décorative"),
        default=False,
        help_text=_("Elle n'apprend rien : les lecteurs d'écran la passent."),
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True, default="CC-BY-SA-4.0")
    attribution = models.CharField(_("à attribuer à"), max_length=500, blank=True, default="")

    class Meta(Orderable.Meta):
        verbose_name = _("fichier")
        verbose_name_plural = _("fichiers")

    def __str__(self) -> str:
        return self.name or str(self.file or self.key)


class ChallengeLink(TranslatedContentMixin, Orderable):
    """A page to consult before answering."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("texte du lien"), max_length=1000, blank=True)
    url = models.CharField(_("adresse"), max_length=2000, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("lien à consulter")
        verbose_name_plural = _("liens à consulter")

    def __str__(self) -> str:
        return self.label_fr or self.url_fr or ""


class ChallengeTutorial(TutorialReference, Orderable):
    """A tutorial of the challenge's own, beside those of its skill."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="tutorials")

    class Meta(Orderable.Meta):
        verbose_name = _("tutoriel propre")
        verbose_name_plural = _("tutoriels propres")


class ChallengeAlignment(Orderable):
    """An alignment of the challenge's own, beside those that it inherits from its competence."""

    challenge = ParentalKey(Challenge, on_delete=models.CASCADE, related_name="alignments")
    competence = models.ForeignKey(
        Competence, models.PROTECT, related_name="+", verbose_name=_("compétence")
    )
    relation = models.CharField(
        _("relation"), max_length=20, choices=Relation, default=Relation.RELATED
    )

    class Meta(Orderable.Meta):
        verbose_name = _("alignement propre")
        verbose_name_plural = _("alignements propres")

    def __str__(self) -> str:
        return str(self.competence)
