"""Forms that write one language only."""

from django import forms

from .languages import SOURCE


def drop_language_tags(form: forms.BaseForm) -> None:
    """Labels of French columns without modeltranslation's “ [fr]”: authors see one language."""
    tag = f" [{SOURCE}]"
    for field in form.fields.values():
        if field.label is not None and str(field.label).endswith(tag):
            field.label = str(field.label).removesuffix(tag)
