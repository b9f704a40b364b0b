"""The groups and what each may do; made anew after every migration, so that code is the truth."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from banks import permissions as banks
from challenges import permissions as challenges
from content.permissions import ADD_MEDIA, VIEW_AUDIT_LOG
from localisation.languages import SOURCE, codes
from localisation.permissions import translate
from referentiel import permissions as referentiel

READERS = "Lecture"
DESIGNERS = "Conception"
REVIEWERS = "Relecture"
PUBLISHERS = "Publication"
ADMINISTRATORS = "Administration"
REFERENTIAL = "Référentiel"

#: The languages that somebody translates into, as Django writes them.
TRANSLATED = tuple(code for code in codes() if code != SOURCE)

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
_READ = ("wagtailadmin.access_admin", challenges.VIEW, banks.VIEW, *_on_entities("view"))
#: Who does more than read shows saved filters to the team.
_WORK = (*_READ, challenges.SHARE_FILTERS)
_WRITE = (challenges.ADD, challenges.CHANGE, challenges.DELETE, challenges.LOCK, ADD_MEDIA)
_KEEP = (*_on_entities("add", "change", "delete"), referentiel.CONFIRM)
_PUBLISH = (
    challenges.PUBLISH, challenges.UNLOCK,
    banks.ADD, banks.CHANGE, banks.DELETE, banks.PUBLISH,
)  # fmt: skip
_REVIEW = (challenges.REVIEW,)
#: Accounts are not deleted: histories name them, and nobody approves what they wrote.
_ADMINISTRATE = (
    challenges.TIDY_FILTERS,
    VIEW_AUDIT_LOG,
    "auth.add_user", "auth.change_user",
    "auth.add_group", "auth.change_group",
    "wagtailcore.add_workflow", "wagtailcore.change_workflow",
    "wagtailcore.add_task", "wagtailcore.change_task",
)  # fmt: skip


#: ``app.codename`` of what each group may do. Nobody approves what they wrote, whatever their groups.
ROLES: dict[str, tuple[str, ...]] = {
    READERS: _READ,
    DESIGNERS: (*_WORK, *_WRITE),
    REVIEWERS: (*_WORK, *_REVIEW),
    **{translators(code): (*_WORK, translate(code)) for code in TRANSLATED},
    PUBLISHERS: (*_WORK, *_PUBLISH),
    REFERENTIAL: (*_WORK, *_KEEP),
    ADMINISTRATORS: (
        *_WORK, *_WRITE, *_REVIEW, *_PUBLISH, *_KEEP, *map(translate, TRANSLATED), *_ADMINISTRATE,
    ),
}  # fmt: skip


#: What the form of a group calls rights that Django and Wagtail name in English.
WORDS = {
    challenges.REVIEW: "Relire ce que d'autres ont écrit, décider",
    challenges.PUBLISH: "Archiver, périmer",
    challenges.LOCK: "Verrouiller",
    challenges.UNLOCK: "Déverrouiller",
    banks.PUBLISH: "Publier",
    referentiel.CONFIRM: "Confirmer",
    VIEW_AUDIT_LOG: "Lire et exporter le journal",
    **{translate(code): f"Traduire vers : {code}" for code in TRANSLATED},
}


def sync_roles(**kwargs: Any) -> None:
    """Create the groups that are missing and give each exactly its permissions."""
    for code, words in WORDS.items():
        permissions_of([code]).exclude(name=words).update(name=words)
    for name, wanted in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(permissions_of(wanted))
    # Wagtail's own groups are about pages, of which there are none: nobody must be put there.
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()


def permissions_of(codes: Iterable[str]) -> QuerySet[Permission]:
    """The rows of permissions named ``app.codename``."""
    chosen = Q(pk__in=[])
    for code in codes:
        app, codename = code.split(".")
        chosen |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(chosen)
