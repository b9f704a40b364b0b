"""The groups and what each may do; made anew after every migration, so that code is the truth."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from localisation.languages import SOURCE, codes

READERS = "Lecture"
DESIGNERS = "Conception"
REVIEWERS = "Relecture"
PUBLISHERS = "Publication"
ADMINISTRATORS = "Administration"
REFERENTIAL = "Référentiel"

#: What the referential is made of, for permissions of the kind ``view_framework``.
_ENTITIES = (
    "framework", "levelgroup", "proficiencylevel", "area", "competence", "theme", "topic", "skill",
    "context", "alignment",
)  # fmt: skip


def translators(code: str) -> str:
    """The name of the group that translates into the language ``code`` (Django's)."""
    return f"Traduction {code}"


def _on_entities(*actions: str) -> tuple[str, ...]:
    """``app.codename`` of each action on each entity of the referential."""
    return tuple(f"referentiel.{action}_{name}" for name in _ENTITIES for action in actions)


#: What everybody who works here sees.
_READ = (
    "wagtailadmin.access_admin",
    "challenges.view_challenge",
    "banks.view_bank",
    *_on_entities("view"),
)
_WRITE = (
    "challenges.add_challenge",
    "challenges.change_challenge",
    "challenges.delete_challenge",
    "content.add_mediafile",
)
_KEEP = (*_on_entities("add", "change", "delete"), "referentiel.confirm_alignment")
_PUBLISH = ("challenges.publish_challenge", "banks.publish_bank")
_REVIEW = ("challenges.review_challenge",)


def _translate(code: str) -> str:
    return f"localisation.translate_{code.replace('-', '_')}"


#: ``app.codename`` of what each group may do. Nobody approves what they wrote, whatever their groups.
ROLES: dict[str, tuple[str, ...]] = {
    READERS: _READ,
    DESIGNERS: (*_READ, *_WRITE),
    REVIEWERS: (*_READ, *_REVIEW),
    **{translators(code): (*_READ, _translate(code)) for code in codes() if code != SOURCE},
    PUBLISHERS: (*_READ, *_PUBLISH),
    REFERENTIAL: (*_READ, *_KEEP),
    ADMINISTRATORS: (
        *_READ, *_WRITE, *_REVIEW, *_PUBLISH, *_KEEP,
        *(_translate(code) for code in codes() if code != SOURCE),
        "challenges.lock_challenge", "challenges.unlock_challenge",
        "content.view_audit_log",
        "auth.add_user", "auth.change_user", "auth.delete_user",
        "auth.add_group", "auth.change_group",
        "wagtailcore.add_workflow", "wagtailcore.change_workflow",
        "wagtailcore.add_task", "wagtailcore.change_task",
    ),
}  # fmt: skip


def sync_roles(**kwargs: Any) -> None:
    """Create the groups that are missing and give each exactly its permissions."""
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        chosen = Q(pk__in=[])
        for code in wanted:
            app, codename = code.split(".")
            chosen |= Q(content_type__app_label=app, codename=codename)
        group.permissions.set(Permission.objects.filter(chosen))
