"""Notes on fields: who may write, answer, resolve; what is refused and in which words."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from challenges.models import Challenge
from cms.roles import ADMINISTRATORS, PUBLISHERS, READERS, REFERENTIAL, REVIEWERS, translators
from content import notes
from content.models import Note
from content.notesheets import Sheet
from tests import factories

pytestmark = pytest.mark.django_db

JSON = {"X-Notes": "1", "Accept": "application/json"}
KIND = "challenges.challenge"


@pytest.fixture
def challenge(skill):
    return factories.choice_challenge(skill)


@pytest.fixture
def reviewer(designer):
    return member("remi", REVIEWERS)


@pytest.fixture
def note(challenge, reviewer):
    return notes.add(
        challenge, reviewer, field="instruction", label="Consigne", text="Trop longue."
    )


def member(username, *groups):
    user = factories.UserFactory(username=username)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def add_url(challenge):
    return reverse("notes:add", args=[KIND, challenge.pk])


def url(action, note):
    return reverse(f"notes:{action}", args=[note.pk])


def post(client, user, address, **data):
    client.force_login(user)
    return client.post(address, data, headers=JSON)


# -- What is done ------------------------------------------------------------------------------------
def test_a_note_is_left_answered_resolved_and_reopened(client, challenge, designer, reviewer):
    answer = post(
        client, reviewer, add_url(challenge),
        field="instruction", label="Consigne", text="Trop\r\nlongue.",
    ).json()  # fmt: skip
    assert (answer["ok"], answer["open"], answer["counts"]) == (True, 1, {"instruction": 1})
    note = Note.objects.get()
    assert (note.text, note.author, note.label) == ("Trop\nlongue.", reviewer, "Consigne")
    assert note.thing == challenge

    answer = post(client, designer, url("answer", note), text="Raccourcie.").json()
    assert answer["note"] == note.pk
    assert "Raccourcie." in answer["html"]["field"]
    assert "Raccourcie." in answer["html"]["all"]

    answer = post(client, designer, url("resolve", note)).json()
    assert (answer["message"], answer["open"]) == ("Note résolue.", 0)
    note.refresh_from_db()
    assert note.resolved_by == designer

    assert post(client, reviewer, url("reopen", note)).json()["open"] == 1
    assert Note.objects.get(pk=note.pk).resolved_by is None


def test_one_changes_and_takes_back_what_one_said(client, note, reviewer, challenge):
    post(client, reviewer, url("edit", note), text="Bien trop longue.")
    assert Note.objects.get().text == "Bien trop longue."
    assert post(client, reviewer, url("delete", note)).json()["message"] == "Note supprimée."
    assert not Note.objects.exists()


def test_an_answer_is_taken_back_while_it_is_the_last_word(note, designer, reviewer):
    answer = notes.answer(note, designer, "Oui.")
    notes.edit(answer, designer, "Oui, merci.")
    notes.answer(note, reviewer, "De rien.")
    with pytest.raises(ValidationError, match="Quelqu'un a déjà répondu"):
        notes.delete(answer, designer)


def test_text_is_shown_as_it_is(client, note, designer):
    text = "<script>alert(1)</script>\nsur deux lignes"
    html = post(client, designer, url("answer", note), text=text).json()["html"]["field"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>sur deux lignes" in html


def test_a_double_click_is_one_note(challenge, reviewer):
    said = {"field": "instruction", "label": "Consigne", "text": "Trop longue."}
    first = notes.add(challenge, reviewer, **said)
    assert notes.add(challenge, reviewer, **said) == first
    assert notes.add(challenge, reviewer, **{**said, "field": "explanation"}) != first
    assert notes.answer(first, reviewer, "Oui") == notes.answer(first, reviewer, "Oui")


def test_histories_say_it_with_the_name_of_the_field(client, note, designer, challenge):
    notes.answer(note, designer, "Oui.")
    notes.resolve(note, designer)
    told = [
        entry.message
        for entry in ModelLogEntry.objects.filter(action__startswith="content.note")
        .order_by("pk")
    ]  # fmt: skip
    assert told == [
        "Note ajoutée : Consigne",
        "Réponse à une note : Consigne",
        "Note résolue : Consigne",
    ]
    client.force_login(designer)
    history = Challenge.snippet_viewset.get_url_name("history")
    assert (
        "Note résolue : Consigne"
        in client.get(reverse(history, args=[challenge.pk])).content.decode()
    )


def test_notes_stay_through_drafts_and_validation(challenge, note):
    challenge.save_revision()
    validated = factories.validated_challenge(instruction_fr="Une autre ?")
    notes.add(validated, note.author, text="Sur l'ensemble.")
    validated.save_revision()
    assert Sheet(challenge, note.author).open_count == 1
    assert Sheet(validated, note.author).open_count == 1


def test_notes_go_with_a_deleted_challenge(note, challenge):
    challenge.delete()
    assert not Note.objects.exists()


# -- Who may --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("group", "reads", "writes"),
    [
        ("Conception", True, True),
        (REVIEWERS, True, True),
        (ADMINISTRATORS, True, True),
        (READERS, True, False),
        (PUBLISHERS, True, False),
        (REFERENTIAL, True, False),
        (translators("nl"), True, False),
        (None, False, False),
    ],
)
def test_each_role(client, note, challenge, group, reads, writes):
    user = member("quelquun", *([group] if group else []))
    client.force_login(user)
    listed = client.get(reverse("notes:list", args=[KIND, challenge.pk]), headers=JSON)
    assert (listed.status_code == 200) is reads
    answers = [
        post(client, user, add_url(challenge), text="Une note."),
        post(client, user, url("answer", note), text="Oui."),
        post(client, user, url("resolve", note)),
        post(client, user, url("reopen", note)),
    ]
    assert [answer.status_code == 200 for answer in answers] == [writes] * 4
    assert Note.objects.count() == (3 if writes else 1)
    if reads and not writes:
        assert (
            answers[0].json()["message"] == "Votre rôle permet de lire les notes, pas d'en écrire."
        )
        assert "note-form" not in listed.json()["html"]["all"]


def test_nobody_who_is_signed_out(client, note, challenge):
    for address in (add_url(challenge), url("resolve", note)):
        assert client.post(address, {"text": "x"}).status_code == 302
    assert Note.objects.get().is_open


def test_a_role_that_was_lost_meanwhile(note, reviewer):
    reviewer.groups.clear()
    lost = type(reviewer).objects.get(pk=reviewer.pk)
    with pytest.raises(PermissionDenied):
        notes.resolve(note, lost)


def test_nothing_changes_by_looking(client, note, designer, challenge):
    client.force_login(designer)
    for address in (add_url(challenge), *(url(action, note) for action in
                    ("answer", "resolve", "reopen", "edit", "delete"))):  # fmt: skip
        assert client.get(address).status_code == 405


def test_a_forged_post_is_refused(note, designer, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(designer)
    assert strict.post(url("resolve", note)).status_code == 403
    assert Note.objects.get().is_open


# -- What is refused --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"text": " \n "}, "Écrivez la note avant de l'envoyer."),
        ({"text": "x" * 5001}, "au plus 5000 caractères ; celle-ci en a 5001"),
        ({"text": "x", "field": "un champ ?"}, "pas le nom d'un champ"),
        ({"text": "x", "field": "x" * 201}, "pas le nom d'un champ"),
    ],
)
def test_bad_input_is_a_sentence(client, challenge, designer, data, why):
    answer = post(client, designer, add_url(challenge), **data)
    assert answer.status_code == 409
    assert why in answer.json()["message"]
    assert not Note.objects.exists()


def test_of_two_who_resolve_the_second_is_told(client, note, designer, reviewer):
    notes.resolve(note, reviewer)
    answer = post(client, designer, url("resolve", note))
    assert (answer.status_code, answer.json()["message"]) == (409, "remi a déjà résolu cette note.")
    answer = post(client, designer, url("answer", note), text="Oui.")
    assert answer.json()["message"] == "remi a déjà résolu cette note. Rouvrez-la pour y répondre."
    assert Note.objects.get().resolved_by == reviewer


def test_what_is_open_is_not_reopened(note, designer):
    with pytest.raises(ValidationError, match="déjà rouverte"):
        notes.reopen(note, designer)


def test_an_answer_is_not_resolved_by_itself(note, designer):
    answer = notes.answer(note, designer, "Oui.")
    with pytest.raises(ValidationError, match="c'est la note qui se résout"):
        notes.resolve(answer, designer)


def test_a_note_that_was_deleted_meanwhile(client, note, designer, reviewer, challenge):
    stale = Note.objects.get(pk=note.pk)
    notes.delete(note, reviewer)
    with pytest.raises(ValidationError, match="supprimée entre-temps"):
        notes.resolve(stale, designer)
    said = {"text": "Oui.", "kind": KIND, "thing": challenge.pk, "field": "instruction"}
    answer = post(client, designer, url("answer", stale), **said)
    assert answer.status_code == 409
    assert answer.json()["message"] == "Cette note a été supprimée entre-temps."
    assert post(client, designer, url("answer", stale), text="Oui.").status_code == 404


def test_others_words_stay_theirs(client, note, designer):
    for action in ("edit", "delete"):
        answer = post(client, designer, url(action, note), text="Autre chose")
        assert answer.json()["message"] == "Cette note est de remi : répondez-y plutôt."
    assert Note.objects.get().text == "Trop longue."


def test_what_was_answered_stays_as_it_was(note, designer, reviewer):
    notes.answer(note, designer, "Oui.")
    for change in (lambda: notes.edit(note, reviewer, "Non"), lambda: notes.delete(note, reviewer)):
        with pytest.raises(ValidationError, match="Quelqu'un a déjà répondu"):
            change()


def test_obsolete_challenges_keep_their_notes_as_they_are(client, note, designer, challenge):
    challenge.retire()
    answer = post(client, designer, url("resolve", note))
    assert answer.status_code == 409
    assert "les notes se lisent encore" in answer.json()["message"]
    assert "note-form" not in answer.json()["html"]["all"]
    assert "Trop longue." in answer.json()["html"]["all"]


def test_a_challenge_that_was_deleted_meanwhile(client, note, challenge, designer):
    address = add_url(challenge)
    Challenge.objects.filter(pk=challenge.pk).delete()
    assert post(client, designer, address, text="x").status_code == 404
    with pytest.raises(ValidationError, match="supprimé entre-temps"):
        notes.add(challenge, designer, text="x")


@pytest.mark.parametrize("kind", ["auth.user", "content.note", "nothing", "challenges.choice"])
def test_notes_are_on_what_is_reviewed_only(client, designer, kind):
    client.force_login(designer)
    assert client.post(f"/admin/notes/{kind}/1/ajouter/", {"text": "x"}).status_code == 404


# -- Without script, and in numbers ---------------------------------------------------------------------
def test_a_form_without_script_goes_back_to_its_page(client, note, designer):
    client.force_login(designer)
    answer = client.post(url("resolve", note), {"next": "/admin/epreuves/"})
    assert answer.headers["Location"] == "/admin/epreuves/"
    note = notes.add(note.thing, designer, text="Encore.")
    answer = client.post(url("resolve", note), {"next": "https://ailleurs.example/"})
    assert answer.headers["Location"] == reverse("wagtailadmin_home")


def test_a_page_reads_all_notes_in_one_query(challenge, designer, rf, django_assert_num_queries):
    from django.template import RequestContext, Template

    for number in range(6):
        made = notes.add(challenge, designer, field=f"field{number}", label="x", text=f"n{number}")
        notes.answer(made, designer, "Oui.")
    request = rf.get("/")
    request.user = type(designer).objects.get(pk=designer.pk)
    request.user.get_all_permissions()
    page = Template(
        "{% load notes_tags %}{% for n in fields %}{% field_notes thing n 'x' %}{% endfor %}"
        "{% all_notes thing %}"
    )
    names = [f"field{number}" for number in range(6)]
    with django_assert_num_queries(1):
        html = page.render(RequestContext(request, {"thing": challenge, "fields": names}))
    assert html.count('data-note="') == 12
