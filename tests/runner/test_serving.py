"""Files over HTTP: what is shown, what is offered, and simulators in their sandbox."""

import io
import zipfile

import pytest
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st

from runner import serving
from runner.serving import serve_file, serve_simulator

ORIGIN = "https://atelier.example/runner/media/token/"


def archive(members=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in (members or {"index.html": "<p>", "js/app.js": "1"}).items():
            zipped.writestr(name, data)
    file.seek(0)
    return file


def body(response):
    return b"".join(response)


def test_a_picture_is_shown_and_runs_nothing():
    response = serve_file(b"<svg/>", mime="image/svg+xml", name="plan.svg", download=False)
    assert body(response) == b"<svg/>"
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("mime", "download"), [("image/png", True), ("text/html", False), ("application/pdf", False)]
)
def test_the_rest_is_offered_under_its_name(mime, download):
    response = serve_file(io.BytesIO(b"x"), mime=mime, name='é"\r\n.docx', download=download)
    assert response["Content-Disposition"].startswith("attachment")
    assert "\n" not in response["Content-Disposition"]
    assert body(response) == b"x"


def test_a_simulator_s_page_is_sandboxed_and_reaches_its_own_files_only():
    response = serve_simulator(archive(), "index.html", ORIGIN)
    policy = response["Content-Security-Policy"]
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert policy.startswith("sandbox allow-scripts allow-forms;")
    assert f"default-src {ORIGIN} data: blob: 'unsafe-inline';" in policy
    assert "allow-same-origin" not in policy
    assert "form-action 'none'" in policy
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies


def test_a_file_s_type_follows_its_name():
    assert serve_simulator(archive(), "js/app.js", ORIGIN)["Content-Type"].startswith(
        "text/javascript"
    )
    odd = serve_simulator(archive({"a.exe": "MZ"}), "a.exe", ORIGIN)
    assert odd["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("path", ["", "absent.html", "../index.html", "/index.html", "js/", "js"])
def test_what_is_not_in_the_archive_is_not_found(path):
    with pytest.raises(Http404):
        serve_simulator(archive({"index.html": "", "js/": "", "js/a.js": ""}), path, ORIGIN)


def test_a_file_that_expands_too_far_is_not_served(monkeypatch):
    monkeypatch.setattr(serving, "MAX_MEMBER", 1000)
    assert serve_simulator(archive({"a.txt": "0" * 1000}), "a.txt", ORIGIN).status_code == 200
    with pytest.raises(Http404):
        serve_simulator(archive({"a.txt": "0" * 1001}), "a.txt", ORIGIN)


@given(st.binary(max_size=300), st.integers(0, 200), st.binary(min_size=1, max_size=20))
def test_a_damaged_archive_is_not_found_and_nothing_worse(junk, position, patch):
    data = bytearray(archive({"index.html": "bonjour" * 30}).getvalue())
    data[position : position + len(patch)] = patch
    for damaged in (junk, bytes(data)):
        try:
            response = serve_simulator(io.BytesIO(damaged), "index.html", ORIGIN)
        except Http404:
            continue
        assert response.status_code == 200


@pytest.mark.parametrize("origin", ["*", "https://a.be; script-src *", "https://a.be 'self'", ""])
def test_an_origin_that_says_more_is_refused(origin):
    with pytest.raises(ValueError, match="origin"):
        serve_simulator(archive(), "index.html", origin)
