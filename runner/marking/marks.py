"""What marking answers."""

from dataclasses import dataclass, field
from typing import Any, Literal

Outcome = Literal["ok", "ko", "aband", "timedout", "focusedOut", "error"]
Profile = Literal["atelier", "pix"]


@dataclass(frozen=True)
class Mark:
    """An outcome and what explains it.

    ``details`` may hold ``reason`` (a code: ``malformed``, ``unknown-choice``, ``no-solution``) and
    ``blanks``: for each blank ``{"ok": bool, "through": [tolerances that were needed]}``.
    """

    outcome: Outcome
    details: dict[str, Any] = field(default_factory=dict)
