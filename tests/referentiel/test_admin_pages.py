"""The referential in the admin: what each person reads and changes, by address."""

import pytest
from django.test import Client
from django.urls import reverse

from content.minting import current, load
from referentiel.actions import mint_framework
from referentiel.lifecycle import activate_skill
from referentiel.models import Area, Competence, Context, Framework, Skill, Topic
from tests import factories

pytestmark = pytest.mark.django_db


def address(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def test_skills_and_contexts_can_be_read(designer_client, skill):
    context = factories.ContextFactory()
    assert str(skill) in designer_client.get(address(Skill, "list")).content.decode()
    assert context.title_fr in designer_client.get(address(Context, "list")).content.decode()
    for row in (skill, context):
        assert designer_client.get(address(type(row), "inspect", row.pk)).status_code == 200


@pytest.mark.parametrize("name", ["add", "edit", "delete"])
def test_a_designer_changes_nothing(designer_client, skill, name):
    for row in (skill, skill.topic, skill.competence, factories.ContextFactory()):
        args = [] if name == "add" else [row.pk]
        for method in (designer_client.get, designer_client.post):
            assert method(address(type(row), name, *args)).status_code == 302
    assert Skill.objects.count() == 1


@pytest.mark.parametrize("query", ["requête", "requete", "1.1", "@moteur2"])
def test_a_skill_is_chosen_by_typing(designer_client, skill, query):
    chooser = reverse(Skill.snippet_viewset.chooser_viewset.get_url_name("choose_results"))
    page = designer_client.get(chooser, {"q": query}).content.decode()
    assert "@moteur2" in page
    assert "@moteur2" not in designer_client.get(chooser, {"q": "zzz"}).content.decode()


def test_a_changed_title_is_minted_and_has_a_history(keeper_client, skill):
    competence = skill.competence
    mint_framework(competence.framework)
    page = address(Competence, "edit", competence.pk)
    data = {
        "area": competence.area_id, "code": "1.1", "title_fr": "Chercher sur le web",
        "title_fr_be": "Chercher sur la toile", "description_fr": "", "education_levels": "P3, P4",
        "external": "pix: rec1", "unverified": ["fr"],
    }  # fmt: skip
    answer = keeper_client.post(page, data)
    assert answer["Location"] == reverse("referential:grid", args=[competence.pk])
    pointer = current("framework", "crcn")
    assert pointer.version == 2
    found = load(pointer.body)["areas"][0]["competences"][0]
    assert found["title"] == {"fr": "Chercher sur le web", "fr-BE": "Chercher sur la toile"}
    assert found["education_levels"] == ["P3", "P4"]
    assert found["external"] == {"pix": "rec1"}
    assert found["unverified"] == ["fr"]

    first = Competence.objects.get().latest_revision
    keeper_client.post(page, {**data, "title_fr": "Autre titre"})
    history = keeper_client.get(address(Competence, "history", competence.pk)).content.decode()
    assert "gardienne" in history
    compared = keeper_client.get(
        address(Competence, "revisions_compare", competence.pk, first.pk, "latest")
    ).content.decode()
    assert "Autre titre" in compared
    assert "Chercher sur le web" in compared

    revert = address(Competence, "revisions_revert", competence.pk, first.pk)
    assert keeper_client.get(revert).status_code == 200
    keeper_client.post(revert, {**data, "revision": first.pk})
    assert Competence.objects.get().title_fr == "Chercher sur le web"
    assert load(current("framework", "crcn").body)["areas"][0]["competences"][0]["title"] == {
        "fr": "Chercher sur le web",
        "fr-BE": "Chercher sur la toile",
    }


def test_what_a_schema_refuses_is_a_message_and_saves_nothing(keeper_client, skill):
    mint_framework(skill.competence.framework)
    page = address(Area, "edit", skill.competence.area_id)
    data = {
        "framework": skill.competence.framework_id, "code": "1", "title_fr": "a\x07b", "colour": "",
    }  # fmt: skip
    answer = keeper_client.post(page, data)
    assert answer.status_code == 200
    assert Area.objects.get().title_fr == "Information et données"
    assert current("framework", "crcn").version == 1


def test_external_identifiers_are_lines_with_a_colon(keeper_client, skill):
    page = address(Competence, "edit", skill.competence.pk)
    data = {"area": skill.competence.area_id, "code": "1.1", "title_fr": "x", "external": "rec1"}
    assert "deux-points" in keeper_client.post(page, data).content.decode()


def test_a_topic_name_is_checked(keeper_client, skill):
    theme = skill.topic.theme
    add = address(Topic, "add")
    for name, why in (
        ("moteur", "est déjà un sujet"),
        ("Moteur", "une minuscule"),
        ("moteur2", "une lettre à la fin"),
    ):
        page = keeper_client.post(add, {"theme": theme.pk, "name": name, "title_fr": "Autre"})
        assert why in page.content.decode()
    assert Topic.objects.count() == 1
    keeper_client.post(add, {"theme": theme.pk, "name": "filtre", "title_fr": "Filtrer"})
    assert Topic.objects.filter(name="filtre").exists()


def test_a_competence_is_of_its_area_s_framework(keeper_client):
    area = factories.AreaFactory()
    add = address(Competence, "add")
    keeper_client.post(add, {"area": area.pk, "code": "1.7", "title_fr": "Neuve"})
    assert Competence.objects.get().framework == area.framework
    page = keeper_client.post(add, {"area": area.pk, "code": "1.7", "title_fr": "Encore"})
    assert page.status_code == 200
    assert Competence.objects.count() == 1


def test_what_is_used_is_not_deleted_and_says_where(keeper_client, skill):
    activate_skill(skill)
    factories.choice_challenge(skill)
    for row, where in (
        (skill, "1 épreuve"),
        (skill.topic, "1 acquis"),
        (skill.topic.theme, "1 sujet"),
        (skill.competence, "1 thématique"),
        (skill.competence.area, "1 compétence"),
        (skill.competence.framework.levels.get(), "1 acquis"),
    ):
        page = keeper_client.post(address(type(row), "delete", row.pk), follow=True)
        assert where in page.content.decode()
        assert type(row).objects.filter(pk=row.pk).exists()


def test_deleting_what_nothing_uses_mints_without_it(keeper_client, skill):
    mint_framework(skill.competence.framework)
    empty = factories.TopicFactory(theme=skill.topic.theme, name="vide")
    keeper_client.post(address(Topic, "delete", empty.pk))
    assert not Topic.objects.filter(pk=empty.pk).exists()
    document = load(current("framework", "crcn").body)
    topics = document["areas"][0]["competences"][0]["themes"][0]["topics"]
    assert [topic["name"] for topic in topics] == ["moteur"]


def test_bulk_deletion_is_refused_like_any_other(keeper_client, skill):
    activate_skill(skill)
    url = reverse("wagtail_bulk_action", args=["referentiel", "skill", "delete"])
    keeper_client.post(f"{url}?id={skill.pk}")
    assert Skill.objects.filter(pk=skill.pk).exists()


def test_a_draft_framework_can_go_whole(keeper_client):
    topic = factories.TopicFactory(theme__competence__area__framework__status="draft")
    factories.SkillFactory(topic=topic)
    framework = topic.theme.competence.framework
    keeper_client.post(address(Framework, "delete", framework.pk))
    assert not Framework.objects.exists()
    assert not Skill.objects.exists()


PAGES = ["index", "tree", "scale", "grid", "skill", "alignments", "contexts"]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_read_by_who_may_view_and_nobody_else(designer_client, skill, name):
    args = {
        "tree": [skill.competence.framework_id], "scale": [skill.competence.framework_id],
        "grid": [skill.competence.pk], "skill": [skill.pk],
    }.get(name, [])  # fmt: skip
    url = reverse(f"referential:{name}", args=args)
    assert designer_client.get(url).status_code == 200
    client = Client()
    assert client.get(url).status_code == 302
    stranger = factories.UserFactory(username="sans-droit")
    factories.give(stranger, "wagtailadmin.access_admin")
    client.force_login(stranger)
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("count", [2, 30])
def test_tree_and_grid_take_few_queries_whatever_the_size(
    keeper_client, django_assert_max_num_queries, count
):
    theme = factories.ThemeFactory()
    for n in range(count):
        topic = factories.TopicFactory(
            theme=theme, name=f"sujet{'abcdefghijklmnopqrstuvwxyzABCDEF'[n]}"
        )
        for level in (1, 2):
            activate_skill(factories.SkillFactory(topic=topic, level=level))
    keeper_client.get(reverse("referential:index"))  # what the session and the menu cost
    for name, pk in (("tree", theme.competence.framework_id), ("grid", theme.competence_id)):
        with django_assert_max_num_queries(16):  # one of them is the number that the menu shows
            page = keeper_client.get(reverse(f"referential:{name}", args=[pk]))
        assert "@sujeta2" in page.content.decode()
