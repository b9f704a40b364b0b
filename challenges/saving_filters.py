"""Keeping a filter of the list under a name: what is kept, who sees it, who may change it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from .filters import ChallengeFilterSet
from .models import Challenge, SavedFilter

#: What an address says beside the filters themselves: words searched for, and the order.
_BESIDE = ("q", "ordering")


def visible_filters(user: Any) -> QuerySet[SavedFilter]:
    """The filters that ``user`` sees above the list: their own, then the team's."""
    own = Q(owner=user)
    return SavedFilter.objects.filter(own | Q(shared=True)).select_related("owner")


def normalised(query: str) -> str:
    """``query`` with nothing but filters that mean something, in a fixed order; "" without any."""
    data = QueryDict(query.lstrip("?")[:4000])
    form = ChallengeFilterSet(data, queryset=Challenge.objects.none()).form
    form.is_valid()
    kept = QueryDict(mutable=True)
    for name in form.fields:
        if data.get(name) and name in form.cleaned_data:
            kept[name] = data[name]
    for name in _BESIDE:
        if data.get(name, "").strip():
            kept[name] = data[name].strip()[:200]
    return kept.urlencode()


class SavedFilterForm(forms.ModelForm):
    """Name a filter and say who sees it."""

    class Meta:
        model = SavedFilter
        fields = ["name", "shared"]

    def __init__(self, *args: Any, may_share: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]

    def clean_name(self) -> str:
        """A name of one's own filters is used once."""
        name: str = self.cleaned_data["name"].strip()
        same = SavedFilter.objects.filter(owner=self.instance.owner_id, name=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("Vous avez déjà un filtre « %(name)s » : choisissez un autre nom.")
                % {"name": name}
            )
        return name


def save_filter(form: SavedFilterForm) -> None:
    """Save what ``form`` holds. Raises ``ValidationError`` when the name was taken meanwhile."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError as error:
        raise ValidationError(_("Ce nom vient d'être pris : choisissez-en un autre.")) from error
