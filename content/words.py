"""Words that scripts of the admin show: translated on the server, handed over as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import json_script
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class ScriptWords:
    """One asset of a form's media: the words of a script, in a JSON element called ``name``.

    ``words`` is called when the page is made, so that the person's language is known.
    """

    name: str
    words: Callable[[], Mapping[str, Any]]

    def __html__(self) -> SafeString:
        """The element; a form that asks for it twice gets it once."""
        return json_script(dict(self.words()), self.name)
