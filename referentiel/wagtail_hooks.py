"""Registration of the referential with Wagtail; no rules here."""

from wagtail.snippets.models import register_snippet

from .viewsets import ReferentialGroup

register_snippet(ReferentialGroup)
