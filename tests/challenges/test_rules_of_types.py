"""What the rules say of orderings, matchings, clozes, pools, simulators, files and links."""

import pytest

from challenges.documents import challenge_documents
from challenges.lifecycle import challenge_problems
from challenges.models import Blank, Challenge, ChallengeLink, ChallengeMedia, Choice, PoolGroup
from challenges.placing import Place, place_of
from content.media import accept
from tests import factories
from tests.samples_media import archive, upload

pytestmark = pytest.mark.django_db


def changed(type_code, **changes):
    """An unsaved challenge of ``type_code`` with other children or fields."""
    challenge = Challenge(
        skill=factories.SkillFactory(), type=type_code, instruction_fr="Faites ceci."
    )
    for name, value in changes.items():
        setattr(challenge, name, value)
    return challenge


def items(*texts, **fields):
    return [Choice(text_fr=text, sort_order=n, **fields) for n, text in enumerate(texts)]


def paired(*rows):
    """Rows of a matching: (side, pair, text)."""
    return [
        Choice(side=side, pair=pair, text_fr=text, sort_order=n)
        for n, (side, pair, text) in enumerate(rows)
    ]


TWO_PAIRS = (
    ("source", "1", "eID"),
    ("target", "1", "carte"),
    ("source", "2", "TEC"),
    ("target", "2", "bus"),
)


def cloze_with(options, template="On paie par ${n}.", **blank):
    return changed(
        "cloze",
        template_fr=template,
        blanks=[Blank(**{"key": "n", "label_fr": "Carte", "input": "menu", **blank})],
        choices=[
            Choice(text_fr=text, blank=name, correct=right, sort_order=n)
            for n, (text, name, right) in enumerate(options)
        ],
    )


def pool_with(groups, blanks=("a", "b")):
    return changed(
        "cloze_pool",
        template_fr=" ".join(f"${{{key}}}" for key in blanks),
        blanks=[Blank(key=key, label_fr=key, sort_order=n) for n, key in enumerate(blanks)],
        groups=[PoolGroup(accepted_fr=text, sort_order=n) for n, text in enumerate(groups)],
    )


def simulator(**changes):
    fields = {
        "embed_title_fr": "Boîte",
        "blanks": [Blank(key="a", accepted_fr="42")],
        "media": [ChallengeMedia(key="m1", role="simulator", file=factories.simulator_file())],
        **changes,
    }
    return changed("embed", **fields)


def picture(**fields):
    fields = {"key": "m1", "file": factories.media_file(), "alt_fr": "Le plan du métro", **fields}
    challenge = changed("single_choice", choices=items("a", "b"))
    challenge.choices.first().correct = True
    challenge.media = [ChallengeMedia(**fields)]
    return challenge


def link(label, url):
    challenge = changed("single_choice", choices=items("a", "b"))
    challenge.links = [ChallengeLink(label_fr=label, url_fr=url)]
    return challenge


def found(challenge, blocking=True):
    return {
        problem.code: place_of(problem, challenge)
        for problem in challenge_problems(challenge)
        if problem.blocking == blocking
    }


