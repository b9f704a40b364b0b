"""What every request passes: no NUL reaches a room, and the API refuses in problem documents."""

import pytest

from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/referentiel/crcn/%00/", "/?q=%00", "/api/v1/banks/%00/releases"]
)
def test_a_nul_in_an_address_is_400(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.django_db
def test_a_nul_in_a_form_is_400(client):
    response = client.post("/i18n/setlang/", {"language": "en", "next": "/\x00"})
    assert response.status_code == 400
    assert "retapez" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/api/v1/nope", 404), ("post", "/api/v1/banks", 405), ("get", "/api/nope", 404)],
)
def test_the_api_refuses_in_problem_documents(client, method, path, status):
    response = getattr(client, method)(path)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status
    if status == 405:
        assert response["Allow"] == "GET"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/sante/", "/runner/", "/referentiel/", "/referentiel/crcn/"]
)
def test_head_is_answered(client, path):
    factories.FrameworkFactory()
    assert client.head(path).status_code == 200
