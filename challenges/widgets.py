"""Widgets of the author's form."""

from typing import Any

from django import forms

from referentiel.enums import ContextScope


def show_contexts_by_scope(field: forms.ModelMultipleChoiceField) -> None:
    """Contexts as check boxes under their scope; form.js adds a box to type a word into."""
    contexts = field.queryset
    labels = dict(ContextScope.choices)

    def choices() -> list[tuple[Any, list[tuple[Any, str]]]]:
        groups: dict[str, list[tuple[Any, str]]] = {}
        for context in contexts.order_by("scope", "title_fr") if contexts is not None else ():
            groups.setdefault(context.scope, []).append(
                (context.pk, context.title_fr or context.code)
            )
        return [(labels[scope], rows) for scope, rows in groups.items()]

    field.widget = forms.CheckboxSelectMultiple(attrs={"class": "challenge-contexts"})
    field.choices = choices
