"""``python -m benchmarks.marking``: responses marked per second, in this process and on one core.

Every figure is the median of several rounds over responses that differ: right, nearly right and wrong.
Seconds are processor time, so that what else the machine does counts little; the command's are real.
"""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

from formats.pix import from_pix, response_from_pix
from runner.documents import Document, join
from runner.marking import mark
from tests import samples
from tests.formats.pix_samples import CHALLENGES

ROUNDS, RESPONSES = 7, 20_000
CITIES = ["Namur", "Namen", "Ville de Namur", "La ville de Namur"]
EVERY_TOLERANCE = ["case", "punctuation", "typing"]
TYPED = [
    "Namur",
    "namur",
    "Nammur",
    "nammur !",
    "Liège",
    "la ville de namr",
    "Bruxelles",
    "",
    "Namûr",
]


def per_second(
    work: Callable[[], Any], times: int, clock: Callable[[], float] = time.process_time
) -> float:
    """How many of the ``times`` things that ``work`` does are done in a second: the median round."""
    work()
    measured = []
    for _ in range(ROUNDS):
        started = clock()
        work()
        measured.append(times / (clock() - started))
    return statistics.median(measured)


def marked_per_second(document: Document, responses: list[Any], profile: Any = "atelier") -> float:
    """Responses to ``document`` marked per second, ``responses`` in turn."""
    in_turn = list(islice(cycle(responses), RESPONSES))
    return per_second(lambda: [mark(document, r, profile=profile) for r in in_turn], RESPONSES)


def cases() -> list[tuple[str, Document, list[Any]]]:
    """What is marked: a name, a joined document, responses."""
    choices = [{"choices": list(ids)} for ids in (["cA9"], ["cK3"], [], ["cA9", "cB1"])]
    typed = [{"blanks": {"v": text}} for text in TYPED]
    joined = {type: join(*samples.typed(type)) for type in samples.TYPES}
    many = [f"réponse acceptée numéro {n}" for n in range(100)]
    cloze = [{"blanks": {"n1": text, "n2": option}} for text in TYPED for option in ("o4", "o7")]
    orders = [{"order": list(ids)} for ids in (["cK3", "cA9", "cB1"], ["cA9", "cK3", "cB1"])]
    return [
        ("single choice", joined["single_choice"], choices),
        ("multiple choice", joined["multiple_choice"], choices),
        ("ordering", joined["ordering"], orders),
        ("matching", joined["matching"], [{"pairs": [["cA", "tB"]]}, {"pairs": []}]),
        ("text, exact", samples.short_answer(CITIES), typed),
        ("text, typing tolerance", samples.short_answer(CITIES, ["typing"]), typed),
        ("text, every tolerance", samples.short_answer(CITIES, EVERY_TOLERANCE), typed),
        ("text, every tolerance, 100 accepted", samples.short_answer(many, EVERY_TOLERANCE), typed),
        ("number", samples.short_answer(["12,5"], format="number"), typed[:2] * 2 + [{"blanks": {"v": "12.50"}}]),
        ("cloze, a text and a menu", joined["cloze"], cloze),
        ("cloze pool, one blank on two groups", joined["cloze_pool"], typed),
    ]  # fmt: skip


def main() -> None:
    """Print the figures."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {machine}: responses a second"
    )
    for name, document, responses in cases():
        atelier, pix = (marked_per_second(document, responses, p) for p in ("atelier", "pix"))
        print(f"{name:<38} {atelier:>10,.0f}   profile pix {pix:>10,.0f}")
    read = from_pix(CHALLENGES["QROCM-ind"]).document
    document = join(read["body"], read["key"])
    answers = [f"n1: {text or 'rien'}\nn2: eID\n" for text in TYPED] * 100
    rate = per_second(lambda: [response_from_pix(document, a) for a in answers], len(answers))
    print(f"{'YAML answers of Pix read':<38} {rate:>10,.0f}")
    lines = samples_as_lines()
    rate = per_second(lambda: run_command(lines), 5_000, time.perf_counter)
    print(f"{'python -m runner mark, start included':<38} {rate:>10,.0f}")


def samples_as_lines() -> bytes:
    """5,000 lines for the command, a choice each."""
    line = json.dumps({"document": samples.joined(), "response": {"choices": ["cA9"]}})
    return (line + "\n").encode() * 5_000


def run_command(lines: bytes) -> None:
    """``python -m runner mark`` on ``lines``."""
    subprocess.run(
        [sys.executable, "-m", "runner", "mark"], input=lines, capture_output=True, check=True
    )


if __name__ == "__main__":
    main()
