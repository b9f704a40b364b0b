"""What keeps a challenge from going live, in words and on the right place."""

import pytest

from challenges.documents import challenge_documents
from challenges.models import Blank, Challenge, Choice
from challenges.placing import Place, place_of
from challenges.rules import review
from tests import factories

pytestmark = pytest.mark.django_db


def choice(texts=("Rouge", "Vert"), right=(1,), **fields):
    fields.setdefault("instruction_fr", "Quelle couleur ?")
    challenge = Challenge(skill=fields.pop("skill", None) or factories.SkillFactory(), **fields)
    challenge.choices = [
        Choice(text_fr=text, correct=index in right, sort_order=index)
        for index, text in enumerate(texts)
    ]
    return challenge


def short(accepted="Namur", template="Ville : ${v}", blanks=1, **blank):
    challenge = Challenge(
        skill=factories.SkillFactory(), type="short_answer", instruction_fr="Quelle ville ?",
        template_fr=template,
    )  # fmt: skip
    challenge.blanks = [
        Blank(**{"key": "v", "label_fr": "Ville", "accepted_fr": accepted, **blank})
        for _ in range(blanks)
    ]
    return challenge


def found(challenge):
    problems = review(*challenge_documents(challenge))
    return {problem.code: place_of(problem, challenge) for problem in problems if problem.blocking}


def test_right_challenges_have_no_problem():
    assert found(choice()) == {}
    assert found(choice(right=(0, 1), type="multiple_choice", texts=("a", "b", "c"))) == {}
    assert found(short()) == {}
    assert found(short("12,5", format="number")) == {}


@pytest.mark.parametrize(
    ("make", "code", "place"),
    [
        (lambda: choice(right=()), "no-right-choice", Place(relation="choices")),
        (lambda: choice(right=(0, 1)), "several-right-choices", Place(relation="choices")),
        (lambda: choice(("Vert",), (0,)), "too-few-choices", Place(relation="choices")),
        (lambda: choice(("Vert", "**vert**")), "equal-choices", Place("text_fr", "choices", 1)),
        (lambda: choice(("", "Vert")), "choice-empty", Place("text_fr", "choices", 0)),
        (lambda: choice(instruction_fr=" "), "instruction-missing", Place("instruction_fr")),
        (lambda: choice(instruction_fr="<script>x</script>"), "raw-html", Place("instruction_fr")),
        (lambda: choice(explanation_fr="[x](javascript:1)"), "link", Place("explanation_fr")),
        (lambda: choice(("![x](y)", "Vert")), "image", Place("text_fr", "choices", 0)),
        (lambda: choice(("Liège", "Lie\u0300ge")), "equal-choices", Place("text_fr", "choices", 1)),
        (lambda: choice(instruction_fr="# Titre"), "heading", Place("instruction_fr")),
        (lambda: choice(instruction_fr="[" * 999), "too-many-brackets", Place("instruction_fr")),
        (lambda: choice(explanation_fr="a" * 20_001), "too-long", Place("explanation_fr")),
        (lambda: choice(explanation_fr="a\x07b"), "not", Place("explanation_fr")),
        (lambda: short(label_fr="  "), "label-missing", Place("label_fr", "blanks", 0)),
        (lambda: choice(licence=""), "minLength", Place("licence")),
        (lambda: choice(devices=[]), "minItems", Place("devices")),
        (lambda: short(template="Ville :"), "blank-not-shown", Place("template_fr")),
        (lambda: short(template="${v} et ${v}"), "blank-not-shown", Place("template_fr")),
        (lambda: short(template="${v} et ${w}"), "unknown-blank", Place("template_fr")),
        (lambda: short(accepted=" \n "), "no-accepted-answer", Place("accepted_fr", "blanks", 0)),
        (lambda: short(label_fr=""), "label-missing", Place("label_fr", "blanks", 0)),
        (lambda: short(blanks=0), "no-blank", Place(relation="blanks")),
        (lambda: short(blanks=2), "several-blanks", Place(relation="blanks")),
        (
            lambda: short(accepted="…", tolerances=["punctuation"]),
            None,
            None,
        ),
    ],
)
def test_what_is_wrong_is_said_where_it_can_be_mended(make, code, place):
    problems = found(make())
    if code is None:
        assert problems == {}  # the sign itself is typed exactly: it stays right
    else:
        assert problems[code] == place


def test_no_skill_is_a_problem_of_the_skill():
    challenge = choice()
    challenge.skill = None
    assert found(challenge) == {"skill-missing": Place("skill")}


def test_a_place_is_named_once():
    problems = review(*challenge_documents(choice(instruction_fr="")))
    assert [problem.code for problem in problems] == ["instruction-missing"]


def test_every_message_is_a_sentence_that_says_what_to_do():
    for challenge in (choice(right=()), choice(("", "")), short(template="${w}"), short("")):
        for problem in review(*challenge_documents(challenge)):
            assert problem.message[0].isupper() or problem.message.startswith("«")
            assert problem.message.endswith((".", "`…`)"))


def test_a_number_is_among_the_accepted_answers_of_a_number():
    assert "no-number" in found(short("douze", format="number"))
    assert found(short("0\nzéro", format="number")) == {}


def test_texts_and_choices_name_the_same():
    body, key = challenge_documents(choice())
    body["locales"]["fr"]["choices"]["cOther"] = "Bleu"
    assert "choices-and-texts-differ" in {problem.code for problem in review(body, key)}


def test_line_ends_and_composition_do_not_make_another_document():
    one = choice(instruction_fr="Liège ?\n\nOui.")
    other = choice(instruction_fr="Lie\u0300ge ?\r\n\r\nOui.", skill=one.skill)
    other.public_id = one.public_id
    for mine, yours in zip(other.choices.all(), one.choices.all(), strict=True):
        mine.public_id = yours.public_id
    assert challenge_documents(one) == challenge_documents(other)
