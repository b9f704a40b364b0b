"""The gate: what must be true of a selection before it becomes a release."""

from dataclasses import dataclass
from typing import Any

from content.minting import load
from runner.documents import join
from runner.marking import mark
from runner.responses import own_answer
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
    skills = {pointer.public_id for pointer in selection.skills}
    for pointer in selection.pointers:
        stored = type(pointer).objects.select_related("body", "key").get(pk=pointer.pk)
        body = load(stored.body)
        for problem in [] if is_valid(body, stored.kind) else validate(body, stored.kind):
            found.append(Finding(stored.public_id, problem.message))
        if stored.kind == "challenge":
            found += _challenge(stored, body, skills)
    return found


def _challenge(pointer: Any, body: dict[str, Any], skills: set[str]) -> list[Finding]:
    if pointer.key is None:
        return [
            Finding(pointer.public_id, "cette épreuve n'a pas de corrigé : validez-la à nouveau.")
        ]
    key = load(pointer.key)
    problems = [Finding(pointer.public_id, p.message) for p in validate(key, "challenge-key")]
    if body["skill"] not in skills:
        problems.append(
            Finding(pointer.public_id, f"son acquis « {body['skill']} » n'est pas dans la banque.")
        )
    if problems:
        return problems
    joined = join(body, key)
    return [
        Finding(pointer.public_id, f"sa propre réponse est comptée fausse en {locale}.")
        for locale in body["locales"]
        if mark(joined, own_answer(joined, locale), locale).outcome != "ok"
    ]
