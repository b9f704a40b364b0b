"""Pix strings (proposals, solution, treatments…) and challenge documents, both ways: no Django.

What is read and written is what a learner meets and how it is marked: ``words.FIELDS``. Skill, status,
genealogy, attachments, accessibility, calibration are columns of a Pix release, which the exporter of
releases fills; here they are neither read nor written. Source of the syntaxes: PIX_CONTRACT.md §2.
"""

from .answers import response_from_pix
from .reading import from_pix
from .words import blank_id, pix_type
from .writing import Written, to_pix

__all__ = ["Written", "blank_id", "from_pix", "pix_type", "response_from_pix", "to_pix"]
