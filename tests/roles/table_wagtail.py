"""Wagtail's own addresses with power: accounts, groups, workflows, reports, pages, images, files.

Its refusals are its own sentences; what is not asked by a permission of ours is a superuser's.
"""

from dataclasses import replace

from django.contrib.auth.models import Group

from cms.roles import READERS

from .rights import ADMINISTER, CLOSED, ONLY_SUPERUSERS, SEE, Row


def person(world):
    return [world.other.pk]


def group(world):
    return [world.group.pk]


def account_form(name):
    return {
        "username": name, "email": f"{name}@example.org", "first_name": "Nou", "last_name": "Veau",
        "password1": "un-mot-de-passe-long", "password2": "un-mot-de-passe-long",
        "is_active": "on",
    }  # fmt: skip


def chosen(world):
    return {"id": world.other.pk}


def bulk(action):
    return lambda world: ["auth", "user", action]


ACCOUNTS = (
    Row("wagtailusers_users:index", ADMINISTER),
    Row("wagtailusers_users:index_results", ADMINISTER),
    Row("wagtailusers_users:history", ADMINISTER, args=person),
    Row("wagtailusers_users:history_results", ADMINISTER, args=person),
    Row("wagtailusers_users:usage", ADMINISTER, args=person),
    Row("wagtailusers_users:add", ADMINISTER, ADMINISTER, data=lambda w: account_form("nouveau")),
    Row(
        "wagtailusers_users:edit", ADMINISTER, ADMINISTER, args=person,
        data=lambda w: {**account_form("collegue"), "groups": [Group.objects.get(name=READERS).pk]},
    ),
    # All rights, whether given or taken away, are a superuser's.
    Row(
        "wagtailusers_users:add", None, ONLY_SUPERUSERS,
        data=lambda w: {**account_form("chef"), "is_superuser": "on"},
    ),
    Row(
        "wagtailusers_users:edit", None, ONLY_SUPERUSERS, args=person,
        data=lambda w: {**account_form("collegue"), "is_superuser": "on"},
    ),
    Row("wagtailusers_users:edit", ONLY_SUPERUSERS, ONLY_SUPERUSERS,
        args=lambda w: [w.chief.pk], data=lambda w: account_form("chief")),
    # Accounts are made inactive; only a superuser deletes one, and never one with a past.
    Row("wagtailusers_users:delete", ONLY_SUPERUSERS, ONLY_SUPERUSERS, args=person),
    Row("wagtailusers_users:delete", CLOSED, CLOSED, args=lambda w: [w.author.pk]),
    Row("wagtail_bulk_action", ADMINISTER, ADMINISTER, args=bulk("assign_role"), query=chosen,
        data=lambda w: {"role": w.group.pk}),
    Row("wagtail_bulk_action", ADMINISTER, ADMINISTER, args=bulk("set_active_state"), query=chosen,
        data=lambda w: {"mark_as_active": "False"}),
    Row("wagtail_bulk_action", None, ONLY_SUPERUSERS, args=bulk("set_active_state"),
        query=lambda w: {"id": w.chief.pk}, data=lambda w: {"mark_as_active": "False"}),
    Row("wagtail_bulk_action", None, ONLY_SUPERUSERS, args=bulk("delete"), query=chosen),
    Row("wagtail_bulk_action", None, CLOSED, args=bulk("delete"),
        query=lambda w: {"id": w.author.pk}),
    Row("wagtailusers_groups:index", ADMINISTER),
    Row("wagtailusers_groups:index_results", ADMINISTER),
    Row("wagtailusers_groups:history", ADMINISTER, args=group),
    Row("wagtailusers_groups:history_results", ADMINISTER, args=group),
    Row("wagtailusers_groups:usage", ADMINISTER, args=group),
    Row("wagtailusers_groups:add", ADMINISTER, ADMINISTER, data=lambda w: w.group_form("Jury")),
    Row("wagtailusers_groups:edit", ADMINISTER, ADMINISTER, args=group,
        data=lambda w: w.group_form("Jury")),
    Row("wagtailusers_groups:delete", ONLY_SUPERUSERS, ONLY_SUPERUSERS, args=group),
)  # fmt: skip


def workflow(world):
    return [world.workflow.pk]


def task(world):
    return [world.task.pk]


