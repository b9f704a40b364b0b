"""The author's form over HTTP: drafts are free, validation is strict, nothing is lost."""

import pytest
from django.contrib.auth.models import Permission

from challenges.models import Challenge
from content.minting import current
from referentiel.alignments import align
from tests import factories
from tests.challenges.forms import form_data, url

pytestmark = pytest.mark.django_db


def errors(response):
    """All messages of the form and its rows."""
    form = response.context["form"]
    found = [message for messages in form.errors.values() for message in messages]
    for formset in form.formsets.values():
        found += list(formset.non_form_errors())
        for row in formset.forms:
            found += [message for messages in row.errors.values() for message in messages]
    return " ".join(str(message) for message in found)


def test_a_draft_may_be_incomplete(designer_client):
    response = designer_client.post(
        url("add"), form_data(None, [], instruction_fr="Un début", action="action-create")
    )
    assert response.status_code == 302
    challenge = Challenge.objects.get()
    assert (challenge.live, challenge.instruction_fr) == (False, "Un début")


def test_a_whole_challenge_is_validated(designer_client, skill):
    response = designer_client.post(url("add"), form_data(skill, action="action-publish"))
    assert response.status_code == 302
    challenge = Challenge.objects.get()
    assert (challenge.live, challenge.status) == (True, "validated")
    assert current("challenge", challenge.public_id).version == 1


@pytest.mark.parametrize(
    ("changes", "message", "where"),
    [
        (
            {"choices": [("Rouge", False), ("Vert", False)]},
            "Aucune proposition n'est juste",
            "choices",
        ),
        ({"choices": [("Vert", True), ("vert", False)]}, "même chose qu'une autre", "text_fr"),
        ({"instruction_fr": "<script>alert(1)</script>"}, "est du HTML", "instruction_fr"),
        ({"instruction_fr": ""}, "Écrivez la consigne", "instruction_fr"),
        (
            {
                "type": "short_answer",
                "template_fr": "Ville :",
                "blanks": [
                    {
                        "key": "v",
                        "input": "text",
                        "format": "words",
                        "label_fr": "Ville",
                        "accepted_fr": "Namur",
                    }
                ],
            },
            "ne montre pas le trou ${v}",
            "template_fr",
        ),
    ],
)
def test_bad_input_is_said_on_its_field_and_nothing_is_published_or_lost(
    designer_client, skill, changes, message, where
):
    data = form_data(skill, action="action-publish", **changes)
    response = designer_client.post(url("add"), data)
    assert response.status_code == 200
    assert message in errors(response)
    form = response.context["form"]
    if where in form.fields:
        assert message in " ".join(form.errors[where])
    elif where == "choices":
        assert message in " ".join(form.formsets["choices"].non_form_errors())
    else:
        assert message in " ".join(form.formsets["choices"].forms[1].errors[where])
    assert not Challenge.objects.filter(live=True).exists()
    page = response.content.decode()
    assert "Le vert." in page  # what was typed is still there


def test_no_skill_is_said_on_the_skill(designer_client):
    response = designer_client.post(url("add"), form_data(None, action="action-publish"))
    assert "Choisissez l'acquis" in " ".join(response.context["form"].errors["skill"])


def test_a_refusal_that_the_form_did_not_see_is_a_message(designer_client, skill, monkeypatch):
    monkeypatch.setattr("challenges.forms.challenge_problems", lambda challenge: [])
    data = form_data(skill, [("Rouge", False), ("Vert", False)], action="action-publish")
    response = designer_client.post(url("add"), data, follow=True)
    assert response.status_code == 200
    assert "n&#x27;a pas pu être validée" in response.content.decode()
    assert not Challenge.objects.get().live


def test_a_validated_challenge_gets_a_draft_beside_it(designer_client):
    challenge = factories.validated_challenge()
    data = form_data(challenge.skill, instruction_fr="Autre ?", action="action-edit")
    assert designer_client.post(url("edit", challenge.pk), data).status_code == 302
    challenge.refresh_from_db()
    assert challenge.live
    assert challenge.instruction_fr != "Autre ?"
    assert challenge.get_latest_revision_as_object().instruction_fr == "Autre ?"


def test_archiving_over_http(designer_client):
    challenge = factories.validated_challenge()
    page = designer_client.get(url("unpublish", challenge.pk))
    assert "Oui, archiver" in page.content.decode()
    designer_client.post(url("unpublish", challenge.pk))
    challenge.refresh_from_db()
    assert challenge.status == "archived"
    assert current("challenge", challenge.public_id).status == "archived"
    assert "action-publish" not in designer_client.get(url("edit", challenge.pk)).content.decode()


def test_the_buttons_speak_of_validating(designer_client):
    challenge = factories.validated_challenge()
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "Valider" in page
    assert "Archiver" in page
    assert "Dépublier" not in page


