"""Challenges of every type as documents, for laws: whatever an author may write, and more."""

import re
import string

from hypothesis import strategies as st

TYPES = (
    "single_choice", "multiple_choice", "short_answer", "cloze", "cloze_pool", "ordering",
    "matching", "embed",
)  # fmt: skip
#: Signs that have a meaning somewhere in the format, and some that have none.
SIGNS = "abcéèœ 12,;:.!?'’\"«»-–_*`#[](){}|\\/<>&@%~^=+→\u2028\t"

ids = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,7}", fullmatch=True).filter(
    lambda name: not re.fullmatch(r"new(group)?[0-9]+", name)
)
lines = st.text(SIGNS, min_size=1, max_size=30).map(str.strip).filter(bool)
urls = st.text(string.ascii_letters + string.digits + "/?&=-_.~()[]#", max_size=20).map(
    lambda rest: f"https://exemple.be/{rest}"
)
codes = st.from_regex(r"[a-z0-9]{1,6}(\.[a-z0-9]{1,4})?", fullmatch=True)
CODE_BLOCK = "```\n## pas un titre\n\n- [x] ni un choix\n```"


def _sayable(text):
    """What the dialect allows: titles from ### on, code blocks closed."""
    outside = text.replace(CODE_BLOCK, "")
    return not re.search(r"^(##? |\s*(```|~~~))", outside, re.MULTILINE)


texts = (
    st.lists(lines | st.just("") | st.just(CODE_BLOCK), min_size=1, max_size=4)
    .map(lambda rows: "\n".join(rows).strip())
    .filter(lambda text: text and _sayable(text))
)
optional_lines = st.none() | lines
optional_texts = st.none() | texts
answers = st.lists(lines, min_size=1, max_size=4, unique=True)
tolerances = st.lists(st.sampled_from(["case", "punctuation", "typing"]), unique=True).map(sorted)
formats = st.sampled_from(["short", "words", "sentence", "paragraph", "number"])
rights = st.fixed_dictionaries({"licence": lines, "attribution": optional_lines})


def several(least, most):
    return st.lists(ids, min_size=least, max_size=most, unique=True)


@st.composite
def media(draw, role=None):
    """``(media, words, paths)`` of a few files."""
    rows, words, paths = [], {}, {}
    for name in draw(several(1 if role else 0, 3)):
        what = role or draw(st.sampled_from(["illustration", "download"]))
        path = draw(st.from_regex(r"[a-z0-9-]{1,8}\.(png|docx|zip)|[a-z]{1,5}/", fullmatch=True))
        paths[name] = path
        named = path.rstrip("/") + (".zip" if path.endswith("/") else "")
        rows.append(
            {
                "id": name, "role": what, "sha256": draw(st.sampled_from(["ab" * 32, "0" * 64])),
                "mime": "image/png", "size": draw(st.integers(1, 10**6)),
                "name": draw(st.just(named) | lines), "rights": draw(rights),
            }
        )  # fmt: skip
        alts = st.just({"alt": ""}) | st.just({}) | lines.map(lambda alt: {"alt": alt})
        words[name] = draw(alts) if what == "illustration" else {"alt": None}
        role = role if what != "simulator" else "download"  # one simulator
    return rows, words, paths


@st.composite
def challenges(draw, types=TYPES, variants=True):
    """``(body, key, paths)`` of a challenge as its author's rows would give it."""
    kind = draw(st.sampled_from(types))
    identity = {"id": "challengeAb3", "version": 1, "revision": 1}
    source = {
        "id": "challengeAb3",
        "kind": "source",
        "instruction": draw(texts),
        "template": None,
        "alternative": draw(optional_texts),
        "links": draw(st.lists(st.fixed_dictionaries({"label": lines, "url": urls}), max_size=2)),
    }
    family = {"prototype": "challengeAb3", "variant": None}
    if variants and draw(st.booleans()):
        family = {"prototype": "challengeP1", "variant": draw(st.integers(1, 99))}
    access = st.sampled_from(["ok", "ko", "untested", "not_applicable"])
    body = {
        "schema": "challenge/1",
        **identity,
        "type": kind,
        "skill": "skillX9" if family["variant"] else None,
        "family": family,
        "alignments": draw(_alignments()),
        "tutorials": [],
        "contexts": sorted(draw(st.sets(codes, max_size=2))),
        "territories": sorted(draw(st.sets(st.sampled_from(["BE", "BE-WAL", "FR"])))),
        "audiences": sorted(draw(st.sets(st.sampled_from(["pupil", "adult"])))),
        "devices": sorted(draw(st.sets(st.sampled_from(["computer", "phone"]), min_size=1))),
        "timer": draw(st.none() | st.integers(1, 86400)),
        "focus": draw(st.booleans()),
        "shuffle": draw(st.booleans()),
        "access": {name: draw(access) for name in ("blind", "colour_blind", "deaf")},
        "rights": draw(rights),
        "choices": [],
        "blanks": [],
        "media": [],
        "embed": None,
        "locales": {"fr": source},
    }
    key = {
        "schema": "challenge-key/1",
        **identity,
        "choices": [],
        "order": [],
        "pairs": [],
        "groups": [],
        "blanks": {},
        "editorial": {
            "sources": draw(st.lists(lines, max_size=3, unique=True)),
            "review_by": draw(st.none() | st.dates().map(str)),
            "pedagogy": draw(st.sampled_from(["e-preuve", "q-savoir"])),
            "spoil_risk": draw(st.sampled_from(["low", "high"])),
        },
        "locales": {"fr": {"display": draw(optional_texts), "explanation": draw(optional_texts)}},
    }
    body["media"], words, paths = draw(media("simulator" if kind == "embed" else None))
    if words:
        source["media"] = words
    draw(_OF_TYPE[kind](body, key))
    return body, key, paths


