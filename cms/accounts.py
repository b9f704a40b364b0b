"""What people who administrate may not do to accounts: raise themselves, or make a past unreadable.

Wagtail lets whoever may change accounts make a superuser of anybody, and give a superuser another
password. Here only a superuser touches superusers; and an account that wrote, decided or did
something is made inactive, never deleted: histories and the rule of four eyes need its name.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry, Revision

from content.models import Decision, Note


def change_refusal(by: Any, users: Iterable[Any], *, raises: bool = False) -> str | None:
    """Why ``by`` may not change ``users`` (``raises``: make superusers of them); None when they may."""
    if by.is_superuser:
        return None
    if raises:
        return _(
            "Seul un superutilisateur donne tous les droits à un compte : rien n'a été enregistré. "
            "Donnez plutôt un rôle."
        )
    named = [user.get_username() for user in users if user.is_superuser]
    if named:
        return ngettext(
            "Le compte %(names)s a tous les droits : seul un superutilisateur le modifie. "
            "Rien n'a été enregistré.",
            "Les comptes %(names)s ont tous les droits : seul un superutilisateur les modifie. "
            "Rien n'a été enregistré.",
            len(named),
        ) % {"names": _quoted(named)}
    return None


def deletion_refusal(by: Any, users: Iterable[Any]) -> str | None:
    """Why ``by`` does not delete ``users``: one of them is in a history; None when they may."""
    if not by.has_perm("auth.delete_user"):
        return _(
            "Seul un superutilisateur efface un compte : rien n'a été fait. Décochez plutôt "
            "« Actif » : la personne ne peut plus entrer, et l'historique garde son nom."
        )
    named = [user.get_username() for user in users if _has_a_past(user)]
    if not named:
        return None
    return ngettext(
        "Le compte %(names)s apparaît dans l'historique : il ne s'efface pas, sinon plus personne ne "
        "saurait qui a écrit ou approuvé quoi. Décochez plutôt « Actif » : il ne peut plus entrer.",
        "Les comptes %(names)s apparaissent dans l'historique : ils ne s'effacent pas, sinon plus "
        "personne ne saurait qui a écrit ou approuvé quoi. Décochez plutôt « Actif » : ils ne "
        "peuvent plus entrer.",
        len(named),
    ) % {"names": _quoted(named)}


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(_("« %(name)s »") % {"name": name} for name in names)


def _has_a_past(user: Any) -> bool:
    return (
        Revision.objects.filter(user=user).exists()
        or Decision.objects.filter(by=user).exists()
        or Note.objects.filter(Q(author=user) | Q(resolved_by=user)).exists()
        or ModelLogEntry.objects.filter(user=user).exists()
    )
