"""Registration of the referential with Wagtail; no rules here."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from .models import Context, Skill
from .permissions import ReadOnlyPolicy
from .viewsets import ReferentialGroup

for model in (Skill, Context):
    register_permission_policy(model, ReadOnlyPolicy(model))

register_snippet(ReferentialGroup)
