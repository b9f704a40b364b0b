"""Over HTTP: the family side by side, its buttons, and the pages that ask before they do."""

import pytest
from django.urls import reverse

from challenges.actions import make_variant
from challenges.models import Challenge
from tests import factories
from tests.challenges.forms import url

pytestmark = pytest.mark.django_db


def page(name, *args, **query):
    return reverse(f"challenges:{name}", args=args, query=query)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def family(designer):
    """A prototype and a variant of which one word and the right choice differ."""
    prototype = factories.choice_challenge()
    variant = make_variant(prototype, designer)
    variant.instruction_fr = "Quelle est la couleur du **signal** qui laisse passer ?"
    first, second = variant.choices.all()[:2]
    first.correct, second.correct = True, False
    variant.choices = [first, second, *variant.choices.all()[2:]]
    variant.save()
    variant.save_revision()
    return prototype, Challenge.objects.get(pk=variant.pk)


@pytest.fixture
def reader_client(client):
    """Somebody who may read challenges and nothing else."""
    user = factories.give(
        factories.UserFactory(), "wagtailadmin.access_admin", "challenges.view_challenge"
    )
    client.force_login(user)
    return client


@pytest.mark.parametrize("type", factories.OF_TYPE)
def test_every_type_is_shown_with_its_answer(designer_client, designer, type):
    prototype = factories.OF_TYPE[type]()
    make_variant(prototype, designer)
    html = text(designer_client.get(page("family", prototype.pk)))
    assert html.count("<template shadowrootmode") == 2
    assert "elle dit la même chose que le prototype" in html
    assert "Pas encore de réponse" not in html


def test_differences_are_said_in_words_and_marked(designer_client, family):
    prototype, variant = family
    for asked in family:
        html = text(designer_client.get(page("family", asked.pk)))
        assert "Consigne <span" in html.replace("\n", "")
        assert "signal</" in html or "signal**" in html
        assert "<ins>" in html
        assert "<del>" in html
        assert "modifié" in html
        assert url("edit", variant.pk) in html
        assert page("decline", prototype.pk) in html


def test_a_family_value_changed_in_a_draft_is_no_difference_of_variants(designer_client, family):
    prototype, _variant = family
    live = factories.validate(prototype)
    draft = live.get_latest_revision_as_object()
    draft.timer = 90
    draft.save_revision()
    assert "Durée limite" not in text(designer_client.get(page("family", prototype.pk)))


def test_queries_grow_by_the_member_only(designer_client, designer, django_assert_max_num_queries):
    prototype = factories.choice_challenge()
    for _ in range(6):
        make_variant(prototype, designer)
    with django_assert_max_num_queries(20 + 7 * 16):
        designer_client.get(page("family", prototype.pk))


def test_many_variants_come_in_pages(designer_client, designer, monkeypatch):
    monkeypatch.setattr("challenges.adminviews.families.PER_PAGE", 2)
    prototype = factories.choice_challenge()
    for _ in range(3):
        make_variant(prototype, designer)
    assert "Page 1 sur 2" in text(designer_client.get(page("family", prototype.pk)))
    second = text(designer_client.get(page("family", prototype.pk) + "?p=2"))
    assert "Déclinaison 3" in second
    assert "Déclinaison 2" not in second


def test_declining_asks_first_then_opens_the_new_form(designer_client):
    prototype = factories.choice_challenge()
    asked = text(designer_client.get(page("decline", prototype.pk)))
    assert "reprend la consigne" in asked
    assert Challenge.objects.count() == 1
    response = designer_client.post(page("decline", prototype.pk))
    made = Challenge.objects.get(prototype=prototype)
    assert response.url == url("edit", made.pk)
    assert "La déclinaison 1 est créée" in text(designer_client.get(response.url))


def test_a_variant_is_not_declined_and_the_page_leads_to_the_prototype(designer_client, family):
    prototype, variant = family
    html = text(designer_client.get(page("decline", variant.pk)))
    assert prototype.public_id in html
    assert page("decline", prototype.pk) in html
    assert "csrfmiddlewaretoken" not in html.split("<main")[1]


def test_duplicating_opens_the_copy(designer_client, family):
    _prototype, variant = family
    assert "en fait pas partie" in text(designer_client.get(page("duplicate", variant.pk)))
    response = designer_client.post(page("duplicate", variant.pk))
    made = Challenge.objects.latest("pk")
    assert response.url == url("edit", made.pk)
    assert (made.prototype, made.type) == (None, "single_choice")


