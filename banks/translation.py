"""Which columns of banks exist per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import Bank


@register(Bank)
class BankOptions(TranslationOptions):
    """Title and description per language."""

    fields = ("title", "description")
