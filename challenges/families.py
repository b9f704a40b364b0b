"""A family to look at: its prototype and variants as their drafts are, and what differs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from content.enums import Status
from content.media.addresses import address
from content.minting import Document
from localisation.languages import SOURCE, locale_of
from referentiel.models import Context, Skill
from runner.rendering import render_question

from .comparing import Row, compare
from .documents import challenge_documents
from .models import Challenge

Documents = tuple[Document, Document]


@dataclass(frozen=True)
class Member:
    """One challenge of a family: its row, its latest draft, and how that differs."""

    row: Challenge
    draft: Challenge
    documents: Documents
    #: What differs from the prototype; empty on the prototype itself.
    rows: list[Row] = field(default_factory=list)

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.row.status in {Status.ARCHIVED, Status.OBSOLETE}

    @property
    def question(self) -> Markup:
        """The question as learners see it, its fields closed."""
        return shown_question(self.documents)

    @property
    def answers(self) -> list[tuple[str, list[str]]]:
        """What is right, as ``expected_answers`` says it."""
        return expected_answers(self.documents)


def draft_of(challenge: Challenge) -> Challenge:
    """The latest draft of ``challenge``, which is what its author last wrote."""
    draft: Challenge = challenge.get_latest_revision_as_object()
    return draft


def members(prototype: Challenge, variants: Iterable[Challenge]) -> list[Member]:
    """``prototype``, then ``variants``, each with what differs from the prototype's latest draft.

    Every one is read with what the family shares by that draft: such a change is the prototype's,
    not a difference of the variants.
    """
    head = draft_of(prototype)
    first = Member(prototype, head, challenge_documents(head))
    found = [first]
    for variant in variants:
        draft = draft_of(variant)
        draft.prototype = head
        documents = challenge_documents(draft)
        found.append(Member(variant, draft, documents, []))
    names = names_for(*(member.documents for member in found))
    return [first] + [
        Member(one.row, one.draft, one.documents,
               compare(first.documents, one.documents, names=names))
        for one in found[1:]
    ]  # fmt: skip


def names_for(*documents: Documents) -> dict[str, str]:
    """The names of the skills and contexts that ``documents`` refer to by id or code."""
    skills = {body["skill"] for body, _key in documents} - {None}
    codes = {code for body, _key in documents for code in body["contexts"]}
    found = Skill.objects.filter(public_id__in=skills).select_related(
        "topic__theme__competence__framework"
    )
    names = {skill.public_id: str(skill) for skill in found}
    contexts = Context.objects.filter(code__in=codes)
    return {**names, **{context.code: context.title_fr or context.code for context in contexts}}


def shown_question(documents: Documents) -> Markup:
    """The question as learners see it in French, its fields closed."""
    return render_question(
        documents[0], locale_of(SOURCE), disabled=True, translate=gettext, media_url=address
    )


def expected_answers(documents: Documents) -> list[tuple[str, list[str]]]:
    """What is right: ``(blank or nothing, texts)``, in the order of answering."""
    body, key = documents
    source = locale_of(SOURCE)
    texts, answers = body["locales"][source], key["locales"][source]
    choices = texts.get("choices", {})
    found: list[tuple[str, list[str]]] = []
    right = [choice["id"] for choice in body["choices"] if choice["id"] in key["choices"]]
    pairs = [" → ".join(choices.get(choice, "") for choice in pair) for pair in key["pairs"]]
    for listed in ([choices.get(choice, "") for choice in right or key["order"]], pairs):
        if listed:
            found.append(("", listed))
    for blank in body["blanks"]:
        words: dict[str, Any] = texts.get("blanks", {}).get(blank["id"], {})
        correct = key["blanks"].get(blank["id"], {}).get("correct", [])
        accepted = answers.get("blanks", {}).get(blank["id"], [])
        accepted = accepted or [words.get("options", {}).get(option, "") for option in correct]
        if accepted:
            found.append((words.get("label") or blank["id"], accepted))
    found += [("", accepted) for accepted in answers.get("groups", {}).values() if accepted]
    return found
