"""Who may do what with the referential."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Everybody who may view reads; nobody, an administrator included, writes by a form.

    Challenges, pointers and releases hang on these rows: they are changed by ``actions.py`` and the
    importers, which mint what depends on them.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Only viewing, and what viewing implies."""
        return action in {"view", "choose"} and super().user_has_permission(user, action)

    def users_with_any_permission(self, actions: Any) -> Any:
        """The users who may view, when viewing is among ``actions``."""
        return super().users_with_any_permission(set(actions) & {"view", "choose"})
