"""Pictures made of pixels: whole, of a reasonable size, and without the place where they were taken."""

import zipfile
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import ExifTags, Image

from .errors import MediaRefused
from .kinds import GIF, JPEG, PNG, WEBP, Kind

_FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
#: EXIF orientations that turn the picture by a quarter: browsers show it turned.
_QUARTER_TURNS = frozenset({5, 6, 7, 8})
#: How many times the pixels of one picture an animation may have in all.
_FRAMES = 200


def measure(file: BinaryIO, kind: Kind) -> tuple[int, int]:
    """Width and height as shown, in pixels, of a picture that decodes to its end.

    Raises ``MediaRefused`` for a broken file, one that expands to too many pixels, one that is an
    archive or a PDF as well, and one that holds a position (GPS).
    """
    _refuse_second_nature(file)
    try:
        image = _open(file, kind)
        width, height = image.size
        too_large = width * height > settings.ATELIER_MEDIA_MAX_PIXELS
        if not too_large:
            image.verify()
            image = _open(file, kind)  # verify() leaves the image unusable
            frames = getattr(image, "n_frames", 1)
            too_large = frames * width * height > _FRAMES * settings.ATELIER_MEDIA_MAX_PIXELS
        if not too_large:
            image.load()
            located, turned = _has_position(image), _is_turned(image)
    except Image.DecompressionBombError:
        too_large = True
    except Exception as error:  # Pillow's decoders raise whatever the bytes lead them to
        raise MediaRefused(
            _("Cette image est abîmée ou incomplète : enregistrez-la à nouveau, puis réessayez.")
        ) from error
    if too_large:
        raise MediaRefused(
            _(
                "Cette image a plus de %(millions)s millions de pixels :"
                " réduisez ses dimensions (1600 pixels de large suffisent)."
            )
            % {"millions": settings.ATELIER_MEDIA_MAX_PIXELS // 10**6}
        )
    if located:
        raise MediaRefused(
            _(
                "Cette photo contient l’endroit où elle a été prise (position GPS), qui serait publié"
                " avec elle. Retirez-le (sous Windows : Propriétés, Détails, « Supprimer les"
                " propriétés » ; ailleurs : une capture d’écran de la photo), puis réessayez."
            )
        )
    return (height, width) if turned else (width, height)


def _open(file: BinaryIO, kind: Kind) -> Image.Image:
    file.seek(0)
    return Image.open(file, formats=[_FORMATS[kind]])


def _is_turned(image: Image.Image) -> bool:
    return image.getexif().get(ExifTags.Base.Orientation) in _QUARTER_TURNS


def _has_position(image: Image.Image) -> bool:
    position = image.getexif().get_ifd(ExifTags.IFD.GPSInfo)
    if {ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude} & set(position):
        return True
    described = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(described, str):
        described = described.encode()
    return b"GPSLatitude" in described


def _refuse_second_nature(file: BinaryIO) -> None:
    """A file that other programs would take for something else is not a picture."""
    file.seek(0)
    is_pdf = b"%PDF-" in file.read(1024)
    file.seek(0)
    if is_pdf or zipfile.is_zipfile(file):
        raise MediaRefused(
            _(
                "Ce fichier est à la fois une image et une archive ou un document :"
                " enregistrez l’image à nouveau avec un éditeur d’images."
            )
        )
