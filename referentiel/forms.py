"""The admin's forms of the referential's entities: all languages, French first."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from localisation.forms import drop_language_tags

from .models import Area, Competence, Context, Framework, LevelGroup, Theme, Topic
from .numbers import whole_number


class WordsField(forms.CharField):
    """A list of short texts, typed with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        """The list as people type it."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The words of ``value``, each once, in order."""
        text = super().to_python(value) or ""
        return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words differ."""
        return bool(self.to_python(data) != (initial or []))


class PairsField(forms.CharField):
    """Pairs such as ``pix: rec123``, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        """The pairs as people type them."""
        if isinstance(value, dict):
            return "\n".join(f"{key}: {text}" for key, text in value.items())
        return value

    def to_python(self, value: Any) -> dict[str, str]:  # type: ignore[override]
        """The pairs of ``value``. Raises ``ValidationError`` for a line that is none."""
        pairs: dict[str, str] = {}
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            key, colon, text = line.partition(":")
            if not (colon and key.strip() and text.strip()):
                raise ValidationError(
                    gettext("« %(line)s » : écrivez un nom, deux-points, puis l'identifiant.")
                    % {"line": line.strip()[:80]}
                )
            pairs[key.strip()] = text.strip()
        return pairs

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the pairs differ; what cannot be read does."""
        try:
            return bool(self.to_python(data) != (initial or {}))
        except ValidationError:
            return True


class EntityForm(WagtailAdminModelForm):
    """A form without modeltranslation's tags, whose French title must be there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_language_tags(self)
        if "title_fr" in self.fields:
            self.fields["title_fr"].required = True
        self.limit_parents()

    def limit_parents(self) -> None:
        """Offer as parents what belongs to the same framework."""

    def _offer(self, name: str, queryset: Any) -> None:
        if name in self.fields:
            field = self.fields[name]
            field.queryset = queryset
            field.empty_label = None if field.required else field.empty_label


class FrameworkForm(EntityForm):
    """A framework. Its code is what others refer to: it does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def limit_parents(self) -> None:
        """Every other framework can be replaced."""
        self._offer("supersedes", Framework.objects.exclude(pk=self.instance.pk))


class FrameworkChildForm(EntityForm):
    """A group, a level or an area: it stays in its framework."""

    def limit_parents(self) -> None:
        """On an existing entity only its own framework; a level's group is of the same scale."""
        framework = _chosen(self, "framework")
        if framework is not None:
            self._offer("framework", Framework.objects.filter(pk=framework))
        self._offer("group", LevelGroup.objects.filter(framework=framework))


class CompetenceForm(EntityForm):
    """A competence: its framework is its area's."""

    education_levels = WordsField(
        required=False,
        label=_("Années"),
        help_text=_("Séparées par des virgules : P3, P4. Rien : toutes."),
    )
    external = PairsField(
        required=False,
        label=_("Identifiants externes"),
        help_text=_("Un par ligne, par exemple « pix: rec123 »."),
    )

    def limit_parents(self) -> None:
        """The areas of the same framework."""
        area = _chosen(self, "area")
        areas = Area.objects.select_related("framework")
        if area is not None:
            areas = areas.filter(framework__areas=area)
        self._offer("area", areas)

    def _post_clean(self) -> None:
        if area := self.cleaned_data.get("area"):
            self.instance.framework = area.framework
        super()._post_clean()
        # Forms leave out constraints on columns that they do not show, and the framework is one.
        same = Competence.objects.filter(
            framework=self.instance.framework_id, code=self.cleaned_data.get("code")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("code", gettext("Ce code est déjà celui d'une autre compétence."))


class ThemeForm(EntityForm):
    """A theme stays in its competence."""

    def limit_parents(self) -> None:
        """The competences of the same framework."""
        competence = _chosen(self, "competence")
        competences = Competence.objects.select_related("framework", "area")
        if competence is not None:
            competences = competences.filter(framework__competences=competence)
        self._offer("competence", competences)


class TopicForm(EntityForm):
    """A topic: it may go to any theme of its framework."""

    def limit_parents(self) -> None:
        """The themes of the same framework, named with their competence."""
        theme = _chosen(self, "theme")
        themes = Theme.objects.select_related("competence")
        if theme is not None:
            themes = themes.filter(competence__framework__competences__themes=theme).distinct()
        self._offer("theme", themes)
        if "theme" in self.fields:
            self.fields["theme"].label_from_instance = lambda row: f"{row.competence.code} · {row}"


class SkillForm(EntityForm):
    """A skill's hints; its place, version and status change by their own actions."""

    def limit_parents(self) -> None:
        """Only its topic."""
        topic = _chosen(self, "topic")
        if topic is not None:
            self._offer("topic", Topic.objects.filter(pk=topic))
        for name in ("topic", "level"):
            if self.instance.pk and name in self.fields:
                self.fields[name].disabled = True


class ContextForm(EntityForm):
    """A context. Challenges and published objects name its code: it does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def limit_parents(self) -> None:
        """Every context that stands on its own, except itself."""
        self._offer("parent", Context.objects.filter(merged_into=None).exclude(pk=self.instance.pk))


class AlignmentForm(forms.Form):
    """One cell of the matrix."""

    source = forms.IntegerField(widget=forms.HiddenInput)
    target = forms.IntegerField(widget=forms.HiddenInput)
    relation = forms.ChoiceField(label=_("Relation"), required=False)
    confirmed = forms.BooleanField(label=_("Confirmé"), required=False)
    note = forms.CharField(
        label=_("Remarque"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from .enums import Relation

        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [("", gettext("aucune")), *Relation.choices]  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A file that describes a framework."""

    file = forms.FileField(label=_("Fichier"))
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[("case", "CASE 1.1 (CFPackage)"), ("csv", "CSV"), ("json", "JSON d'Atelier")],
    )
    code = forms.CharField(
        label=_("Code du référentiel"),
        required=False,
        max_length=60,
        help_text=_(
            "Seulement si le fichier ne le dit pas, par exemple « fmttn » pour une liste d'attendus."
        ),
    )
    keep_missing = forms.BooleanField(
        label=_("Garder ce qui manque dans le fichier"),
        required=False,
        help_text=_("Sinon, ce que le fichier ne contient pas est retiré du référentiel."),
    )


def _chosen(form: forms.ModelForm, name: str) -> Any:
    """The primary key that ``form`` starts from in ``name``: of its instance, or asked for."""
    if instance := getattr(form.instance, f"{name}_id", None):
        return instance
    if form.is_bound:
        return whole_number(str(form.data.get(form.add_prefix(name), "")))
    return form.initial.get(name)
