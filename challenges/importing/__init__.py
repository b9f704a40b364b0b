"""Landing files of the Atelier text format as proposed drafts (docs/format-texte.md)."""

from .run import Imported, Message, import_challenges

__all__ = ["Imported", "Message", "import_challenges"]
