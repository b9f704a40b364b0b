"""Importing and exporting a CASE package of 5,000 items and 10,000 associations, in its own process.

``python -m benchmarks.referential``: a new SQLite database (or ``DATABASE_URL``'s), migrated, then
every step timed; the peak memory is that of this process, start included.
"""

import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

AREAS, COMPETENCES, THEMES, TOPICS = 10, 24, 4, 4
TARGETS = 25
STAMP = "2026-01-01T00:00:00Z"


def identifier(*parts: object) -> str:
    """A UUID that follows from ``parts``."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))


def link(kind: str, name: str) -> dict[str, str]:
    """A CASE link to something of ours."""
    return {"title": name, "identifier": name, "uri": f"https://example.org/{kind}/{name}"}


class Package:
    """A CFPackage that another tool could have written: no extension of ours."""

    def __init__(self, name: str) -> None:
        self.name, self.items, self.associations = name, [], []
        self.document = identifier(name)

    def add(self, parent: str, *parts: object, **members: Any) -> str:
        """An item under ``parent``; answers its identifier."""
        own = identifier(self.name, *parts)
        statement = f"Énoncé {'.'.join(map(str, parts))} : faire quelque chose de précis et d'utile"
        self.items.append(
            {"identifier": own, "uri": f"https://example.org/CFItems/{own}",
             "fullStatement": statement, "lastChangeDateTime": STAMP, **members}
        )  # fmt: skip
        self.associate("isChildOf", own, parent)
        return own

    def associate(self, kind: str, origin: str, destination: str) -> None:
        """An association from ``origin`` to ``destination``."""
        own = identifier(self.name, kind, origin, destination)
        self.associations.append(
            {"identifier": own, "uri": f"https://example.org/CFAssociations/{own}",
             "associationType": kind, "originNodeURI": link("CFItems", origin),
             "destinationNodeURI": link("CFItems", destination), "lastChangeDateTime": STAMP}
        )  # fmt: skip

    def bytes(self) -> bytes:
        """The file."""
        document = {
            "identifier": self.document, "uri": f"https://example.org/CFDocuments/{self.document}",
            "creator": "Banc d'essai", "title": self.name, "lastChangeDateTime": STAMP,
            "adoptionStatus": "Adopted",
        }  # fmt: skip
        whole = {
            "CFDocument": document, "CFItems": self.items, "CFAssociations": self.associations,
        }  # fmt: skip
        return json.dumps(whole, ensure_ascii=False).encode()


def target_package() -> Package:
    """A small framework that the big one is aligned with."""
    package = Package("cible")
    area = package.add(package.document, 1, humanCodingScheme="1")
    for n in range(TARGETS):
        package.add(area, 1, n, humanCodingScheme=f"1.{n + 1}")
    return package


def big_package(target: Package, items: int = 5000, associations: int = 10000) -> Package:
    """A framework of exactly ``items`` items and ``associations`` associations."""
    package = Package("grand")
    competences: list[str] = []
    themes: list[str] = []
    for a in range(AREAS):
        area = package.add(package.document, a, humanCodingScheme=str(a + 1))
        for c in range(COMPETENCES):
            code = f"{a + 1}.{c + 1}"
            competences.append(package.add(area, a, c, humanCodingScheme=code))
            themes += [package.add(competences[-1], a, c, t) for t in range(THEMES)]
    topic = 0
    while len(package.items) < items:
        theme = topic % len(themes)
        package.add(themes[theme], "sujet", theme, topic)
        topic += 1
    targets = [item["identifier"] for item in target.items[1:]]
    for n in range(associations - len(package.associations)):
        origin = competences[n % len(competences)]
        package.associate("isRelatedTo", origin, targets[n // len(competences)])
    return package


def timed(work: Callable[[], Any], rounds: int) -> float:
    """The median of ``rounds`` runs in seconds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def peak_megabytes() -> float:
    """The most memory this process has had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        import django

        django.setup()
        measure()


def measure(rounds: int = 3) -> None:
    """Import, import again, export; then a tree and a grid page."""
    from django.core.management import call_command
    from django.db import connection

    from referentiel.exchange import read, write
    from referentiel.importing import import_package
    from referentiel.models import Framework

    call_command("migrate", verbosity=0)
    target = target_package()
    data = big_package(target).bytes()
    start = peak_megabytes()
    import_package(read(target.bytes(), "case").document)

    def bring_in() -> None:
        import_package(read(data, "case").document)

    first = timed(bring_in, 1)
    peak = peak_megabytes()
    print(f"{connection.vendor}, {os.cpu_count()} cores, {len(data) / 1e6:.1f} MB of JSON")
    print(
        f"importing it: {first:.1f} s (one run), peak memory {peak:.0f} MB ({start:.0f} MB at the start)"
    )
    again = timed(bring_in, rounds)
    print(f"importing it again, nothing changes: {again:.1f} s (median of {rounds})")
    framework = Framework.objects.get(code="grand")
    export = timed(lambda: write(framework, "case"), rounds)
    print(f"exporting it: {export:.1f} s (median of {rounds})")
    for name, pk in (("tree", framework.pk), ("grid", framework.competences.first().pk)):
        seconds, queries = page_costs(name, pk, rounds)
        print(f"its {name} page: {seconds:.2f} s (median of {rounds}), {queries} queries")


def page_costs(name: str, pk: int, rounds: int) -> tuple[float, int]:
    """Seconds (median) and queries of a page of the admin, seen by an administrator."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    person, _made = get_user_model().objects.get_or_create(username="bench", is_superuser=True)
    client = Client()
    client.force_login(person)
    address = reverse(f"referential:{name}", args=[pk])
    if client.get(address).status_code != 200:
        raise RuntimeError(f"{address} is not answered")
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    # Counted here: the next request forgets them.
    count = len(queries)
    return timed(lambda: client.get(address), rounds), count


if __name__ == "__main__":
    main()