def test_moving_several(designer_client):
    live, draft = factories.validated_challenge(), factories.choice_challenge()
    skill = factories.SkillFactory(level=5)
    address = page("move", **{"id": [live.pk, draft.pk]})
    html = text(designer_client.get(address))
    assert "1 épreuve validée le reste" in html
    posted = {"id": [live.pk, draft.pk], "skill": skill.pk}
    html = text(designer_client.post(page("move"), posted, follow=True))
    assert "2 épreuves sont maintenant sous" in html
    assert Challenge.objects.get(pk=draft.pk).skill == skill


def test_a_move_that_is_refused_says_why(designer_client, family):
    prototype, variant = family
    html = text(designer_client.get(page("move", id=variant.pk)))
    assert prototype.public_id in html
    obsolete = factories.SkillFactory(level=5, status="obsolete")
    html = text(designer_client.post(page("move"), {"id": prototype.pk, "skill": obsolete.pk}))
    assert "error-message" in html
    assert "Aucune épreuve" in text(designer_client.get(page("move", id="tout")))


def test_who_only_reads_sees_the_family_and_starts_nothing(reader_client, family):
    prototype, _variant = family
    html = text(reader_client.get(page("family", prototype.pk)))
    assert page("decline", prototype.pk) not in html
    assert url("edit", prototype.pk) not in html.split("<main")[1]
    for address in (page("decline", prototype.pk), page("duplicate", prototype.pk), page("move")):
        for method in (reader_client.get, reader_client.post):
            assert method(address, {"id": prototype.pk}).status_code == 302
    assert Challenge.objects.count() == 2


def test_who_may_not_read_challenges_sees_nothing(client, family):
    prototype, _variant = family
    user = factories.give(factories.UserFactory(), "wagtailadmin.access_admin")
    client.force_login(user)
    for address in (page("family", prototype.pk), page("compare"), page("compare_results")):
        response = client.get(address)
        assert response.status_code == 302
        assert prototype.public_id not in response.content.decode()


def test_the_form_and_the_list_lead_to_the_family(designer_client, family):
    prototype, variant = family
    for address in (url("edit", prototype.pk), url("list")):
        html = text(designer_client.get(address))
        for name in ("family", "decline", "duplicate"):
            assert page(name, prototype.pk) in html
        assert page("move") in html
        assert page("compare") in html
    assert page("decline", variant.pk) not in text(designer_client.get(url("edit", variant.pk)))


def test_two_challenges_are_compared(designer_client, family):
    prototype, variant = family
    for a in (prototype.public_id, str(prototype.pk)):
        html = text(designer_client.get(page("compare", a=a, b=variant.public_id)))
        assert "3 différences sur" in html
        assert "<ins>" in html
        assert "Durée" not in html.split("fam-compared")[1]
    html = text(designer_client.get(page("compare", a=a, b=variant.public_id, tout=1)))
    assert "Appareils" in html.split("fam-compared")[1]


def test_a_draft_is_compared_with_what_is_validated(designer_client):
    challenge = factories.validated_challenge()
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Quelle est la couleur du feu vert ?"
    draft.save_revision()
    one = challenge.public_id
    html = text(designer_client.get(page("compare", a=one, b=one, version_a="validee")))
    assert "1 différence sur" in html
    assert "Aucune différence" in text(designer_client.get(page("compare", a=one, b=one)))


def test_the_other_side_is_found_by_typing(designer_client, family):
    prototype, variant = family
    other = factories.choice_challenge(instruction_fr="Où trouver l'École numérique ?")
    html = text(designer_client.get(page("compare", a=prototype.public_id)))
    assert f"b={variant.public_id}" in html, "the family is offered before anybody types"
    for query in ("ecole num", other.public_id):
        found = page("compare_results", a=prototype.public_id, cote="b", q=query)
        html = text(designer_client.get(found))
        assert f"a={prototype.public_id}&amp;b={other.public_id}" in html
        assert variant.public_id not in html
    html = text(designer_client.get(page("compare_results", cote="b", q="zzz<b>")))
    assert "Aucune épreuve ne correspond à « zzz&lt;b&gt; »" in html
    assert "Aucune épreuve ne s'appelle" in text(designer_client.get(page("compare", a="x9")))
