"""Documents as accessible HTML: the same for the author's preview, the runner and exports."""

from .corrections import render_correction
from .files import MediaUrl, Translate
from .orders import choice_order
from .questions import render_question

__all__ = ["MediaUrl", "Translate", "choice_order", "render_correction", "render_question"]
