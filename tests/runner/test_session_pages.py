"""The runner's pages over HTTP: play, correction, end; whose session; what the browser never gets."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from banks.actions import publish_bank
from banks.models import Bank
from runner.models import PlaySession
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenges():
    """Two validated challenges of 1.1: a choice at level 2, a short answer at level 3."""
    first = factories.validated_challenge()
    second = factories.validate(
        factories.short_answer(factories.SkillFactory(topic=first.skill.topic, level=3))
    )
    bank = factories.BankFactory(framework=first.skill.competence.framework)
    publish_bank(bank)
    return [first, second]


@pytest.fixture
def competence(challenges):
    return challenges[0].skill.competence.public_id


def start(client, competence, **data):
    address = reverse("runner:competences", args=["essai"])
    response = client.post(address, {"competence": competence, "locale": "fr", **data})
    return PlaySession.objects.latest("started_at"), response


def right(challenge):
    return challenge.choices.get(correct=True).public_id


def reply(client, session, challenge, **data):
    return client.post(
        reverse("runner:answer", args=[session.pk]),
        {"challenge": challenge.public_id, **data},
        follow=True,
    )


def test_from_the_bank_to_the_end(client, challenges, competence):
    assert "Banque d&#x27;essai" in client.get(reverse("runner:banks")).content.decode()
    page = client.get(reverse("runner:competences", args=["essai"])).content.decode()
    assert "2 épreuves" in page
    session, response = start(client, competence)
    assert response.url == reverse("runner:play", args=[session.pk])
    page = client.get(response.url).content.decode()
    assert "Épreuve 1 sur 2" in page
    assert "niveau 2" in page
    page = reply(client, session, challenges[0], choices=right(challenges[0])).content.decode()
    assert "Bonne réponse" in page
    assert "Le vert laisse passer." in page
    assert "Épreuve suivante" in page
    page = reply(client, session, challenges[1], **{"blank-v": "Liège"}).content.decode()
    assert "Ce n&#39;est pas la bonne réponse" in page
    assert "Namur" in page
    assert "Voir le bilan" in page
    page = client.get(reverse("runner:end", args=[session.pk])).content.decode()
    assert "1 bonne réponse sur 2" in page
    assert client.get(reverse("runner:play", args=[session.pk])).status_code == 302


def test_the_key_stays_on_the_server_until_the_answer(client, challenges, competence):
    session, _ = start(client, competence)
    page = client.get(reverse("runner:play", args=[session.pk])).content.decode()
    assert "Le vert laisse passer." not in page
    assert client.get(reverse("runner:correction", args=[session.pk, 1])).status_code == 404
    assert client.get(reverse("runner:end", args=[session.pk])).status_code == 302


def test_an_empty_answer_is_asked_again_and_passing_is_an_answer(client, challenges, competence):
    session, _ = start(client, competence)
    response = reply(client, session, challenges[0])
    assert response.status_code == 422
    assert "Répondez à l&#x27;épreuve" in response.content.decode()
    page = reply(client, session, challenges[0], given_up="1").content.decode()
    assert "Vous avez passé cette épreuve" in page
    session.refresh_from_db()
    assert session.answers[0]["outcome"] == "aband"


def test_reloading_an_empty_answer_shows_the_question(client, challenges, competence):
    session, _ = start(client, competence)
    response = client.get(reverse("runner:answer", args=[session.pk]), follow=True)
    assert response.status_code == 200
    assert "Épreuve 1 sur 2" in response.content.decode()


def test_a_double_click_counts_once(client, challenges, competence):
    session, _ = start(client, competence)
    reply(client, session, challenges[0], choices=right(challenges[0]))
    reply(client, session, challenges[0], choices=right(challenges[0]))
    session.refresh_from_db()
    assert len(session.answers) == 1


def test_an_answer_to_another_challenge_is_not_taken(client, challenges, competence):
    session, _ = start(client, competence)
    reply(client, session, challenges[1], **{"blank-v": "Namur"})
    session.refresh_from_db()
    assert session.answers == []


def test_a_session_belongs_to_who_started_it(client, challenges, competence, django_user_model):
    session, _ = start(client, competence)
    address = reverse("runner:play", args=[session.pk])
    assert client.get(address).status_code == 200
    other = type(client)()
    assert other.get(address).status_code == 404
    user = factories.UserFactory()
    other.force_login(user)
    assert other.get(address).status_code == 404
    mine, _ = start(other, competence)
    assert mine.owner == user
    assert client.get(reverse("runner:play", args=[mine.pk])).status_code == 404


def test_a_bank_that_is_not_public_asks_for_an_account(client, challenges, competence):
    Bank.objects.update(public=False)
    assert "1 banque demande un compte" in client.get(reverse("runner:banks")).content.decode()
    response = client.get(reverse("runner:competences", args=["essai"]))
    assert "/admin/login/" in response.url
    client.force_login(factories.UserFactory())
    assert client.get(reverse("runner:competences", args=["essai"])).status_code == 200


def test_a_bank_that_is_closed_closes_its_sessions(client, challenges, competence):
    session, _ = start(client, competence)
    Bank.objects.update(public=False)
    assert client.get(reverse("runner:play", args=[session.pk])).status_code == 302


def test_a_session_expires(client, challenges, competence):
    session, _ = start(client, competence)
    PlaySession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.get(reverse("runner:play", args=[session.pk]))
    assert response.status_code == 410
    assert "a expiré" in response.content.decode()
    start(client, competence)
    assert not PlaySession.objects.filter(pk=session.pk).exists()


def test_a_session_stays_on_its_release(client, challenges, competence):
    session, _ = start(client, competence)
    challenges[0].unpublish()
    publish_bank(Bank.objects.get())
    assert (
        "Épreuve 1 sur 2" in client.get(reverse("runner:play", args=[session.pk])).content.decode()
    )
    newer, _ = start(client, competence)
    assert newer.release == 2
    assert "Épreuve 1 sur 1" in client.get(reverse("runner:play", args=[newer.pk])).content.decode()


def test_a_session_whose_release_is_gone_says_so(client, challenges, competence):
    session, _ = start(client, competence)
    PlaySession.objects.update(release=99)
    response = client.get(reverse("runner:play", args=[session.pk]))
    assert response.status_code == 410
    assert "Recommencer" in response.content.decode()


@pytest.mark.parametrize("slug", ["inconnue", "vide"])
def test_a_bank_without_anything(client, slug):
    factories.BankFactory(slug="vide")
    response = client.get(reverse("runner:competences", args=[slug]))
    assert response.status_code == 404


def test_a_competence_without_challenge_is_refused(client, challenges):
    address = reverse("runner:competences", args=["essai"])
    response = client.post(address, {"competence": "competenceNulle"})
    assert response.status_code == 409
    assert not PlaySession.objects.exists()


def test_the_runner_reads_no_authoring_table(client, challenges, competence):
    session, _ = start(client, competence)
    before = client.get(reverse("runner:play", args=[session.pk])).content.decode()
    assert "Quelle est la" in before
    type(challenges[0]).objects.update(instruction_fr="Changée dans les tables")
    assert "Changée" not in client.get(reverse("runner:play", args=[session.pk])).content.decode()


def test_the_locale_is_one_that_the_release_offers(client, challenges, competence):
    session, _ = start(client, competence, locale="de")
    assert session.locale == "fr"
    session, _ = start(client, competence, locale="fr-BE")
    assert session.locale == "fr-BE"
