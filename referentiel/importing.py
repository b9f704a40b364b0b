"""Carrying out an import: the plan of a package, written in one transaction.

``import_package`` is what everybody calls; ``steps`` is the same one as a generator, for pages and
commands that show progress.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.search import index
from wagtail.search.backends import get_search_backends

from content.lifecycle import lock_row
from content.minting import Document, mint_many, set_facets
from content.text import batched
from localisation.languages import SOURCE
from schemas import Problem, validate

from .actions import (
    change_status,
    mint_alignments,
    mint_contexts,
    mint_if_published,
    record,
    supersede_older,
)
from .alignments import alignment_set, resolve_waiting
from .deletion import planned_deletion
from .documents import MINTED_FRAMEWORKS, live_skill, skill_facets
from .enums import AlignmentStatus, SkillStatus
from .fixtures import contexts_of, package_of
from .guards import SkillChange, tell
from .history import record_deletions, record_many
from .lifecycle import STEP_TO, change_skill
from .models import ITEM_MODELS, AlignmentSet, Context, Framework, Skill
from .planning import make_plan
from .plans import Draft, Plan
from .queries import named_skills

#: Rows written in one statement.
BATCH = 500
_CHANGED = (
    "Le référentiel a changé depuis que vous avez regardé : voyez ce qui changerait maintenant."
)
_CLASH = "Ce fichier contredit ce que le référentiel contient déjà, ou ce qu'un autre import écrit."
#: Columns that the database holds unique among siblings.
PLACES = {"code", "topic", "level", "version"}
#: Versions of skills that wait for their place are beyond every real one.
PARKED = 1_000_000
#: The order in which new rows are written: what others point at comes first.
ORDER = ("group", "level", *ITEM_MODELS, "alignment")


class ImportRefused(ValidationError):
    """A package may not be imported; ``problems`` say why. Nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__([problem.message for problem in problems])


@dataclass(frozen=True)
class Progress:
    """``done`` of ``total`` rows are written."""

    done: int
    total: int


def import_package(package: Document, user: Any = None, keep_missing: bool = False) -> Plan:
    """Make the framework be as ``package`` says, in one transaction; answers what was done.

    Raises ``ImportRefused``, and then nothing has changed.
    """
    progress = steps(package, user, keep_missing)
    while True:
        try:
            next(progress)
        except StopIteration as end:
            plan: Plan = end.value
            return plan


def plan_of(package: Document, keep_missing: bool = False) -> Plan:
    """What importing ``package`` would do. Raises ``ImportRefused`` when its shape is not right."""
    if problems := validate(package, "framework-package"):
        raise ImportRefused(problems)
    return make_plan(package, keep_missing)


def steps(
    package: Document, user: Any = None, keep_missing: bool = False, seen: str | None = None
) -> Generator[Progress, None, Plan]:
    """Import ``package``, yielding progress inside the transaction; returns what was done.

    ``seen`` is the fingerprint of the plan that somebody looked at: another plan is refused.

    Closing the generator before its end takes everything back. Raises ``ImportRefused``.
    """
    try:
        with transaction.atomic(), override(SOURCE):
            if row := Framework.objects.filter(code=package.get("code")).first():
                lock_row(row)
            plan = plan_of(package, keep_missing)
            if plan.problems:
                raise ImportRefused(plan.problems)
            if seen is not None and plan.fingerprint() != seen:
                raise ImportRefused([Problem("changed", "", gettext(_CHANGED))])
            if not plan.is_empty:
                yield from _carry_out(plan, user)
    except ImportRefused:
        raise
    except ValidationError as error:
        raise ImportRefused([Problem("rule", "", text) for text in error.messages]) from error
    except (IntegrityError, DataError) as error:
        raise ImportRefused([Problem("database", "", gettext(_CLASH))]) from error
    if connection.vendor == "postgresql":
        # Without statistics the first joining query after a bulk write is very slow (RECIPES.md).
        _analyse()
    return plan


def _carry_out(plan: Plan, user: Any) -> Iterator[Progress]:
    total = len(plan.added) + len(plan.changed) + len(plan.gone) + 1
    framework = plan.framework.entity
    if plan.framework.is_new or plan.framework.changes:
        framework.save()
        action = "wagtail.create" if plan.framework.is_new else "wagtail.edit"
        record(framework, action, user, {"import": True})
    done = 1
    yield Progress(done, total)
    _park(plan)
    for kind in ORDER:
        drafts = plan.drafts.get(kind, [])
        if kind == "alignment":
            _prepare_alignments(plan, user)
        for action, rows in (
            ("wagtail.create", [draft for draft in drafts if draft.is_new]),
            ("wagtail.edit", [draft for draft in drafts if draft.changes]),
        ):
            for batch in batched(rows, BATCH):
                _write(batch, action, user)
                done += len(batch)
                yield Progress(done, total)
    for kind in reversed(ORDER):
        if gone := plan.removed.get(kind, []):
            record_deletions(gone, user)
            with planned_deletion():
                for entity in gone:
                    entity.delete()
            if kind == "skill":
                tell(gone, SkillChange.DELETED)
            done += len(gone)
            yield Progress(done, total)
    _finish(plan, user)
    yield Progress(total, total)


