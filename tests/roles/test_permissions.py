"""The permissions that roles name exist: a name that was mistyped would give nothing, in silence."""

import pytest
from django.contrib.auth.models import Group, Permission

from cms.roles import ADMINISTRATORS, READERS, ROLES, sync_roles

pytestmark = pytest.mark.django_db


def test_every_permission_exists():
    known = {f"{p.content_type.app_label}.{p.codename}" for p in
             Permission.objects.select_related("content_type")}  # fmt: skip
    wanted = {permission for permissions in ROLES.values() for permission in permissions}
    assert sorted(wanted - known) == []


def test_groups_hold_exactly_what_the_code_says():
    sync_roles()
    for name, wanted in ROLES.items():
        group = Group.objects.get(name=name)
        found = {f"{p.content_type.app_label}.{p.codename}" for p in
                 group.permissions.select_related("content_type")}  # fmt: skip
        assert found == set(wanted), name


def test_a_reader_may_only_look():
    assert all(".view_" in p or p == "wagtailadmin.access_admin" for p in ROLES[READERS])


def test_everybody_who_works_here_reads_everything():
    for name, wanted in ROLES.items():
        assert set(ROLES[READERS]) <= set(wanted), name
        assert set(wanted) <= set(ROLES[ADMINISTRATORS]), name
