"""The groups and what each may do; made anew after every migration, so that code is the truth."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

DESIGNERS = "Conception"
REFERENTIAL = "Référentiel"

#: What the referential is made of, for permissions of the kind ``view_framework``.
_ENTITIES = (
    "framework", "levelgroup", "proficiencylevel", "area", "competence", "theme", "topic", "skill",
    "context", "alignment",
)  # fmt: skip


def _on_entities(*actions: str) -> tuple[str, ...]:
    """``app.codename`` of each action on each entity of the referential."""
    return tuple(f"referentiel.{action}_{name}" for name in _ENTITIES for action in actions)


#: ``app.codename`` of what each group may do.
ROLES: dict[str, tuple[str, ...]] = {
    DESIGNERS: (
        "wagtailadmin.access_admin",
        "challenges.add_challenge",
        "challenges.change_challenge",
        "challenges.publish_challenge",
        "challenges.view_challenge",
        "challenges.delete_challenge",
        "content.add_mediafile",
        *_on_entities("view"),
        "banks.view_bank",
        "banks.publish_bank",
    ),
    REFERENTIAL: (
        "wagtailadmin.access_admin",
        "challenges.view_challenge",
        *_on_entities("view", "add", "change", "delete"),
        "referentiel.confirm_alignment",
    ),
}


def sync_roles(**kwargs: Any) -> None:
    """Create the groups that are missing and give each exactly its permissions."""
    for name, codes in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Q(pk__in=[])
        for code in codes:
            app, codename = code.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        group.permissions.set(Permission.objects.filter(wanted))
