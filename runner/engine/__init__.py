"""Engines: which challenge comes next. Pure functions over a release's items and the answers."""

from .ascending import next_item

__all__ = ["next_item"]
