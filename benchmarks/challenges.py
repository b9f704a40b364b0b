"""The author's pages with many challenges in five languages: list, search, map, form, saving a draft.

``python -m benchmarks.challenges [--sizes 1000,20000] [--rounds 7]`` fills a database of its own
(``DATABASE_URL`` must name a PostgreSQL server; without it a small SQLite file is used, and the
sizes are small) and asks the real pages through Django's test client. Every figure is a median.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

#: A framework of the size of CRCN.
AREAS, COMPETENCES, LEVELS, TOPICS = 5, 16, 8, 5
CONTEXTS = 40
#: All but one challenge in so many are variants; one in so many is proposed.
PROTOTYPES, PROPOSED = 3, 3
LANGUAGES = ("fr", "fr_be", "nl", "en", "de")
WORDS = """école commune courriel fichier dossier horaire réseau recherche source image tableau
    formule adresse facture inscription garderie bibliothèque itinéraire message pièce licence auteur
    document partage agenda classe élève parent accueil guichet formulaire carte identité lecteur
    signature banque virement communication alerte sauvegarde version"""
BATCH = 2000


def median_ms(work: Callable[[], Any], rounds: int) -> float:
    """The median of ``rounds`` runs in milliseconds, after one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """A database made for the benchmark on the server of the settings, dropped afterwards."""
    from django.db import connection

    old = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = old
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')


