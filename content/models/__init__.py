"""The tables that every publishable thing shares."""

from .links import CheckedLink, LinkLook
from .notes import Note
from .objects import MediaFile, ObjectPointer, StoredObject
from .review import AutomaticCheck, Decision, PeerReview, Review

__all__ = [
    "AutomaticCheck",
    "CheckedLink",
    "Decision",
    "LinkLook",
    "MediaFile",
    "Note",
    "ObjectPointer",
    "PeerReview",
    "Review",
    "StoredObject",
]
