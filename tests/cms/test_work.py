"""« Mon travail »: what waits for whom, by role; what is nobody's is not there."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from banks.actions import publish_bank
from banks.models import Release
from challenges.models import Challenge
from cms.roles import (
    DESIGNERS,
    PUBLISHERS,
    READERS,
    REFERENTIAL,
    REVIEWERS,
    sync_roles,
    translators,
)
from content.models import Note
from content.review.actions import decide, submit, take
from content.review.approvals import fingerprint
from content.work import LIMIT, work_of
from referentiel.models import Alignment, AlignmentSet
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/admin/travail/"


@pytest.fixture
def person(db):
    sync_roles()

    def of(group, name=None):
        user = factories.UserFactory(**({"username": name} if name else {}))
        user.groups.add(Group.objects.get(name=group))
        return user

    return of


def draft_of(user, text="Quelle couleur ?", **fields):
    challenge = factories.choice_challenge(factories.SkillFactory(), instruction_fr=text, **fields)
    Challenge.objects.filter(pk=challenge.pk).update(created_by=user)
    challenge.revisions.update(user=user)
    return Challenge.objects.get(pk=challenge.pk)


def sent_back(review, user, comment="La consigne est longue."):
    revision = Challenge.objects.get(pk=review.object_id).get_latest_revision()
    return decide(review, user, "changes", seen=fingerprint(revision), comment=comment)


def sections(user):
    return {section.code: section for section in work_of(user)}


def titles(section):
    return [item.title for item in section.items]


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        (READERS, set()),
        (translators("nl"), set()),
        (DESIGNERS, {"returned", "notes", "mend", "ready", "submitted"}),
        (REVIEWERS, {"taken", "late", "to_review"}),
        (PUBLISHERS, {"banks", "scheduled"}),
        (REFERENTIAL, {"alignments"}),
    ],
)
def test_each_role_has_its_own_work(client, person, group, codes):
    user = person(group)
    assert set(sections(user)) == codes
    client.force_login(user)
    page = unescape(client.get(PAGE).content.decode())
    if codes:
        assert "tout ce qui dépend de vous est fait" in page
    else:
        assert "Votre rôle ne demande rien ici" in page


def test_a_designer_mends_submits_and_waits(person):
    user, reviewer = person(DESIGNERS), person(REVIEWERS, "remi")
    ready = draft_of(user, "Prête ?")
    broken = draft_of(user, "À corriger ?")
    wrong = broken.get_latest_revision_as_object()
    wrong.explanation_fr = wrong.instruction_fr = ""
    wrong.save_revision(user=user, clean=False)
    waiting = submit(draft_of(user, "En attente ?"), user)
    take(waiting, reviewer)
    returned = submit(draft_of(user, "Revenue ?"), user)
    sent_back(returned, reviewer)
    draft_of(person(DESIGNERS), "D'une autre ?")
    found = sections(user)
    assert titles(found["ready"]) == ["Prête ?"]
    assert found["ready"].items[0].url == f"/admin/epreuves/{ready.pk}/soumettre/"
    assert [item.url for item in found["mend"].items] == [f"/admin/epreuves/edit/{broken.pk}/"]
    assert "à corriger" in " ".join(found["mend"].items[0].facts)
    assert titles(found["submitted"]) == ["En attente ?"]
    assert "remi s'en occupe" in found["submitted"].items[0].facts
    assert found["submitted"].waits
    (item,) = found["returned"].items
    assert (item.title, item.says) == ("Revenue ?", "La consigne est longue.")
    assert item.url == f"/admin/epreuves/{returned.object_id}/soumettre/"


def test_a_draft_of_somebody_else_s_challenge_is_the_work_of_who_wrote_it(person):
    user = person(DESIGNERS)
    challenge = factories.validated_challenge()
    draft = challenge.get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(user=user, clean=False)
    found = sections(user)
    assert [item.url for item in found["ready"].items] == [
        f"/admin/epreuves/{challenge.pk}/soumettre/"
    ]
    assert "validée, avec un brouillon à côté" in found["ready"].items[0].facts


def test_open_notes_of_others_on_what_one_wrote(person):
    user, other = person(DESIGNERS), person(REVIEWERS, "remi")
    challenge = draft_of(user)
    kind = ContentType.objects.get_for_model(Challenge)
    note = {"content_type": kind, "object_id": challenge.pk}
    first = Note.objects.create(text="Trop long.", label="Consigne", author=other, **note)
    Note.objects.create(text="Réponse", parent=first, author=other, **note)
    Note.objects.create(text="La mienne", author=user, **note)
    Note.objects.create(text="Réglé", author=other, resolved_at=timezone.now(), **note)
    (item,) = sections(user)["notes"].items
    assert item.says == "Trop long."
    assert item.facts[:2] == ("Consigne", "remi")


def test_a_reviewer_sees_what_they_may_decide(person):
    user, designer = person(REVIEWERS), person(DESIGNERS)
    yesterday = timezone.localdate() - timedelta(days=1)
    mine = submit(draft_of(designer, "Prise ?"), designer)
    take(mine, user)
    submit(draft_of(designer, "En retard ?"), designer, due=yesterday)
    submit(draft_of(designer, "Urgente ?"), designer, priority=1)
    submit(draft_of(designer, "Normale ?"), designer)
    taken = submit(draft_of(designer, "D'une autre ?"), designer)
    take(taken, person(REVIEWERS))
    own = draft_of(designer, "La sienne ?")
    own.get_latest_revision_as_object().save_revision(user=user, clean=False)
    submit(Challenge.objects.get(pk=own.pk), designer)
    found = sections(user)
    assert titles(found["taken"]) == ["Prise ?"]
    assert titles(found["late"]) == ["En retard ?"]
    assert titles(found["to_review"]) == ["Urgente ?", "Normale ?"]
    assert found["to_review"].count == 2
    assert [item.alert for item in found["to_review"].items] == ["urgente", ""]


def test_a_publisher_sees_banks_that_changed_and_dates_to_come(person, client):
    user = person(PUBLISHERS)
    challenge = factories.validated_challenge()
    bank = factories.BankFactory(framework=challenge.skill.competence.framework)
    elsewhere = factories.CompetenceFactory(code="9.9")
    narrow = factories.BankFactory(slug="ailleurs", framework=bank.framework)
    narrow.competences.add(elsewhere)
    (item,) = sections(user)["banks"].items
    assert item.facts == ("jamais publiée",)
    publish_bank(bank)
    assert sections(user)["banks"].count == 0
    Release.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert sections(user)["banks"].count == 1
    Release.objects.update(created_at=timezone.now() + timedelta(seconds=2))
    assert sections(user)["banks"].count == 0
    Release.objects.update(created_at=timezone.now() - timedelta(seconds=2))
    Challenge.objects.get(pk=challenge.pk).unpublish()
    assert [item.url for item in sections(user)["banks"].items] == [
        f"/admin/publication/{bank.pk}/publier/"
    ]
    dated = factories.choice_challenge(factories.SkillFactory()).get_latest_revision()
    dated.approved_go_live_at = timezone.now() + timedelta(days=1)
    dated.save()
    found = sections(user)["scheduled"]
    assert (found.count, found.items[0].url) == (1, f"/admin/epreuves/edit/{dated.object_id}/")
    client.force_login(user)
    assert "Validations programmées" in client.get(PAGE).content.decode()


def test_a_keeper_sees_alignments_to_confirm(person):
    user = person(REFERENTIAL)
    source = factories.CompetenceFactory()
    area = factories.AreaFactory(framework=factories.FrameworkFactory(code="digcomp"))
    target = factories.CompetenceFactory(area=area, code="1.1")
    pair = AlignmentSet.objects.create(source=source.framework, target=area.framework)
    alignment = Alignment.objects.create(
        alignment_set=pair, source=source, target=target, relation="exactMatchOf"
    )
    (item,) = sections(user)["alignments"].items
    assert item.facts == ("1 alignement proposé",)
    assert item.url == f"/admin/referentiel/alignements/{pair.source_id}/{pair.target_id}/"
    Alignment.objects.filter(pk=alignment.pk).update(status="confirmed")
    assert sections(user)["alignments"].count == 0


def test_eight_are_shown_and_the_list_has_them_all(person, client):
    user = person(DESIGNERS)
    for number in range(LIMIT + 2):
        draft_of(user, f"Numéro {number} ?")
    section = sections(user)["ready"]
    assert (len(section.items), section.count) == (LIMIT, LIMIT + 2)
    client.force_login(user)
    page = unescape(client.get(PAGE).content.decode())
    assert f"Tout voir ({LIMIT + 2})" in page
    listing = client.get(section.more_url)
    assert listing.context["paginator"].count == LIMIT + 2


def test_every_address_of_a_section_works(person, client):
    user = person("Administration")
    client.force_login(user)
    for section in work_of(user):
        assert client.get(section.more_url).status_code == 200, section.code


def test_the_home_begins_with_it(person, client):
    user = person(DESIGNERS)
    draft_of(user, "Prête ?")
    client.force_login(user)
    page = client.get("/admin/").content.decode()
    assert page.index("work-panel") < page.index("atelier-start") < page.index("coverage-map")
    assert "Prête ?" in page
    assert '"Mon travail"' in page, "it is in the menu"


def test_the_home_of_who_has_nothing_to_do_here_says_nothing_of_it(person, client):
    client.force_login(person(READERS))
    assert "work-panel" not in client.get("/admin/").content.decode()


def test_it_is_for_who_may_enter(client, db):
    assert client.get(PAGE).status_code == 302
    client.force_login(factories.UserFactory())
    assert client.get(PAGE).status_code in {302, 403}


def test_the_number_of_queries_does_not_grow(person, client):
    user = person("Administration")
    other, reviewer = person(DESIGNERS), person(REVIEWERS)
    client.force_login(user)

    def more():
        draft_of(user)
        submit(draft_of(user), user)
        submit(draft_of(other), other, due=timezone.localdate() - timedelta(days=1))
        take(submit(draft_of(other), other), user)
        submit(draft_of(other), other)
        review = submit(draft_of(user), user)
        sent_back(review, reviewer)
        Note.objects.create(
            content_type=review.content_type, object_id=review.object_id, text="?", author=other
        )

    def queries():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as found:
            assert client.get(PAGE).status_code == 200
        return len(found)

    more()
    few = queries()
    more()
    more()
    assert queries() == few
    assert few <= 55