@st.composite
def _alignments(draw):
    rows = draw(
        st.sets(
            st.tuples(codes, lines, st.sampled_from(["isRelatedTo", "exactMatchOf"])), max_size=2
        )
    )
    return [
        {"framework": framework, "competence": competence, "relation": relation}
        for framework, competence, relation in sorted(rows)
    ]  # fmt: skip


@st.composite
def _choices(draw, body, key):
    names = draw(several(2, 5))
    body["choices"] = [{"id": name} for name in names]
    body["locales"]["fr"]["choices"] = {name: draw(texts) for name in names}
    right = (
        names[:1] if body["type"] == "single_choice" else names[: draw(st.integers(1, len(names)))]
    )
    key["choices"] = sorted(right)


@st.composite
def _ordering(draw, body, key):
    names = draw(several(2, 12).filter(lambda row: row != sorted(row)))
    body["choices"] = [{"id": name} for name in sorted(names)]
    body["locales"]["fr"]["choices"] = {name: draw(texts) for name in names}
    key["order"] = names


@st.composite
def _matching(draw, body, key):
    names = draw(several(4, 9))
    half = draw(st.integers(2, len(names) - 2))
    left, right = names[:half], names[half:]
    sides = {**dict.fromkeys(left, "source"), **dict.fromkeys(right, "target")}
    body["choices"] = [{"id": name, "side": sides[name]} for name in sorted(names)]
    body["locales"]["fr"]["choices"] = {name: draw(texts) for name in names}
    paired = draw(st.sets(st.sampled_from(left)))
    key["pairs"] = sorted([name, draw(st.sampled_from(right))] for name in paired)


@st.composite
def _blanks(draw, body, key):
    kind = body["type"]
    source, accepted = body["locales"]["fr"], key["locales"]["fr"]
    single = kind in {"short_answer", "embed"}
    names = draw(several(1, 1 if single else 3))
    source["blanks"], typed = {}, {}
    for name in names:
        words = {"label": draw(lines)}
        if kind == "cloze" and draw(st.booleans()):
            # Ids are one namespace in a challenge.
            options = [f"{option}_{len(source['blanks'])}" for option in draw(several(2, 4))]
            body["blanks"].append({"id": name, "input": "menu", "options": options})
            key["blanks"][name] = {"correct": sorted(options[:1])}
            words["options"] = {option: draw(lines) for option in options}
        else:
            filled = "embed" if kind == "embed" else "text"
            body["blanks"].append({"id": name, "input": filled, "format": draw(formats)})
            key["blanks"][name] = {"tolerances": draw(tolerances)}
            words["placeholder"] = draw(optional_lines)
            typed[name] = draw(answers)
        source["blanks"][name] = words
    if kind == "cloze_pool":
        key["groups"] = draw(several(len(names), 4))
        accepted["groups"] = {group: draw(answers) for group in key["groups"]}
    elif typed:
        accepted["blanks"] = typed
    if kind != "embed":
        source["template"] = draw(texts)


@st.composite
def _embed(draw, body, key):
    draw(_blanks(body, key))
    frame = {"height": draw(st.integers(50, 5000)), "auto_reply": draw(st.booleans())}
    url = draw(st.none() | urls)
    if url:
        body["embed"] = {"source": "address", **frame}
    else:
        simulators = [m["id"] for m in body["media"] if m["role"] == "simulator"]
        page = draw(st.sampled_from(["index.html", "fr/index.html"]))
        body["embed"] = {"source": "media", "media": simulators[0], "entry": page, **frame}
    body["locales"]["fr"]["embed"] = {"title": draw(lines), "url": url}


_OF_TYPE = {
    "single_choice": _choices, "multiple_choice": _choices, "ordering": _ordering,
    "matching": _matching, "short_answer": _blanks, "cloze": _blanks, "cloze_pool": _blanks,
    "embed": _embed,
}  # fmt: skip
