"""Widgets of the author's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from content.text import fold
from referentiel.enums import ContextScope


def show_contexts_by_scope(field: forms.ModelMultipleChoiceField) -> None:
    """Contexts as check boxes under their scope; contexts.js adds a box to type a word into."""
    contexts = field.queryset.filter(merged_into=None) if field.queryset is not None else ()
    labels = dict(ContextScope.choices)

    def choices() -> list[tuple[Any, list[tuple[Any, str]]]]:
        groups: dict[str, list[tuple[Any, str]]] = {}
        for context in contexts:
            title = context.title_fr or context.code
            groups.setdefault(context.scope, []).append((context.pk, title))
        return [
            (labels[scope], sorted(rows, key=lambda row: fold(row[1])))
            for scope, rows in sorted(groups.items())
        ]

    field.widget = forms.CheckboxSelectMultiple(
        attrs={
            "class": "challenge-contexts",
            "data-filter-label": _("Filtrer"),
            "data-filter-empty": _("Aucun contexte ne correspond."),
        }
    )
    field.choices = choices
