"""SVG drawings: only those that draw. Nothing runs, nothing is fetched, nothing grows.

A learner's page shows them in ``<img>``, where browsers run no script; but people also open them
alone, and other systems put them into pages. So what could act is refused here, not removed: the
author decides, and the bytes stay those of the author.
"""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import parse
from django.utils.translation import gettext as _

from .errors import MediaRefused

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_FORBIDDEN = frozenset(
    [
        "script",
        "foreignobject",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "handler",
        "listener",
    ]
)
_ANIMATIONS = frozenset(["set", "animate", "animatemotion", "animatetransform", "animatecolor"])
_ADDRESSES = frozenset({"href", "src", "base", "from", "to", "by", "values"})
_INSIDE = re.compile(r"#[^\s]*|data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
#: In styles and presentation attributes: what may follow ``url(``.
_URL = re.compile(
    r"url\(\s*[\"']?\s*(?!#|data:(image/(png|jpeg|gif|webp)|font/|application/(x-)?font))"
)
_STYLE_FETCHES = re.compile(r"@import|image-set\(|expression\(|javascript:|-moz-binding|\\")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)")
_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]+)?)(px)?\s*")
#: Elements that a drawing may have, each ``<use>`` counted as what it shows.
_ELEMENTS = 100_000
_DEPTH = 100


def measure(file: BinaryIO) -> tuple[int | None, int | None]:
    """Width and height in pixels where the drawing says them, of one that only draws.

    Raises ``MediaRefused`` for broken XML, entities, scripts and event handlers, foreign content,
    references to anything outside the file, and drawings that expand without end.
    """
    file.seek(0)
    data = file.read()
    _check_encoding(data)
    try:
        root = parse(io.BytesIO(data), forbid_dtd=False).getroot()
    except (DefusedXmlException, ParseError, ValueError, RecursionError, LookupError) as error:
        if isinstance(error, DefusedXmlException):
            raise _active(_("des entités XML")) from error
        raise MediaRefused(
            _("Ce dessin SVG est abîmé : enregistrez-le à nouveau, ou exportez-le en PNG.")
        ) from error
    if root.tag != f"{{{SVG_NAMESPACE}}}svg":
        raise MediaRefused(
            _("Ce fichier n’est pas un dessin SVG : exportez-le depuis un éditeur de dessins.")
        )
    _check_depth(root)
    for element in root.iter():
        _check_element(element)
    _check_growth(root)
    return _size(root)


def _check_encoding(data: bytes) -> None:
    """UTF-8, said or not: in another encoding, readers disagree on what is a tag."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    named = declared[1].lower() if declared else b"utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        named = b""
    if named not in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}:
        raise MediaRefused(
            _("Ce dessin SVG n’est pas en UTF-8 : enregistrez-le dans cet encodage.")
        )
    if re.search(rb"<\?\s*xml-stylesheet", data, re.IGNORECASE):
        raise _active(_("une feuille de style externe"))


def _check_depth(root: Element) -> None:
    """Readers walk drawings by recursion: a tower of groups would fell them."""
    level, depth = list(root), 1
    while level:
        depth += 1
        if depth > _DEPTH:
            raise _too_complex()
        level = [child for element in level for child in element]


def _check_element(element: Element) -> None:
    namespace, name = _split(element.tag)
    if name in _FORBIDDEN or namespace == _XHTML:
        raise _active(_("l’élément « %(name)s »") % {"name": name})
    if name == "style":
        _check_style("".join(element.itertext()))
    animated = _attribute(element, "attributename").lower()
    if name in _ANIMATIONS and (animated.endswith("href") or animated.startswith("on")):
        raise _active(_("une animation qui change une adresse"))
    for attribute, value in element.attrib.items():
        _space, attribute_name = _split(attribute)
        if attribute_name.startswith("on"):
            raise _active(_("l’attribut « %(name)s »") % {"name": attribute_name})
        compact = re.sub(r"[\x00-\x20]", "", value)
        if attribute_name in {"href", "src", "base"} and not _INSIDE.fullmatch(compact):
            raise _active(_("une adresse hors du fichier"))
        if attribute_name in _ADDRESSES and compact.lower().startswith(
            ("javascript:", "data:text")
        ):
            raise _active(_("un script"))
        _check_style(value)


def _check_style(text: str) -> None:
    compact = text.lower()
    if _URL.search(compact):
        raise _active(_("une adresse hors du fichier"))
    if "url(" in compact or ":" in compact or "@" in compact:
        found = _STYLE_FETCHES.search(compact)
        if found:
            raise _active(_("« %(text)s » dans un style") % {"text": found[0]})


def _check_growth(root: Element) -> None:
    """Count what ``<use>`` copies: a few nested ones draw millions of elements."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Element, int] = {}

    def cost(element: Element, path: tuple[Element, ...]) -> int:
        if element in known:
            return known[element]
        if element in path or len(path) > _DEPTH:
            raise _too_complex()
        deeper = (*path, element)
        total = 1 + sum(cost(child, deeper) for child in element)
        if _split(element.tag)[1] == "use":
            target = by_id.get(_attribute(element, "href").strip().removeprefix("#"))
            total += cost(target, deeper) if target is not None else 0
        if total > _ELEMENTS:
            raise _too_complex()
        known[element] = total
        return total

    cost(root, ())


def _size(root: Element) -> tuple[int | None, int | None]:
    """From width and height in pixels, else from the view box."""
    found = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if all(found):
        return _pixels(*(match[1] for match in found if match))
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == 4:
        sides = [_LENGTH.fullmatch(side) for side in box[2:]]
        if all(sides):
            return _pixels(*(match[1] for match in sides if match))
    return None, None


def _pixels(width: str, height: str) -> tuple[int | None, int | None]:
    sides = round(float(width)), round(float(height))
    return sides if all(sides) else (None, None)


def _split(tag: object) -> tuple[str, str]:
    """Namespace and lower-case local name; comments have no name."""
    if not isinstance(tag, str):
        return "", ""
    namespace, _brace, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name.lower()


def _attribute(element: Element, wanted: str) -> str:
    return next(_values(element, wanted), "")


def _values(element: Element, wanted: str) -> Iterator[str]:
    return (value for name, value in element.attrib.items() if _split(name)[1] == wanted)


def _active(what: str) -> MediaRefused:
    return MediaRefused(
        _(
            "Ce dessin SVG contient %(what)s, qui pourrait agir dans la page de l’élève."
            " Exportez-le en « SVG simple » ou en PNG, puis réessayez."
        )
        % {"what": what}
    )


def _too_complex() -> MediaRefused:
    return MediaRefused(
        _(
            "Ce dessin SVG est trop complexe pour être affiché : simplifiez-le, ou exportez-le en PNG."
        )
    )
