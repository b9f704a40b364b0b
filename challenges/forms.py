"""The author's form: on validation it builds the documents and puts each problem on its field."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.models import construct_instance
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.staticfiles import versioned_static

from content.words import ScriptWords
from localisation.forms import drop_language_tags
from referentiel.queries import standing_contexts
from schemas import Problem

from .drafts import hide_order
from .lifecycle import challenge_problems, draft_problems
from .models import FAMILY_FIELDS, Challenge
from .placing import Place, place_of
from .rowids import keep_ids
from .widgets import show_contexts_by_scope
from .wording import editor_words, field_name, row_name

#: Fields that a variant has not, and that a prototype may not leave open.
_REQUIRED = (
    "type", "devices", "access_blind", "access_colour_blind", "access_deaf", "pedagogy", "spoil_risk",
)  # fmt: skip
_SCRIPTS = ("rows", "types", "blanks", "contexts", "checks", "session", "arrive")


@dataclass(frozen=True)
class Finding:
    """A problem of what the form says, at its place: ids are those of the page."""

    problem: Problem
    #: The input that its author can correct; None for what concerns no single one.
    field: str | None
    #: The rows that it concerns as a whole ("choices"), when there is no field.
    relation: str | None
    label: str


class ChallengeForm(WagtailAdminModelForm):
    """Drafts and autosave may be incomplete; what is to go live may not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keep_lost_rows()
        for formset in self.formsets.values():
            keep_ids(formset)
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

    @property
    def media(self) -> forms.Media:
        """With what makes the form fit the type and helps while one types."""
        scripts = [versioned_static(f"challenges/{name}.js") for name in _SCRIPTS]
        words: list[Any] = [ScriptWords("challenge-words", editor_words)]
        own = forms.Media(
            js=[*words, *scripts],
            css={"all": [versioned_static("challenges/form.css")]},
        )
        return super().media + own

    def _keep_lost_rows(self) -> None:
        """Rows that another person removed meanwhile, and that this form still says, are new rows.

        Otherwise the form would be refused for the number of a row that nobody sees.
        """
        for formset in self.formsets.values():
            if not formset.is_bound:
                continue
            known = {str(row.pk) for row in formset.get_queryset()}
            column = formset.model._meta.pk.name
            # A number that is missing altogether would be an error of the server.
            names = [
                f"{formset.add_prefix(index)}-{column}"
                for index in range(formset.initial_form_count())
            ]
            lost = {name: "" for name in names if formset.data.get(name) not in {"", *known}}
            if lost:
                formset.data = formset.data.copy()
                for name, value in lost.items():
                    formset.data[name] = value

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
        """Fields, then children, then (when it is to be submitted) the documents that they make.

        What surrounds the challenge may still change during the review: its own content only.
        """
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation or self.errors:
            return cleaned
        # Children are validated after the parent by default, but the documents need them.
        if not all(formset.is_valid() for formset in self.formsets.values()):
            return cleaned
        candidate, rows = self._candidate()
        for problem in draft_problems(candidate):
            if problem.blocking:
                self._show(problem, place_of(problem, candidate), rows)
        return cleaned

    def findings(self) -> list[Finding]:
        """All problems and advice of what the form says now, each at its place.

        The form has been validated as a draft. What a field does not accept at all (a number that
        is none) is said before what the rules say of the rest. What only the challenge's
        surroundings keep from being validated (a prototype that is not yet) is advice here: it does
        not keep it from being submitted.
        """
        found = list(self._refused())
        candidate, rows = self._candidate()
        refused = {finding.field for finding in found}
        own = draft_problems(candidate)
        around = [
            replace(problem, blocking=False)
            for problem in challenge_problems(candidate)
            if problem not in own
        ]
        for problem in [*own, *around]:
            finding = self._located(problem, place_of(problem, candidate), candidate, rows)
            if finding.field is None or finding.field not in refused:
                found.append(finding)
        return found

    def _refused(self) -> Iterator[Finding]:
        """What the fields themselves refuse."""
        yield from self._errors_of(self, "")
        for relation, formset in self.formsets.items():
            number = 0
            for row in formset.forms:
                if row in formset.deleted_forms:
                    continue
                number += 1
                yield from self._errors_of(row, row_name(relation, self._type(), number))

    def _errors_of(self, form: forms.BaseForm, row: str) -> Iterator[Finding]:
        for name, messages in form.errors.items():
            field = form[name].auto_id if name in form.fields else None
            label = self._label(form, name, row)
            for message in messages:
                yield Finding(Problem("refused", "", str(message), "form"), field, None, label)

    def _located(
        self,
        problem: Problem,
        place: Place,
        candidate: Challenge,
        rows: dict[str, list[Any]],
    ) -> Finding:
        if place.row is not None and place.relation and place.field:
            form = rows[place.relation][place.row]
            row = row_name(place.relation, candidate.head.type, place.row + 1)
            field = form[place.field].auto_id if place.field in form.fields else None
            return Finding(problem, field, place.relation, self._label(form, place.field, row))
        if place.relation:
            return Finding(problem, None, place.relation, "")
        if place.field in self.fields:
            return Finding(problem, self[place.field].auto_id, None, self._label(self, place.field))
        return Finding(problem, None, None, "")

    def _label(self, form: forms.BaseForm, name: str | None, row: str = "") -> str:
        label = field_name(name, form.fields[name].label) if name and name in form.fields else ""
        return " · ".join(part for part in (row, label) if part)

    def _type(self) -> str | None:
        return self.cleaned_data.get("type") or self.instance.head.type

    def _candidate(self) -> tuple[Challenge, dict[str, list[Any]]]:
        """The challenge that the form describes, unsaved, and each formset's forms in order."""
        candidate = copy.copy(self.instance)
        candidate._cluster_related_objects = {}
        candidate = construct_instance(self, candidate, self._meta.fields, self._meta.exclude)
        candidate.contexts = list(self.cleaned_data.get("contexts") or [])
        rows: dict[str, list[Any]] = {}
        for name, formset in self.formsets.items():
            forms = [
                form for form in formset.forms
                if form not in formset.deleted_forms and getattr(form, "cleaned_data", None)
            ]  # fmt: skip
            forms.sort(key=lambda form: form.cleaned_data.get("ORDER") or 0)
            rows[name] = forms
            children = [copy.copy(form.instance) for form in forms]
            for order, child in enumerate(children):
                child.sort_order = order
            setattr(candidate, name, children)
        # As saving does: what is looked at is what would be saved.
        hide_order(candidate)
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
