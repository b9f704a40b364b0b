"""What challenges are made of. ``Challenge`` in ``challenge.py``, its children in ``children.py``."""

from .challenge import Challenge, all_devices, new_challenge_id
from .children import (
    Blank,
    ChallengeAlignment,
    ChallengeLink,
    ChallengeMedia,
    ChallengeTutorial,
    Choice,
    PoolGroup,
    new_choice_id,
    new_group_id,
)
from .families import FAMILY_FIELDS
from .saved_filters import SavedFilter

__all__ = [
    "FAMILY_FIELDS",
    "Blank",
    "Challenge",
    "ChallengeAlignment",
    "ChallengeLink",
    "ChallengeMedia",
    "ChallengeTutorial",
    "Choice",
    "PoolGroup",
    "SavedFilter",
    "all_devices",
    "new_challenge_id",
    "new_choice_id",
    "new_group_id",
]
