"""How pages say what a step brings about."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from content.effects import Effect, Effects, Verb

from ..models import Challenge

register = template.Library()


@dataclass(frozen=True)
class Shown:
    """An effect with the address of what it changes."""

    effect: Effect
    url: str

    @property
    def name(self) -> str:
        """What the page calls the thing."""
        return self.effect.name


@register.filter
def other_effects(effects: Effects) -> list[Shown]:
    """What changes beside the step's own thing, which comes first."""
    return [Shown(effect, _url(effect)) for effect in effects.effects[1:]]


@register.filter
def step_word(shown: Shown) -> str:
    """What happens to it, as a noun."""
    return {
        Verb.VALIDATE: _("Validation"),
        Verb.ARCHIVE: _("Archivage"),
        Verb.RETIRE: _("Péremption"),
        Verb.ACTIVATE: _("Activation"),
        Verb.REOPEN: _("Remise en construction"),
        Verb.REMINT: _("Republication avec la famille"),
    }[shown.effect.verb]


def _url(effect: Effect) -> str:
    if isinstance(effect.thing, Challenge):
        return reverse("challenges:family", args=[effect.thing.pk])
    return ""
