"""The author's form over HTTP: drafts are free, submitting is strict, nothing is lost or goes live."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from challenges.models import Challenge
from content.minting import current
from content.review.actions import decide, submit
from content.review.approvals import fingerprint
from referentiel.alignments import align
from tests import factories
from tests.challenges.forms import form_data, page_data, url

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


def test_submitting_a_whole_challenge_saves_it_and_leads_to_the_page_that_submits(
    designer_client, skill
):
    response = designer_client.post(url("add"), form_data(skill, action="action-submit"))
    challenge = Challenge.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("challenges:submit", args=[challenge.pk])
    assert (challenge.live, challenge.status) == (False, "proposed")
    assert challenge.current_workflow_state is None
    again = form_data(skill, instruction_fr="Autre ?", action="action-submit")
    response = designer_client.post(url("edit", challenge.pk), again)
    assert response.url == reverse("challenges:submit", args=[challenge.pk])
    assert Challenge.objects.get().get_latest_revision_as_object().instruction_fr == "Autre ?"


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
def test_bad_input_is_said_on_its_field_and_nothing_is_submitted_or_lost(
    designer_client, skill, changes, message, where
):
    data = form_data(skill, action="action-submit", **changes)
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
    assert "n&#x27;est pas encore soumise" in response.content.decode()
    assert not Challenge.objects.exists()
    page = response.content.decode()
    assert "Le vert." in page  # what was typed is still there


def test_no_skill_is_said_on_the_skill(designer_client):
    response = designer_client.post(url("add"), form_data(None, action="action-submit"))
    assert "Choisissez l'acquis" in " ".join(response.context["form"].errors["skill"])


def test_a_variant_is_submitted_before_its_prototype_is_validated(designer_client, skill):
    variant = factories.variant_of(factories.choice_challenge(skill))
    data = {**page_data(designer_client, variant), "action-submit": "action-submit"}
    response = designer_client.post(url("edit", variant.pk), data)
    assert response.url == reverse("challenges:submit", args=[variant.pk])


FORGED = ("publish", "cancel-workflow", "restart-workflow", "workflow-action")


@pytest.mark.parametrize("action", FORGED)
def test_nothing_else_is_done_by_a_forged_button_than_saving_a_draft(admin_client, skill, action):
    forged = f"action-{action}"
    admin_client.post(url("add"), form_data(skill, action=forged))
    challenge = Challenge.objects.get()
    assert (challenge.live, challenge.current_workflow_state) == (False, None)
    live = factories.validated_challenge()
    data = form_data(live.skill, instruction_fr="Autre ?", action=forged)
    assert admin_client.post(url("edit", live.pk), data).status_code == 302
    live.refresh_from_db()
    assert live.live_revision_id != live.latest_revision_id
    assert live.instruction_fr != "Autre ?"
    old = url("revisions_revert", live.pk, live.live_revision_id)
    data = form_data(live.skill, instruction_fr="Encore ?", action=forged)
    assert admin_client.post(old, data).status_code == 302
    live.refresh_from_db()
    assert live.instruction_fr not in {"Autre ?", "Encore ?"}
    assert live.get_latest_revision_as_object().instruction_fr == "Encore ?"


@pytest.mark.parametrize("action", FORGED)
def test_a_forged_button_changes_nothing_of_what_is_in_review(
    admin_client, designer, skill, action
):
    challenge = factories.choice_challenge(skill)
    review = submit(challenge, designer)
    data = {
        **form_data(skill, instruction_fr="Autre ?", action=f"action-{action}"),
        "workflow-action-name": "approve",
    }
    response = admin_client.post(url("edit", challenge.pk), data)
    assert response.status_code == 200
    review.workflow_state.refresh_from_db()
    assert review.workflow_state.status == "in_progress"
    assert challenge.get_latest_revision_as_object().instruction_fr != "Autre ?"


@pytest.mark.parametrize("name", ["workflow_action", "collect_workflow_action_data"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtail_s_workflow_addresses_lead_to_our_page(admin_client, designer, skill, name, method):
    challenge = factories.choice_challenge(skill)
    state = submit(challenge, designer).workflow_state
    for action in ("approve", "reject"):
        address = url(name, challenge.pk, action, state.current_task_state.pk)
        response = getattr(admin_client, method)(address, follow=True)
        assert response.redirect_chain[-1][0] == reverse("challenges:review", args=[challenge.pk])
        assert "nulle part ailleurs" in response.content.decode()
    confirm = getattr(admin_client, method)(url("confirm_workflow_cancellation", challenge.pk))
    assert confirm.status_code == 302
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert not Challenge.objects.get().live


def test_a_validated_challenge_gets_a_draft_beside_it(designer_client):
    challenge = factories.validated_challenge()
    data = form_data(challenge.skill, instruction_fr="Autre ?", action="action-edit")
    assert designer_client.post(url("edit", challenge.pk), data).status_code == 302
    challenge.refresh_from_db()
    assert challenge.live
    assert challenge.instruction_fr != "Autre ?"
    assert challenge.get_latest_revision_as_object().instruction_fr == "Autre ?"


def test_archiving_over_http(admin_client):
    challenge = factories.validated_challenge()
    admin_client.post(url("unpublish", challenge.pk))
    challenge.refresh_from_db()
    assert challenge.status == "archived"
    assert current("challenge", challenge.public_id).status == "archived"
    assert "action-submit" not in admin_client.get(url("edit", challenge.pk)).content.decode()


def buttons(client, challenge):
    """The names of the form's buttons, and what its footer says."""
    page = client.get(url("edit", challenge.pk)).content.decode()
    footer = page[page.index("<footer") :]
    return set(re.findall(r'name="(action-[a-z-]+)"', footer)), footer


