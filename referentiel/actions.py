"""What changes the referential: one transaction each, minting included.

``CreateEntity`` and ``EditEntity`` are what Wagtail's forms, its API and our own pages call; what
depends on the changed entity is minted again by ``remint``. Skills have ``lifecycle.py``, alignments
``alignments.py``.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from wagtail.actions.create import CreateAction
from wagtail.actions.edit import EditAction
from wagtail.log_actions import log

from content.lifecycle import lock_row
from content.minting import current, mint, mint_many, set_facets
from content.models import ObjectPointer

from .documents import (
    CONTEXTS_ID,
    MINTED_FRAMEWORKS,
    live_alignments,
    live_contexts,
    live_framework,
    live_skill,
    minted_sets,
    skill_facets,
)
from .enums import FrameworkStatus, SkillStatus
from .guards import SkillChange, refusals, tell
from .models import (
    Alignment,
    AlignmentSet,
    Area,
    Competence,
    Context,
    Entity,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from .queries import named_skills, with_tutorials

#: From which status to which a framework may go. What was published never becomes a draft again.
TRANSITIONS: dict[str, tuple[FrameworkStatus, ...]] = {
    FrameworkStatus.DRAFT: (FrameworkStatus.PROVISIONAL, FrameworkStatus.ADOPTED),
    FrameworkStatus.PROVISIONAL: (FrameworkStatus.ADOPTED, FrameworkStatus.SUPERSEDED),
    FrameworkStatus.ADOPTED: (FrameworkStatus.PROVISIONAL, FrameworkStatus.SUPERSEDED),
    FrameworkStatus.SUPERSEDED: (FrameworkStatus.PROVISIONAL, FrameworkStatus.ADOPTED),
}


#: Frameworks that count now.
IN_FORCE = (FrameworkStatus.PROVISIONAL, FrameworkStatus.ADOPTED)


class CreateEntity(CreateAction):
    """Create an entity: revision, log and what must be minted, in one transaction."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Raises ``ValidationError`` when the entity or what is minted of it is not right."""
        from .alignments import resolve_waiting

        with transaction.atomic():
            hold(self.instance)
            result = super().execute(skip_permission_checks=skip_permission_checks)
            remint(self.instance)
            if isinstance(self.instance, Framework):
                supersede_older(self.instance, self.user)
            elif isinstance(self.instance, Competence):
                resolve_waiting(self.instance.framework)
        return result


