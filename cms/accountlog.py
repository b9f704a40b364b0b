"""Who gave whom which role: Wagtail's log says only that an account was changed."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed, pre_save
from wagtail.log_actions import log

#: What changes of a membership are called in the log.
_MEMBERSHIP = {"post_add": "auth.give_role", "post_remove": "auth.take_role"}
#: What flags of an account are called in the log, switched on and off.
_FLAGS = {
    "is_active": ("auth.open_account", "auth.close_account"),
    "is_superuser": ("auth.give_everything", "auth.take_everything"),
}


def connect() -> None:
    """Listen to changes of accounts, whatever the path: pages, commands, the shell."""
    users = get_user_model()
    m2m_changed.connect(_note_roles, sender=users.groups.through, dispatch_uid="roles")
    pre_save.connect(_note_flags, sender=users, dispatch_uid="flags")


def _note_roles(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """One entry for each account, in the transaction that changes it."""
    if action == "pre_clear":
        # After clearing, nobody knows what there was.
        keys = instance.user_set if reverse else instance.groups
        pk_set, action = set(keys.values_list("pk", flat=True)), "post_remove"
    if action not in _MEMBERSHIP or not pk_set:
        return
    if reverse:
        pairs = [(user, [instance]) for user in get_user_model().objects.filter(pk__in=pk_set)]
    else:
        pairs = [(instance, list(Group.objects.filter(pk__in=pk_set).order_by("name")))]
    for user, groups in pairs:
        log(user, _MEMBERSHIP[action], data={"name": ", ".join(group.name for group in groups)})


def _note_flags(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Whether the account may still enter, and whether it may do everything."""
    names = [name for name in _FLAGS if update_fields is None or name in update_fields]
    if instance.pk is None or not names:
        return
    before = sender._base_manager.filter(pk=instance.pk).values(*names).first() or {}
    for name in before:
        if before[name] != getattr(instance, name):
            log(instance, _FLAGS[name][0 if getattr(instance, name) else 1])
