"""Which columns of challenges exist per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Blank, Challenge, ChallengeLink, ChallengeMedia, Choice, PoolGroup


@register(Challenge)
class ChallengeOptions(TranslationOptions):
    """The texts of a challenge."""

    fields = (
        "instruction", "alternative", "template", "explanation", "display", "embed_url", "embed_title",
    )  # fmt: skip


@register(Choice)
class ChoiceOptions(TranslationOptions):
    """The text of a choice."""

    fields = ("text",)


@register(Blank)
class BlankOptions(TranslationOptions):
    """The words around a blank, and what it accepts."""

    fields = ("label", "placeholder", "accepted")


@register(PoolGroup)
class PoolGroupOptions(TranslationOptions):
    """What a group of a pool accepts."""

    fields = ("accepted",)


@register(ChallengeMedia)
class ChallengeMediaOptions(TranslationOptions):
    """What a picture says."""

    fields = ("alt",)


@register(ChallengeLink)
class ChallengeLinkOptions(TranslationOptions):
    """What is linked: another language may have another page."""

    fields = ("label", "url")