WORKFLOWS = (
    Row("wagtailadmin_workflows:index", ADMINISTER),
    Row("wagtailadmin_workflows:index_results", ADMINISTER),
    Row("wagtailadmin_workflows:add", ADMINISTER, ADMINISTER, writes=False),
    Row("wagtailadmin_workflows:edit", ADMINISTER, ADMINISTER, args=workflow, writes=False),
    Row("wagtailadmin_workflows:usage", ONLY_SUPERUSERS, args=workflow),
    Row("wagtailadmin_workflows:usage_results", ONLY_SUPERUSERS, args=workflow),
    # Without a workflow nothing can be reviewed, nor go live: only a superuser takes it away.
    Row("wagtailadmin_workflows:disable", ONLY_SUPERUSERS, ONLY_SUPERUSERS, args=workflow),
    Row("wagtailadmin_workflows:enable", None, ADMINISTER, args=lambda w: [w.disabled_workflow.pk]),
    Row("wagtailadmin_workflows:remove", None, ONLY_SUPERUSERS, args=lambda w: [1]),
    Row("wagtailadmin_workflows:remove", None, ONLY_SUPERUSERS, args=lambda w: [1, w.workflow.pk],
        writes=False),
    Row("wagtailadmin_workflows:task_index", ADMINISTER),
    Row("wagtailadmin_workflows:task_index_results", ADMINISTER),
    Row("wagtailadmin_workflows:select_task_type", ADMINISTER),
    Row("wagtailadmin_workflows:add_task", ADMINISTER, ADMINISTER,
        args=lambda w: ["content", "peerreview"], data=lambda w: {"name": "Autre"}),
    Row("wagtailadmin_workflows:edit_task", ADMINISTER, ADMINISTER, args=task,
        data=lambda w: {"name": "Autre"}),
    Row("wagtailadmin_workflows:disable_task", ONLY_SUPERUSERS, ONLY_SUPERUSERS, args=task),
    Row("wagtailadmin_workflows:enable_task", None, ADMINISTER, args=lambda w: [w.disabled_task.pk]),
    # Choosing shows the names of the tasks, which every history says.
    Row("wagtailadmin_workflows:task_chooser", SEE),
    Row("wagtailadmin_workflows:task_chooser_results", SEE),
    Row("wagtailadmin_workflows:task_chooser_create", SEE),
    Row("wagtailadmin_workflows:task_chosen", SEE, args=task),
)  # fmt: skip

REPORTS = tuple(
    Row(f"wagtailadmin_reports:{name}{results}", may)
    for name, may in (
        ("locked_pages", ONLY_SUPERUSERS),
        ("workflow", ONLY_SUPERUSERS),
        ("workflow_tasks", ONLY_SUPERUSERS),
        # The audit log shows the same, and more: the same right.
        ("site_history", ADMINISTER),
        ("aging_pages", ONLY_SUPERUSERS),
        ("page_types_usage", ONLY_SUPERUSERS),
    )
    for results in ("", "_results")
)

OTHERS = (
    # Lists kinds of snippets; each leads to its own list.
    Row("wagtailsnippets:index", SEE),
    Row("wagtailusers_users:copy", ADMINISTER, args=person),
    # Who edits what: pings of an open form, which only its own session answers.
    Row("wagtailadmin_editing_sessions:ping", None, CLOSED,
        args=lambda w: ["challenges", "challenge", w.drafted.pk, 999]),
    Row("wagtailadmin_editing_sessions:release", None, SEE, args=lambda w: [999], writes=False),
)  # fmt: skip

ROWS = tuple(replace(row, explains=False) for row in (*ACCOUNTS, *WORKFLOWS, *REPORTS, *OTHERS))

#: Rooms of Wagtail that the house does not use: closed for everybody (test_unused_pages.py).
UNUSED = (
    "wagtailadmin_pages:", "wagtailadmin_explore", "wagtailadmin_choose_page", "wagtailadmin_api:",
    "wagtailadmin_collections:", "wagtailimages", "wagtaildocs",
)  # fmt: skip
#: Everybody's: the home, one's own account, signing in and out, and what pages of the admin load.
EVERYBODYS = frozenset({
    "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_logout", "wagtailadmin_login",
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    "wagtailadmin_dismissibles", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog",
    # What opens without a right, and shows nothing of ours: no tags, no blocks, no settings.
    "wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_block_preview", "wagtailsettings:edit", "wagtailsettings:preview_on_edit",
    # Pages of errors, on purpose.
    "admin/test404/", "wagtailadmin_error_test", "admin/^.*/$",
    # In the table under Wagtail's names, or as a whole (cms/adminurls.py).
    "admin/reports/site-history/", "admin/reports/site-history/results/",
    "admin/^(?:pages|images|documents|collections|choose-[a-z]+|choose-[a-z]+-link|api)/",
})  # fmt: skip
