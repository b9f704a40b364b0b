"""Whether a typed answer is one of the accepted ones, and thanks to which tolerances."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from .marks import Profile
from .treatments import normalise, treat, treated_variant, typed_alike

#: In ``atelier`` longer answers are wrong without being compared: nobody types them.
MAX_ANSWER = 10_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")

#: What can be applied before comparing, fewest first.
_TREATMENTS = ((), ("case",), ("punctuation",), ("case", "punctuation"))


class TypedAnswer:
    """A typed answer, normalised and treated once however often it is compared."""

    def __init__(self, text: str, profile: Profile) -> None:
        self.profile = profile
        self.text = normalise(text, profile)
        self._treated: dict[tuple[str, ...], str] = {(): self.text}

    def treated(self, steps: tuple[str, ...]) -> str:
        """The text after ``steps``, some of ``case`` and ``punctuation``."""
        if steps not in self._treated:
            self._treated[steps] = treat(self.text, steps, self.profile)
        return self._treated[steps]

    @cached_property
    def number(self) -> Decimal | float | None:
        """Its value as a number; None when it is none."""
        return as_number(self.text, self.profile)


def accepted_through(
    answer: TypedAnswer,
    variants: Sequence[str],
    tolerances: Sequence[str],
    *,
    number: bool = False,
    cloze: bool = False,
) -> list[str] | None:
    """The tolerances that were needed to accept ``answer`` ([] for none), or None when refused.

    ``number`` compares as numbers when the answer and all variants are numeric. ``cloze`` normalises
    the variants in ``pix`` too, where those of a short answer stay as they were written.
    """
    normalised = cloze or answer.profile == "atelier"
    if number and answer.number is not None:
        values = [_variant_number(variant, answer.profile, normalised) for variant in variants]
        if None not in values:
            return [] if answer.number in values else None
    if _matches(answer, variants, (), False, normalised):
        return []
    allowed = [steps for steps in _TREATMENTS if set(steps) <= set(tolerances)]
    for typing in (False, True) if "typing" in tolerances else (False,):
        # Where the most lenient comparison holds, the least lenient one that holds explains it.
        if _matches(answer, variants, allowed[-1], typing, normalised):
            for steps in allowed:
                if _matches(answer, variants, steps, typing, normalised) and (
                    answer.profile == "pix" or _says_something(answer, steps, typing)
                ):
                    return [*steps, "typing"] if typing else list(steps)
    return None


def _matches(
    answer: TypedAnswer,
    variants: Sequence[str],
    steps: tuple[str, ...],
    typing: bool,
    normalised: bool,
) -> bool:
    accepted = (treated_variant(text, steps, answer.profile, normalised) for text in variants)
    treated = answer.treated(steps)
    return typed_alike(treated, accepted) if typing else treated in accepted


def _says_something(answer: TypedAnswer, steps: tuple[str, ...], typing: bool) -> bool:
    """Whether tolerances leave something: "…" without punctuation is no answer."""
    return not (steps or typing) or bool(answer.treated(steps).strip())


@lru_cache(maxsize=8192)
def _variant_number(text: str, profile: Profile, normalised: bool) -> Decimal | float | None:
    return as_number(normalise(text, profile) if normalised else text, profile)


def as_number(text: str, profile: Profile = "atelier") -> Decimal | float | None:
    """The value of a number as people type it, or None: first comma a point, first space dropped.

    ``pix`` answers the double that its consumer compares, ``atelier`` the exact decimal.
    """
    if profile == "atelier":
        text = text.strip()  # at Pix a leading space is the one that is dropped
    candidate = text.replace(",", ".", 1).replace(" ", "", 1).strip()
    if not _NUMBER.fullmatch(candidate):
        return None
    return float(candidate) if profile == "pix" else Decimal(candidate)