def test_the_form_saves_and_submits_and_never_validates(designer_client, admin_client):
    challenge = factories.validated_challenge()
    names, footer = buttons(designer_client, challenge)
    assert names == {"action-submit"}
    assert "Soumettre à relecture…" in footer
    assert "Archiver" not in footer
    names, footer = buttons(admin_client, challenge)
    assert names == {"action-submit"}
    assert "Archiver" in footer
    assert "Dépublier" not in footer


def test_in_review_the_form_is_read_and_leads_to_the_review(designer_client, designer, skill):
    challenge = factories.choice_challenge(skill)
    submit(challenge, designer)
    names, footer = buttons(designer_client, challenge)
    assert names == set()
    assert "Ouvrir la relecture" in footer
    assert reverse("challenges:review", args=[challenge.pk]) in footer
    data = form_data(skill, instruction_fr="Trop tard", action="action-edit")
    designer_client.post(url("edit", challenge.pk), data)
    assert challenge.get_latest_revision_as_object().instruction_fr != "Trop tard"


def test_what_was_asked_to_change_is_said_above_the_form(designer_client, designer, skill):
    challenge = factories.choice_challenge(skill)
    review = submit(challenge, designer)
    reviewer = factories.give(factories.UserFactory(username="remi"), "challenges.review_challenge")
    seen = fingerprint(challenge.get_latest_revision())
    decide(review, reviewer, "changes", seen=seen, comment="Trop longue <b>ici</b>.")
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "remi a demandé des changements" in page
    assert "Trop longue &lt;b&gt;ici&lt;/b&gt;." in page
    submit(Challenge.objects.get(), designer)
    page = designer_client.get(url("edit", challenge.pk)).content.decode()
    assert "a demandé des changements" not in page


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
    client.post(url("add"), form_data(skill, action="action-submit"))
    assert Challenge.objects.count() == 1


def test_who_may_only_begin_one_has_no_button_to_submit(client, skill):
    user = factories.give(
        factories.UserFactory(), "wagtailadmin.access_admin", "challenges.add_challenge"
    )
    client.force_login(user)
    assert "action-submit" not in client.get(url("add")).content.decode()


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


def test_only_what_is_validated_is_archived(admin_client, skill):
    challenge = factories.choice_challenge(skill)
    response = admin_client.post(url("unpublish", challenge.pk), follow=True)
    assert "il n&#x27;y a rien à archiver" in response.content.decode()
    challenge.refresh_from_db()
    assert challenge.status == "proposed"


def test_a_lock_of_another_keeps_it_from_being_archived(client):
    user = factories.give(
        factories.UserFactory(),
        "wagtailadmin.access_admin",
        "challenges.view_challenge",
        "challenges.publish_challenge",
    )
    client.force_login(user)
    challenge = factories.validated_challenge()
    Challenge.objects.update(locked=True, locked_by=factories.UserFactory())
    client.post(url("unpublish", challenge.pk))
    challenge.refresh_from_db()
    assert challenge.status == "validated"


def test_there_is_no_chooser_that_would_show_drafts():
    from django.urls import NoReverseMatch, reverse

    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippetchoosers_challenges_challenge:choose")


@pytest.mark.parametrize("query", ["ecole", "ÉCOLE", "école"])
def test_accents_and_capitals_do_not_matter_to_the_search(designer_client, skill, query):
    factories.choice_challenge(skill, instruction_fr="À l'École, que faire ?")
    page = designer_client.get(url("list"), {"q": query}).content.decode()
    assert "que faire" in page


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
