"""The gate: what must be true of a selection before it becomes a release."""

from dataclasses import dataclass
from typing import Any

from challenges.rules import review
from content.enums import Status
from content.minting import load
from schemas import is_valid, validate

from .models import Bank
from .selection import Selection


@dataclass(frozen=True)
class Finding:
    """A fault of one item (its public id, "" for the whole) and a French sentence."""

    about: str
    message: str
    blocking: bool = True


def findings(bank: Bank, selection: Selection) -> list[Finding]:
    """Everything that keeps ``selection`` from being published, or is worth knowing."""
    found: list[Finding] = []
    if not selection.challenges:
        found.append(
            Finding(
                "",
                f"La banque « {bank.slug} » ne contient aucune épreuve validée : "
                "validez-en au moins une de ses compétences, puis publiez.",
            )
        )
    if selection.framework is None:
        found.append(
            Finding("", f"Le référentiel « {bank.framework.code} » n'est ni provisoire ni adopté.")
        )
    elif selection.framework.status == "superseded":
        found.append(
            Finding(
                "",
                f"Le référentiel « {bank.framework.code} » est remplacé : "
                "une banque du nouveau référentiel serait plus durable.",
                blocking=False,
            )
        )
    skills = {pointer.public_id for pointer in selection.skills}
    for pointer in selection.pointers:
        # A pinned version of a tutorial has no pointer of its own.
        stored = (
            type(pointer).objects.select_related("body", "key").get(pk=pointer.pk)
            if pointer.pk
            else pointer
        )
        body = load(stored.body)
        if stored.kind == "challenge":
            found += _challenge(stored, body, skills)
        elif not is_valid(body, stored.kind):
            found += [Finding(stored.public_id, p.message) for p in validate(body, stored.kind)]
    found += _tutorials(selection)
    return found


def _tutorials(selection: Selection) -> list[Finding]:
    """A reference to a tutorial that the release does not name would send learners nowhere."""
    here = {(row.public_id, row.version) for row in selection.tutorials}
    latest = {row.public_id for row in selection.tutorials if row.status == Status.VALIDATED}
    return [
        Finding(
            row.public_id, f"son tutoriel « {name} » n'est pas publié : publiez-le ou retirez-le."
        )
        for row in [*selection.skills, *selection.challenges]
        for name, version in row.facets.get("tutorials", [])
        if (name, version) not in here and (version is not None or name not in latest)
    ]


def _challenge(pointer: Any, body: dict[str, Any], skills: set[str]) -> list[Finding]:
    if pointer.key is None:
        return [
            Finding(pointer.public_id, "cette épreuve n'a pas de corrigé : validez-la à nouveau.")
        ]
    key = load(pointer.key)
    # Rules take documents of the right shape: the schemas are asked first.
    problems = [*validate(body, "challenge"), *validate(key, "challenge-key")] or review(body, key)
    found = [Finding(pointer.public_id, problem.message, problem.blocking) for problem in problems]
    skill = body.get("skill")
    if skill not in skills:
        found.append(
            Finding(pointer.public_id, f"son acquis « {skill} » n'est pas dans la banque.")
        )
    return found
