"""The API: exact bytes, scopes, tokens, conditional requests, problem documents."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from banks.actions import create_token
from banks.enums import Scope
from banks.models import AccessToken
from content.canonical import sha256_hex
from schemas import validate
from tests import factories

pytestmark = pytest.mark.django_db


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_banks_and_releases_for_every_scope(get, release):
    for scope in Scope:
        (bank,) = get("/banks", scope).json()
        assert (bank["slug"], bank["latest"]) == ("essai", 1)
        (row,) = get("/banks/essai/releases", scope).json()
        assert (row["number"], row["latest"], row["note"]) == (1, True, "Première.")


@pytest.mark.parametrize("scope", [Scope.PLAYER, Scope.ENGINE])
def test_from_the_pointer_to_the_objects(get, release, scope):
    pointer = get("/banks/essai/releases/latest", scope).json()
    assert validate(pointer, "pointer") == []
    response = get(f"/banks/essai/releases/{pointer['number']}", scope)
    assert sha256_hex(response.content) == pointer["sha256"]
    manifest = response.json()
    assert manifest["scope"] == scope
    for entry in manifest["entries"]:
        data = get(f"/banks/essai/objects/{entry['sha256']}", scope).content
        assert sha256_hex(data) == entry["sha256"]
        assert len(data) == entry["size"]
        assert validate(json.loads(data), entry["kind"]) == []


def test_items_are_one_document_a_line(get, release, challenge):
    for scope, has_key in ((Scope.PLAYER, False), (Scope.ENGINE, True)):
        response = get("/banks/essai/releases/1/items", scope)
        assert response["Content-Type"] == "application/x-ndjson"
        (line,) = body(response).splitlines()
        document = json.loads(line)
        assert document["id"] == challenge.public_id
        assert ("key" in document) == has_key


@pytest.mark.parametrize("path", ["/releases/latest", "/releases/1", "/releases/1/items"])
def test_a_client_that_has_it_gets_304(get, release, path):
    first = get(f"/banks/essai{path}")
    body(first)
    again = get(f"/banks/essai{path}", **{"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["ETag"] == first["ETag"]
    assert "private" in first["Cache-Control"]
    assert "Authorization" in first["Vary"]


def test_an_object_is_304_too(get, release):
    sha = get("/banks/essai/releases/1").json()["entries"][0]["sha256"]
    response = get(f"/banks/essai/objects/{sha}", **{"if-none-match": f'"{sha}"'})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/releases/latest", "/releases/1", "/releases/1/items", f"/objects/{'a' * 64}"]
)
def test_a_catalogue_token_reads_no_content(get, release, path):
    response = get(f"/banks/essai{path}", Scope.CATALOGUE)
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/banks/inconnue/releases", 404),
        ("/banks/essai/releases/9", 404),
        ("/banks/essai/releases/neuf", 422),
        (f"/banks/essai/objects/{'0' * 64}", 404),
        ("/banks/essai/objects/xyz", 422),
        ("/schemas/poem", 404),
        ("/nowhere", 404),
    ],
)
def test_what_does_not_exist(get, release, path, status):
    assert get(path).status_code == status


def test_a_bank_of_others_is_not_disclosed(get, release):
    factories.BankFactory(slug="autre")
    assert get("/banks/autre/releases").status_code == 404
    assert [bank["slug"] for bank in get("/banks").json()] == ["essai"]


def test_a_bank_without_release(client, bank, get):
    assert get("/banks/essai/releases").json() == []
    assert get("/banks/essai/releases/latest").status_code == 404
    assert get("/banks").json()[0]["latest"] is None


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "expiré"),
        ({"revoked_at": timezone.now()}, "révoqué"),
        ({"digest": "0" * 64}, "pas connu"),
    ],
)
def test_a_token_that_is_no_longer_good(get, bank, change, word):
    AccessToken.objects.filter(scope=Scope.ENGINE).update(**change)
    response = get("/banks")
    assert response.status_code == 401
    assert word in response.json()["detail"]
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", [{}, {"authorization": "Basic x"}, {"authorization": "Bearer"}])
def test_without_a_token(client, release, header):
    response = client.get("/api/v1/banks", headers=header)
    assert response.status_code == 401
    assert response.json()["status"] == 401


def test_only_the_hash_of_a_token_is_kept(bank):
    token, secret = create_token("essai", Scope.PLAYER, [bank], days=1)
    assert secret not in str(AccessToken.objects.filter(pk=token.pk).values().get())
    with pytest.raises(ValueError, match="bank"):
        create_token("vide", Scope.PLAYER, [])
    with pytest.raises(ValueError, match="poem"):
        create_token("faux", "poem", [bank])


def test_the_token_command(bank, client, release, capsys):
    call_command("create_token", "plateforme", "--scope", "player", "--bank", "essai")
    secret = capsys.readouterr().out.strip()
    response = client.get("/api/v1/banks", headers={"authorization": f"Bearer {secret}"})
    assert response.json()[0]["slug"] == "essai"
    for arguments, word in (
        (["plateforme", "--scope", "player", "--bank", "essai"], "existe déjà"),
        (["autre", "--scope", "player", "--bank", "nulle"], "nulle"),
        (["autre", "--scope", "player", "--bank", "essai", "--days", "0"], "1 à 3650"),
        (["autre", "--scope", "player", "--bank", "essai", "--days", "99999999"], "1 à 3650"),
    ):
        with pytest.raises(CommandError, match=word):
            call_command("create_token", *arguments)


def test_schemas_are_for_everybody(client):
    response = client.get("/api/v1/schemas/challenge")
    assert response.json()["$id"].endswith("/v1/challenge.json")
    assert client.get("/api/v1/schemas/challenge.json").status_code == 200


def test_the_description_and_its_page(client):
    description = client.get("/api/v1/openapi.json").json()
    assert set(description["paths"]) == {
        "/api/v1/banks",
        "/api/v1/banks/{slug}/releases",
        "/api/v1/banks/{slug}/releases/latest",
        "/api/v1/banks/{slug}/releases/{number}",
        "/api/v1/banks/{slug}/releases/{number}/items",
        "/api/v1/banks/{slug}/objects/{sha256}",
        "/api/v1/schemas/{name}",
    }
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/openapi.json" in page
    assert "cdn" not in page


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_is_read_only(client, secrets, release, method):
    headers = {"authorization": f"Bearer {secrets[Scope.ENGINE]}"}
    assert getattr(client, method)("/api/v1/banks", headers=headers).status_code == 405


def test_a_token_is_revoked_by_command(bank, get, capsys):
    call_command("revoke_token")
    assert "essai engine : engine, essai, utilisable" in capsys.readouterr().out
    call_command("revoke_token", "essai engine")
    assert get("/banks").status_code == 401
    with pytest.raises(CommandError, match="Pas de jeton"):
        call_command("revoke_token", "inconnu")


def test_lists_have_an_etag_too(get, release):
    for path in ("/banks", "/banks/essai/releases"):
        first = get(path)
        assert get(path, **{"if-none-match": first["ETag"]}).status_code == 304