def test_deleting_what_was_validated_is_refused_with_a_sentence(designer_client):
    challenge = factories.validated_challenge()
    response = designer_client.post(url("delete", challenge.pk), follow=True)
    assert "elle s&#x27;archive, elle ne s&#x27;efface pas" in response.content.decode()
    assert Challenge.objects.filter(pk=challenge.pk).exists()


def test_wagtail_s_copy_page_is_closed(designer_client):
    challenge = factories.validated_challenge()
    address = url("edit", challenge.pk).replace("/edit/", "/copy/")
    for method in (designer_client.get, designer_client.post):
        assert method(address).status_code == 404


def test_without_the_permission_nothing_is_shown_or_done(client, skill):
    user = factories.UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    challenge = factories.choice_challenge(skill)
    for name, args in (
        ("list", []),
        ("add", []),
        ("edit", [challenge.pk]),
        ("delete", [challenge.pk]),
    ):
        assert client.get(url(name, *args)).status_code == 302
    client.post(url("add"), form_data(skill, action="action-publish"))
    assert Challenge.objects.count() == 1


def test_a_writer_who_may_not_validate_cannot_by_posting(client, skill, designer):
    designer.groups.get().permissions.remove(
        designer.groups.get().permissions.get(codename="publish_challenge")
    )
    client.force_login(designer)
    client.post(url("add"), form_data(skill, action="action-publish"))
    assert not Challenge.objects.filter(live=True).exists()


def test_the_list_is_found_filtered_and_does_not_grow_in_queries(
    designer_client, skill, django_assert_max_num_queries
):
    for _ in range(12):
        factories.choice_challenge(skill)
    factories.choice_challenge(
        factories.SkillFactory(topic=skill.topic, level=3), instruction_fr="Rare ?"
    )
    with django_assert_max_num_queries(25):
        page = designer_client.get(url("list")).content.decode()
    assert "Rare ?" in page
    filtered = designer_client.get(url("list") + "?level=2").content.decode()
    assert "Rare ?" not in filtered
    searched = designer_client.get(url("list") + "?q=rare").content.decode()
    assert "Rare ?" in searched


def test_what_is_archived_is_read_not_written(designer_client):
    challenge = factories.validated_challenge()
    challenge.unpublish()
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "Cette épreuve est « archivé »" in page
    data = form_data(challenge.skill, instruction_fr="Trop tard", action="action-edit")
    designer_client.post(url("edit", challenge.pk), data)
    assert challenge.get_latest_revision_as_object().instruction_fr != "Trop tard"


def test_only_what_is_validated_is_archived(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    response = designer_client.post(url("unpublish", challenge.pk), follow=True)
    assert "il n&#x27;y a rien à archiver" in response.content.decode()
    challenge.refresh_from_db()
    assert challenge.status == "proposed"


def test_a_lock_of_another_keeps_it_from_being_archived(designer_client):
    challenge = factories.validated_challenge()
    Challenge.objects.update(locked=True, locked_by=factories.UserFactory())
    designer_client.post(url("unpublish", challenge.pk))
    challenge.refresh_from_db()
    assert challenge.status == "validated"


def test_a_scheduled_validation_says_when(designer_client, skill):
    data = form_data(skill, action="action-publish", go_live_at="2099-01-01 08:00", expire_at="")
    response = designer_client.post(url("add"), data, follow=True)
    assert "sera validée le 1" in response.content.decode()
    assert Challenge.objects.get().status == "proposed"


def test_there_is_no_chooser_that_would_show_drafts():
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippetchoosers_challenges_challenge:choose")


@pytest.mark.parametrize("query", ["ecole", "ÉCOLE", "école"])
def test_accents_and_capitals_do_not_matter_to_the_search(designer_client, skill, query):
    factories.choice_challenge(skill, instruction_fr="À l'École, que faire ?")
    page = designer_client.get(url("list"), {"q": query}).content.decode()
    assert "que faire" in page


def test_a_refused_workflow_approval_is_a_message(designer_client, designer, skill):
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

    task = GroupApprovalTask.objects.create(name="Accord")
    task.groups.set(designer.groups.all())
    workflow = Workflow.objects.create(name="Relecture")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Challenge)
    )
    challenge = factories.choice_challenge(skill, right=())
    state = workflow.start(challenge, designer)
    address = url("workflow_action", challenge.pk, "approve", state.current_task_state.pk)
    response = designer_client.post(address, follow=True)
    assert response.status_code == 200
    assert "n&#x27;a pas pu être validée" in response.content.decode()
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    assert not Challenge.objects.get().live


def test_the_alignments_of_the_competence_are_shown(designer_client, skill):
    challenge = factories.choice_challenge(skill)
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "alignée sur aucun autre référentiel" in page
    other = factories.FrameworkFactory(code="digcomp-3.0", title_fr="DigComp")
    area = factories.AreaFactory(framework=other, code="2")
    target = factories.CompetenceFactory(area=area, code="2.4", title_fr="Collaborer")
    align(skill.competence, target, "isRelatedTo")
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "<strong>digcomp-3.0 2.4</strong>" in page
