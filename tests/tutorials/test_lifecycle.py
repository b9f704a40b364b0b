"""Publishing a tutorial makes a version; archiving keeps it; nothing goes live unapproved."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from content.integrity import find_faults
from content.lifecycle import GoLiveRefused
from content.minting import current, load
from tests import factories
from tutorials import uses
from tutorials.lifecycle import propose, proposed_change
from tutorials.models import Tutorial, TutorialMedia
from tutorials.uses import TutorialUse, register_tutorial_uses

pytestmark = pytest.mark.django_db

BODY = "Ouvrez le courrier, regardez qui l'envoie, puis survolez le lien sans cliquer dessus."


def article(**fields):
    tutorial = Tutorial(
        **{"kind": "article", "title_fr": "Reconnaître un faux", "body_fr": BODY, **fields}
    )
    propose(tutorial)
    return tutorial


def publish(tutorial):
    factories.approve(tutorial)
    Tutorial.objects.get(pk=tutorial.pk).get_latest_revision().publish()
    return Tutorial.objects.get(pk=tutorial.pk)


def edit(tutorial, **fields):
    draft = tutorial.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    return Tutorial.objects.get(pk=tutorial.pk)


def numbers(tutorial):
    return [(row.version, row.revision) for row in tutorial.versions.all()]


def test_publishing_makes_a_version_with_its_object():
    tutorial = publish(article())
    assert (tutorial.status, tutorial.live) == ("validated", True)
    version = tutorial.versions.get()
    pointer = current("tutorial", tutorial.public_id)
    assert version.body_id == pointer.body_id
    assert load(version.body)["locales"]["fr"]["title"] == "Reconnaître un faux"
    assert list(find_faults()) == []


def test_nothing_goes_live_without_an_approval():
    tutorial = article()
    with pytest.raises(GoLiveRefused, match="n'a pas été approuvée"):
        tutorial.get_latest_revision().publish()
    assert not tutorial.versions.exists()


def test_words_are_a_revision_and_another_lesson_is_a_version():
    tutorial = publish(article())
    tutorial = edit(tutorial, body_fr=BODY.replace("survolez", "pointez"), note="Un mot.")
    assert proposed_change(tutorial.get_latest_revision_as_object()) == "revision"
    tutorial = edit(publish(tutorial), body_fr="Appelez la personne : elle saura si c'est elle.")
    assert proposed_change(tutorial.get_latest_revision_as_object()) == "version"
    tutorial = publish(tutorial)
    assert numbers(tutorial) == [(2, 1), (1, 2), (1, 1)]
    assert [load(row.body)["version"] for row in tutorial.versions.all()] == [2, 1, 1]


def test_another_address_is_another_version():
    tutorial = publish(article(kind="link", url_fr="https://example.org/a"))
    tutorial = edit(tutorial, url_fr="https://example.org/b")
    assert proposed_change(tutorial.get_latest_revision_as_object()) == "version"


def test_publishing_the_same_again_makes_no_version():
    tutorial = publish(article())
    before = current("tutorial", tutorial.public_id).body_id
    tutorial = publish(edit(tutorial, note="Rien d'autre."))
    assert numbers(tutorial) == [(1, 1)]
    assert current("tutorial", tutorial.public_id).body_id == before
    assert list(find_faults()) == []


def test_an_older_version_is_put_back_as_a_new_one():
    tutorial = publish(article())
    first = tutorial.versions.get()
    tutorial = publish(edit(tutorial, body_fr="Tout autre chose, en quelques mots."))
    old = first.draft.as_object()
    old.save_revision(previous_revision=first.draft, log_action=True)
    tutorial = publish(Tutorial.objects.get(pk=tutorial.pk))
    assert numbers(tutorial) == [(3, 1), (2, 1), (1, 1)]
    assert tutorial.body_fr == BODY


def test_what_is_incomplete_stays_a_draft():
    tutorial = article(body_fr="")
    with pytest.raises(GoLiveRefused, match="Écrivez l'article"):
        publish(tutorial)
    assert Tutorial.objects.get().status == "proposed"


def test_archived_then_obsolete_and_never_again():
    tutorial = publish(article())
    with pytest.raises(ValidationError, match="archivez-la"):
        tutorial.retire()
    tutorial.unpublish()
    assert current("tutorial", tutorial.public_id).status == "archived"
    with pytest.raises(GoLiveRefused, match="ne se publie plus"):
        publish(tutorial)
    Tutorial.objects.get().retire()
    assert Tutorial.objects.get().status == "obsolete"


def test_what_is_used_is_not_taken_away(monkeypatch):
    tutorial = publish(article())
    monkeypatch.setattr(uses, "_finders", {})
    register_tutorial_uses("essai", lambda row: [TutorialUse("@requete2", "/x/", "succeed")])
    with pytest.raises(ValidationError, match="@requete2"):
        tutorial.unpublish()
    draft = article()
    with pytest.raises(ProtectedError), transaction.atomic():
        draft.delete()


def test_what_was_published_is_not_deleted():
    tutorial = publish(article())
    with pytest.raises(ProtectedError, match="s'archive"), transaction.atomic():
        tutorial.delete()
    article().delete()


def test_pictures_are_in_the_document():
    tutorial = article(body_fr="Voici : ![](media:m1)")
    tutorial.media = [TutorialMedia(key="m1", file=factories.media_file(), alt_fr="Un plan")]
    propose(tutorial)
    tutorial = publish(tutorial)
    document = load(current("tutorial", tutorial.public_id).body)
    assert document["media"][0]["id"] == "m1"
    assert document["locales"]["fr"]["media"] == {"m1": {"alt": "Un plan"}}