class Filler:
    """Makes a framework and fills it with challenges, the same ones every time."""

    def __init__(self) -> None:
        from django.contrib.auth import get_user_model

        self.random = random.Random(7)
        self.person = get_user_model().objects.create(
            username="bench", first_name="Banc", last_name="D'essai", is_superuser=True
        )
        self.skills = list(self._skills())
        self.contexts = self._contexts()
        self.made = 0

    def _skills(self) -> Iterator[Any]:
        from referentiel.models import (
            Area,
            Competence,
            Framework,
            ProficiencyLevel,
            Skill,
            Theme,
            Topic,
        )

        framework = Framework.objects.create(
            code="banc", title_fr="Banc d'essai", status="adopted", points_per_level=8
        )
        for level in range(1, LEVELS + 1):
            ProficiencyLevel.objects.create(
                framework=framework, level=level, title_fr=f"Niveau {level}"
            )
        areas = [
            Area.objects.create(framework=framework, code=str(n + 1), title_fr=f"Domaine {n + 1}")
            for n in range(AREAS)
        ]
        for n in range(COMPETENCES):
            area = areas[n * AREAS // COMPETENCES]
            competence = Competence.objects.create(
                framework=framework, area=area, code=f"{area.code}.{n + 1}",
                title_fr=f"Compétence {n + 1}",
            )  # fmt: skip
            theme = Theme.objects.create(competence=competence, title_fr="Thématique")
            for t in range(TOPICS):
                name = f"sujet{chr(97 + n)}{chr(97 + t)}"
                topic = Topic.objects.create(theme=theme, name=name, title_fr=f"Sujet {n} {t}")
                for level in range(1, LEVELS + 1):
                    yield Skill.objects.create(topic=topic, level=level, status="active")

    def _contexts(self) -> list[Any]:
        from referentiel.models import Context

        return [
            Context.objects.create(code=f"banc.{n}", title_fr=f"Contexte {n}", scope="fwb")
            for n in range(CONTEXTS)
        ]

    def text(self, words: int) -> str:
        """So many words of the house."""
        return " ".join(self.random.choices(WORDS.split(), k=words))

    def fill_up_to(self, size: int) -> None:
        """Challenges until there are ``size``, with revisions, choices, contexts and search index."""
        from django.db import connection
        from django.utils.translation import override

        with override("fr"):
            while self.made < size:
                self._batch(min(BATCH, size - self.made))
                if connection.vendor == "postgresql":
                    # Without it joining queries after a bulk load take minutes.
                    with connection.cursor() as cursor:
                        cursor.execute("VACUUM ANALYZE")

    def _batch(self, count: int) -> None:
        from modelcluster.models import get_all_child_relations
        from wagtail.search.backends import get_search_backend

        from challenges.models import FAMILY_FIELDS, Challenge, Choice

        prototypes = list(Challenge.objects.filter(prototype=None, live=True).order_by("-pk"))
        # A skill has one validated prototype: those before it were replaced.
        served = {prototype.skill_id for prototype in prototypes}
        rows = []
        for n in range(self.made, self.made + count):
            fields: dict[str, Any] = {
                f"{name}_{language}": f"{self.text(words)} ({language} {n})"
                for name, words in (("instruction", 30), ("explanation", 40))
                for language in LANGUAGES
            }
            status = "validated" if n // PROTOTYPES % PROPOSED else "proposed"
            if n % PROTOTYPES and prototypes:
                fields |= dict.fromkeys(FAMILY_FIELDS)
                fields |= {"prototype": self.random.choice(prototypes), "variant": n + 1}
            else:
                skill = self.random.choice(self.skills)
                if status == "validated" and skill.pk in served:
                    status = "archived"
                elif status == "validated":
                    served.add(skill.pk)
                fields |= {
                    "skill": skill,
                    "type": self.random.choice(("single_choice", "multiple_choice")),
                    "devices": self.random.choice((["computer"], ["computer", "tablet", "phone"])),
                    "audiences": self.random.choice(([], ["pupil"], ["pupil", "adult"])),
                }
            fields |= {
                "status": status, "live": status == "validated", "created_by": self.person,
                "to_mend": n % 5 if status == "proposed" else 0,
            }  # fmt: skip
            rows.append(Challenge(**fields))
        made = Challenge.objects.bulk_create(rows)
        choices = Choice.objects.bulk_create(
            Choice(
                challenge=challenge, correct=n == 0, sort_order=n,
                **{f"text_{language}": self.text(5) for language in LANGUAGES},
            )
            for challenge in made for n in range(4)
        )  # fmt: skip
        contexts = self._contexts_of(made)
        names = [relation.get_accessor_name() for relation in get_all_child_relations(Challenge)]
        for n, challenge in enumerate(made):
            # As if read already: a revision would ask for every kind of child of every challenge.
            challenge._cluster_related_objects = {
                **{name: [] for name in names},
                "choices": choices[4 * n : 4 * n + 4],
                "contexts": [contexts[n]],
            }
        self._revisions_of(made)
        indexed = Challenge.get_indexed_objects().filter(pk__in=[row.pk for row in made])
        index = get_search_backend().get_index_for_model(Challenge)
        index.add_items(Challenge, list(indexed))
        self.made += count

    def _contexts_of(self, made: list[Any]) -> list[Any]:
        from challenges.models import Challenge

        through = Challenge.contexts.through
        chosen = [self.random.choice(self.contexts) for _ in made]
        through.objects.bulk_create(
            through(challenge=challenge, context=context)
            for challenge, context in zip(made, chosen, strict=True)
        )
        return chosen

    def _revisions_of(self, made: list[Any]) -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.utils import timezone
        from wagtail.models import Revision

        from challenges.models import Challenge

        kind = ContentType.objects.get_for_model(Challenge)
        revisions = Revision.objects.bulk_create(
            Revision(
                content_type=kind, base_content_type=kind, object_id=str(challenge.pk),
                object_str=str(challenge), user=self.person, created_at=timezone.now(),
                content=challenge.serializable_data(),
            )
            for challenge in made
        )  # fmt: skip
        for challenge, revision in zip(made, revisions, strict=True):
            challenge.latest_revision = revision
        Challenge.objects.bulk_update(made, ["latest_revision"], batch_size=500)


def pages(filler: Filler) -> dict[str, str]:
    """The address of every page that is measured."""
    from django.urls import reverse

    from challenges.models import Challenge

    names = Challenge.snippet_viewset
    listing, home = reverse(names.get_url_name("list")), reverse("wagtailadmin_home")
    skill = filler.skills[len(filler.skills) // 2]
    proposed = Challenge.objects.filter(status="proposed", prototype=None).order_by("pk").last()
    filters = {"competence": skill.competence.pk, "device": "phone", "status": "validated",
               "contexts": filler.contexts[0].pk}  # fmt: skip
    return {
        "list": listing,
        "list, page 300": f"{listing}?p=300",
        "list, by date": f"{listing}?ordering=-_updated_at",
        "search (a common word)": f"{listing}?q=ecole",
        "search (two words)": f"{listing}?q=facture+guichet",
        "search (@name)": f"{listing}?q=@{skill.topic.name}{skill.level}",
        "search (an id)": f"{listing}?q={proposed.public_id}",
        "list, four filters": f"{listing}?{urlencode(filters)}",
        "search, four filters": f"{listing}?{urlencode({**filters, 'q': 'ecole'})}",
        "coverage map": home,
        "coverage map, filtered": f"{home}?{urlencode({'device': 'phone', 'locale': 'nl'})}",
        "a cell of the map": reverse("challenges:cell", args=[skill.competence.pk, skill.level]),
        "edit page": reverse(names.get_url_name("edit"), args=[proposed.pk]),
    }


def look_at_pages(filler: Filler, rounds: int) -> None:
    """Time and number of queries of every page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(filler.person)
    print(f"{filler.made:,} challenges")
    for name, address in pages(filler).items():
        if client.get(address).status_code != 200:
            raise RuntimeError(f"{address} is not answered")
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        queries = len(found)
        milliseconds = median_ms(lambda a=address: client.get(a), rounds)
        print(f"  {name:<26}{milliseconds:6.0f} ms, {queries} queries", flush=True)


def save_drafts(filler: Filler, rounds: int) -> None:
    """How much longer saving a draft through the form takes with validation."""
    from django.test import Client, override_settings
    from django.test.utils import setup_test_environment, teardown_test_environment
    from django.urls import reverse

    from challenges.models import Challenge

    client = Client()
    client.force_login(filler.person)
    challenge = Challenge.objects.filter(status="proposed", prototype=None).order_by("pk").last()
    address = reverse(Challenge.snippet_viewset.get_url_name("edit"), args=[challenge.pk])
    # Only an instrumented template tells what it was given.
    setup_test_environment()
    data = form_data(client.get(address).context["form"])
    teardown_test_environment()
    number = 0

    def save() -> None:
        nonlocal number
        number += 1
        answer = client.post(address, {**data, "instruction_fr": f"Où est l'école {number} ?"})
        if answer.status_code != 302:
            raise RuntimeError(f"the draft is not saved: {answer.status_code}")

    def measured(check: bool) -> float:
        with override_settings(CHALLENGES_CHECK_DRAFTS=check):
            return median_ms(save, rounds)

    # One after the other and again, so that a busy moment of the machine meets both.
    both = [(measured(True), measured(False)) for _ in range(3)]
    on, off = (statistics.median(times) for times in zip(*both, strict=True))
    print(
        f"saving a draft: {on:.0f} ms with validation, {off:.0f} ms without, ratio {on / off:.2f}"
    )


def form_data(form: Any) -> dict[str, Any]:
    """What a browser would send for ``form`` as it is shown."""
    data: dict[str, Any] = {}
    parts = [form]
    for formset in form.formsets.values():
        parts += [formset.management_form, *formset.forms]
    for part in parts:
        for bound in part:
            value = bound.value()
            if value is None or value is False:
                continue
            data[bound.html_name] = (
                [getattr(item, "pk", item) for item in value] if isinstance(value, list) else value
            )
    return data


def main() -> None:
    """Fill and measure each size in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    postgres = os.environ.get("DATABASE_URL", "").startswith("postgres")
    parser.add_argument("--sizes", default="1000,20000" if postgres else "200,1000")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        import django

        django.setup()
        with own_database("atelier_bench"):
            measure([int(size) for size in options.sizes.split(",")], options.rounds)


def measure(sizes: list[int], rounds: int) -> None:
    """Print the figures of every size, then of saving a draft in the largest."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}, {os.cpu_count()} cores, medians of {rounds}")
    filler = Filler()
    for size in sorted(sizes):
        started = time.perf_counter()
        filler.fill_up_to(size)
        print(f"filled in {time.perf_counter() - started:.0f} s")
        look_at_pages(filler, rounds)
    save_drafts(filler, rounds)


if __name__ == "__main__":
    main()
