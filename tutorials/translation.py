"""Which columns of tutorials exist per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Tutorial, TutorialMedia


@register(Tutorial)
class TutorialOptions(TranslationOptions):
    """The texts of a tutorial, and where it is."""

    fields = ("title", "body", "url")


@register(TutorialMedia)
class TutorialMediaOptions(TranslationOptions):
    """What a picture says."""

    fields = ("alt",)
