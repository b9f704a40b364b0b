"""Which version and revision a challenge goes live with (DOCUMENTS.md, challenge)."""

from typing import Any

from content.minting import Document

Documents = tuple[Document, Document]

#: Members of a body that are part of the task: another value is another question.
_TASK = ("type", "skill", "timer", "focus", "embed")


def next_version(new: Documents, old: Documents | None) -> tuple[int, int]:
    """Version and revision of ``new``, given what is live now.

    The version grows when answers, scoring or the task of the source change, so that statistics
    start anew; otherwise the revision grows when anything changes; otherwise both stay.
    """
    if old is None:
        return 1, 1
    version, revision = old[0]["version"], old[0]["revision"]
    if _task(new) != _task(old):
        return version + 1, 1
    if _without_counters(new) != _without_counters(old):
        return version, revision + 1
    return version, revision


def _task(documents: Documents) -> Any:
    body, key = documents
    source = _source(body)
    return (
        {name: body[name] for name in _TASK},
        sorted((choice["id"], choice.get("side", "")) for choice in body["choices"]),
        sorted(medium["sha256"] for medium in body["media"] if medium["role"] == "simulator"),
        body["blanks"],
        {name: key[name] for name in ("choices", "order", "pairs", "groups", "blanks")},
        {
            name: value
            for name, value in key["locales"].get(source, {}).items()
            if name in {"blanks", "groups"}
        },
    )


def _without_counters(documents: Documents) -> list[Document]:
    return [
        {name: value for name, value in document.items() if name not in {"version", "revision"}}
        for document in documents
    ]


def _source(body: Document) -> str:
    return next(name for name, texts in body["locales"].items() if texts["kind"] == "source")
