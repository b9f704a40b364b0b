"""The admin's forms, lists and histories of every entity of the referential."""

from .entities import ENTITY_VIEWSETS, ReferentialGroup

__all__ = ["ENTITY_VIEWSETS", "ReferentialGroup"]
