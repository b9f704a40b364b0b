"""What tutorials are made of: the tutorial, its pictures, its versions."""

from .tutorial import Tutorial, TutorialMedia, new_tutorial_id
from .versions import TutorialVersion

__all__ = ["Tutorial", "TutorialMedia", "TutorialVersion", "new_tutorial_id"]
