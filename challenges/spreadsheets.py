"""The filtered list as a file (``content/spreadsheets.py``): families resolved, codes in words."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.enums import Audience
from content.review.queue import IN_PROGRESS, RETURNED, review_states
from content.spreadsheets import spreadsheet
from content.text import batched
from localisation.languages import codes, locale_of, localised
from referentiel.queries import named_skills
from runner.markdown import plain

from .enums import Access, ChallengeType, Device, Pedagogy, SpoilRisk, Territory
from .models import FAMILY_FIELDS, Challenge
from .queries import with_family
from .rowfacts import author_of

#: Rows read at a time.
BATCH = 500

_REVIEW = {IN_PROGRESS: _("en relecture"), RETURNED: _("changements demandés")}

_OWN_COLUMNS = (
    "pk", "public_id", "instruction_fr", "status", "has_unpublished_changes", "to_mend", "variant",
    "territories", "licence", "attribution", "review_by", "prototype__public_id",
    "created_by__username", "created_by__first_name", "created_by__last_name",
    "latest_revision__created_at",
)  # fmt: skip


def export(challenges: QuerySet[Challenge], form: str, request: HttpRequest) -> HttpResponseBase:
    """``challenges`` as a file in ``form`` (``csv`` or ``xlsx``). Raises ``Http404`` for another."""
    rows = _rows(challenges, request)
    return spreadsheet(rows, COLUMNS, form, "epreuves", gettext("Épreuves"))


def _rows(challenges: QuerySet[Challenge], request: HttpRequest) -> Iterator[Any]:
    """The challenges with their skill, contexts, languages and address, a batch at a time."""
    edit = Challenge.snippet_viewset.get_url_name("edit")
    languages = [(locale_of(code), localised("instruction", code)) for code in codes()]
    skills: dict[int, Any] = {}
    wanted = (
        with_family(challenges, *FAMILY_FIELDS)
        .select_related("prototype", "created_by", "latest_revision")
        .prefetch_related("contexts")
        .only(*_OWN_COLUMNS, *(column for _locale, column in languages))
    )
    for batch in batched(wanted.iterator(chunk_size=BATCH), BATCH):
        rows: list[Any] = list(batch)
        missing = {row.family_skill for row in rows if row.family_skill} - skills.keys()
        skills.update(named_skills().in_bulk(missing))
        reviews = review_states(Challenge, [row.pk for row in rows])
        for row in rows:
            row.found_review = reviews.get(row.pk, "")
            row.found_skill = skills.get(row.family_skill)
            row.locales = ", ".join(locale for locale, name in languages if getattr(row, name))
            row.address = request.build_absolute_uri(reverse(edit, args=[row.pk]))
            yield row


def _skill(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda row: read(row.found_skill) if row.found_skill else ""


def _labels(kind: Any, values: Any) -> str:
    words = dict(kind.choices)
    return ", ".join(str(words.get(value, value)) for value in values or [])


def _label(kind: Any, value: Any) -> str:
    return _labels(kind, [value]) if value else ""


def _yes(value: Any) -> str:
    return gettext("oui") if value else gettext("non")


def _updated(row: Any) -> str:
    revision = row.latest_revision
    return timezone.localtime(revision.created_at).strftime("%Y-%m-%d %H:%M") if revision else ""


#: Heading and value of each column; values are text, numbers or None.
COLUMNS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (_("Identifiant"), lambda row: row.public_id),
    (_("Consigne"), lambda row: plain((row.instruction_fr or "")[:2000])),
    (_("Référentiel"), _skill(lambda skill: skill.competence.framework.code)),
    (_("Compétence"), _skill(lambda skill: skill.competence.code)),
    (_("Titre de la compétence"), _skill(lambda skill: skill.competence.any_title)),
    (_("Niveau"), _skill(lambda skill: skill.level)),
    (_("Acquis"), _skill(lambda skill: skill.name)),
    (_("Sujet"), _skill(lambda skill: skill.topic.any_title)),
    (_("Type"), lambda row: _label(ChallengeType, row.family_type)),
    (_("État"), lambda row: str(row.get_status_display())),
    (_("Brouillon en cours"), lambda row: _yes(row.has_unpublished_changes)),
    (_("Relecture"), lambda row: str(_REVIEW.get(row.found_review, ""))),
    (_("À corriger"), lambda row: row.to_mend),
    (_("Prototype"), lambda row: row.prototype.public_id if row.prototype else ""),
    (_("Numéro de déclinaison"), lambda row: row.variant),
    (
        _("Contextes"),
        lambda row: ", ".join(sorted(c.any_title or c.code for c in row.contexts.all())),
    ),
    (_("Territoires"), lambda row: _labels(Territory, row.territories)),
    (_("Publics"), lambda row: _labels(Audience, row.family_audiences)),
    (_("Appareils"), lambda row: _labels(Device, row.family_devices)),
    (_("Durée limite (secondes)"), lambda row: row.family_timer),
    (_("Épreuve focus"), lambda row: _yes(row.family_focus)),
    (_("Mélanger les propositions"), lambda row: _yes(row.family_shuffle)),
    (_("Personnes aveugles"), lambda row: _label(Access, row.family_access_blind)),
    (_("Personnes daltoniennes"), lambda row: _label(Access, row.family_access_colour_blind)),
    (_("Personnes sourdes"), lambda row: _label(Access, row.family_access_deaf)),
    (_("Nature"), lambda row: _label(Pedagogy, row.family_pedagogy)),
    (_("Risque de divulgation"), lambda row: _label(SpoilRisk, row.family_spoil_risk)),
    (_("Langues"), lambda row: row.locales),
    (_("Licence"), lambda row: row.licence),
    (_("À attribuer à"), lambda row: row.attribution),
    (_("Auteur"), author_of),
    (_("Modifiée le"), _updated),
    (_("À revoir avant le"), lambda row: row.review_by.isoformat() if row.review_by else ""),
    (_("Adresse"), lambda row: row.address),
)
