"""What tutorials are made of: the tutorial, its pictures, its versions, references to it."""

from .references import TutorialReference
from .tutorial import Tutorial, TutorialMedia, new_tutorial_id
from .versions import TutorialVersion

__all__ = ["Tutorial", "TutorialMedia", "TutorialReference", "TutorialVersion", "new_tutorial_id"]
