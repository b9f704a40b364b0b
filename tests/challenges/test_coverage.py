"""The map: what it counts, what it filters, what a cell offers, and what it costs."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import WorkflowState

from challenges.coverage import Counts, Cover, coverage
from challenges.models import Challenge
from content.review.actions import submit
from referentiel.models import ProficiencyLevel, Skill, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def level_two(skill, **wanted):
    """The cell of ``skill``'s competence at its level, over all challenges."""
    framework = skill.competence.framework
    found = coverage(framework, Challenge.objects.filter(**wanted))
    return next(
        cell
        for area in found.areas
        for row in area.rows
        for cell in row.cells
        if (row.competence, cell.level.level) == (skill.competence, skill.level)
    )


def twin(skill):
    """Another skill of the same cell: a skill has one validated prototype."""
    number = Topic.objects.count()
    topic = factories.TopicFactory(theme=skill.topic.theme, name=f"sujet{number}x")
    return factories.SkillFactory(topic=topic, level=skill.level)


def challenges_of(skill, validated=0, proposed=0):
    return [
        *(factories.validated_challenge(twin(skill)) for _ in range(validated)),
        *(factories.choice_challenge(skill) for _ in range(proposed)),
    ]


def test_a_cell_counts_prototypes_by_state_and_variants_apart(skill):
    prototype, *_ = challenges_of(skill, validated=2, proposed=1)
    factories.variant_of(prototype)
    gone = factories.validated_challenge(twin(skill))
    gone.unpublish()
    assert level_two(skill).counts == Counts(validated=2, proposed=1, variants=1)


def test_totals_are_the_sums_of_rows_and_columns(skill):
    other = factories.SkillFactory(topic=skill.topic, level=3)
    elsewhere = factories.SkillFactory(
        topic=factories.TopicFactory(
            name="fichier",
            theme=factories.ThemeFactory(competence=factories.CompetenceFactory(code="1.2")),
        )
    )
    for one, validated, proposed in ((skill, 1, 2), (other, 2, 0), (elsewhere, 0, 1)):
        challenges_of(one, validated, proposed)
    found = coverage(skill.competence.framework, Challenge.objects.all())
    rows = {row.competence.code: row.total for area in found.areas for row in area.rows}
    assert rows == {"1.1": Counts(3, 2, 0), "1.2": Counts(0, 1, 0)}
    assert found.totals == [Counts(1, 3, 0), Counts(2, 0, 0)]
    assert found.total == Counts(3, 3, 0)


@pytest.mark.parametrize(
    ("validated", "proposed", "cover"),
    [(3, 0, Cover.ENOUGH), (2, 5, Cover.THIN), (0, 1, Cover.THIN), (0, 0, Cover.EMPTY)],
)
def test_how_well_a_cell_is_covered(skill, settings, validated, proposed, cover):
    settings.CHALLENGES_WANTED_PER_CELL = 3
    challenges_of(skill, validated, min(proposed, 2))
    assert level_two(skill).cover == cover


def test_where_no_skill_can_be_written_for_says_so(skill):
    Skill.objects.filter(pk=skill.pk).update(status="archived")
    assert level_two(skill).cover == Cover.NO_SKILL


