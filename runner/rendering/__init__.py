"""Documents as accessible HTML: the same for the author's preview, the runner and exports."""

from .rendering import Translate, choice_order, render_correction, render_question

__all__ = ["Translate", "choice_order", "render_correction", "render_question"]
