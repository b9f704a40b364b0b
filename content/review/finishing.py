"""What a finished workflow does. Wagtail imports this while it loads its models: nothing is imported."""

from typing import Any


def publish_approved(state: Any, user: Any = None) -> None:
    """Publish the revision that was approved, not a later one; the approval is the permission.

    ``settings.WAGTAIL_FINISH_WORKFLOW_ACTION``.
    """
    revision = state.current_task_state.revision
    revision.publish(user=user, skip_permission_checks=True)
