"""What an author says when submitting, and what a reviewer decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.enums import Change, ReviewPoint
from content.review.forms import PlanForm

#: As long as the review keeps (``Review.message``).
LONGEST_MESSAGE = 2000


class SubmitForm(PlanForm):
    """What goes with a draft to its reviewers."""

    #: The draft that the person looked at: a newer one is not submitted unseen.
    revision = forms.IntegerField(widget=forms.HiddenInput)
    change = forms.ChoiceField(
        label=_("Nature du changement"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Change.REVISION, _("Une révision : la tâche reste la même")),
            (Change.VERSION, _("Une nouvelle version : la tâche n'est plus la même")),
        ],
        error_messages={"invalid_choice": _("Choisissez une révision ou une nouvelle version.")},
    )
    message = forms.CharField(
        label=_("Message à qui relira"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce qu'il faut savoir : ce qui a changé, un doute, une source."),
    )

    def __init__(self, *args: Any, asks_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A first version is version 1, whatever anybody says.
        if not asks_change:
            del self.fields["change"]

    def clean_message(self) -> str:
        """The same line ends, so that lengths are what people see."""
        message: str = self.cleaned_data["message"]
        return message.replace("\r\n", "\n")


class DecisionForm(forms.Form):
    """What a reviewer looked at, and what is to be said."""

    #: Hash of what the person read.
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    checklist = forms.MultipleChoiceField(
        label=_("Ce que j'ai relu"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=ReviewPoint.choices,
        error_messages={"invalid_choice": _("Cochez des points de la liste.")},
    )
    comment = forms.CharField(
        label=_("Commentaire"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Pour demander des changements : dites ici quoi, ou laissez une note sur le champ."
        ),
    )
