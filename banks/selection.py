"""What a bank takes at this moment: pointers, never authoring tables."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from content.enums import Status
from content.models import ObjectPointer
from tutorials.pinning import pinned_versions

from .models import Bank


@dataclass(frozen=True)
class Selection:
    """The pointers of a bank: its framework, the skills and challenges that it takes, and what they need."""

    framework: ObjectPointer | None
    skills: list[ObjectPointer]
    challenges: list[ObjectPointer]
    #: The framework's alignments with the frameworks that they lead to, and the contexts.
    others: list[ObjectPointer] = field(default_factory=list)
    #: The tutorials that skills and challenges refer to; a pinned version is a pointer of its own,
    #: made for the release and never saved.
    tutorials: list[ObjectPointer] = field(default_factory=list)

    @property
    def pointers(self) -> list[ObjectPointer]:
        """All of them, sorted by kind and id as manifests are."""
        found = [*self.skills, *self.challenges, *self.others, *self.tutorials]
        if self.framework is not None:
            found.append(self.framework)
        return sorted(found, key=lambda pointer: (pointer.kind, pointer.public_id, pointer.version))


def select(bank: Bank) -> Selection:
    """Validated challenges of the bank's competences, their skills, and the framework."""
    competences = set(bank.competences.values_list("code", flat=True))

    def wanted(pointer: ObjectPointer) -> bool:
        return pointer.facets.get("framework") == bank.framework.code and (
            not competences or pointer.facets.get("competence") in competences
        )

    pointers = ObjectPointer.objects.select_related("body", "key").defer("body__body", "key__body")
    framework = pointers.filter(kind="framework", public_id=bank.framework.code).first()
    skills = [pointer for pointer in pointers.filter(kind="skill") if wanted(pointer)]
    validated = pointers.filter(kind="challenge", status=Status.VALIDATED)
    challenges = [pointer for pointer in validated if wanted(pointer)]
    used = {pointer.facets.get("skill") for pointer in challenges}
    kept = [skill for skill in skills if skill.status == "active" or skill.public_id in used]
    tutorials = _tutorials([*kept, *challenges], pointers)
    return Selection(framework, kept, challenges, _others(bank, pointers), tutorials)


def challenge_ids(slug: str) -> list[str]:
    """Public ids of the challenges that the bank ``slug`` takes now; ``LookupError`` without it."""
    bank = Bank.objects.filter(slug=slug).first()
    if bank is None:
        known = ", ".join(Bank.objects.values_list("slug", flat=True)) or "aucune"
        raise LookupError(f"« {slug} » n'est pas une banque ; les banques : {known}.")
    return [pointer.public_id for pointer in select(bank).challenges]


def _tutorials(
    referring: list[ObjectPointer], pointers: QuerySet[ObjectPointer]
) -> list[ObjectPointer]:
    """What ``referring`` name: the latest version of a tutorial, and each pinned one."""
    named = {
        (name, version) for row in referring for name, version in row.facets.get("tutorials", [])
    }
    ids = {name for name, _ in named}
    latest = {row.public_id: row for row in pointers.filter(kind="tutorial", public_id__in=ids)}
    found = {
        (name, latest[name].version): latest[name]
        for name, version in named
        if name in latest and version in (None, latest[name].version)
    }
    pinned = [(name, n) for name, n in named if n is not None and (name, n) not in found]
    for row in pinned_versions(pinned):
        found[row.public_id, row.version] = row
    return list(found.values())


def _others(bank: Bank, pointers: QuerySet[ObjectPointer]) -> list[ObjectPointer]:
    """What gives the challenges their meaning elsewhere: contexts, alignments and their targets."""
    alignments = list(pointers.filter(kind="alignment", facets__framework=bank.framework.code))
    targets = {pointer.facets["target"] for pointer in alignments}
    frameworks = pointers.filter(kind="framework", public_id__in=targets)
    return [*alignments, *frameworks, *pointers.filter(kind="context")]
