"""The author's form: on validation it builds the documents and puts each problem on its field."""

import copy
from typing import Any

from django import forms
from django.forms.models import construct_instance
from wagtail.admin.forms.models import WagtailAdminModelForm

from localisation.forms import drop_language_tags
from referentiel.queries import standing_contexts
from schemas import Problem

from .lifecycle import challenge_problems
from .models import FAMILY_FIELDS, Challenge
from .placing import Place, place_of
from .widgets import show_contexts_by_scope

#: Fields that a variant has not, and that a prototype may not leave open.
_REQUIRED = (
    "type", "devices", "access_blind", "access_colour_blind", "access_deaf", "pedagogy", "spoil_risk",
)  # fmt: skip


class ChallengeForm(WagtailAdminModelForm):
    """Drafts and autosave may be incomplete; what is to go live may not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_language_tags(self)
        self._fit_family()
        # Hidden for every type but one: an emptied number may not keep a draft from being saved.
        if "embed_height" in self.fields:
            self.fields["embed_height"].required = False
        if "contexts" in self.fields:
            show_contexts_by_scope(self.fields["contexts"])
            # An alias is shown, and saved, as the context that it was merged into.
            chosen = self.initial.get("contexts") or []
            self.initial["contexts"] = [context.pk for context in standing_contexts(chosen)]

    def clean_embed_height(self) -> int:
        """The height given, else the model's own."""
        default: int = Challenge._meta.get_field("embed_height").default
        return self.cleaned_data.get("embed_height") or default

    def _fit_family(self) -> None:
        """A variant's form has nothing of what its family shares; a prototype's asks for it."""
        if self.instance.is_variant:
            for name in FAMILY_FIELDS:
                self.fields.pop(name, None)
            return
        for name in _REQUIRED:
            if name not in self.fields:
                continue
            field = self.fields[name]
            field.required = True
            if isinstance(field, forms.TypedChoiceField):
                choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
                field.choices = [choice for choice in choices if choice[0] != ""]

    def clean(self) -> dict[str, Any]:
        """Fields, then children, then (unless it is a draft) the documents that they make."""
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation or self.errors:
            return cleaned
        # Children are validated after the parent by default, but the documents need them.
        if not all(formset.is_valid() for formset in self.formsets.values()):
            return cleaned
        candidate, rows = self._candidate()
        for problem in challenge_problems(candidate):
            if problem.blocking:
                self._show(problem, place_of(problem, candidate), rows)
        return cleaned

    def _candidate(self) -> tuple[Challenge, dict[str, list[Any]]]:
        """The challenge that the form describes, unsaved, and each formset's forms in order."""
        candidate = copy.copy(self.instance)
        candidate._cluster_related_objects = {}
        candidate = construct_instance(self, candidate, self._meta.fields, self._meta.exclude)
        candidate.contexts = list(self.cleaned_data.get("contexts") or [])
        rows: dict[str, list[Any]] = {}
        for name, formset in self.formsets.items():
            forms = [
                form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data
            ]  # fmt: skip
            forms.sort(key=lambda form: form.cleaned_data.get("ORDER") or 0)
            rows[name] = forms
            setattr(candidate, name, [copy.copy(form.instance) for form in forms])
        return candidate, rows

    def _show(self, problem: Problem, place: Place, rows: dict[str, list[Any]]) -> None:
        """Add the problem's message where its author will look for it."""
        if place.row is not None and place.relation and place.field:
            rows[place.relation][place.row].add_error(place.field, problem.message)
            self.add_error(None, problem.message)
        elif place.relation:
            self.formsets[place.relation].non_form_errors().append(problem.message)
            self.add_error(None, problem.message)
        elif place.field in self.fields:
            self.add_error(place.field, problem.message)
        else:
            self.add_error(None, problem.message)
