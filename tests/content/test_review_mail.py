"""Mails about reviews: who gets which, in what language, and that nothing waits for them."""

import smtplib
import threading
import time

import pytest
from django.contrib.auth.models import Group
from django.core import mail as mailbox
from django.core.mail.backends.base import BaseEmailBackend
from wagtail.users.models import UserProfile

from challenges.models import Challenge
from cms.roles import REVIEWERS
from content.enums import ReviewPoint
from content.models import Note, Review
from content.review import post
from content.review.actions import decide, submit, take, withdraw
from content.review.approvals import fingerprint
from content.review.mail import submitted_together
from tests import factories

pytestmark = pytest.mark.django_db

#: Set when a test is over, so that the hanging server lets go.
_release = threading.Event()


class FailingServer(BaseEmailBackend):
    """A mail server that refuses everything."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server here")


class HangingServer(BaseEmailBackend):
    """A mail server that accepts a connection and never answers."""

    def send_messages(self, messages):
        _release.wait(20)
        return len(messages)


def person(name, group=REVIEWERS, **fields):
    user = factories.UserFactory(username=name, **fields)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def reviewer(designer):
    return person("remi", first_name="Rémi", last_name="Lambert")


def written(*people, **fields):
    """A challenge that the first of ``people`` began, and each wrote a draft of."""
    challenge = factories.choice_challenge(factories.SkillFactory(), **fields)
    Challenge.objects.filter(pk=challenge.pk).update(created_by=people[0])
    challenge.revisions.update(user=people[0])
    for other in people[1:]:
        fresh(challenge).get_latest_revision_as_object().save_revision(user=other, clean=False)
    return fresh(challenge)


def fresh(challenge):
    return Challenge.objects.get(pk=challenge.pk)


def decided(review, user, verdict, **said):
    revision = Challenge.objects.get(pk=review.object_id).get_latest_revision()
    checklist = ReviewPoint.values
    return decide(review, user, verdict, seen=fingerprint(revision), checklist=checklist, **said)


def sent():
    """Who got what, by address, and the mailbox emptied."""
    found = {}
    for letter in mailbox.outbox:
        found.setdefault(letter.to[0], []).append(letter)
    mailbox.outbox.clear()
    return found


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something, commit, and answer the mails that were sent."""

    def run(step, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            result = step(*args, **kwargs)
        return result, sent()

    return run


def test_who_may_decide_and_did_not_write_it_is_told(committed, designer, reviewer):
    author = person("andre")
    person("absent", is_active=False)
    person("sans", email="")
    factories.UserFactory(username="root", is_superuser=True)
    challenge = written(designer, author)
    _review, letters = committed(
        submit, challenge, designer, priority=1, message="Avant la rentrée."
    )
    assert set(letters) == {"remi@example.org"}
    (letter,) = letters["remi@example.org"]
    assert letter.subject == "[Atelier] À relire : Quelle est la couleur du feu qui laisse passer ?"
    for words in (
        "Bonjour Rémi Lambert,", "soumise par claire, priorité urgente", "Avant la rentrée.",
        f"http://127.0.0.1:8000/admin/epreuves/{challenge.pk}/relecture/",
        "http://127.0.0.1:8000/admin/relectures/",
    ):  # fmt: skip
        assert words in letter.body, words
    assert "&#x27;" not in letter.body
    assert letter.content_subtype == "plain"


def test_nothing_is_sent_before_the_commit_nor_for_what_is_undone(designer, reviewer):
    submit(written(designer), designer)
    assert mailbox.outbox == []


def test_changes_asked_for_are_told_with_the_comment_and_the_notes(committed, designer, reviewer):
    other = person("zoe", "Conception")
    challenge = written(other, designer)
    review, _ = committed(submit, challenge, designer)
    Note.objects.create(
        content_type=review.content_type,
        object_id=challenge.pk,
        label="Consigne",
        text="« Cliquer » exclut les écrans tactiles.",
        author=reviewer,
    )
    _decision, letters = committed(
        decided, review, reviewer, "changes", comment="La consigne est longue."
    )
    assert set(letters) == {"claire@example.org", "zoe@example.org"}
    (letter,) = letters["zoe@example.org"]
    assert letter.subject.startswith("[Atelier] À modifier : ")
    for words in (
        "Rémi Lambert demande des changements", "La consigne est longue.",
        "- Consigne : « Cliquer » exclut les écrans tactiles.", f"/{challenge.pk}/relecture/",
    ):  # fmt: skip
        assert words in letter.body, words


def test_approval_is_told_to_authors_and_says_that_it_is_live(committed, designer, reviewer):
    challenge = written(designer)
    review, _ = committed(submit, challenge, designer)
    _decision, letters = committed(decided, review, reviewer, "approved")
    assert set(letters) == {"claire@example.org"}
    (letter,) = letters["claire@example.org"]
    assert letter.subject.startswith("[Atelier] Approuvée : ")
    assert "Elle est validée" in letter.body
    # A change by somebody else: who wrote only what was live before is not told.
    other = person("zoe", "Conception")
    draft = fresh(challenge).get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(user=other)
    review, _ = committed(submit, fresh(challenge), other)
    _decision, letters = committed(decided, review, reviewer, "approved")
    assert set(letters) == {"zoe@example.org"}


def test_what_is_withdrawn_is_told_to_who_looked_at_it(committed, designer, reviewer):
    review, _ = committed(submit, written(designer), designer)
    committed(take, review, reviewer)
    _none, letters = committed(withdraw, review, designer)
    assert set(letters) == {"remi@example.org"}
    assert "a été retirée de la relecture par claire" in letters["remi@example.org"][0].body


def test_what_a_reviewer_withdraws_is_told_to_who_submitted_it(committed, designer, reviewer):
    review, _ = committed(submit, written(designer), designer)
    committed(take, review, reviewer)
    _none, letters = committed(withdraw, review, reviewer)
    assert set(letters) == {"claire@example.org"}
    assert "que vous aviez soumise" in letters["claire@example.org"][0].body


def test_what_a_step_closes_is_told_as_well(committed, designer, reviewer):
    challenge = written(designer)
    review, _ = committed(submit, challenge, designer)
    committed(take, review, reviewer)
    _none, letters = committed(fresh(challenge).retire, person("paul", "Publication"))
    assert set(letters) == {"remi@example.org", "claire@example.org"}


def test_who_is_relieved_is_told(committed, designer, reviewer):
    colleague = person("zoe", first_name="Zoé", last_name="Henry")
    review, _ = committed(submit, written(designer), designer)
    _none, letters = committed(take, review, reviewer)
    assert letters == {}
    _none, letters = committed(take, review, colleague, over=True)
    assert set(letters) == {"remi@example.org"}
    assert "Zoé Henry a pris la relève" in letters["remi@example.org"][0].body


def test_many_submissions_are_one_mail(committed, designer, reviewer):
    challenges = [written(designer, instruction_fr=f"Épreuve numéro {n} ?") for n in range(24)]
    reviews, letters = committed(
        lambda: [submit(challenge, designer, tell=False).pk for challenge in challenges]
    )
    assert letters == {}
    own = submit(written(reviewer, designer), designer, tell=False)
    gone = submit(written(designer), designer, tell=False)
    withdraw(gone, designer)
    _none, letters = committed(submitted_together, [*reviews, own.pk, gone.pk])
    assert list(map(len, letters.values())) == [1]
    (letter,) = letters["remi@example.org"]
    assert letter.subject == "[Atelier] À relire : 24 épreuves soumises"
    assert letter.body.count("soumise par claire") == 20
    assert "et 4 autres, dans la file" in letter.body
    _none, letters = committed(submitted_together, [])
    assert letters == {}


def test_mails_are_in_the_language_of_who_reads_them(committed, designer, reviewer):
    profile = UserProfile.get_for_user(reviewer)
    profile.preferred_language = "en"
    profile.save()
    person("zoe")
    _review, letters = committed(submit, written(designer), designer)
    assert "Bonjour zoe," in letters["zoe@example.org"][0].body
    # The catalogue may not have these sentences yet; the date and the words that it has are enough.
    assert letters["remi@example.org"][0].body


@pytest.mark.parametrize(
    ("setting", "verdict"),
    [("submitted", None), ("approved", "approved"), ("rejected", "changes")],
)
def test_who_does_not_want_mails_gets_none(committed, designer, reviewer, setting, verdict):
    for user in (designer, reviewer):
        profile = UserProfile.get_for_user(user)
        setattr(profile, f"{setting}_notifications", False)
        profile.save()
    review, letters = committed(submit, written(designer), designer)
    if verdict:
        assert set(letters) == {"remi@example.org"}
        _decision, letters = committed(decided, review, reviewer, verdict, comment="Voilà.")
    assert letters == {}


def test_a_failing_mail_server_fails_nothing(committed, designer, reviewer, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.FailingServer"
    review, _ = committed(submit, written(designer), designer)
    decision, _ = committed(decided, review, reviewer, "approved")
    assert fresh(Challenge(pk=review.object_id)).status == "validated"
    assert decision.verdict == "approved"
    assert "0 of 1 mails about reviews were sent" in caplog.text


def test_a_mail_server_that_does_not_answer_holds_nobody(
    committed, designer, reviewer, settings, monkeypatch, caplog
):
    monkeypatch.setattr(post, "PATIENCE_SECONDS", 0.2)
    settings.EMAIL_BACKEND = f"{__name__}.HangingServer"
    _release.clear()
    try:
        before = time.monotonic()
        review, _ = committed(submit, written(designer), designer)
        assert time.monotonic() - before < 5
        assert Review.objects.get(pk=review.pk).workflow_state.status == "in_progress"
        assert "The mail server is slow" in caplog.text
    finally:
        _release.set()


def test_one_refused_address_does_not_keep_the_others_from_leaving(
    committed, designer, reviewer, settings, caplog
):
    settings.EMAIL_BACKEND = f"{__name__}.PickyServer"
    person("alice")
    person("zoe")
    PickyServer.accepted = []
    committed(submit, written(designer), designer)
    assert sorted(PickyServer.accepted) == ["alice@example.org", "zoe@example.org"]
    assert "was refused" in caplog.text


class PickyServer(BaseEmailBackend):
    """A mail server that knows no Rémi."""

    accepted = []

    def send_messages(self, messages):
        for letter in messages:
            if letter.to == ["remi@example.org"]:
                raise smtplib.SMTPRecipientsRefused({letter.to[0]: (550, b"unknown")})
            self.accepted.append(letter.to[0])
