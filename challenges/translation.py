"""Which columns of challenges exist per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Blank, Challenge, Choice


@register(Challenge)
class ChallengeOptions(TranslationOptions):
    """The texts of a challenge."""

    fields = ("instruction", "alternative", "template", "explanation", "display")


@register(Choice)
class ChoiceOptions(TranslationOptions):
    """The text of a choice."""

    fields = ("text",)


@register(Blank)
class BlankOptions(TranslationOptions):
    """The words around a blank, and what it accepts."""

    fields = ("label", "placeholder", "accepted")
