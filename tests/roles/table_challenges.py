"""Who may do what with challenges: their pages, Wagtail's pages for them, bulk actions."""

from challenges.models import Challenge
from content.effects import Verb
from tests.challenges.forms import form_data

from .rights import (
    ADMINISTER,
    PUBLISH,
    SEE,
    WORK,
    WRITE,
    Row,
)


def snippet(name):
    """The name of a page that Wagtail makes for challenges."""
    return Challenge.snippet_viewset.get_url_name(name)


def validated(world):
    return [world.validated.pk]


def drafted(world):
    return [world.drafted.pk]


def in_review(world):
    return [world.in_review.pk]


def revision(world):
    return [world.drafted.pk, world.first_revision.pk]


def task(action):
    return lambda world: [world.in_review.pk, action, world.task_state.pk]


def chosen(world):
    return {"id": world.drafted.pk}


OWN_PAGES = (
    # -- Reading ---------------------------------------------------------------------------------
    Row("challenges:cell", SEE, args=lambda w: [w.competence.pk, w.level.level]),
    Row("challenges:compare", SEE),
    Row("challenges:compare_results", SEE),
    Row("challenges:family", SEE, args=validated),
    # -- Saved filters: one's own are everybody's, the team's are not readers' ----------------------
    Row("challenges:add_filter", None, SEE, data=lambda w: {"name": "x", "query": "status=proposed"}),
    Row(
        "challenges:add_filter", None, WORK,
        data=lambda w: {"name": "x", "query": "status=proposed", "shared": "on"},
    ),
    Row(
        "challenges:edit_filter", ADMINISTER, ADMINISTER,
        args=lambda w: [w.shared_filter.pk], data=lambda w: {"name": "Rangé"},
    ),
    Row("challenges:delete_filter", None, ADMINISTER, args=lambda w: [w.shared_filter.pk]),
    # -- Steps -------------------------------------------------------------------------------------
    Row(
        "challenges:submit", WRITE, WRITE, args=drafted,
        data=lambda w: {"revision": w.drafted.latest_revision_id, "priority": "2"},
    ),
    Row(
        "challenges:retire", PUBLISH, PUBLISH, args=drafted,
        data=lambda w: w.seen(Verb.RETIRE, w.drafted),
    ),
    # -- Writing -----------------------------------------------------------------------------------
    Row("challenges:decline", WRITE, WRITE, args=validated),
    Row("challenges:duplicate", WRITE, WRITE, args=drafted),
    Row(
        "challenges:move", WRITE, WRITE, query=chosen,
        data=lambda w: {"id": w.drafted.pk, "skill": w.unused_skill.pk},
    ),
)  # fmt: skip

SNIPPET_PAGES = (
    # -- Reading -----------------------------------------------------------------------------------
    Row(snippet("list"), SEE),
    Row(snippet("list"), SEE, query=lambda w: {"export": "csv"}),
    Row(snippet("list_results"), SEE),
    Row(snippet("inspect"), SEE, args=validated),
    Row(snippet("usage"), SEE, args=validated),
    Row(snippet("history"), SEE, args=validated),
    Row(snippet("history_results"), SEE, args=validated),
    Row(snippet("revisions_view"), SEE, args=revision),
    Row(snippet("revisions_compare"), SEE, args=lambda w: [w.drafted.pk, "earliest", "latest"]),
    Row(snippet("workflow_history"), SEE, args=in_review),
    Row(
        snippet("workflow_history_detail"), SEE,
        args=lambda w: [w.in_review.pk, w.review.workflow_state_id],
    ),
    # -- Writing -----------------------------------------------------------------------------------
    Row(snippet("add"), WRITE, WRITE, data=lambda w: form_data(w.skill)),
    Row(snippet("edit"), WRITE, WRITE, args=drafted, data=lambda w: form_data(w.drafted.skill)),
    Row(snippet("preview_on_add"), WRITE, WRITE, data=lambda w: form_data(w.skill)),
    Row(
        snippet("preview_on_edit"), WRITE, WRITE, args=drafted,
        data=lambda w: form_data(w.drafted.skill),
    ),
    Row(
        snippet("check_on_add"), None, WRITE, data=lambda w: form_data(w.skill), writes=False,
    ),
    Row(
        snippet("check_on_edit"), None, WRITE, args=drafted,
        data=lambda w: form_data(w.drafted.skill), writes=False,
    ),
    Row(
        snippet("revisions_revert"), WRITE, WRITE, args=revision,
        data=lambda w: {"latest": w.drafted.latest_revision_id},
    ),
    Row(snippet("delete"), WRITE, WRITE, args=drafted),
    Row(snippet("lock"), None, WRITE, args=drafted),
    # Whoever locked it unlocks it as well; here somebody else did.
    Row(snippet("unlock"), None, PUBLISH, args=lambda w: [w.locked.pk]),
    # -- Going live and out ------------------------------------------------------------------------
    Row(
        snippet("unpublish"), PUBLISH, PUBLISH, args=validated,
        data=lambda w: w.seen(Verb.ARCHIVE, w.validated),
    ),
    Row(snippet("revisions_unschedule"), PUBLISH, PUBLISH, args=revision),
    # -- Wagtail's ways of deciding: closed, decisions have a page of their own -----------------------
    # they lead there and do nothing, whoever asks.
    Row(snippet("workflow_action"), SEE, SEE, args=task("approve"), writes=False),
    Row(snippet("workflow_action"), SEE, SEE, args=task("reject"), writes=False),
    Row(snippet("collect_workflow_action_data"), SEE, SEE, args=task("approve"), writes=False),
    Row(snippet("confirm_workflow_cancellation"), SEE, SEE, args=in_review, writes=False),
    Row(snippet("workflow_preview"), SEE, args=lambda w: [w.in_review.pk, w.task_state.task_id]),
)  # fmt: skip


def bulk(action):
    return lambda world: ["challenges", "challenge", action]


BULK = (
    Row(
        "wagtail_bulk_action", WRITE, WRITE, args=bulk("tag"), query=chosen,
        data=lambda w: {"step": "all", "ids": str(w.drafted.pk), 
                        "add_contexts": [w.context.pk]},
    ),
    Row(
        "wagtail_bulk_action", WRITE, WRITE, args=bulk("move"), query=chosen,
        data=lambda w: {"step": "all", "ids": str(w.drafted.pk), "skill": w.unused_skill.pk},
    ),
    Row(
        "wagtail_bulk_action", WRITE, WRITE, args=bulk("submit"), query=chosen,
        data=lambda w: {"step": "all", "ids": str(w.drafted.pk), "priority": "2"},
    ),
    Row("wagtail_bulk_action", WRITE, WRITE, args=bulk("delete"), query=chosen),
    Row(
        "wagtail_bulk_action", PUBLISH, PUBLISH, args=bulk("archive"),
        query=lambda w: {"id": w.validated.pk},
        data=lambda w: {"step": "all", "ids": str(w.validated.pk)},
    ),
    Row(
        "wagtail_bulk_action", PUBLISH, PUBLISH, args=bulk("retire"), query=chosen,
        data=lambda w: {"step": "all", "ids": str(w.drafted.pk)},
    ),
)  # fmt: skip

ROWS = (*OWN_PAGES, *SNIPPET_PAGES, *BULK)
