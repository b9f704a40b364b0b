"""What every request passes before the rooms see it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from banks.problems import problem_response

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class RefuseNul:
    """400 for a NUL character: PostgreSQL cannot store it, and no keyboard types it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the path, the query and a form's values."""
        if _has_nul(request):
            return HttpResponse(
                "Cette demande contient un caractère nul : retapez le texte.",
                status=400,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class ApiErrorsAreProblems:
    """Whatever refuses a request under /api/ answers a problem document (RFC 9457)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace pages of error by documents; headers such as Allow stay."""
        response = self.get_response(request)
        kind = response.headers.get("Content-Type", "")
        if (
            request.path.startswith("/api/")
            and response.status_code >= 400
            and not kind.startswith("application/problem+json")
        ):
            problem = problem_response(response.status_code, "Cette adresse ne répond pas ainsi.")
            if "Allow" in response.headers:
                problem["Allow"] = response.headers["Allow"]
            return problem
        return response


def _has_nul(request: HttpRequest) -> bool:
    if "\x00" in request.path or "\x00" in "".join(map("".join, _pairs(request.GET))):
        return True
    if request.method == "POST" and (request.content_type or "") in FORM_TYPES:
        return any("\x00" in name + value for name, value in _pairs(request.POST))
    return False


def _pairs(values: object) -> list[tuple[str, str]]:
    return [(name, value) for name, row in values.lists() for value in row]  # type: ignore[attr-defined]
