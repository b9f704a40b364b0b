"""What a step would bring about, in words: shown before it is done, and told after."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Verb(StrEnum):
    """What happens to something; codes are used as CSS classes."""

    VALIDATE = "validate"
    ARCHIVE = "archive"
    RETIRE = "retire"
    ACTIVATE = "activate"
    REOPEN = "reopen"
    REMINT = "remint"


class EffectsChanged(ValidationError):
    """A step would do something else than what the person was shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce que cette étape entraîne a changé depuis que vous avez ouvert la page : rien "
                "n'est fait. Relisez ce qui suit, puis confirmez."
            )
        )


@dataclass(frozen=True)
class Effect:
    """One thing that a step changes: ``noun`` is a key of ``NOUNS``, ``thing`` the row."""

    verb: Verb
    noun: str
    thing: Any
    name: str


@dataclass
class Effects:
    """Everything that a step changes, its own thing first."""

    effects: list[Effect] = field(default_factory=list)

    def add(self, verb: Verb, noun: str, thing: Any, name: str = "") -> None:
        """One more."""
        self.effects.append(Effect(verb, noun, thing, name or str(thing)))

    def of(self, verb: Verb) -> list[Effect]:
        """Those of one kind."""
        return [effect for effect in self.effects if effect.verb == verb]

    def keys(self) -> set[tuple[str, str, Any]]:
        """What happens to what: (verb, noun, primary key). Two plans are the same when these are."""
        return {(effect.verb, effect.noun, effect.thing.pk) for effect in self.effects}

    def fingerprint(self) -> str:
        """``keys()`` in short, for a form: what is carried out is what was shown."""
        return hashlib.sha256(repr(sorted(self.keys())).encode()).hexdigest()

    def summary(self) -> str:
        """One sentence: « Ceci archive 1 prototype et 3 déclinaisons, et active 1 acquis. »"""
        parts = []
        for verb in Verb:
            counts = Counter(effect.noun for effect in self.of(verb))
            if counts:
                parts.append(
                    _verb(verb) % {"what": _listed([_counted(n, k) for n, k in counts.items()])}
                )
        if not parts:
            return _("Ceci ne change rien d'autre.")
        return capfirst(_("ceci %(does)s.") % {"does": _listed(parts, comma=True)})


def _verb(verb: Verb) -> str:
    return {
        Verb.VALIDATE: _("valide %(what)s"),
        Verb.ARCHIVE: _("archive %(what)s"),
        Verb.RETIRE: _("périme %(what)s"),
        Verb.ACTIVATE: _("active %(what)s"),
        Verb.REOPEN: _("remet en construction %(what)s"),
        Verb.REMINT: _("republie avec elle %(what)s"),
    }[verb]


def _counted(noun: str, n: int) -> str:
    words = {
        "prototype": ngettext("%(n)s prototype", "%(n)s prototypes", n),
        "variant": ngettext("%(n)s déclinaison", "%(n)s déclinaisons", n),
        "skill": ngettext("%(n)s acquis", "%(n)s acquis", n),
        "tutorial": ngettext("%(n)s tutoriel", "%(n)s tutoriels", n),
    }
    return words[noun] % {"n": n}


def _listed(parts: list[str], comma: bool = False) -> str:
    """« a, b et c »; between clauses « a, b, et c »."""
    if len(parts) < 2:
        return "".join(parts)
    joint = _("%(before)s, et %(last)s") if comma else _("%(before)s et %(last)s")
    return joint % {"before": ", ".join(parts[:-1]), "last": parts[-1]}
