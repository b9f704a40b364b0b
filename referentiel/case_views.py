"""The CASE 1.1 REST service: public, read-only, under ``/ims/case/v1p1/``.

Source: 1EdTech CASE 1.1, Information Model (operations, appendix B) and REST binding.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from . import case_definitions, case_service
from .answers import answer, json_bytes, refusal
from .exchange import case_base

View = Callable[..., HttpResponseBase]

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
#: As far as a database counts.
MAX_OFFSET = 2**31 - 1
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass
class Refused(Exception):
    """An answer other than success: HTTP status, CASE's codes, and a sentence."""

    status: int
    minor: str
    description: str
    major: str = "failure"


def served(view: View) -> View:
    """Answer GET and HEAD with ``view``; everything else, and what goes wrong, as CASE says it."""

    # Nothing is written here: a form's token is not missed, and 405 is CASE's answer, not Django's.
    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        try:
            if request.method not in ("GET", "HEAD"):
                raise _unsupported()
            return view(request, *args, **kwargs)
        except case_service.UnknownObject:
            return status_info(_unknown())
        except Refused as problem:
            return status_info(problem)

    return answered


def status_info(problem: Refused) -> HttpResponseBase:
    """The imsx_StatusInfo of a refusal."""
    field = {
        "imsx_codeMinorFieldName": "TargetEndSystem",
        "imsx_codeMinorFieldValue": problem.minor,
    }
    payload = {
        "imsx_codeMajor": problem.major,
        "imsx_severity": "error",
        "imsx_description": problem.description,
        "imsx_codeMinor": {"imsx_codeMinorField": [field]},
    }
    response = refusal(payload, problem.status)
    if problem.status == 405:
        response["Allow"] = "GET, HEAD"
    return response


@served
def documents(request: HttpRequest) -> HttpResponseBase:
    """``{"CFDocuments": […]}``, a page at a time."""
    limit = number(request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT)
    offset = number(request, "offset", 0, 0, MAX_OFFSET)
    rows, total = case_service.documents(limit, offset)
    response = answer(request, json_bytes({"CFDocuments": rows}))
    return paged(response, f"{case_base()}/CFDocuments", limit, offset, total)


@served
def document(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """A CFDocument."""
    return answer(request, json_bytes(case_service.document(uuid(identifier))))


@served
def package(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """A CFPackage; it has the identifier of its CFDocument."""
    return answer(request, json_bytes(case_service.package(uuid(identifier))))


@served
def item(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """A CFItem."""
    return answer(request, json_bytes(case_service.item(uuid(identifier))))


@served
def association(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """A CFAssociation."""
    return answer(request, json_bytes(case_service.association(uuid(identifier))))


@served
def item_associations(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """``{"CFItem": …, "CFAssociations": […]}``: all of them, as CASE wants, unless there is a limit."""
    offset = number(request, "offset", 0, 0, MAX_OFFSET)
    asked = number(request, "limit", 0, 1, MAX_LIMIT)
    found, rows = case_service.item_associations(uuid(identifier))
    limit = asked or max(len(rows), 1)
    payload = {"CFItem": found, "CFAssociations": rows[offset : offset + limit]}
    address = f"{case_base()}/CFItemAssociations/{found['identifier']}"
    return paged(answer(request, json_bytes(payload)), address, limit, offset, len(rows))


@served
def definitions(request: HttpRequest, kind: str, identifier: str) -> HttpResponseBase:
    """What items and documents refer to: a set of its own name, with what is below it."""
    rows = case_definitions.definitions(kind, uuid(identifier))
    return answer(request, json_bytes({kind: rows}))


@served
def definition(request: HttpRequest, kind: str, identifier: str) -> HttpResponseBase:
    """What items and documents refer to, and nothing is below."""
    return answer(request, json_bytes(case_definitions.definitions(kind, uuid(identifier))[0]))


@served
def rubric(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """A CFRubric: a framework's scale, or what was kept."""
    return answer(request, json_bytes(case_definitions.rubric(uuid(identifier))))


@served
def nothing(request: HttpRequest, path: str) -> HttpResponseBase:
    """Every other address."""
    raise _unknown()


def paged(
    response: HttpResponseBase, address: str, limit: int, offset: int, total: int
) -> HttpResponseBase:
    """``response`` with how many records there are and where the other pages are."""
    starts = {"first": 0, "last": max(total - 1, 0) // limit * limit}
    if offset > 0:
        starts["prev"] = max(offset - limit, 0)
    if offset + limit < total:
        starts["next"] = offset + limit
    response["X-Total-Count"] = str(total)
    response["Link"] = ", ".join(
        f'<{address}?{urlencode({"limit": limit, "offset": start})}>; rel="{name}"'
        for name, start in starts.items()
    )
    response["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count"
    return response


def number(request: HttpRequest, name: str, default: int, least: int, most: int) -> int:
    """A number of the query, or ``default``. Raises ``Refused`` when it is none between both."""
    text = request.GET.get(name)
    if text is None:
        return default
    if re.fullmatch("[0-9]{1,10}", text) and least <= int(text) <= most:
        return int(text)
    raise Refused(
        400,
        "invalid_selection_field",
        gettext("« %(name)s » est un nombre entier de %(least)d à %(most)d.")
        % {"name": name, "least": least, "most": most},
    )


def uuid(text: str) -> UUID:
    """The identifier of an address. Raises ``Refused`` when it is none."""
    if _UUID.fullmatch(text):
        return UUID(text)
    raise Refused(
        404,
        "invalid_uuid",
        gettext("Cet identifiant n'est pas un UUID : 8-4-4-4-12 chiffres hexadécimaux."),
    )


def _unknown() -> Refused:
    return Refused(404, "unknownobject", gettext("Aucun objet public n'a cet identifiant."))


def _unsupported() -> Refused:
    return Refused(405, "unsupported", gettext("Ce service se lit seulement."), "unsupported")
