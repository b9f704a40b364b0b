"""The gate: what must be true of a selection before it becomes a release."""

from dataclasses import dataclass
from typing import Any

from challenges.rules import review
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
        stored = type(pointer).objects.select_related("body", "key").get(pk=pointer.pk)
        body = load(stored.body)
        if stored.kind == "challenge":
            found += _challenge(stored, body, skills)
        elif not is_valid(body, stored.kind):
            found += [Finding(stored.public_id, p.message) for p in validate(body, stored.kind)]
    return found


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
