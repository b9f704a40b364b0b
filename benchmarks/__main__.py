"""``python -m benchmarks``: what costs time on the whole path, measured in this process.

Every figure is the median of several rounds; the validators are given as a ratio, because absolute
times follow the machine. Marking has its own: ``python -m benchmarks.marking``.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable
from typing import Any

from runner.rendering import render_question
from schemas.validation import _fast, reference_validator
from tests import samples


def median_seconds(work: Callable[[], Any], rounds: int = 7) -> float:
    """The median of ``rounds`` runs of ``work``, after one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Print the figures."""
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    documents = [samples.body() for _ in range(200)]
    fast, reference = _fast("challenge"), reference_validator("challenge")
    quick = median_seconds(lambda: [fast.is_valid(document) for document in documents])
    slow = median_seconds(lambda: [reference.is_valid(document) for document in documents])
    print(
        f"validating a challenge: {quick / 200 * 1e6:.0f} µs; the reference takes {slow / quick:.0f} times that"
    )
    choice = samples.joined()
    seconds = median_seconds(lambda: [render_question(choice, "fr", seed=1) for _ in range(50)])
    print(f"rendering a question whose texts are in memory: {seconds / 50 * 1e3:.2f} ms")


if __name__ == "__main__":
    main()
