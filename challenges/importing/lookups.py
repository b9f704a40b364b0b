"""What a file names by code and the workshop has as rows: skills, contexts, competences."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from formats.atelier_text import Decoded
from referentiel.models import Competence, Context, Skill
from referentiel.queries import skills_by_name, standing_contexts

#: Told of what is missing: the line in the file, and a sentence.
Say = Callable[[int, str], Any]


def skill(decoded: Decoded, say: Say) -> Skill | None:
    """The skill that the file names."""
    found = skills_by_name(decoded.framework, decoded.skill).first()
    if found is None:
        say(
            decoded.line_of("/skill"),
            _("l'acquis « %(skill)s » n'existe pas dans « %(framework)s ».")
            % {"skill": decoded.skill, "framework": decoded.framework},
        )
    return found


def contexts(decoded: Decoded, say: Say) -> list[Context]:
    """The contexts that the file names, each alias replaced by what it was merged into."""
    codes = decoded.body["contexts"]
    found = list(Context.objects.filter(code__in=codes).select_related("merged_into"))
    missing = sorted(set(codes) - {context.code for context in found})
    if missing:
        why = _("contexte(s) inconnu(s) : %(codes)s.") % {"codes": ", ".join(missing)}
        say(decoded.line_of("/contexts"), why)
    return standing_contexts(found)


def competences(decoded: Decoded, say: Say) -> dict[tuple[str, str], Competence]:
    """The competences that the file's own alignments name, by framework and code."""
    wanted = [(row["framework"], row["competence"]) for row in decoded.body["alignments"]]
    if not wanted:
        return {}
    named = Q()
    for framework, code in wanted:
        named |= Q(framework__code=framework, code=code)
    rows = Competence.objects.filter(named).select_related("framework")
    found = {(row.framework.code, row.code): row for row in rows}
    for index, (framework, code) in enumerate(wanted):
        if (framework, code) not in found:
            say(
                decoded.line_of(f"/alignments/{index}"),
                _("la compétence « %(code)s » n'existe pas dans « %(framework)s ».")
                % {"code": code, "framework": framework},
            )
    return found
