"""The form of a bank."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from localisation.forms import drop_language_tags

from .models import Bank


class BankForm(WagtailAdminModelForm):
    """A published slug stays; competences are those of the framework."""

    class Meta:
        widgets = {"competences": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_language_tags(self)

    def clean_slug(self) -> str:
        """Refuse another slug once something was published under it."""
        slug: str = self.cleaned_data["slug"]
        if self.instance.pk and self.instance.releases.exists():
            stored = Bank.objects.values_list("slug", flat=True).get(pk=self.instance.pk)
            if slug != stored:
                raise forms.ValidationError(
                    _("Des plateformes lisent « %(slug)s » : le code ne change plus.")
                    % {"slug": stored}
                )
        return slug

    def clean(self) -> dict[str, Any]:
        """Refuse competences of another framework, and a bank without title."""
        cleaned: dict[str, Any] = super().clean()
        if not (cleaned.get("title_fr") or "").strip():
            self.add_error("title_fr", _("Donnez un titre à la banque."))
        framework = cleaned.get("framework")
        for competence in cleaned.get("competences") or []:
            if framework and competence.framework_id != framework.pk:
                self.add_error(
                    "competences",
                    _("« %(competence)s » n'est pas du référentiel « %(framework)s ».")
                    % {"competence": competence, "framework": framework.code},
                )
        return cleaned
