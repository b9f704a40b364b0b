"""What a schema cannot say of a challenge, in words for its author.

Every function takes documents and answers problems; nothing here reads the database.
``review`` is the whole: rules first, because their sentences say more, then the schemas.
"""

from content.minting import Document
from schemas import Problem, validate

from .answers import answer_problems, own_answer_problems
from .blanks import blank_problems
from .choices import choice_problems
from .common import BODY, KEY, editorial_problems, statement_problems
from .media import media_problems
from .readability import readability_advice
from .texts import text_problems

__all__ = ["BODY", "KEY", "review"]


def review(body: Document, key: Document) -> list[Problem]:
    """Everything that keeps the challenge from going live, and advice that does not.

    A place that a rule has spoken of is not reported by the schema again. Marking is tried only
    when nothing else is wrong.
    """
    problems = [
        *statement_problems(body),
        *choice_problems(body, key),
        *blank_problems(body, key),
        *media_problems(body),
        *text_problems(body, key),
        *editorial_problems(key),
        *answer_problems(body, key),
        *readability_advice(body),
    ]
    spoken_of = {(problem.kind, problem.pointer) for problem in problems if problem.blocking}
    for kind, document in ((BODY, body), (KEY, key)):
        for problem in validate(document, kind):
            if not _covered(kind, problem.pointer, spoken_of):
                problems.append(problem)
    if not any(problem.blocking for problem in problems):
        problems += own_answer_problems(body, key)
    return problems


def _covered(kind: str, pointer: str, spoken_of: set[tuple[str, str]]) -> bool:
    """Whether a rule has spoken of ``pointer``, of something inside it, or of what holds it."""
    return any(
        kind == other_kind
        and (pointer == other or other.startswith(pointer + "/") or pointer.startswith(other + "/"))
        for other_kind, other in spoken_of
        if pointer
    )