def test_a_challenge_without_skill_is_on_no_map_but_is_told(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    Challenge.objects.filter(pk=challenge.pk).update(skill=None)
    found = coverage(skill.competence.framework, Challenge.objects.all())
    assert (found.without_skill, found.total) == (1, Counts())
    page = designer_client.get("/admin/").content.decode()
    assert "1 épreuve n&#x27;a pas encore d&#x27;acquis" in page or "1 épreuve n'a pas" in page
    listing = designer_client.get("/admin/epreuves/", {"skill": "null"})
    assert [row.pk for row in listing.context["object_list"]] == [challenge.pk]


def test_what_is_in_review_is_counted_where_it_stands(skill, designer):
    prototype, proposed, other = challenges_of(skill, validated=1, proposed=2)
    variant = factories.variant_of(prototype)
    draft = prototype.get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(clean=False)
    for challenge in (proposed, variant, prototype):
        submit(Challenge.objects.get(pk=challenge.pk), designer)
    returned = submit(other, designer)
    WorkflowState.objects.filter(review=returned).update(status="needs_changes")
    assert level_two(skill).counts == Counts(validated=1, proposed=2, variants=1, in_review=3)
    assert coverage(skill.competence.framework, Challenge.objects.all()).total.in_review == 3


def test_the_map_and_its_legend_say_what_is_in_review(designer_client, designer, skill):
    challenge = factories.choice_challenge(skill)
    assert "coverage-mark--review" not in designer_client.get("/admin/").content.decode()
    submit(challenge, designer)
    page = designer_client.get("/admin/").content.decode()
    assert "coverage-mark--review" in page
    assert '<small class="coverage-review">1 ' in page
    assert "en relecture</span>" in designer_client.get(cell_url(skill)).content.decode()


def test_groups_of_levels_are_heads_over_their_columns(skill):
    framework = skill.competence.framework
    group = framework.level_groups.create(code="novice", title_fr="novice")
    factories.SkillFactory(topic=skill.topic, level=3)
    factories.SkillFactory(topic=skill.topic, level=4)
    ProficiencyLevel.objects.filter(level__in=(2, 3)).update(group=group)
    heads = coverage(framework, Challenge.objects.all()).heads
    assert [(head.title, head.span) for head in heads] == [("novice", 2), ("", 1)]


def counted(client, **params):
    """The map's whole count on the home page with filters."""
    total = client.get("/admin/", params).context["map"].total
    return total.validated + total.proposed + total.variants


def test_filters_narrow_the_map_by_what_the_family_shares(designer_client, skill):
    standing = factories.ContextFactory()
    alias = factories.ContextFactory(
        code="be.csam.old", title_fr="CSAM avant", merged_into=standing
    )
    prototype = factories.choice_challenge(skill, devices=["phone"], audiences=["pupil"])
    factories.variant_of(prototype)
    other = factories.short_answer(skill, devices=["computer", "tablet"])
    other.contexts.add(alias)
    other.save()
    Challenge.objects.filter(pk=other.pk).update(instruction_nl="Welke stad?")
    framework = skill.competence.framework.pk
    for params, expected in (
        ({}, 3),
        ({"device": "phone"}, 2),
        ({"device": "tablet"}, 1),
        ({"audience": "pupil"}, 2),
        ({"type": "short_answer"}, 1),
        ({"type": "single_choice"}, 2),
        ({"contexts": standing.pk}, 1),
        ({"locale": "nl"}, 1),
        ({"locale": "fr-BE"}, 0),
        ({"locale": "fr"}, 3),
        ({"type": "nonsense"}, 3),
    ):
        assert counted(designer_client, framework=framework, **params) == expected, params


def test_another_framework_has_its_own_map(designer_client, skill):
    factories.choice_challenge(skill)
    other = factories.FrameworkFactory(code="fmttn", title_fr="Tronc commun")
    assert counted(designer_client) == 1
    page = designer_client.get("/admin/", {"framework": other.pk})
    assert page.context["framework"] == other
    assert "pas encore de niveau" in page.content.decode()


def cell_url(skill):
    return f"/admin/epreuves/carte/{skill.competence.pk}/{skill.level}/"


def test_a_cell_lists_its_challenges_and_starts_one(designer_client, skill):
    prototype = factories.validated_challenge(skill)
    factories.variant_of(prototype, instruction_fr="La variante")
    factories.choice_challenge(factories.SkillFactory(topic=skill.topic, level=3))
    page = designer_client.get(cell_url(skill)).content.decode()
    assert "La variante" in page
    assert "déclinaison 1" in page
    assert page.count('class="challenge-status') == 2
    add = f"/admin/epreuves/add/?skill={skill.pk}"
    assert f'href="{add}"' in page
    form = designer_client.get(add).context["form"]
    assert form["skill"].value() == skill.pk


def test_a_cell_without_skill_says_where_one_is_added(client, designer, skill):
    Skill.objects.filter(pk=skill.pk).update(status="obsolete")
    client.force_login(designer)
    assert "Demandez-en un" in client.get(cell_url(skill)).content.decode()
    client.force_login(factories.give(designer, "referentiel.add_skill"))
    grid = f'href="/admin/referentiel/competences/{skill.competence.pk}/"'
    assert grid in client.get(cell_url(skill)).content.decode()


@pytest.mark.parametrize("path", ["9999/2", "0/0", "{competence}/77", "99999999999999999999/2"])
def test_a_cell_that_is_not_there(designer_client, skill, path):
    path = path.format(competence=skill.competence.pk)
    assert designer_client.get(f"/admin/epreuves/carte/{path}/").status_code == 404


def test_who_may_not_see_challenges_sees_no_map(client, skill):
    person = factories.give(factories.UserFactory(), "wagtailadmin.access_admin")
    client.force_login(person)
    home = client.get("/admin/")
    assert home.status_code == 200
    assert "coverage-map" not in home.content.decode()
    assert client.get(cell_url(skill)).status_code in {302, 403}


def test_the_number_of_queries_does_not_grow(designer_client, skill):
    ContentType.objects.clear_cache()

    def queries():
        designer_client.get("/admin/")
        with CaptureQueriesContext(connection) as found:
            designer_client.get("/admin/")
        return len(found)

    factories.choice_challenge(skill)
    few = queries()
    for level in range(3, 7):
        challenges_of(
            factories.SkillFactory(topic=skill.topic, level=level), validated=1, proposed=1
        )
    assert queries() == few
