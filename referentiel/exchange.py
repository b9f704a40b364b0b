"""Frameworks as files: which formats there are, reading one into a package, writing one from it."""

import json
from dataclasses import dataclass
from mimetypes import MimeTypes
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.minting import Document
from formats import case, framework_csv, framework_json
from formats.reading import Reading, Remark, Unreadable
from schemas import Problem, validate

from .models import Framework
from .packages import header, package_document


@dataclass(frozen=True)
class Format:
    """A file format: its code on the command line, its name, its ending and media type."""

    code: str
    label: str | Promise
    ending: str
    mime: str


FORMATS = {
    "case": Format("case", "CASE 1.1 (CFPackage)", "case.json", "application/json"),
    "csv": Format("csv", "CSV", "csv", "text/csv"),
    "json": Format("json", gettext_lazy("JSON d'Atelier"), "json", "application/json"),
}
#: A file says what it is by its content; endings only name the usual suspects.
ENDINGS = {"case": (".json",), "json": (".json",), "csv": (".csv", ".txt", ".tsv")}
#: Endings that say what a file is, whatever the machine: the standard library's own table.
_KNOWN_ENDINGS = {ending for types in MimeTypes(filenames=()).types_map for ending in types} | {
    ".tsv",
    ".xlsx",
    ".ods",
    ".docx",
    ".yaml",
    ".yml",
}


def case_base() -> str:
    """The address of the CASE service, which the URIs of what it describes begin with."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/ims/case/v1p1"


def write(framework: Framework, name: str) -> str:
    """``framework`` in the format ``name``, ending with a line end. Raises ``KeyError``."""
    package = package_document(framework)
    match FORMATS[name].code:
        case "case":
            return _lines(case.encode(_resolved(package), case_base()))
        case "csv":
            return framework_csv.encode(package)
        case _:
            return framework_json.encode(package)


def read(data: bytes, name: str, code: str | None = None) -> Reading:
    """The package of a file in the format ``name``; ``code`` names the framework if it does not.

    A CSV without a row for the framework is about the one that has ``code``: what it is stays.
    Raises ``Unreadable`` with every place and reason, and ``KeyError`` for an unknown format.
    """
    refuse_size(len(data))
    match FORMATS[name].code:
        case "case":
            reading = case.decode(data)
            if code:
                reading.document["code"] = code
                _refuse(reading, validate(reading.document, "framework-package"))
        case "csv":
            reading = framework_csv.decode(data, code)
            if not framework_csv.has_header(reading):
                _complete(reading.document)
        case _:
            reading = framework_json.decode(data)
            if code and code != reading.document["code"]:
                raise Unreadable(
                    [
                        Remark(
                            "/code",
                            _(
                                "le fichier décrit « %(found)s », pas « %(code)s » : corrigez l'un des deux."
                            )
                            % {"found": reading.document["code"], "code": code},
                        )
                    ]
                )
    return reading


def read_path(path: Path, name: str, code: str | None = None) -> Reading:
    """The package of the file at ``path``, whose size is looked at before it is read.

    Raises ``OSError`` and what ``read`` raises.
    """
    refuse_size(path.stat().st_size)
    refuse_name(path.name, name)
    return read(path.read_bytes(), name, code)


def refuse_size(size: int) -> None:
    """Raises ``Unreadable`` for a file of more than ``REFERENTIEL_IMPORT_MAX_BYTES``."""
    most = settings.REFERENTIEL_IMPORT_MAX_BYTES
    if size > most:
        raise Unreadable(
            [
                Remark(
                    "",
                    _(
                        "Le fichier pèse %(size)s Mo ; %(most)s Mo au plus : découpez-le en plusieurs."
                    )
                    % {"size": size // 10**6, "most": most // 10**6},
                )
            ]
        )


def refuse_name(file_name: str, name: str) -> None:
    """Raises ``Unreadable`` when the ending of ``file_name`` says another kind of file.

    An ending that nobody knows says nothing: the content decides.
    """
    ending = Path(file_name).suffix.lower()
    if ending in _KNOWN_ENDINGS and ending not in ENDINGS[FORMATS[name].code]:
        raise Unreadable(
            [
                Remark(
                    "",
                    _("« %(name)s » n'a pas l'extension d'un fichier %(format)s (%(endings)s) : "
                      "choisissez l'autre format, ou le bon fichier.")
                    % {
                        "name": file_name[:100],
                        "format": FORMATS[name].label,
                        "endings": ", ".join(ENDINGS[FORMATS[name].code]),
                    },
                )
            ]
        )  # fmt: skip


def placed(reading: Reading, problems: list[Problem]) -> list[Remark]:
    """``problems`` of the package as remarks about the file it was read from."""
    return [
        # What is said of the whole file has no line.
        Remark(
            (reading.place(problem.pointer) or problem.pointer) if problem.pointer else "",
            problem.message,
        )
        for problem in problems
    ]


def _lines(package: Document) -> str:
    """JSON with one item a line: people and tools compare such files, and it is quick to write."""
    members = []
    for name, value in package.items():
        if isinstance(value, list):
            rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in value)
            text = f"[\n{rows}\n]" if value else "[]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        members.append(f"{json.dumps(name)}: {text}")
    return "{" + ",\n".join(members) + "}\n"


def _complete(package: Document) -> None:
    """Give a package without header that of the framework as it is, when there is one."""
    framework = Framework.objects.filter(code=package["code"]).first()
    if framework is None:
        return
    for name, value in header(framework).items():
        if name not in {"items", "alignments"} and not (
            name in {"groups", "levels"} and package[name]
        ):
            package[name] = value


def _resolved(package: Document) -> Document:
    """Without the alignments whose target nobody knows yet: CASE names targets by identifier."""
    alignments = [row for row in package["alignments"] if row.get("target_identifier")]
    return {**package, "alignments": alignments}


def _refuse(reading: Reading, problems: list[Problem]) -> None:
    if problems:
        raise Unreadable(placed(reading, problems))
