"""One look at a link, against a real server that misbehaves in every listed way."""

import ipaddress
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.links.addresses import is_public
from content.links.fetching import Limits, look
from tests.content.linkserver import link_server

LOCAL = Limits(seconds=3, allowed=(ipaddress.ip_network("127.0.0.1/32"),))


@pytest.fixture(scope="module")
def server():
    with link_server() as running:
        yield running


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/200", "ok", 200),
        ("/204", "ok", 204),
        ("/404", "broken", 404),
        ("/410", "broken", 410),
        ("/401", "unsure", 401),
        ("/403", "unsure", 403),
        ("/429", "unsure", 429),
        ("/500", "unsure", 500),
        ("/503", "unsure", 503),
        ("/to/200", "ok", 200),
        ("/moved/200", "moved", 200),
        ("/moved/404", "broken", 404),
        ("/loop", "broken", None),
        ("/garbage", "broken", None),
        ("/headers", "broken", None),
        ("/hangup", "broken", None),
        ("/endless", "ok", 200),
    ],
)
def test_what_a_server_answers_is_an_outcome(server, path, outcome, status):
    seen = look(server.url + path, LOCAL)
    assert (seen.outcome, seen.status) == (outcome, status), seen.detail


def test_where_it_moved_for_good_is_said(server):
    assert look(f"{server.url}/moved/moved/200", LOCAL).moved_to == f"{server.url}/200"
    seen = look(f"{server.url}/moved/to/200", LOCAL)
    assert seen.moved_to == f"{server.url}/to/200"


@pytest.mark.parametrize("path", ["/silence", "/drip"])
def test_a_server_that_never_finishes_is_left_in_time(server, path):
    start = time.monotonic()
    seen = look(server.url + path, Limits(seconds=1, allowed=LOCAL.allowed))
    assert seen.outcome == "timeout"
    assert time.monotonic() - start < 2.5


def test_a_body_without_end_is_not_read(server):
    server.sent = 0
    look(f"{server.url}/endless", LOCAL)
    time.sleep(0.3)
    assert server.sent < 50 * 10**6


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
    ],
)
def test_private_places_are_never_visited(url):
    assert look(url, Limits(seconds=2)).outcome == "refused"


def test_a_redirect_into_a_private_place_is_not_followed(server):
    with link_server("127.0.0.2") as inside:
        seen = look(f"{server.url}/to/{inside.url}/200", LOCAL)
        assert seen.outcome == "refused"
        assert inside.seen == []


def test_a_name_that_changes_into_a_private_place_is_not_visited(server, monkeypatch):
    """The connection goes to the address that was looked at, whatever the name says a moment later."""
    import socket

    real, answers = socket.getaddrinfo, iter(["127.0.0.1", "10.0.0.1"])

    def changing(host, port, *args, **kwargs):
        if host != "change.example":
            return real(host, port, *args, **kwargs)
        return real(next(answers), port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    port = server.server_port
    assert look(f"http://change.example:{port}/200", LOCAL).outcome == "ok"
    assert look(f"http://change.example:{port}/200", LOCAL).outcome == "refused"


@pytest.mark.parametrize(
    "url", ["", "http://", "http://[", "http://a b/", "//x", "http://x:99999/"]
)
def test_what_is_no_address_is_told_and_never_raises(url):
    assert look(url, Limits(seconds=2)).outcome in {"refused", "broken"}


@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text):
    look(f"http://127.0.0.1:9/{text}", Limits(seconds=1))


@given(st.ip_addresses(v=4))
def test_ipv4_is_judged_the_same_inside_ipv6(address):
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    nat64 = ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address))
    assert is_public(mapped) == is_public(address) == is_public(nat64)
