"""Closed sets of codes of tutorials."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TutorialKind(TextChoices):
    """Whether the house wrote it or points at it."""

    ARTICLE = "article", _("article")
    LINK = "link", _("lien")


class TutorialFormat(TextChoices):
    """What opens."""

    PAGE = "page", _("page")
    VIDEO = "video", _("vidéo")
    PDF = "pdf", _("document PDF")
    AUDIO = "audio", _("son")
    TOOL = "tool", _("outil à essayer")


class Use(TextChoices):
    """What a skill or a challenge refers to a tutorial for."""

    SUCCEED = "succeed", _("pour réussir")
    FURTHER = "further", _("pour aller plus loin")
