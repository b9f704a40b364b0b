"""A document's files as a page shows them: pictures, and downloads offered in several formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from .environment import render_template

Translate = Callable[[str], str]
#: From a resolved medium and a path inside it ("" for the file itself) to an address.
MediaUrl = Callable[[Mapping[str, Any], str], str]


@dataclass(frozen=True)
class Format:
    """One file of a download: its address (None where files are not served), kind and size."""

    url: str | None
    name: str
    extension: str
    size: str


@dataclass(frozen=True)
class Download:
    """A file that is offered, in one format or several."""

    title: str
    formats: tuple[Format, ...]


def picture(
    medium: Mapping[str, Any] | None, lang: str | None, media_url: MediaUrl | None, _: Translate
) -> Markup:
    """``<img>`` with the text for who does not see it, or a note where it cannot be shown."""
    url = media_url(medium, "") if medium is not None and media_url is not None else None
    return render_template("picture.html", medium=medium or {}, lang=lang, url=url, _=_)


def downloads(
    media: Mapping[str, Mapping[str, Any]], media_url: MediaUrl | None, _: Translate
) -> list[Download]:
    """What is offered for download; files whose names differ by extension only are one."""
    found: dict[str, tuple[str, list[Format]]] = {}
    for medium in media.values():
        if medium["role"] != "download":
            continue
        name = PurePosixPath(medium["name"])
        _title, formats = found.setdefault(name.stem.casefold(), (name.stem, []))
        formats.append(
            Format(
                media_url(medium, "") if media_url is not None else None,
                medium["name"],
                name.suffix.lstrip(".").lower(),
                size_in_words(medium["size"], _),
            )
        )
    return [Download(title, tuple(formats)) for title, formats in found.values()]


def size_in_words(size: int, _: Translate = str) -> str:
    """A length in bytes as people say it: «850 octets», «12 Ko», «1,4 Mo» (1 Ko is 1000 bytes)."""
    if size < 1000:
        return _("{number} octets").format(number=size)
    if size < 1_000_000:
        return _("{number} Ko").format(number=round(size / 1000))
    whole, tenth = divmod(round(size / 100_000), 10)
    if whole >= 10 or tenth == 0:
        return _("{number} Mo").format(number=round(size / 1_000_000))
    return _("{whole},{tenth} Mo").format(whole=whole, tenth=tenth)
