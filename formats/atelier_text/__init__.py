"""The Atelier text format: one challenge a file, Markdown with YAML front matter.

Described for authors in docs/format-texte.md. ``decode`` answers documents, ``encode`` writes them.
The skill is written by its name (``@requete3``), which only the importer can turn into an id; files
(pictures, downloads, simulators) are named by their paths, and ``with_files`` puts in what they are.
"""

from .model import Decoded, FileFacts, TextProblem, with_files
from .names import TYPES
from .reading import decode, name_of, prototype_of
from .writing import encode

__all__ = [
    "TYPES",
    "Decoded",
    "FileFacts",
    "TextProblem",
    "decode",
    "encode",
    "name_of",
    "prototype_of",
    "with_files",
]
