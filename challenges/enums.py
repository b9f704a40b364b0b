"""Closed sets of codes for challenges. Codes are those of DOCUMENTS.md, labels the screen's."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChallengeType(TextChoices):
    """What the learner does."""

    SINGLE_CHOICE = "single_choice", _("choix unique")
    MULTIPLE_CHOICE = "multiple_choice", _("choix multiple")
    SHORT_ANSWER = "short_answer", _("réponse courte")
    CLOZE = "cloze", _("texte à trous")
    CLOZE_POOL = "cloze_pool", _("trous à ensemble")
    ORDERING = "ordering", _("mise en ordre")
    MATCHING = "matching", _("appariement")
    EMBED = "embed", _("simulateur")


#: Types of which some choices are right.
CHOICE_TYPES = (ChallengeType.SINGLE_CHOICE, ChallengeType.MULTIPLE_CHOICE)
#: Types whose document holds choices.
CHOOSING_TYPES = (*CHOICE_TYPES, ChallengeType.ORDERING, ChallengeType.MATCHING)
#: Types that are answered in blanks of a template.
TEMPLATE_TYPES = (ChallengeType.SHORT_ANSWER, ChallengeType.CLOZE, ChallengeType.CLOZE_POOL)
#: Types that have blanks; the simulator's answer is one.
BLANK_TYPES = (*TEMPLATE_TYPES, ChallengeType.EMBED)


class BlankInput(TextChoices):
    """How a blank of a text is filled."""

    TEXT = "text", _("au clavier")
    MENU = "menu", _("dans un menu")


class Side(TextChoices):
    """The side of a matching."""

    SOURCE = "source", _("à gauche")
    TARGET = "target", _("à droite")


class Device(TextChoices):
    """On what a challenge can be done."""

    COMPUTER = "computer", _("ordinateur")
    TABLET = "tablet", _("tablette")
    PHONE = "phone", _("téléphone")


class Territory(TextChoices):
    """Where a challenge holds (ISO 3166)."""

    BE = "BE", _("Belgique")
    BE_BRU = "BE-BRU", _("Région de Bruxelles-Capitale")
    BE_WAL = "BE-WAL", _("Région wallonne")
    BE_VLG = "BE-VLG", _("Région flamande")
    FR = "FR", _("France")
    LU = "LU", _("Luxembourg")


class Access(TextChoices):
    """Whether people with an impairment can do a challenge."""

    OK = "ok", _("accessible")
    KO = "ko", _("pas accessible")
    UNTESTED = "untested", _("à vérifier")
    NOT_APPLICABLE = "not_applicable", _("sans objet")


class Pedagogy(TextChoices):
    """What kind of question a challenge is."""

    TASK = "e-preuve", _("tâche réelle")
    KNOWLEDGE = "q-savoir", _("savoir")
    SITUATION = "q-situation", _("situation décrite")


class SpoilRisk(TextChoices):
    """How likely the answer leaks."""

    LOW = "low", _("faible")
    MEDIUM = "medium", _("moyen")
    HIGH = "high", _("élevé")


class BlankFormat(TextChoices):
    """How long an answer is expected."""

    SHORT = "short", _("très courte")
    WORDS = "words", _("quelques mots")
    SENTENCE = "sentence", _("une phrase")
    PARAGRAPH = "paragraph", _("un paragraphe")
    NUMBER = "number", _("un nombre")


class Tolerance(TextChoices):
    """What is forgiven in a typed answer."""

    CASE = "case", _("majuscules et accents")
    PUNCTUATION = "punctuation", _("ponctuation")
    TYPING = "typing", _("fautes de frappe")
