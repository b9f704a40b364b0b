"""What marking answers."""

from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["ok", "ko", "aband", "timedout", "focusedOut", "error"]
Profile = Literal["atelier", "pix"]


@dataclass(frozen=True)
class Mark:
    """An outcome and what explains it; ``details`` can be written as JSON.

    ``details`` may hold

    - ``reason``, a code for the whole: ``malformed`` (not the shape of a response to this type),
      ``empty``, ``one-choice``, ``unknown-choice``, ``unknown-blank``, ``no-solution``, ``too-long``,
      ``too-many-answers``, ``document`` (the document lacks what its type needs);
    - ``blanks``, for types with blanks: ``{id: {"ok": bool, "through": [tolerances that were needed],
      "reason": code}}``, where ``reason`` is there for a blank that could not be compared
      (``missing``, ``malformed``, ``too-long``, ``unknown-option``, ``no-solution``) and, for a
      ``cloze_pool``, ``group`` is the group that the blank took, or None;
    - ``order``, for an ``ordering``: ``[{"id": choice, "ok": bool}]`` in the order that was given;
    - ``pairs``, for a ``matching``: ``[{"source": choice, "targets": [given], "ok": bool}]``.

    Nothing in it says what the right answer is.
    """

    outcome: Outcome
    details: dict[str, Any] = field(default_factory=dict)
