"""``python -m runner mark``: NDJSON in, NDJSON out, in a process of its own."""

import json
import subprocess
import sys

import pytest

from runner.answers import own_answer
from runner.documents import join
from runner.marking.stream import mark_lines
from tests import samples

PYTHON = [sys.executable, "-m", "runner"]


def run(*lines, arguments=("mark",)):
    """Status, answers and complaints for ``lines`` (bytes, or values to be written as JSON)."""
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    done = subprocess.run([*PYTHON, *arguments], input=b"\n".join(written), capture_output=True)
    answers = (
        [json.loads(line) for line in done.stdout.splitlines()] if arguments == ("mark",) else []
    )
    return done.returncode, answers, done.stderr


def request(type="single_choice", **members):
    document = join(*samples.typed(type))
    return {"document": document, "response": own_answer(document), **members}


def test_each_line_is_answered_in_order():
    lines = [request(type) for type in samples.TYPES]
    lines.append(request(response={"choices": ["cK3"]}))
    status, answers, complaints = run(*lines)
    assert [answer["outcome"] for answer in answers] == ["ok"] * len(samples.TYPES) + ["ko"]
    assert answers[2]["details"] == {"blanks": {"v": {"ok": True, "through": []}}}
    assert (status, complaints) == (0, b"")


def test_locale_profile_and_fallback_are_taken_from_the_line():
    document = join(*samples.cloze())
    dutch = {"blanks": {"n1": "Namen", "n2": "o4"}}
    half = {"blanks": {"n1": "Namur"}}
    status, answers, _ = run(
        {"document": document, "response": dutch},
        {"document": document, "response": dutch, "locale": "nl"},
        {"document": document, "response": dutch, "locale": "nl-BE", "fallback": {"nl-BE": "nl"}},
        {"document": document, "response": half},
        {"document": document, "response": half, "profile": "pix"},
    )
    assert [answer["outcome"] for answer in answers] == ["ko", "ok", "ok", "ko", "ok"]
    assert status == 0


def test_body_and_key_may_be_apart():
    body, key = samples.typed("multiple_choice")
    response = {"choices": ["cA9"]}
    status, answers, _ = run(
        {"document": {"body": body, "key": key}, "response": response},
        {"document": {"body": body, "key": {**key, "version": 9}}, "response": response},
        {"document": {"body": body}, "response": response},
    )
    assert answers[0] == {"outcome": "ok", "details": {}}
    assert [a["details"] for a in answers[1:]] == [
        {"reason": "document", "line": 2},
        {"reason": "document", "line": 3},
    ]
    assert status == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "json"),
        (b"[]", "json"),
        (b"\xff", "json"),
        (b"[" * 100_000, "json"),
        ({"document": samples.joined()}, "response"),
        ({"response": {}}, "document"),
        ({"document": 5, "response": {}}, "document"),
        ({"document": samples.body(), "response": {}}, "document"),
        ({"document": samples.joined(type="poem"), "response": {}}, "type"),
        ({"document": samples.joined(), "response": {}, "locale": 5}, "locale"),
        ({"document": samples.joined(), "response": {}, "profile": "other"}, "profile"),
        ({"document": samples.joined(), "response": {}, "profile": ["pix"]}, "profile"),
        ({"document": samples.joined(), "response": {}, "fallback": "fr"}, "fallback"),
    ],
)
def test_a_line_that_cannot_be_marked_is_told_and_the_others_go_on(line, reason):
    status, answers, complaints = run(request(), b"", line, request())
    assert answers[1] == {"outcome": "error", "details": {"reason": reason, "line": 3}}
    assert [answers[0]["outcome"], answers[2]["outcome"]] == ["ok", "ok"]
    assert (status, complaints) == (1, b"")


def test_an_error_of_pix_is_an_outcome_and_no_malformed_line():
    document = join(*samples.cloze())
    line = {"document": document, "response": {"blanks": {"zz": "x"}}, "profile": "pix"}
    status, answers, _ = run(line)
    assert answers == [{"outcome": "error", "details": {"reason": "unknown-blank"}}]
    assert status == 0


def test_a_megabyte_a_mark_at_the_start_and_what_is_not_a_number_are_read():
    status, answers, _ = run(
        b"\xef\xbb\xbf" + json.dumps(request()).encode(),
        request("short_answer", response={"blanks": {"v": "x" * 1_000_000}}),
        request("short_answer", response={"blanks": {"v": float("nan")}}),
    )
    assert [answer["outcome"] for answer in answers] == ["ok", "ko", "ko"]
    assert status == 0


def test_nothing_in_gives_nothing_out():
    assert run() == (0, [], b"")


def test_a_line_is_answered_before_the_next_is_read():
    read = []

    def lines():
        for number in range(3):
            read.append(number)
            yield json.dumps(request()).encode()

    answers = mark_lines(lines())
    assert json.loads(next(answers)[0])["outcome"] == "ok"
    assert read == [0]


def test_the_process_answers_at_once():
    with subprocess.Popen(
        [*PYTHON, "mark"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        for _ in range(2):
            process.stdin.write(json.dumps(request()).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["outcome"] == "ok"
        process.stdin.close()
        assert process.wait() == 0


def test_no_complaint_when_nobody_reads_any_more():
    with subprocess.Popen(
        [*PYTHON, "mark"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        process.stdin.write(json.dumps(request()).encode() + b"\n")
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_help_says_what_goes_in_and_comes_out():
    done = subprocess.run([*PYTHON, "mark", "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    for word in ("document", "response", "locale", "profile", "outcome", "details", "reason"):
        assert word in done.stdout
    assert "mark" in subprocess.run([*PYTHON, "--help"], capture_output=True, text=True).stdout
    assert run(arguments=())[0] == 2


def test_no_django_is_needed():
    code = (
        "import sys; sys.modules['django'] = None; sys.modules['wagtail'] = None\n"
        "from runner.__main__ import main; sys.exit(main(['mark']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(request()).encode(), capture_output=True
    )
    assert (done.returncode, json.loads(done.stdout)["outcome"]) == (0, "ok")
