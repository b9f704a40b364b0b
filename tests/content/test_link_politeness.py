"""Many links: every one once, few at a time per host, with a pause."""

import ipaddress
import time
from collections import Counter
from itertools import pairwise

from content.links.fetching import Limits
from content.links.polite import Politeness, look_at_all
from tests.content.linkserver import link_server

LOCAL = Limits(seconds=5, allowed=(ipaddress.ip_network("127.0.0.0/8"),))


def test_every_link_is_looked_at_once_and_hosts_are_spared():
    with link_server("127.0.0.1") as one, link_server("127.0.0.2") as other:
        urls = [f"{server.url}/200/{n}" for n in range(8) for server in (one, other)]
        polite = Politeness(threads=8, per_host=2, pause=0.1)
        found = list(look_at_all([*urls, urls[0]], LOCAL, polite))
        assert Counter(seen.url for seen in found) == Counter(urls)
        for server in (one, other):
            times = sorted(at for at, _ in server.seen)
            gaps = [b - a for a, b in pairwise(times)]
            assert min(gaps) > 0.05


def test_one_host_that_never_answers_does_not_hold_the_others():
    with link_server("127.0.0.1") as slow, link_server("127.0.0.2") as quick:
        urls = [f"{slow.url}/silence/{n}" for n in range(4)]
        urls += [f"{quick.url}/200/{n}" for n in range(6)]
        limits = Limits(seconds=1, allowed=LOCAL.allowed)
        start = time.monotonic()
        found = list(look_at_all(urls, limits, Politeness(threads=4, per_host=2, pause=0)))
        assert time.monotonic() - start < 6
    outcomes = Counter(seen.outcome for seen in found)
    assert outcomes == {"ok": 6, "timeout": 4}


def test_stopping_early_asks_nothing_more():
    with link_server() as server:
        urls = [f"{server.url}/200/{n}" for n in range(50)]
        looking = look_at_all(urls, LOCAL, Politeness(threads=2, per_host=1, pause=0.05))
        next(looking)
        looking.close()
        time.sleep(0.3)
        count = len(server.seen)
        time.sleep(0.3)
        assert len(server.seen) == count < 10


def test_nothing_to_look_at_ends():
    assert list(look_at_all([], LOCAL)) == []
