"""Which version and revision a challenge goes live with (DOCUMENTS.md, challenge)."""

from typing import Any

from content.enums import Change
from content.minting import Document

Documents = tuple[Document, Document]

#: Members of a body that are part of the task: another value is another question.
_TASK = ("type", "skill", "timer", "focus", "embed")


def change_between(new: Documents, old: Documents | None) -> Change | None:
    """What the machine takes the change for; None for a first version and when nothing differs.

    Another answer, scoring or task of the source is a new version, so that statistics start anew;
    anything else is a revision.
    """
    if old is None or _without_counters(new) == _without_counters(old):
        return None
    return Change.VERSION if _task(new) != _task(old) else Change.REVISION


def next_version(new: Documents, old: Documents | None, said: str = "") -> tuple[int, int]:
    """Version and revision of ``new``, given what is live now.

    ``said`` is what the author says of the change (a ``Change``), which counts more than what
    ``change_between`` takes it for. Nothing grows when nothing differs.
    """
    if old is None:
        return 1, 1
    version, revision = old[0]["version"], old[0]["revision"]
    change = change_between(new, old)
    if change is None:
        return version, revision
    if (said or change) == Change.VERSION:
        return version + 1, 1
    return version, revision + 1


def task_differences(new: Documents, old: Documents) -> list[str]:
    """Which parts of the task (keys of ``_task``) are another in ``new``; they make it a new version."""
    one, other = _task(new), _task(old)
    return [name for name, value in one.items() if value != other[name]]


def _task(documents: Documents) -> dict[str, Any]:
    body, key = documents
    answers = key["locales"].get(_source(body), {})
    return {
        **{name: body[name] for name in _TASK},
        "choices": sorted((choice["id"], choice.get("side", "")) for choice in body["choices"]),
        "simulator": sorted(
            medium["sha256"] for medium in body["media"] if medium["role"] == "simulator"
        ),
        "blanks": [body["blanks"], key["blanks"]],
        "right": key["choices"],
        "order": key["order"],
        "pairs": key["pairs"],
        "groups": key["groups"],
        "accepted": {name: answers[name] for name in ("blanks", "groups") if name in answers},
    }


def _without_counters(documents: Documents) -> list[Document]:
    return [
        {name: value for name, value in document.items() if name not in {"version", "revision"}}
        for document in documents
    ]


def _source(body: Document) -> str:
    return next(name for name, texts in body["locales"].items() if texts["kind"] == "source")
