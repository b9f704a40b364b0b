"""Which columns of the referential exist per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)


@register([Framework, LevelGroup, Area, Theme])
class TitleOptions(TranslationOptions):
    """A title per language."""

    fields = ("title",)


@register([Competence, Topic, Context])
class DescribedOptions(TranslationOptions):
    """A title and a description per language."""

    fields = ("title", "description")


@register(ProficiencyLevel)
class ProficiencyLevelOptions(TranslationOptions):
    """A title and a descriptor per language."""

    fields = ("title", "descriptor")


@register(Skill)
class SkillOptions(TranslationOptions):
    """A hint per language."""

    fields = ("hint",)
