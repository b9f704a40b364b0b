"""The form of a bank."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from localisation.forms import drop_language_tags


class BankForm(WagtailAdminModelForm):
    """A published slug stays; competences are those of the framework."""

    class Meta:
        widgets = {"competences": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_language_tags(self)
        self.fields["title_fr"].required = True
        competences = self.fields["competences"]
        competences.queryset = competences.queryset.select_related("framework")
        competences.label_from_instance = lambda row: f"{row.framework.code} · {row}"
        if self.instance.pk:
            competences.queryset = competences.queryset.filter(framework=self.instance.framework_id)
        if self.instance.pk and self.instance.releases.exists():
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("Des plateformes le lisent : il ne change plus.")

    def clean(self) -> dict[str, Any]:
        """Refuse competences of another framework."""
        cleaned: dict[str, Any] = super().clean()
        framework = cleaned.get("framework")
        for competence in cleaned.get("competences") or []:
            if framework and competence.framework_id != framework.pk:
                self.add_error(
                    "competences",
                    _("« %(competence)s » n'est pas du référentiel « %(framework)s ».")
                    % {"competence": competence, "framework": framework.code},
                )
        return cleaned
