"""Alignments between two frameworks: writing, confirming, proposing; and what they bring about."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.db.models.fields.json import KT
from django.utils import timezone

from content.enums import Status
from content.lifecycle import lock_row
from content.models import ObjectPointer

from .actions import CreateEntity, EditEntity
from .enums import REPORTING_RELATIONS, AlignmentStatus, Relation
from .models import Alignment, AlignmentSet, Competence, Framework


@dataclass(frozen=True)
class Effect:
    """Challenges of ``source`` are reported under ``targets``; ``challenges`` counts validated ones."""

    source: Competence
    targets: list[Alignment]
    challenges: int

    @property
    def confirmed(self) -> list[Alignment]:
        """What somebody stands for: results are reported so."""
        return [row for row in self.targets if row.status == AlignmentStatus.CONFIRMED]

    @property
    def proposed(self) -> list[Alignment]:
        """What would be, once confirmed."""
        return [row for row in self.targets if row.status == AlignmentStatus.PROPOSED]


def alignment_set(source: Framework, target: Framework) -> AlignmentSet:
    """The set of alignments from ``source`` to ``target``, made when there is none.

    Raises ``ValidationError`` for a framework and itself.
    """
    AlignmentSet(source=source, target=target).clean()
    lock_row(source)
    found, _made = AlignmentSet.objects.get_or_create(source=source, target=target)
    return found


@transaction.atomic
def align(
    source: Competence,
    target: Competence,
    relation: str,
    status: str = AlignmentStatus.PROPOSED,
    note: str = "",
    user: Any = None,
    **known: Any,
) -> Alignment:
    """Write the alignment of two competences, or change it; confirming notes who did, and when.

    ``known`` are columns that a new row has from elsewhere: its identifier, ``extra``. Raises
    ``ValidationError`` for two competences of one framework or an unknown relation.
    """
    alignments = alignment_set(source.framework, target.framework)
    row = Alignment.objects.filter(source=source, target=target).first()
    created = row is None
    if row is None:
        row = Alignment(alignment_set=alignments, source=source, target=target, **known)
    confirmed = row.status == AlignmentStatus.CONFIRMED
    before = (row.relation, row.status, row.note)
    row.relation, row.status, row.note = relation, status, note.replace("\r\n", "\n").strip()
    if not created and before == (row.relation, row.status, row.note):
        return row
    stands = status == AlignmentStatus.CONFIRMED
    if not stands:
        row.confirmed_by, row.confirmed_at = None, None
    elif not confirmed or before[0] != relation:
        # Who confirms another relation is who stands for it.
        row.confirmed_by = user if getattr(user, "pk", None) else None
        row.confirmed_at = timezone.now()
    row.full_clean(exclude=["identifier"])
    action = CreateEntity if created else EditEntity
    action(row, user=user, clean=False).execute(skip_permission_checks=True)
    return row


@transaction.atomic
def confirm_all(source: Framework, target: Framework, user: Any = None) -> int:
    """Confirm every proposed alignment from ``source`` to ``target``; answers how many were."""
    rows = Alignment.objects.filter(
        source__framework=source, target__framework=target, status=AlignmentStatus.PROPOSED
    ).select_related("source__framework", "target__framework")
    for row in rows:
        align(row.source, row.target, row.relation, AlignmentStatus.CONFIRMED, row.note, user)
    return len(rows)


@transaction.atomic
def remove_alignment(row: Alignment, user: Any = None) -> None:
    """Take an alignment away; its set is minted without it."""
    from wagtail.actions.delete import DeleteAction

    DeleteAction(row, user=user).execute(skip_permission_checks=True)


@transaction.atomic
def propose_from_superseded(framework: Framework, user: Any = None) -> list[Alignment]:
    """Propose for ``framework`` the alignments of the one that it replaces, by code.

    Three kinds: others → older becomes others → newer, older → others becomes newer → others, and
    older → newer is ``replacedBy``. What is aligned already stays as it is. Answers what is new.
    """
    older = framework.supersedes
    if older is None:
        return []
    mine = {c.code: c for c in framework.competences.select_related("framework")}
    pairs: list[tuple[Competence, Competence, str, str]] = []
    rows = Alignment.objects.select_related("source__framework", "target__framework")
    for row in rows.filter(target__framework=older).exclude(source__framework=framework):
        if newer := mine.get(row.target.code):
            pairs.append((row.source, newer, row.relation, row.note))
    for row in rows.filter(source__framework=older).exclude(target__framework=framework):
        if newer := mine.get(row.source.code):
            pairs.append((newer, row.target, row.relation, row.note))
    for competence in older.competences.select_related("framework"):
        if newer := mine.get(competence.code):
            pairs.append((competence, newer, Relation.REPLACED, ""))
    known = set(Alignment.objects.values_list("source_id", "target_id"))
    return [
        align(source, target, relation, note=note, user=user)
        for source, target, relation, note in pairs
        if (source.pk, target.pk) not in known
    ]


@transaction.atomic
def resolve_waiting(framework: Framework) -> int:
    """Write the alignments that earlier imports brought before ``framework`` was known.

    They wait in the ``extra`` of their own framework. Answers how many were written.
    """
    targets = {c.code: c for c in framework.competences.select_related("framework")}
    by_identifier = {str(c.identifier): c for c in targets.values()}
    written = 0
    for other in Framework.objects.exclude(pk=framework.pk).filter(extra__has_key="unresolved"):
        sources = {c.public_id: c for c in other.competences.select_related("framework")}
        left = []
        for item in other.extra["unresolved"]:
            target = by_identifier.get(item.get("target_identifier") or "")
            if target is None and item.get("framework") == framework.code:
                target = targets.get(item.get("target") or "")
            source = sources.get(item["source"])
            if source is None or target is None:
                left.append(item)
                continue
            known = {"extra": item.get("extra") or {}}
            if item.get("identifier"):
                known["identifier"] = UUID(item["identifier"])
            # Who brought it is not who brings the framework that it waited for: nobody is named.
            align(
                source,
                target,
                item["relation"],
                item["status"],
                item.get("note") or "",
                None,
                **known,
            )
            written += 1
        if len(left) != len(other.extra["unresolved"]):
            other.extra = {k: v for k, v in other.extra.items() if k != "unresolved"}
            if left:
                other.extra["unresolved"] = left
            other.save(update_fields=["extra"])
    return written


def effects(source: Framework, target: Framework) -> list[Effect]:
    """What the alignments bring about, by competence of ``source`` in order."""
    rows = (
        Alignment.objects.filter(
            source__framework=source, target__framework=target, relation__in=REPORTING_RELATIONS
        )
        .select_related("source__area", "target")
        .order_by("source__area__sort_order", "source__sort_order", "target__code")
    )
    counts = validated_challenges(source)
    by_source: dict[Competence, list[Alignment]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    return [
        Effect(competence, found, counts.get(competence.code, 0))
        for competence, found in by_source.items()
    ]


def validated_challenges(framework: Framework) -> dict[str, int]:
    """How many validated challenges each competence code of ``framework`` has."""
    rows = (
        ObjectPointer.objects.filter(
            kind="challenge", status=Status.VALIDATED, facets__framework=framework.code
        )
        # As text: a key that looks like a number («1.1») would come back as one.
        .annotate(competence=KT("facets__competence"))
        .values_list("competence")
        .annotate(count=Count("pk"))
    )
    return dict(rows)
