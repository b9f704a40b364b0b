"""Errors of the API as problem details (RFC 9457): a status and a sentence, no internals."""

import json
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError


class ApiProblem(Exception):
    """An answer other than success: HTTP ``status`` and what to tell the client."""

    def __init__(self, status: int, detail: str) -> None:
        self.status = status
        self.detail = detail
        super().__init__(detail)


def problem_response(status: int, detail: str) -> HttpResponse:
    """The problem document."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json"
    )
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="atelier"'
    return response


def install(api: NinjaAPI) -> None:
    """Answer every refusal of ``api`` with a problem document."""

    @api.exception_handler(ApiProblem)
    def refused(request: HttpRequest, error: ApiProblem) -> HttpResponse:
        return problem_response(error.status, error.detail)

    @api.exception_handler(AuthenticationError)
    def unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem_response(401, "Il faut un jeton : Authorization: Bearer <jeton>.")

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        names = ", ".join(str(item["loc"][-1]) for item in error.errors)
        return problem_response(422, f"Paramètre à corriger : {names}.")

    @api.exception_handler(HttpError)
    def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem_response(error.status_code, str(error))
