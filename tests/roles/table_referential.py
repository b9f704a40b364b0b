"""Who may do what with the referential: its pages, and the forms of each of its entities."""

from referentiel.models import (
    Alignment,
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)

from .rights import KEEP, SEE, Row


def framework(world):
    return [world.framework.pk]


def skill(world):
    return [world.skill.pk]


def pending(world):
    return [world.pending.pk if world.pending else 1]


OWN_PAGES = (
    # -- Reading -----------------------------------------------------------------------------------
    Row("referential:index", SEE),
    Row("referential:scale", SEE, args=framework),
    Row("referential:export", SEE, args=lambda w: [w.framework.pk, "json"]),
    Row("referential:skill", SEE, args=skill),
    Row("referential:alignments", SEE),
    Row("referential:contexts", SEE),
    # -- Reading, and changing by the same page ------------------------------------------------------
    Row(
        "referential:tree", SEE, KEEP, args=framework,
        data=lambda w: {"move": f"competence:{w.competence.pk}", "to": "down"},
    ),
    Row(
        "referential:grid", SEE, KEEP, args=lambda w: [w.competence.pk],
        data=lambda w: {"move": f"theme:{w.theme.pk}", "to": "down"},
    ),
    Row(
        "referential:matrix", SEE, KEEP,
        args=lambda w: [w.framework.pk, w.elsewhere.framework_id],
        data=lambda w: {"source": w.competence.pk, "target": w.elsewhere.pk,
                        "relation": "isRelatedTo", "confirmed": "on"},
    ),
    # -- Changing ----------------------------------------------------------------------------------
    Row("referential:status", KEEP, KEEP, args=lambda w: [w.framework.pk, "provisional"]),
    Row("referential:step", KEEP, KEEP, args=lambda w: [w.spare[Skill].pk, "activated"]),
    Row("referential:copy", None, KEEP, args=skill, data=lambda w: {"level": ""}),
    Row(
        "referential:move", None, KEEP, args=lambda w: [w.unused_skill.pk],
        data=lambda w: {"topic": w.spare[Topic].pk, "level": "7"},
    ),
    Row(
        "referential:merge", KEEP, KEEP, args=lambda w: [w.spare[Context].pk],
        data=lambda w: {"into": w.context.pk},
    ),
    # -- Importing ---------------------------------------------------------------------------------
    Row(
        "referential:import", KEEP, KEEP,
        data=lambda w: {"file": w.framework_file(), "format": "json", "code": ""},
    ),
    Row("referential:import_preview", KEEP, args=pending),
    Row("referential:import_carry_out", None, KEEP, args=pending, data=lambda w: w.import_data()),
    Row("referential:import_cancel", None, KEEP, args=pending),
)  # fmt: skip

#: What the form of a new one, or of a changed one, says.
FORMS = {
    Framework: lambda w: {"code": "neuf", "title_fr": "Neuf", "points_per_level": "8"},
    LevelGroup: lambda w: {"framework": w.framework.pk, "code": "neuf", "title_fr": "Neuf"},
    ProficiencyLevel: lambda w: {"framework": w.framework.pk, "level": "12", "title_fr": "Douze"},
    Area: lambda w: {"framework": w.framework.pk, "code": "8", "title_fr": "Huit", "colour": ""},
    Competence: lambda w: {"area": w.area.pk, "code": "1.8", "title_fr": "Huit"},
    Theme: lambda w: {"competence": w.competence.pk, "title_fr": "Huit"},
    Topic: lambda w: {"theme": w.theme.pk, "name": "huit", "title_fr": "Huit"},
    Skill: lambda w: {"topic": w.topic.pk, "level": "7", "hint_fr": "Regardez."},
    Context: lambda w: {"code": "be.huit", "title_fr": "Huit", "scope": "federal"},
    Alignment: lambda w: {"note": "Vu."},
}
#: Entities that have a page to read one of them.
INSPECTED = (Skill, Context, Alignment)


def pages_of(model):
    """The pages that Wagtail makes for an entity."""

    def name(page):
        return model.snippet_viewset.get_url_name(page)

    def spare(world):
        return [world.spare[model].pk]

    def revision(world):
        return [world.spare[model].pk, world.spare[model].latest_revision.pk]

    def form(world):
        return FORMS[model](world)

    yield Row(name("list"), SEE)
    yield Row(name("list_results"), SEE)
    yield Row(name("usage"), SEE, args=spare)
    yield Row(name("history"), SEE, args=spare)
    yield Row(name("history_results"), SEE, args=spare)
    yield Row(
        name("revisions_compare"), SEE, args=lambda w: [w.spare[model].pk, "earliest", "latest"]
    )
    if model in INSPECTED:
        yield Row(name("inspect"), SEE, args=spare)
    # Alignments are written in the matrix: the address of a new one leads there.
    yield Row(name("add"), KEEP, KEEP, data=form, writes=model is not Alignment)
    yield Row(name("edit"), KEEP, KEEP, args=spare, data=form)
    yield Row(
        name("revisions_revert"), KEEP, KEEP, args=revision,
        data=lambda w: {**form(w), "revision": w.spare[model].latest_revision.pk},
    )  # fmt: skip
    yield Row(name("delete"), KEEP, KEEP, args=spare)


def _chooser(page):
    return Skill.snippet_viewset.chooser_viewset.get_url_name(page)


CHOOSER = (
    Row(_chooser("choose"), SEE),
    Row(_chooser("choose_results"), SEE),
    Row(_chooser("chosen"), SEE, args=skill),
    Row(_chooser("chosen_multiple"), SEE, query=lambda w: {"id": w.skill.pk}),
)

ROWS = (*OWN_PAGES, *(row for model in FORMS for row in pages_of(model)), *CHOOSER)
