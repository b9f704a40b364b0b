"""One account a role."""

from django.contrib.auth.models import Group

from cms import roles
from tests import factories

ANONYMOUS = "anonymous"
NOBODY = "nobody"
READER = "reader"
DESIGNER = "designer"
REVIEWER = "reviewer"
TRANSLATOR = "translator"
PUBLISHER = "publisher"
KEEPER = "keeper"
ADMINISTRATOR = "administrator"
SUPERUSER = "superuser"

#: The group of each role; nobody has an account and no group.
GROUPS = {
    READER: roles.READERS,
    DESIGNER: roles.DESIGNERS,
    REVIEWER: roles.REVIEWERS,
    TRANSLATOR: roles.translators("nl"),
    PUBLISHER: roles.PUBLISHERS,
    KEEPER: roles.REFERENTIAL,
    ADMINISTRATOR: roles.ADMINISTRATORS,
}
ROLES = (ANONYMOUS, NOBODY, *GROUPS, SUPERUSER)


def account(role):
    """An account with ``role``; None for anonymous."""
    if role == ANONYMOUS:
        return None
    user = factories.UserFactory(username=f"compte-{role}", is_superuser=role == SUPERUSER)
    if role in GROUPS:
        roles.sync_roles()
        user.groups.add(Group.objects.get(name=GROUPS[role]))
    return user
