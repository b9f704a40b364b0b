"""Many links at once without hurting anybody: so many threads in all, so few per host, with a pause."""

import heapq
import queue
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from .fetching import Limits, Seen, look


@dataclass(frozen=True)
class Politeness:
    """Threads in all, requests at a time per host, and seconds between two starts on one host."""

    threads: int = 32
    per_host: int = 2
    pause: float = 0.5


def look_at_all(
    urls: Iterable[str],
    limits: Limits = Limits(),  # noqa: B008 - frozen
    politeness: Politeness = Politeness(),
    looking: Callable[[str, Limits], Seen] = look,
) -> Iterator[Seen]:
    """Look at each of ``urls`` once; answers come as they are found. Closing it stops the rest."""
    turns = _Turns(urls, politeness)
    found: queue.Queue[Seen | None] = queue.Queue()

    def work() -> None:
        while (url := turns.take()) is not None:
            try:
                found.put(looking(url, limits))
            finally:
                turns.done(url)
        found.put(None)

    threads = [threading.Thread(target=work, daemon=True) for _ in range(politeness.threads)]
    for thread in threads:
        thread.start()
    try:
        working = len(threads)
        while working:
            seen = found.get()
            if seen is None:
                working -= 1
            else:
                yield seen
    finally:
        turns.stop()


class _Turns:
    """Whose turn it is: hosts wait for their pause and for their other requests, threads for a host."""

    def __init__(self, urls: Iterable[str], politeness: Politeness) -> None:
        self._politeness = politeness
        self._waiting: dict[str, deque[str]] = defaultdict(deque)
        for url in dict.fromkeys(urls):
            self._waiting[_host(url)].append(url)
        self._running: dict[str, int] = defaultdict(int)
        # When each host may be asked again; a host that is busy is not in the heap.
        self._ready = [(0.0, host) for host in self._waiting]
        heapq.heapify(self._ready)
        self._next: dict[str, float] = defaultdict(float)
        self._changed = threading.Condition()
        self._stopped = False

    def take(self) -> str | None:
        """The next link; waits for a host to be ready. None when nothing is left."""
        with self._changed:
            while True:
                if self._stopped or not any(self._waiting.values()):
                    self._changed.notify_all()
                    return None
                now = time.monotonic()
                if self._ready and self._ready[0][0] <= now:
                    return self._start(heapq.heappop(self._ready)[1], now)
                self._changed.wait(self._ready[0][0] - now if self._ready else None)

    def done(self, url: str) -> None:
        """A link's request is over: its host may take another."""
        host = _host(url)
        with self._changed:
            full = self._running[host] >= self._politeness.per_host
            self._running[host] -= 1
            if full and self._waiting[host]:
                heapq.heappush(self._ready, (self._next[host], host))
            self._changed.notify_all()

    def stop(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _start(self, host: str, now: float) -> str:
        url = self._waiting[host].popleft()
        self._running[host] += 1
        self._next[host] = now + self._politeness.pause
        if self._waiting[host] and self._running[host] < self._politeness.per_host:
            heapq.heappush(self._ready, (self._next[host], host))
        return url


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