def _park(plan: Plan) -> None:
    """Take every code and place that is about to change or go out of the way: two may be swapped."""
    for kind in ("area", "competence", "skill"):
        changed = [d.entity.pk for d in plan.drafts.get(kind, []) if PLACES & d.changes.keys()]
        gone = [entity.pk for entity in plan.removed.get(kind, [])]
        model = ITEM_MODELS[kind]
        for pk in (*changed, *gone):
            parked = {"version": PARKED + pk} if kind == "skill" else {"code": f"~{pk}"}
            model._base_manager.filter(pk=pk).update(**parked)


def _write(batch: tuple[Draft, ...], action: str, user: Any) -> None:
    entities = [draft.entity for draft in batch]
    model = type(entities[0])
    if model is Skill and action == "wagtail.create":
        _sign(entities, user)
    if action == "wagtail.create":
        model._base_manager.bulk_create(entities)
    else:
        columns = {column for draft in batch for column in draft.changes} | {"changed_at"}
        for entity in entities:
            entity.changed_at = timezone.now()
        model._base_manager.bulk_update(entities, sorted(columns))
    record_many(entities, action, user)
    if issubclass(model, index.Indexed):
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, entities)


def _sign(skills: list[Any], user: Any) -> None:
    """A new skill has its state since now, by who imports it."""
    for skill in skills:
        skill.status_changed_at = timezone.now()
        skill.status_changed_by = user if getattr(user, "pk", None) else None


def _finish(plan: Plan, user: Any) -> None:
    """Statuses, then everything that must be minted, once."""
    framework = plan.framework.entity
    # Activations first: they archive the versions that they replace.
    for skill, status in sorted(plan.statuses, key=lambda step: step[1] != SkillStatus.ACTIVE):
        if Skill.objects.filter(pk=skill.pk).exclude(status=status).exists():
            change_skill(skill, STEP_TO[status], user)
    if plan.status:
        change_status(framework, plan.status, user)
    mint_if_published(framework)
    skills = named_skills().filter(topic__theme__competence__framework=framework)
    active = skills.filter(status=SkillStatus.ACTIVE)
    mint_many((live_skill(skill) for skill in active.iterator(chunk_size=BATCH)), "skill")
    if plan.changed:
        for skill in skills.exclude(status=SkillStatus.ACTIVE):
            set_facets("skill", skill.public_id, skill_facets(skill))
        tell(skills, SkillChange.EDITED)
    if plan.moved:
        moved = [skill.pk for _draft, skill in plan.moved]
        tell(skills.filter(pk__in=moved), SkillChange.MOVED)
    if framework.status in MINTED_FRAMEWORKS:
        for alignments in AlignmentSet.objects.filter(source=framework):
            mint_alignments(alignments)
    if any(draft.is_new for draft in plan.drafts.get("competence", [])):
        resolve_waiting(framework)
    if plan.framework.is_new or "supersedes" in plan.framework.changes:
        supersede_older(framework, user)


def _prepare_alignments(plan: Plan, user: Any) -> None:
    """Give new alignments their set, and confirmed ones who stands for them: who imports."""
    sets: dict[int, AlignmentSet] = {}
    framework = plan.framework.entity
    for draft in plan.drafts.get("alignment", []):
        row = draft.entity
        if draft.is_new:
            target = row.target.framework
            if target.pk not in sets:
                sets[target.pk] = alignment_set(framework, target)
            row.alignment_set = sets[target.pk]
        if draft.is_new or "status" in draft.changes:
            stands = row.status == AlignmentStatus.CONFIRMED
            person = user if stands and getattr(user, "pk", None) else None
            draft.set("confirmed_by", person)
            draft.set("confirmed_at", timezone.now() if stands else None)


def _analyse() -> None:
    tables = [model._meta.db_table for model in ITEM_MODELS.values()]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')


# -- the starter content ------------------------------------------------------------------------
@transaction.atomic
def load_framework(path: Path) -> bool:
    """Import the framework of a YAML file; False when its code exists already: people work on it.

    Raises ``ImportRefused``, or ``KeyError`` and ``yaml.YAMLError`` for another kind of file.
    """
    package = package_of(yaml.safe_load(path.read_text("utf-8")))
    if Framework.objects.filter(code=package["code"]).exists():
        return False
    import_package(package)
    return True


@transaction.atomic
def load_contexts(path: Path) -> int:
    """Create the contexts of ``path`` that are missing; answers how many were."""
    known = set(Context.objects.values_list("code", flat=True))
    missing = [item for item in contexts_of(path) if item["code"] not in known]
    for item in missing:
        parent = Context.objects.get(code=item["parent"]) if item.get("parent") else None
        context = Context(
            code=item["code"],
            scope=item["scope"],
            parent=parent,
            audiences=item.get("audiences", []),
            **item["columns"],
        )
        context.full_clean()
        context.save()
        record(context, "wagtail.create")
    if missing:
        mint_contexts()
    return len(missing)
