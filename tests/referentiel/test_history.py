"""Every entity of the referential: its revisions, comparison, revert and audit trail, by address."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from referentiel import models
from referentiel.alignments import align
from tests import factories

pytestmark = pytest.mark.django_db

#: The column that the test changes, by entity.
COLUMNS = {
    models.Framework: "title_fr",
    models.LevelGroup: "title_fr",
    models.ProficiencyLevel: "descriptor_nl",
    models.Area: "title_fr_be",
    models.Competence: "description_fr",
    models.Theme: "title_en",
    models.Topic: "description_fr",
    models.Skill: "hint_fr_be",
    models.Alignment: "note",
    models.Context: "title_fr",
}


@pytest.fixture
def rows(skill):
    """One row of each entity, by model."""
    competence = skill.competence
    framework = competence.framework
    models.LevelGroup.objects.create(framework=framework, code="novice", title_fr="novice")
    align(competence, factories.CompetenceFactory(area__framework__code="autre"), "isRelatedTo")
    return {
        models.Framework: framework,
        models.LevelGroup: framework.level_groups.get(),
        models.ProficiencyLevel: framework.levels.first(),
        models.Area: competence.area,
        models.Competence: competence,
        models.Theme: skill.topic.theme,
        models.Topic: skill.topic,
        models.Skill: skill,
        models.Alignment: models.Alignment.objects.get(),
        models.Context: factories.ContextFactory(),
    }


def address(row, name, *args):
    return reverse(row.snippet_viewset.get_url_name(name), args=[row.pk, *args])


def shown(page):
    """What the form of ``page`` would send if nothing were typed."""
    data = {field.html_name: field.value() for field in page.context["form"]}
    return {name: value for name, value in data.items() if value is not None}


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_an_entity_is_changed_compared_and_given_back(keeper_client, keeper, rows, model):
    row, column = rows[model], COLUMNS[model]
    row.save_revision()
    before = getattr(model.objects.get(pk=row.pk), column) or ""
    first = model.objects.get(pk=row.pk).latest_revision
    known = row.revisions.count()
    edit = address(row, "edit")
    answer = keeper_client.post(edit, {**shown(keeper_client.get(edit)), column: "Autre chose"})
    assert answer.status_code == 302
    assert getattr(model.objects.get(pk=row.pk), column) == "Autre chose"
    entry = ModelLogEntry.objects.for_instance(row).filter(action="wagtail.edit").get()
    assert entry.user == keeper

    history = keeper_client.get(address(row, "history")).content.decode()
    assert "gardienne" in history
    compared = keeper_client.get(address(row, "revisions_compare", first.pk, "latest"))
    assert "Autre chose" in compared.content.decode()

    revert = address(row, "revisions_revert", first.pk)
    page = keeper_client.get(revert)
    assert page.context["form"][column].value() in {before, None}
    assert keeper_client.post(revert, {**shown(page), "revision": first.pk}).status_code == 302
    assert (getattr(model.objects.get(pk=row.pk), column) or "") == before
    entry = ModelLogEntry.objects.for_instance(row).filter(action="wagtail.revert").get()
    assert entry.user == keeper
    assert row.revisions.count() == known + 2


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_who_may_only_read_changes_and_reverts_nothing(designer_client, rows, model):
    row, column = rows[model], COLUMNS[model]
    row.save_revision()
    first = model.objects.get(pk=row.pk).latest_revision
    for name, args in (("edit", []), ("revisions_revert", [first.pk]), ("delete", [])):
        for ask in (designer_client.get, designer_client.post):
            answer = ask(address(row, name, *args), {column: "Autre chose"})
            assert answer.status_code == 302
            assert answer["Location"] == reverse("wagtailadmin_home")
    assert getattr(model.objects.get(pk=row.pk), column) != "Autre chose"


def test_what_is_deleted_stays_in_the_audit_trail(keeper_client, keeper, skill):
    theme = factories.ThemeFactory(competence=skill.competence)
    keeper_client.post(address(theme, "delete"))
    entry = ModelLogEntry.objects.get(action="wagtail.delete", object_id=str(theme.pk))
    assert (entry.user, entry.deleted) == (keeper, True)
