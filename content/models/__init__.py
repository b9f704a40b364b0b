"""The tables that every publishable thing shares."""

from .notes import Note
from .objects import MediaFile, ObjectPointer, StoredObject
from .review import AutomaticCheck, Decision, PeerReview, Review

__all__ = [
    "AutomaticCheck",
    "Decision",
    "MediaFile",
    "Note",
    "ObjectPointer",
    "PeerReview",
    "Review",
    "StoredObject",
]