class EditEntity(EditAction):
    """Change an entity: revision, log and what must be minted again, in one transaction."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        """Raises ``ValidationError`` when the entity or what is minted of it is not right."""
        with transaction.atomic():
            hold(self.instance)
            moved = ask_to_move(self.instance) if isinstance(self.instance, Topic) else []
            result = super().execute(skip_permission_checks=skip_permission_checks)
            remint(self.instance)
            if moved:
                tell(named_skills().filter(pk__in=moved), SkillChange.MOVED)
            if isinstance(self.instance, Framework):
                supersede_older(self.instance, self.user)
        return result


def ask_to_move(topic: Topic) -> list[int]:
    """The keys of the skills that follow ``topic``, not yet saved, to another competence.

    Raises ``ValidationError`` with what who uses them says against it.
    """
    skills = named_skills().filter(topic=topic.pk)
    rows = list(skills.exclude(topic__theme__competence=topic.theme.competence_id))
    if why := [text for row in rows for text in refusals(row, SkillChange.MOVED)]:
        raise ValidationError(why)
    return [row.pk for row in rows]


def hold(entity: models.Model) -> None:
    """Hold what ``entity`` is part of until the end of the transaction: of two people, one waits.

    Everybody holds the framework (or the vocabulary of contexts) first and rows after, so that
    nobody waits for somebody who waits for them.
    """
    match entity:
        case Context():
            list(
                ObjectPointer.objects.select_for_update()
                .filter(kind="context", public_id=CONTEXTS_ID)
                .values_list("pk")
            )
        case Framework():
            if entity.pk:
                lock_row(entity)
        case LevelGroup() | ProficiencyLevel() | Area():
            lock_row(entity.framework)
        case Competence():
            lock_row(entity.area.framework)
        case Theme():
            lock_row(entity.competence.framework)
        case Topic():
            lock_row(entity.theme.competence.framework)
        case Skill():
            lock_row(entity.topic.theme.competence.framework)
        case Alignment():
            lock_row(entity.source.framework)


@transaction.atomic
def record(
    entity: Entity, action: str, user: Any = None, data: dict[str, Any] | None = None
) -> None:
    """Keep what ``entity`` is now as a revision, and who did ``action`` (a log action) to it."""
    person = user if getattr(user, "pk", None) else None
    revision = entity.save_revision(user=person, clean=False)
    log(entity, action, user=person, revision=revision, content_changed=True, data=data)


def remint(entity: models.Model) -> None:
    """Mint again what ``entity`` is part of. Raises ``MintingRefused`` when it does not fit."""
    match entity:
        case Skill():
            remint_skills(Skill.objects.filter(pk=entity.pk))
        case Context():
            mint_contexts()
        case Alignment():
            mint_alignments(entity.alignment_set)
        case Framework():
            mint_if_published(entity)
        case LevelGroup() | ProficiencyLevel() | Area():
            mint_if_published(entity.framework)
        case Competence():
            mint_if_published(entity.framework)
            remint_skills(Skill.objects.filter(topic__theme__competence=entity))
        case Theme():
            mint_if_published(entity.competence.framework)
            remint_skills(Skill.objects.filter(topic__theme=entity))
        case Topic():
            mint_if_published(entity.theme.competence.framework)
            remint_skills(Skill.objects.filter(topic=entity))


@transaction.atomic
def mint_framework(framework: Framework) -> None:
    """Mint the framework as it is now. Raises ``ValidationError`` for a draft."""
    if framework.status not in MINTED_FRAMEWORKS:
        raise ValidationError(
            gettext("« %(code)s » n'est ni provisoire ni adopté : changez d'abord son état.")
            % {"code": framework.code}
        )
    lock_row(framework)
    # What was read before the lock may be old.
    mint(live_framework(Framework.objects.select_related("supersedes").get(pk=framework.pk)))


def mint_if_published(framework: Framework) -> None:
    """Mint the framework unless it is a draft, which nobody outside knows."""
    if framework.status in MINTED_FRAMEWORKS:
        mint_framework(framework)


@transaction.atomic
def mint_contexts() -> None:
    """Mint the vocabulary of contexts as it is now."""
    hold(Context())
    live = live_contexts()
    if live.body["contexts"] or current("context", CONTEXTS_ID) is not None:
        mint(live)


@transaction.atomic
def mint_alignments(alignments: AlignmentSet) -> None:
    """Mint a set of alignments when both frameworks have objects."""
    lock_row(alignments)
    if minted_sets().filter(pk=alignments.pk).exists():
        mint(live_alignments(alignments))


@transaction.atomic
def remint_skills(skills: models.QuerySet[Skill], change: SkillChange = SkillChange.EDITED) -> None:
    """Mint the active ones of ``skills`` again, renew what the others are selected by; tell."""
    rows = list(with_tutorials(named_skills()).filter(pk__in=skills.values("pk")))
    mint_many((live_skill(row) for row in rows if row.status == SkillStatus.ACTIVE), "skill")
    for row in rows:
        if row.status != SkillStatus.ACTIVE:
            set_facets("skill", row.public_id, skill_facets(row))
    if rows:
        tell(rows, change)


@transaction.atomic
def change_status(framework: Framework, status: str, user: Any = None) -> list[Alignment]:
    """Give ``framework`` another status; answers the alignments that are proposed by it.

    A framework that becomes provisional or adopted supersedes the one that it replaces, and takes
    over its alignments by code, as proposals. Raises ``ValidationError`` for a step that is none.
    """
    lock_row(framework)
    framework.refresh_from_db()
    if framework.status == status:
        return []
    if status not in TRANSITIONS[framework.status]:
        raise ValidationError(
            gettext("« %(code)s » est « %(from)s » : il ne peut pas devenir « %(to)s ».")
            % {
                "code": framework.code,
                "from": framework.get_status_display(),
                "to": FrameworkStatus(status).label,
            }
        )
    before = framework.status
    framework.status = status
    framework.save(update_fields=["status"])
    data = {"from": before, "to": status}
    record(framework, "referentiel.change_status", user, data)
    mint_framework(framework)
    for newer in framework.superseded_by.all():
        mint_if_published(newer)
    for alignments in AlignmentSet.objects.filter(
        models.Q(source=framework) | models.Q(target=framework)
    ):
        mint_alignments(alignments)
    return supersede_older(framework, user)


@transaction.atomic
def supersede_older(framework: Framework, user: Any = None) -> list[Alignment]:
    """A provisional or adopted ``framework`` takes over from the one that it replaces, if any.

    That one becomes superseded; its alignments are proposed for the newer one, by code.
    """
    from .alignments import propose_from_superseded

    older = framework.supersedes
    if older is None or framework.status not in IN_FORCE:
        return []
    if FrameworkStatus.SUPERSEDED in TRANSITIONS[older.status]:
        change_status(older, FrameworkStatus.SUPERSEDED, user)
    return propose_from_superseded(framework, user)


@transaction.atomic
def reorder(rows: list[Any], user: Any = None) -> None:
    """Give ``rows`` (siblings: themes of a competence, topics of a theme…) their order in the list."""
    if rows:
        hold(rows[0])
    changed = []
    for position, row in enumerate(rows):
        if row.sort_order != position:
            row.sort_order = position
            row.save(update_fields=["sort_order"])
            record(row, "referentiel.reorder", user)
            changed.append(row)
    if changed:
        remint(changed[0])


@transaction.atomic
def move_topic(topic: Topic, theme: Theme, position: int, user: Any = None) -> None:
    """Put ``topic`` into ``theme`` of the same competence, at ``position`` (0 is first).

    Raises ``ValidationError`` for a theme of another competence.
    """
    if theme.competence_id != topic.theme.competence_id:
        raise ValidationError(gettext("Cette thématique est d'une autre compétence."))
    hold(topic)
    others = list(theme.topics.exclude(pk=topic.pk))
    if topic.theme_id != theme.pk:
        topic.theme = theme
        topic.link = None
        topic.save(update_fields=["theme", "link"])
        record(topic, "referentiel.move", user)
    others.insert(max(0, min(position, len(others))), topic)
    reorder(others, user)
    remint(topic)


@transaction.atomic
def merge_contexts(context: Context, into: Context, user: Any = None) -> None:
    """Make ``context`` an alias of ``into``: published objects that name its code stay true.

    What it contains goes under ``into``. Raises ``ValidationError`` when ``into`` is ``context``
    itself, narrower than it, or an alias.
    """
    hold(context)
    context.refresh_from_db()
    into.refresh_from_db()
    if into.merged_into_id or context.merged_into_id:
        raise ValidationError(
            gettext("« %(context)s » est déjà un alias : choisissez le contexte qui reste.")
            % {"context": into if into.merged_into_id else context}
        )
    wider: Context | None = into
    seen: set[int] = set()
    while wider is not None and wider.pk not in seen:
        seen.add(wider.pk)
        if wider.pk == context.pk:
            raise ValidationError(
                gettext("Un contexte ne se fusionne ni avec lui-même ni avec ce qu'il contient.")
            )
        wider = wider.parent
    for row in [*context.children.all(), *context.aliases.all()]:
        name = "parent" if row.parent_id == context.pk else "merged_into"
        setattr(row, name, into)
        row.save(update_fields=[name])
        record(row, "referentiel.merge", user, {"into": into.code})
    context.merged_into = into
    context.save(update_fields=["merged_into"])
    record(context, "referentiel.merge", user, {"into": into.code})
    mint_contexts()
