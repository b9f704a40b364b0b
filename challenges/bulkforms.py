"""The forms of bulk actions: tags to add, remove and set; a skill to move to."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from content.enums import Audience, Priority
from content.review.forms import PlanForm
from referentiel.enums import SkillStatus
from referentiel.models import Context, Skill

from .bulksubmit import Asked
from .enums import Access, Device, Pedagogy, SpoilRisk, Territory
from .stepping import MOST_REASON
from .tagging import LIST_FIELDS, VALUE_FIELDS, Tags
from .widgets import show_contexts_by_scope

_KEEP = [("", _("ne pas changer"))]
_CODES = {"territories": Territory, "audiences": Audience, "devices": Device}
_VALUES: dict[str, tuple[Any, Any]] = {
    "pedagogy": (_("Nature"), Pedagogy),
    "spoil_risk": (_("Risque de divulgation"), SpoilRisk),
    "access_blind": (_("Personnes aveugles"), Access),
    "access_colour_blind": (_("Personnes daltoniennes"), Access),
    "access_deaf": (_("Personnes sourdes"), Access),
}
_TITLES = {
    "contexts": _("Contextes"),
    "territories": _("Territoires"),
    "audiences": _("Publics"),
    "devices": _("Appareils"),
}


class TagForm(forms.Form):
    """``add_<field>`` and ``remove_<field>`` for lists, ``<field>`` for single values."""

    review_by = forms.DateField(label=_("À revoir avant le"), required=False, widget=AdminDateInput)
    clear_review_by = forms.BooleanField(label=_("Retirer la date"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contexts = Context.objects.filter(merged_into=None)
        for verb, label in (("add", _("Ajouter")), ("remove", _("Retirer"))):
            field = forms.ModelMultipleChoiceField(contexts, label=label, required=False)
            show_contexts_by_scope(field)
            self.fields[f"{verb}_contexts"] = field
            for name, codes in _CODES.items():
                self.fields[f"{verb}_{name}"] = forms.MultipleChoiceField(
                    choices=codes.choices,
                    label=label,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        for name, (title, codes) in _VALUES.items():
            self.fields[name] = forms.ChoiceField(
                choices=[*_KEEP, *codes.choices], label=title, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Something is to be changed, and nothing is added and removed at once."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in LIST_FIELDS:
            added = set(cleaned.get(f"add_{name}") or ())
            if added & set(cleaned.get(f"remove_{name}") or ()):
                self.add_error(
                    f"remove_{name}",
                    gettext("La même valeur est à ajouter et à retirer : choisissez."),
                )
        if cleaned.get("review_by") and cleaned.get("clear_review_by"):
            self.add_error("clear_review_by", gettext("Donnez une date, ou retirez-la."))
        if not self.errors and not self.tags:
            raise forms.ValidationError(
                gettext("Rien n'est à changer : choisissez au moins une étiquette.")
            )
        return cleaned

    @property
    def tags(self) -> Tags:
        """What the valid form says; a removed context goes with what was merged into it."""
        data = self.cleaned_data
        add = {name: _values(data.get(f"add_{name}")) for name in LIST_FIELDS}
        remove = {name: _values(data.get(f"remove_{name}")) for name in LIST_FIELDS}
        if gone := remove["contexts"]:
            aliases = Context.objects.filter(Q(pk__in=gone) | Q(merged_into__in=gone))
            remove["contexts"] = tuple(aliases.values_list("pk", flat=True))
        values = {name: data[name] for name in VALUE_FIELDS if data.get(name)}
        if date := data.get("review_by"):
            values["review_by"] = date.isoformat()
        elif data.get("clear_review_by"):
            values["review_by"] = None
        return Tags(
            {name: found for name, found in add.items() if found},
            {name: found for name, found in remove.items() if found},
            values,
        )

    def lists(self) -> Iterator[tuple[str, Any, Any, Any]]:
        """Name, title and both fields of every list, for the template."""
        for name in LIST_FIELDS:
            yield name, _TITLES[name], self[f"add_{name}"], self[f"remove_{name}"]

    def values(self) -> Iterator[Any]:
        """The fields of single values, for the template."""
        yield from (self[name] for name in _VALUES)

    def summary(self) -> list[str]:
        """What is to be changed, in words."""
        lines = []
        for name in LIST_FIELDS:
            for verb, sign in (("add", "+"), ("remove", "−")):
                chosen = self.cleaned_data.get(f"{verb}_{name}") or ()
                words = dict(_CODES[name].choices) if name in _CODES else {}
                lines += [f"{_TITLES[name]} : {sign} {words.get(item, item)}" for item in chosen]
        for name, (title, codes) in _VALUES.items():
            if value := self.cleaned_data.get(name):
                lines.append(f"{title} : {codes(value).label}")
        if date := self.cleaned_data.get("review_by"):
            lines.append(gettext("À revoir avant le %(date)s") % {"date": f"{date:%d/%m/%Y}"})
        elif self.cleaned_data.get("clear_review_by"):
            lines.append(gettext("Date de révision retirée"))
        return lines


class MoveForm(forms.Form):
    """The skill to move to."""

    skill = forms.ModelChoiceField(
        Skill.objects.exclude(status=SkillStatus.OBSOLETE), label=_("Nouvel acquis")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].widget = Skill.snippet_viewset.chooser_viewset.widget_class()

    def summary(self) -> list[str]:
        """Where to, in words."""
        return [gettext("Vers %(skill)s") % {"skill": self.cleaned_data["skill"]}]


class SubmitForm(PlanForm):
    """What reviewers are told of all that is submitted."""

    message = forms.CharField(
        label=_("Message aux personnes qui relisent"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le même pour toutes les épreuves."),
    )

    @property
    def asked(self) -> Asked:
        """What the valid form says."""
        data = self.cleaned_data
        return Asked(data["priority"], data["due"], data["message"].strip())

    def summary(self) -> list[str]:
        """What is asked, in words."""
        asked = self.asked
        lines = [gettext("Priorité : %(name)s") % {"name": Priority(asked.priority).label}]
        if asked.due:
            lines.append(gettext("À relire avant le %(date)s") % {"date": f"{asked.due:%d/%m/%Y}"})
        if asked.message:
            lines.append(gettext("Message : %(text)s") % {"text": asked.message})
        return lines


class StepForm(forms.Form):
    """Why challenges are archived or made obsolete."""

    reason = forms.CharField(
        label=_("Raison (facultative)"),
        required=False,
        max_length=MOST_REASON,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Gardée dans l'historique de chacune et de ce qui l'accompagne."),
    )

    def summary(self) -> list[str]:
        """Why, in words."""
        reason = self.cleaned_data["reason"]
        if not reason:
            return [gettext("Sans raison écrite.")]
        return [gettext("Raison : %(reason)s") % {"reason": reason}]


def _values(chosen: Any) -> tuple[Any, ...]:
    """Codes, or primary keys of contexts."""
    return tuple(getattr(item, "pk", item) for item in chosen or ())
