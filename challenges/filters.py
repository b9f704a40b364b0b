"""What challenges are narrowed by: on the map and in the list, by the same names in the address."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from content.enums import Audience, Status
from content.review.queue import open_notes, things_in
from localisation.languages import codes, locale_of
from referentiel.models import Competence, Context, Framework, Skill
from referentiel.numbers import whole_number

from . import queries
from .enums import ChallengeType, Device
from .models import Challenge

Challenges = QuerySet[Challenge]


def language_choices() -> list[tuple[str, Any]]:
    """Languages by their locale, named in the interface's language."""
    names = {"fr": _("français"), "fr-be": _("français de Belgique"), "nl": _("néerlandais"),
             "en": _("anglais"), "de": _("allemand")}  # fmt: skip
    return [(locale_of(code), names.get(code, code)) for code in codes()]


class CompetenceField(django_filters.fields.ModelChoiceField):
    """Competences by framework: two frameworks have a 1.1."""

    def label_from_instance(self, competence: Competence) -> str:
        """Its framework's code, its own and its title."""
        return f"{competence.framework.code} · {competence}"


class CompetenceFilter(django_filters.ModelChoiceFilter):
    """One competence of one framework."""

    field_class = CompetenceField


class SharedFilters(WagtailFilterSet):
    """What both the map and the list know."""

    contexts = django_filters.ModelChoiceFilter(
        queryset=Context.objects.filter(merged_into=None),
        label=_("Contexte"),
        empty_label=_("tous"),
        method="in_context",
    )
    locale = django_filters.ChoiceFilter(
        choices=language_choices, label=_("Langue"), empty_label=_("toutes"), method="in_locale"
    )
    type = django_filters.ChoiceFilter(
        choices=ChallengeType.choices, label=_("Type"), empty_label=_("tous"), method="of_type"
    )
    device = django_filters.ChoiceFilter(
        choices=Device.choices, label=_("Appareil"), empty_label=_("tous"), method="on_device"
    )
    audience = django_filters.ChoiceFilter(
        choices=Audience.choices, label=_("Public"), empty_label=_("tous"), method="for_audience"
    )

    class Meta:
        model = Challenge
        fields: list[str] = []

    def in_context(self, challenges: Challenges, name: str, context: Context) -> Challenges:
        """Set in a context or in what was merged into it."""
        return queries.in_context(challenges, context)

    def in_locale(self, challenges: Challenges, name: str, locale: str) -> Challenges:
        """Whose wording in a language is approved."""
        return queries.in_language(challenges, locale.lower())

    def of_type(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """Of a type, the prototype's on a variant."""
        return queries.with_family(challenges, "type").filter(family_type=value)

    def on_device(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """That can be done on a device."""
        return queries.listing_code(challenges, "devices", value)

    def for_audience(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """Meant for an audience."""
        return queries.listing_code(challenges, "audiences", value)


class ChallengeFilterSet(SharedFilters):
    """What the list can be narrowed by."""

    framework = django_filters.ModelChoiceFilter(
        queryset=Framework.objects.all(),
        label=_("Référentiel"),
        empty_label=_("tous"),
        method="of_framework",
    )
    competence = CompetenceFilter(
        queryset=Competence.objects.select_related("area", "framework").order_by(
            "framework__code", "area__sort_order", "sort_order", "pk"
        ),
        label=_("Compétence"),
        empty_label=_("toutes"),
        method="of_competence",
    )
    level = django_filters.NumberFilter(
        label=_("Niveau"), method="of_level", min_value=1, max_value=100
    )
    skill = django_filters.ModelChoiceFilter(
        queryset=Skill.objects.all(),
        label=_("Acquis"),
        empty_label=_("tous"),
        null_label=_("sans acquis"),
        method="of_skill",
        help_text=_("La liste s'ouvre quand une compétence est choisie."),
    )
    status = django_filters.ChoiceFilter(
        choices=[*Status.choices, ("draft", _("validé, avec un brouillon en cours"))],
        label=_("État"),
        empty_label=_("tous"),
        method="in_state",
    )
    workflow = django_filters.ChoiceFilter(
        choices=[
            ("in_progress", _("en relecture")),
            ("needs_changes", _("changements demandés")),
            ("none", _("brouillon pas soumis")),
            ("scheduled", _("validation programmée")),
        ],
        label=_("Relecture"),
        empty_label=_("toutes"),
        method="in_review",
    )
    notes = django_filters.ChoiceFilter(
        choices=[("open", _("notes ouvertes")), ("none", _("aucune note ouverte"))],
        label=_("Notes"),
        empty_label=_("toutes"),
        method="with_notes",
    )
    to_mend = django_filters.ChoiceFilter(
        choices=[
            ("yes", _("oui : quelque chose empêche de valider")),
            ("no", _("non")),
            ("unknown", _("pas contrôlé")),
        ],
        label=_("À corriger"),
        empty_label=_("tous"),
        method="to_be_mended",
    )
    family = django_filters.ChoiceFilter(
        choices=[("prototype", _("prototypes")), ("variant", _("déclinaisons"))],
        label=_("Famille"),
        empty_label=_("toutes"),
        method="in_family",
    )
    author = django_filters.ModelChoiceFilter(
        queryset=get_user_model().objects.all(),
        label=_("Auteur"),
        empty_label=_("tous"),
        method="by_author",
    )
    review = django_filters.ChoiceFilter(
        choices=[("passed", _("date passée")), ("set", _("date fixée")), ("none", _("sans date"))],
        label=_("À revoir"),
        empty_label=_("tous"),
        method="to_review",
    )

    field_order = (
        "framework", "competence", "level", "skill", "status", "workflow", "notes", "to_mend", "type",
        "family", "contexts", "locale", "device", "audience", "author", "review",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters: dict[str, Any] = {name: self.filters[name] for name in self.field_order}
        self.filters["author"].queryset = self._authors()
        self.filters["skill"].queryset = self._offered_skills()

    def _authors(self) -> QuerySet[Any]:
        """Who began a challenge, and the person whom the address names: others need not be offered."""
        people = get_user_model().objects
        wrote = Challenge.objects.order_by().values("created_by").distinct()
        named = whole_number((self.data or {}).get("author", ""))
        return people.filter(Q(pk__in=wrote) | Q(pk=named)).order_by(
            "last_name", "first_name", "username"
        )

    def _offered_skills(self) -> QuerySet[Skill]:
        """The skills of the competence that is chosen, and the one that the address names."""
        named = Skill.objects.select_related("topic__theme__competence")
        data = self.data or {}
        wanted = {
            "topic__theme__competence": data.get("competence", ""),
            "level": data.get("level", ""),
        }
        chosen = {
            path: number
            for path, value in wanted.items()
            if (number := whole_number(value)) is not None
        }
        if "topic__theme__competence" not in chosen:
            chosen = {"pk": whole_number(data.get("skill", "")) or 0}
        return named.filter(**chosen)

    def of_framework(self, challenges: Challenges, name: str, value: Framework) -> Challenges:
        """Whose skill is of a framework."""
        return queries.assessing(challenges, framework=value)

    def of_competence(self, challenges: Challenges, name: str, value: Competence) -> Challenges:
        """Whose skill is of a competence."""
        return queries.assessing(challenges, competence=value)

    def of_level(self, challenges: Challenges, name: str, value: Any) -> Challenges:
        """Whose skill is at a level."""
        return queries.assessing(challenges, level=int(value))

    def of_skill(self, challenges: Challenges, name: str, value: Any) -> Challenges:
        """That assess a skill, or none yet."""
        wanted = value.pk if isinstance(value, Skill) else None
        found = queries.with_family(challenges, "skill")
        return found.filter(family_skill=wanted) if wanted else found.filter(family_skill=None)

    def in_state(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """In a state; ``draft`` is validated with a draft beside."""
        if value == "draft":
            return challenges.filter(status=Status.VALIDATED, has_unpublished_changes=True)
        return challenges.filter(status=value)

    def in_review(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """By where its draft stands in the review."""
        if value == "none":
            return queries.drafts_outside_review(challenges)
        if value == "scheduled":
            return challenges.filter(pk__in=queries.scheduled_keys())
        return challenges.filter(pk__in=things_in(Challenge, value))

    def with_notes(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """With notes that nobody resolved, or without."""
        noted = open_notes(Challenge)
        if value == "open":
            return challenges.filter(pk__in=noted)
        return challenges.exclude(pk__in=noted)

    def by_author(self, challenges: Challenges, name: str, value: Any) -> Challenges:
        """That a person began, or wrote the latest draft of."""
        return queries.written_by(challenges, value)

    def to_be_mended(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """Whose latest draft has problems that block it, has none, or was not looked at."""
        if value == "unknown":
            return challenges.filter(to_mend=None)
        return challenges.filter(to_mend__gt=0) if value == "yes" else challenges.filter(to_mend=0)

    def in_family(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """Prototypes or variants."""
        return challenges.filter(prototype__isnull=value == "prototype")

    def to_review(self, challenges: Challenges, name: str, value: str) -> Challenges:
        """By the date at which their facts are to be looked at again."""
        if value == "passed":
            return challenges.filter(review_by__lt=timezone.localdate())
        return challenges.filter(review_by__isnull=value == "none")


class MapFilterSet(SharedFilters):
    """What the map can be narrowed by, beside its framework."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.form.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.widget.attrs["class"] = "coverage-select"
