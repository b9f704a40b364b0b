"""The starter content and the demo accounts: development settings only."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from banks.actions import publish_bank
from banks.models import Bank
from challenges.importing import import_challenges
from challenges.models import Challenge
from content.enums import ReviewPoint, Status, Verdict
from content.review.actions import decide, submit
from content.review.approvals import fingerprint
from referentiel.importing import load_contexts, load_framework
from referentiel.models import Framework

from .roles import DESIGNERS, PUBLISHERS, READERS, REFERENTIAL, REVIEWERS, translators

STARTER_BANK = "socle-fwb"
Say = Callable[[str], object]


def require_demo() -> None:
    """Raises ``ImproperlyConfigured`` outside development settings."""
    if not settings.DEMO:
        raise ImproperlyConfigured(
            "Le contenu de départ n'existe que dans l'environnement de développement."
        )


#: Demo accounts (the password is the name) and their group; admin is a superuser.
ACCOUNTS = {
    "lecteur": READERS,
    "concepteur": DESIGNERS,
    "relecteur": REVIEWERS,
    "traducteur": translators("nl"),
    "editeur": PUBLISHERS,
    "referent": REFERENTIAL,
}


def load_accounts() -> None:
    """The demo accounts, with their name as password; what exists is left as it is."""
    require_demo()
    users = get_user_model()
    if not users.objects.filter(username="admin").exists():
        users.objects.create_superuser("admin", "admin@example.org", "admin")
    for name, group in ACCOUNTS.items():
        if not users.objects.filter(username=name).exists():
            user = users.objects.create_user(name, f"{name}@example.org", name)
            user.groups.add(Group.objects.get(name=group))


def load_starter(fixtures: Path, say: Say) -> None:
    """Referential, contexts, challenges through the real transitions, and the starter bank.

    Does only what is missing; raises ``ValueError`` naming the files that are refused.
    """
    require_demo()
    load_accounts()
    for path in sorted((fixtures / "frameworks").glob("*.yaml")):
        if load_framework(path):
            say(f"Référentiel chargé : {path.stem}")
    if created := load_contexts(fixtures / "contexts.yaml"):
        say(f"Contextes créés : {created}")
    _load_challenges(fixtures, say)
    _load_bank(say)


def publish_starter(say: Say) -> None:
    """Publish the starter bank when it has no release yet."""
    bank = Bank.objects.get(slug=STARTER_BANK)
    if not bank.releases.exists():
        release = publish_bank(bank, note="Contenu de départ.")
        say(f"Banque « {bank.slug} » : publication {release.number} faite.")


def _load_challenges(fixtures: Path, say: Say) -> None:
    people = get_user_model().objects
    designer, reviewer = people.get(username="concepteur"), people.get(username="relecteur")
    refused, validated = [], 0
    landed = import_challenges(
        fixtures / "challenges",
        user=designer,
        keep_existing=True,
        media=[fixtures / "simulators"],
    )
    for result in landed:
        if result.outcome == "refused":
            refused += [
                f"{result.path}:{message.line}: {message.text}" for message in result.messages
            ]
        elif result.outcome == "created" and result.challenge is not None:
            with transaction.atomic():
                validated += _reviewed(result.challenge, designer, reviewer)
    if validated:
        say(f"Épreuves de départ validées : {validated}")
    if refused:
        raise ValueError("\n".join(refused))


def _reviewed(challenge: Challenge, designer: Any, reviewer: Any) -> bool:
    """Submit as one person, approve as the other; answers whether it is validated."""
    review = submit(challenge, designer, tell=False)
    decide(
        review,
        reviewer,
        Verdict.APPROVED,
        seen=fingerprint(challenge.get_latest_revision()),
        checklist=ReviewPoint.values,
        tell=False,
    )
    challenge.refresh_from_db()
    return challenge.status == Status.VALIDATED


def _load_bank(say: Say) -> None:
    if Bank.objects.filter(slug=STARTER_BANK).exists():
        return
    Bank.objects.create(
        slug=STARTER_BANK,
        title_fr="Socle numérique FWB",
        description_fr="Des épreuves de chaque compétence et de chaque type, pour essayer l'atelier.",
        public=True,
        framework=Framework.objects.get(code="crcn"),
    )
    say(f"Banque créée : {STARTER_BANK}")
