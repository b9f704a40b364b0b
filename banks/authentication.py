"""The one way into the API: a token of ours in ``Authorization: Bearer …``."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from .actions import token_digest
from .enums import Scope
from .models import AccessToken, Bank
from .problems import ApiProblem


class TokenAuthentication(HttpBearer):
    """Finds the token by its hash; what is unknown, expired or revoked is 401, and says which."""

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The usable token of ``token``. Raises ``ApiProblem`` 401."""
        found = AccessToken.objects.filter(digest=token_digest(token)).first()
        if found is None:
            raise ApiProblem(401, "Ce jeton n'est pas connu.")
        if found.revoked_at is not None:
            raise ApiProblem(401, "Ce jeton a été révoqué : demandez-en un autre.")
        if not found.is_usable():
            raise ApiProblem(401, "Ce jeton a expiré : demandez-en un autre.")
        return found


def token_of(request: HttpRequest) -> AccessToken:
    """The token that the request was let in with."""
    token: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(token, AccessToken)  # noqa: S101 - every route has the authentication
    return token


def bank_of(request: HttpRequest, slug: str) -> Bank:
    """The bank of ``slug`` if the token may read it; 404 otherwise, so that none is disclosed."""
    bank = token_of(request).banks.filter(slug=slug).first()
    if bank is None:
        raise ApiProblem(404, "Il n'y a pas de banque de ce nom pour ce jeton.")
    return bank


def content_scope(request: HttpRequest) -> Scope:
    """The token's scope, which must be one that reads content; 403 otherwise."""
    scope = Scope(token_of(request).scope)
    if scope == Scope.CATALOGUE:
        raise ApiProblem(
            403,
            "Un jeton de portée « catalogue » lit les banques et les publications, rien d'autre.",
        )
    return scope
