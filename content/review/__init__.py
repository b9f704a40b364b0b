"""Review: what goes live was written by one person and approved by another.

``actions.py`` submits, takes, withdraws and decides; ``approvals.py`` says whether a revision may
live; ``registry.py`` is where rooms above say what of theirs is reviewed.
"""