REFUSED = [
    (
        lambda: changed("ordering", choices=items("un")),
        "too-few-choices",
        Place(relation="choices"),
    ),
    (
        lambda: changed("ordering", choices=items("un", "Un")),
        "equal-choices",
        Place("text_fr", "choices", 1),
    ),
    (
        lambda: changed("matching", choices=paired(*TWO_PAIRS[:2])),
        "too-few-choices",
        Place(relation="choices"),
    ),
    (
        lambda: changed("matching", choices=paired(*TWO_PAIRS[:3], ("target", "", "bus"))),
        "unpaired",
        Place("pair", "choices", 2),
    ),
    (
        lambda: changed("matching", choices=paired(*TWO_PAIRS, ("", "3", "train"))),
        "side-missing",
        Place("side", "choices", 4),
    ),
    (
        lambda: changed("matching", choices=paired(*TWO_PAIRS, ("target", "", "bus"))),
        "equal-choices",
        Place("text_fr", "choices", 4),
    ),
    (lambda: cloze_with([("eID", "n", True)]), "too-few-options", Place("key", "blanks", 0)),
    (
        lambda: cloze_with([("eID", "n", False), ("Visa", "n", False)]),
        "no-right-option",
        Place("key", "blanks", 0),
    ),
    (
        lambda: cloze_with([("eID", "n", True), ("eid", "n", False)]),
        "equal-choices",
        Place("text_fr", "choices", 1),
    ),
    (
        lambda: cloze_with([("eID", "n", True), ("", "n", False)]),
        "choice-empty",
        Place("text_fr", "choices", 1),
    ),
    (
        lambda: cloze_with([("eID", "n", True), ("Visa", "n", False), ("Mir", "", False)]),
        "option-without-menu",
        Place("blank", "choices", 2),
    ),
    (
        lambda: cloze_with([("eID", "n", True), ("Visa", "n", False), ("Mir", "z", False)]),
        "option-without-menu",
        Place("blank", "choices", 2),
    ),
    (
        lambda: cloze_with([], input="text", accepted_fr=""),
        "no-accepted-answer",
        Place("accepted_fr", "blanks", 0),
    ),
    (lambda: pool_with(["rouge"]), "too-few-groups", Place(relation="groups")),
    (lambda: pool_with(["rouge", " "]), "no-accepted-answer", Place("accepted_fr", "groups", 1)),
    (
        lambda: pool_with(["rouge", "bleu\nrouge"]),
        "answer-in-two-groups",
        Place("accepted_fr", "groups", 1),
    ),
    (lambda: simulator(blanks=[]), "no-blank", Place(relation="blanks")),
    (lambda: simulator(embed_title_fr=""), "embed-title-missing", Place("embed_title_fr")),
    (lambda: simulator(media=[]), "no-simulator", Place("embed_url_fr")),
    (
        lambda: simulator(embed_url_fr="https://ailleurs.example/x"),
        "embed-not-allowed",
        Place("embed_url_fr"),
    ),
    (lambda: simulator(embed_height=20), "minimum", Place("embed_height")),
    (lambda: picture(alt_fr=""), "alt-missing", Place("alt_fr", "media", 0)),
    (lambda: picture(file=None), "file-missing", Place("file", "media", 0)),
    (lambda: picture(licence=""), "minLength", Place("licence", "media", 0)),
    (lambda: link("Le site", "exemple point be"), "malformed-link", Place("url_fr", "links", 0)),
    (lambda: link("Le site", "javascript:alert(1)"), "malformed-link", Place("url_fr", "links", 0)),
    (
        lambda: link("Le site", "https://a:b@example.org"),
        "malformed-link",
        Place("url_fr", "links", 0),
    ),
    (lambda: link(" ", "https://example.org"), "link-without-label", Place("label_fr", "links", 0)),
]


@pytest.mark.parametrize(("make", "code", "place"), REFUSED)
def test_what_is_refused_is_said_at_its_place(make, code, place):
    assert found(make()).get(code) == place


ADVISED = [
    (lambda: picture(alt_fr="image"), "alt-useless", Place("alt_fr", "media", 0)),
    (lambda: picture(alt_fr="plan.png"), "alt-useless", Place("alt_fr", "media", 0)),
    (lambda: picture(alt_fr="Photo d'une gare"), "alt-useless", Place("alt_fr", "media", 0)),
    (lambda: pool_with(["faites", "bleu"]), "answer-shown", Place("accepted_fr", "groups", 0)),
    (
        lambda: cloze_with([], input="text", accepted_fr="Liège\nliege", tolerances=["case"]),
        "equal-answers",
        Place("accepted_fr", "blanks", 0),
    ),
    (
        lambda: changed("ordering", choices=items(*map(str, range(9)))),
        "many-choices",
        Place(relation="choices"),
    ),
]


@pytest.mark.parametrize(("make", "code", "place"), ADVISED)
def test_advice_is_given_and_refuses_nothing(make, code, place):
    challenge = make()
    assert found(challenge, blocking=False).get(code) == place


def test_a_decorative_picture_needs_no_words():
    assert "alt-missing" not in found(picture(alt_fr="", decorative=True))


def test_an_allowed_address_is_enough_for_a_simulator(settings):
    settings.ATELIER_EMBED_ORIGINS = ["https://simulateurs.example"]
    challenge = simulator(media=[], embed_url_fr="https://simulateurs.example/boite?x=1")
    assert found(challenge) == {}
    body, _key = challenge_documents(challenge)
    assert body["embed"] == {"source": "address", "height": 500, "auto_reply": True}


def test_a_zip_to_download_is_no_simulator_and_no_picture():
    letters = accept(upload(archive([("lettre.txt", "Bonjour")]), "lettres.zip"), "download")
    for role in ("illustration", "simulator"):
        problems = found(picture(file=letters, role=role))
        assert problems["file-of-another-role"] == Place("file", "media", 0)
    assert "file-of-another-role" not in found(picture(file=letters, role="download"))


def test_a_file_whose_bytes_are_gone_is_said():
    lost = factories.media_file("cd" * 32, "application/zip", "boite.zip")
    problems = found(simulator(media=[ChallengeMedia(key="m1", role="simulator", file=lost)]))
    assert problems["file-lost"] == Place("file", "media", 0)
