"""The list: what its rows say, what it is narrowed by, what it finds, and what it exports."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import WorkflowState

from challenges.models import Challenge
from content.models import Note
from content.review.actions import submit
from content.spreadsheets import safe_text
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/epreuves/"


def shown(client, **params):
    """Primary keys that the list shows."""
    response = client.get(LIST, params)
    assert response.status_code == 200
    return {row.pk for row in response.context["object_list"]}


def set_on(challenge, **columns):
    Challenge.objects.filter(pk=challenge.pk).update(**columns)


@pytest.fixture
def family(skill):
    """A validated prototype with a proposed variant."""
    prototype = factories.validated_challenge(skill, devices=["phone"])
    return prototype, factories.variant_of(prototype)


def test_rows_say_what_the_family_shares_and_what_is_to_mend(designer_client, family, designer):
    prototype, variant = family
    set_on(variant, created_by=designer, to_mend=2)
    draft = prototype.get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(clean=False)
    page = designer_client.get(LIST).content.decode()
    assert page.count("@moteur2") == 2
    assert page.count("choix unique</td>") + page.count("choix unique\n") >= 2
    for words in (
        "1 déclinaison", "Déclinaison 1", "brouillon en cours", "2 points à corriger", "claire",
        "Autrement dit ?",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"device": "phone"}, "pv"),
        ({"device": "computer"}, "o"),
        ({"status": "validated"}, "p"),
        ({"status": "proposed"}, "vo"),
        ({"family": "variant"}, "v"),
        ({"family": "prototype"}, "po"),
        ({"type": "short_answer"}, "o"),
        ({"type": "single_choice"}, "pv"),
        ({"level": 2}, "pv"),
        ({"level": 5}, "o"),
        ({"to_mend": "yes"}, "o"),
        ({"to_mend": "no"}, "p"),
        ({"to_mend": "unknown"}, "v"),
        ({"review": "passed"}, "o"),
        ({"review": "none"}, "pv"),
        ({"status": "draft"}, ""),
        ({"status": "archived"}, ""),
        ({"status": "obsolete"}, ""),
        ({"workflow": "in_progress"}, ""),
        ({"workflow": "none"}, "vo"),
        ({"workflow": "scheduled"}, ""),
        ({"workflow": "nonsense"}, "pvo"),
        ({"notes": "open"}, ""),
        ({"notes": "none"}, "pvo"),
        ({"level": "999999999999999999999"}, "pvo"),
        ({"competence": "xyz", "device": "toaster"}, "pvo"),
    ],
)
def test_filters(designer_client, family, params, expected):
    prototype, variant = family
    other = factories.short_answer(
        factories.SkillFactory(topic=prototype.skill.topic, level=5),
        devices=["computer"],
        review_by=timezone.localdate() - timedelta(days=1),
    )
    set_on(other, to_mend=1)
    set_on(variant, to_mend=None)
    named = {"p": prototype.pk, "v": variant.pk, "o": other.pk}
    assert shown(designer_client, **params) == {named[letter] for letter in expected}


def test_filters_by_place_in_the_referential_and_by_author(designer_client, family, designer):
    prototype, variant = family
    elsewhere = factories.choice_challenge(
        factories.SkillFactory(
            topic=factories.TopicFactory(
                name="fichier",
                theme=factories.ThemeFactory(competence=factories.CompetenceFactory(code="1.2")),
            )
        )
    )
    set_on(variant, created_by=designer)
    competence, skill = prototype.skill.competence, prototype.skill
    whole = {prototype.pk, variant.pk}
    assert shown(designer_client, competence=competence.pk) == whole
    assert shown(designer_client, skill=skill.pk) == whole
    assert shown(designer_client, competence=competence.pk, skill=skill.pk, level=2) == whole
    assert shown(designer_client, framework=competence.framework.pk) == {*whole, elsewhere.pk}
    assert shown(designer_client, author=designer.pk) == {variant.pk}


def test_filters_by_where_a_draft_stands_in_the_review(designer_client, family, designer):
    prototype, variant = family
    waiting, returned, retired, dated = (
        factories.choice_challenge(factories.SkillFactory(topic=prototype.skill.topic, level=level))
        for level in range(3, 7)
    )
    submit(waiting, designer)
    review = submit(returned, designer)
    WorkflowState.objects.filter(review=review).update(status="needs_changes")
    retired.retire()
    revision = dated.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + timedelta(days=3)
    revision.save()
    kind = ContentType.objects.get_for_model(Challenge)
    note = {"content_type": kind, "text": "Trop long.", "author": designer}
    Note.objects.create(object_id=variant.pk, **note)
    Note.objects.create(object_id=waiting.pk, resolved_at=timezone.now(), **note)
    assert shown(designer_client, workflow="in_progress") == {waiting.pk}
    assert shown(designer_client, workflow="needs_changes") == {returned.pk}
    assert shown(designer_client, workflow="none") == {variant.pk, dated.pk}
    assert shown(designer_client, workflow="scheduled") == {dated.pk}
    assert shown(designer_client, status="obsolete") == {retired.pk}
    assert shown(designer_client, notes="open") == {variant.pk}
    page = designer_client.get(LIST).content.decode()
    assert page.count(">en relecture</span>") == 1
    assert page.count(">changements demandés</span>") == 1
    rows = exported(designer_client.get(LIST, {"export": "csv"}))
    assert sorted(row["Relecture"] for row in rows) == [
        "", "", "", "", "changements demandés", "en relecture",
    ]  # fmt: skip


def test_the_author_filter_finds_who_wrote_the_latest_draft(designer_client, family, designer):
    prototype, variant = family
    draft = prototype.get_latest_revision_as_object()
    draft.instruction_fr = "Autrement dit ?"
    draft.save_revision(user=designer, clean=False)
    assert shown(designer_client, author=designer.pk) == {prototype.pk}
    set_on(variant, created_by=designer)
    assert shown(designer_client, author=designer.pk) == {prototype.pk, variant.pk}


def test_search_ignores_accents_and_finds_ids_skills_and_authors(designer_client, skill):
    writer = factories.UserFactory(username="zoe", first_name="Zoé", last_name="Lefèvre")
    found = factories.choice_challenge(skill, instruction_fr="Où est l'**école** la plus proche ?")
    other = factories.short_answer(
        factories.SkillFactory(topic=factories.TopicFactory(name="autre"), level=5)
    )
    set_on(other, created_by=writer)
    Challenge.objects.get(pk=other.pk).save()
    for query, expected in (
        ("ecole", found), ("ÉCOLE proche", found), ("eco", found), ("l'école", found),
        (found.public_id, found), ("@moteur2", found), ("moteur2", found), ("moteur", found),
        ("wallonie", other), ("lefevre", other), ("Zoé", other), ("autre5", other),
    ):  # fmt: skip
        assert shown(designer_client, q=query) == {expected.pk}, query
    assert shown(designer_client, q="1.1") == {found.pk, other.pk}
    for nothing in ("lycée", '"', "*)(", "' OR 1=1", "\\", "???"):
        assert shown(designer_client, q=nothing) == set(), nothing


def test_search_and_filters_and_order_work_together(designer_client, family):
    prototype, variant = family
    params = {
        "q": "couleur", "device": "phone", "competence": prototype.skill.competence.pk,
        "ordering": "-status",
    }  # fmt: skip
    rows = designer_client.get(LIST, params).context["object_list"]
    assert [row.pk for row in rows] == [prototype.pk, variant.pk]
    for key in ("family_type", "to_mend", "created_by__username", "-_updated_at"):
        assert shown(designer_client, ordering=key) == {prototype.pk, variant.pk}


def test_a_moved_prototype_takes_its_variants_along_in_the_search(designer_client, family):
    prototype, variant = family
    draft = prototype.get_latest_revision_as_object()
    draft.skill = factories.SkillFactory(topic=factories.TopicFactory(name="deplace"), level=4)
    draft.save_revision(clean=False)
    factories.validate(prototype)
    for query in ("@deplace4", "@depl", "deplace4", "deplace4 couleur", "@deplace4 couleur"):
        assert shown(designer_client, q=query) == {prototype.pk, variant.pk}, query
    assert shown(designer_client, q="@moteur2") == set()


def test_the_number_of_queries_does_not_grow(designer_client, family):
    def queries():
        designer_client.get(LIST, {"device": "phone", "q": "couleur"})
        with CaptureQueriesContext(connection) as found:
            designer_client.get(LIST, {"device": "phone", "q": "couleur"})
        return len(found)

    few = queries()
    for number in range(2, 8):
        factories.variant_of(family[0], number)
        topic = factories.TopicFactory(name=f"sujet{number}x")
        factories.choice_challenge(factories.SkillFactory(topic=topic), devices=["phone"])
    assert queries() == few


def test_rows_do_not_read_what_they_do_not_show(designer_client, family):
    with CaptureQueriesContext(connection) as found:
        designer_client.get(LIST)
    rows = [query["sql"] for query in found if 'FROM "challenges_challenge"' in query["sql"]]
    assert rows
    assert not any('"explanation_nl"' in sql or '"content"' in sql for sql in rows)


def exported(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_filtered_list_as_csv(designer_client, family):
    prototype, variant = family
    factories.short_answer(prototype.skill)
    set_on(variant, instruction_fr="=1+1", licence="+x")
    rows = exported(designer_client.get(LIST, {"export": "csv", "type": "single_choice"}))
    assert [row["Identifiant"] for row in rows] == [variant.public_id, prototype.public_id]
    first = rows[0]
    assert (first["Consigne"], first["Licence"]) == ("'=1+1", "'+x")
    assert first["Acquis"] == "'@moteur2"
    assert (first["Type"], first["Appareils"]) == ("choix unique", "téléphone")
    assert (first["Compétence"], first["Niveau"], first["État"]) == ("1.1", "2", "proposé")
    assert (first["Prototype"], first["Numéro de déclinaison"]) == (prototype.public_id, "1")
    assert first["Adresse"] == f"http://testserver/admin/epreuves/edit/{variant.pk}/"


def test_the_filtered_list_as_xlsx_has_no_formula(designer_client, family):
    set_on(family[1], instruction_fr='=HYPERLINK("http://evil.example")\x07')
    response = designer_client.get(LIST, {"export": "xlsx", "family": "variant"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    heads, row = list(sheet.iter_rows())
    by_name = {head.value: cell for head, cell in zip(heads, row, strict=True)}
    cell = by_name["Consigne"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://evil.example")')
    assert by_name["Acquis"].value == "@moteur2"
    assert by_name["Niveau"].value == 2


def test_exports_follow_the_search_and_speak_the_page_s_language(designer_client, family):
    assert exported(designer_client.get(LIST, {"export": "csv", "q": "introuvable"})) == []
    assert len(exported(designer_client.get(LIST, {"export": "csv", "q": "couleur"}))) == 2


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_text(text):
    assert safe_text(text) == f"'{text}"


def test_other_values_are_left(designer_client):
    assert [safe_text(value) for value in ("a=1", "", 3, None)] == ["a=1", "", 3, None]


def test_an_unknown_format_is_the_page(designer_client, family):
    assert designer_client.get(LIST, {"export": "exe"}).status_code == 200
