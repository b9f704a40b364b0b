"""A small workshop for the laws: people, skills, what they do, and what must hold after each step."""

from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry, Revision, WorkflowState

from challenges.models import Challenge
from cms.roles import ADMINISTRATORS, DESIGNERS, REVIEWERS, sync_roles
from content.enums import ReviewPoint
from content.integrity import find_faults
from content.models import Decision, ObjectPointer, Review
from content.review.actions import decide, open_review_of, submit
from content.review.approvals import approval_of, fingerprint
from referentiel.actions import mint_framework
from referentiel.models import Skill
from tests import factories

#: Who is there, and in which groups. One reviewer writes as well.
PEOPLE = {
    "anna": (DESIGNERS,),
    "bruno": (DESIGNERS,),
    "remi": (DESIGNERS, REVIEWERS),
    "ada": (ADMINISTRATORS,),
}


def people():
    """The people of the workshop by name."""
    sync_roles()
    found = {}
    for name, groups in PEOPLE.items():
        found[name] = factories.UserFactory(username=name)
        found[name].groups.set(Group.objects.filter(name__in=groups))
    return found


def skills():
    """Two versions of one topic and level, and another level; their framework has its object."""
    first = factories.SkillFactory()
    second = factories.SkillFactory(topic=first.topic, version=2)
    other = factories.SkillFactory(topic=first.topic, level=3)
    mint_framework(first.competence.framework)
    return [first, second, other]


def fresh(challenge):
    """The row as it is now."""
    return Challenge.objects.get(pk=challenge.pk)


def written(user, skill, **fields):
    """A prototype that ``user`` wrote."""
    return by(user, factories.choice_challenge(skill, **fields))


def variant(user, prototype, number, **fields):
    """A variant that ``user`` wrote."""
    return by(user, factories.variant_of(prototype, number, **fields))


def by(user, challenge):
    """``challenge`` as if ``user`` had written what is there of it."""
    Challenge.objects.filter(pk=challenge.pk).update(created_by=user)
    challenge.revisions.update(user=user)
    return fresh(challenge)


def approve(challenge, user, seen=None):
    """Decide that what is under review may go live, the checklist done."""
    row = fresh(challenge)
    seen = seen or fingerprint(row.get_latest_revision())
    return decide(open_review_of(row), user, "approved", seen=seen, checklist=ReviewPoint.values)


def brought_live(challenge, author, reviewer):
    """``challenge`` submitted by its author and approved by somebody else."""
    submit(fresh(challenge), author)
    approve(challenge, reviewer)
    return fresh(challenge)


def digest():
    """Everything that a refused step must leave as it is."""
    return (
        list(
            Challenge.objects.order_by("pk").values_list(
                "pk", "status", "live", "live_revision", "latest_revision", "skill",
                "instruction_fr", "has_unpublished_changes", "expire_at", "go_live_at",
            )
        ),
        list(Skill.objects.order_by("pk").values_list("pk", "status", "topic", "level", "version")),
        list(
            ObjectPointer.objects.order_by("pk").values_list(
                "kind", "public_id", "status", "version", "revision", "body", "key"
            )
        ),
        list(Revision.objects.order_by("pk").values_list("pk", "content", "approved_go_live_at")),
        list(WorkflowState.objects.order_by("pk").values_list("pk", "status")),
        list(Review.objects.order_by("pk").values_list("pk", "taken_by", "submitted_at")),
        Decision.objects.count(),
        ModelLogEntry.objects.count(),
    )  # fmt: skip


def broken_laws():
    """Sentences for whatever must never be so, in whatever order people did things."""
    rows = list(
        Challenge.objects.select_related("prototype__skill", "skill", "live_revision").order_by(
            "pk"
        )
    )
    pointers = dict(
        ObjectPointer.objects.filter(kind="challenge").values_list("public_id", "status")
    )
    return [
        *_of_families(rows),
        *_of_skills(),
        *(law for row in rows for law in _of_one(row, pointers.get(row.public_id))),
        *(f"{fault.about} {fault.message}" for fault in find_faults()),
    ]


def _of_families(rows):
    serving = [row.skill_id for row in rows if row.status == "validated" and not row.is_variant]
    for skill in set(serving):
        if serving.count(skill) > 1:
            yield f"skill {skill} has {serving.count(skill)} validated prototypes"
    for row in rows:
        if row.is_variant and row.status == "validated" and row.head.status != "validated":
            yield f"variant {row.pk} is validated under a prototype that is {row.head.status}"


def _of_skills():
    active = list(Skill.objects.filter(status="active").values_list("topic", "level"))
    if len(active) != len(set(active)):
        yield f"a topic and level have two active skills: {active}"


def _of_one(row, pointer):
    if row.live != (row.status == "validated"):
        yield f"{row.pk} is {row.status} and live is {row.live}"
    if pointer is None and row.status in {"validated", "archived"}:
        yield f"{row.pk} is {row.status} and was never minted"
    if pointer is not None and pointer != row.status:
        yield f"{row.pk} is {row.status}, its pointer {pointer}"
    if row.status in {"archived", "obsolete"}:
        if row.revisions.filter(approved_go_live_at__isnull=False).exists():
            yield f"{row.pk} is {row.status} and still scheduled"
        if row.current_workflow_state is not None:
            yield f"{row.pk} is {row.status} and still in review"
    if row.live:
        yield from _of_live(row)
    elif row.live_revision_id is not None:
        yield f"{row.pk} is not live and has a live revision"
    reviews = WorkflowState.objects.active().filter(object_id=str(row.pk))
    if reviews.filter(review=None).exists():
        yield f"{row.pk} is in a workflow without a review"


def _of_live(row):
    if row.head.skill is None or row.head.skill.status != "active":
        yield f"{row.pk} is validated for {row.head.skill}, which is not active"
    if row.live_revision is None:
        yield f"{row.pk} is live and nobody knows which revision is"
        return
    approval = approval_of(row.live_revision)
    if approval is None:
        yield f"{row.pk} is live without an approval of what is live"
    elif approval.by_id == row.live_revision.user_id:
        yield f"{row.pk} was approved by who wrote it"
