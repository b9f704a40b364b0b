"""Pix challenges and answers: examples, and Hypothesis strategies of what people could write."""

from hypothesis import strategies as st

from formats.pix.solutions import write_mapping

#: Members that every written challenge has, for types without blanks.
COMMON = {
    "instruction": "Que faire ?",
    "t1Status": False,
    "t2Status": False,
    "t3Status": False,
    "autoReply": False,
    "focusable": False,
    "shuffled": True,
    "locales": ["fr"],
}
CHALLENGES = {
    "QCU": {**COMMON, "type": "QCU", "proposals": "- rouge\n- vert", "solution": "2"},
    "QCM": {**COMMON, "type": "QCM", "proposals": "- a\n- b\n  suite\n- c", "solution": "1, 3"},
    "QROC": {
        **COMMON, "type": "QROC", "proposals": "Ville : ${v#ici§Nom de la ville}", "format": "mots",
        "solution": "Namur\nNamen", "t1Status": True, "solutionToDisplay": "Namur",
    },
    "number": {
        **COMMON, "type": "QROC", "proposals": "${v§Total}", "format": "nombre", "solution": "12,5",
        "timer": 30, "focusable": True,
    },
    "menu": {
        **COMMON, "type": "QROC", "proposals": 'Carte : ${v#choisir§Carte options=["eID","Bancontact"]}',
        "solution": "eID",
    },
    "QROCM-ind": {
        **COMMON, "type": "QROCM-ind", "format": "mots", "t1Status": True, "t3Status": True,
        "proposals": 'A ${n1§Ville} B ${n2§Carte options=["eID","Bancontact"]}',
        "solution": "n1:\n- Paris\n- paname\nn2:\n- eID\n", "alternativeInstruction": "Autrement",
    },
    "QROCM-dep": {
        **COMMON, "type": "QROCM-dep", "proposals": "${n1§Une} et ${n2§Autre}", "format": "mots",
        "solution": "g1:\n- rouge\ng2:\n- bleu\n- azur\n",
    },
    "Embed-auto": {
        **COMMON, "type": "QROC", "autoReply": True, "embedUrl": "https://example.org/boite",
        "embedTitle": "Une boîte aux lettres", "embedHeight": 500, "format": "mots", "solution": "42",
    },
    "embed": {
        **COMMON, "type": "QROC", "proposals": "${a§Le code}", "embedUrl": "https://example.org/code",
        "embedTitle": "Un coffre", "embedHeight": 400, "format": "petit", "solution": "1234",
    },
}  # fmt: skip

#: Few letters, accents, spaces of several kinds and other scripts, so that answers come near.
LETTERS = "aAbé0'-, \u00a0\u0301ж"
words = st.text(LETTERS, min_size=1, max_size=9)
flags = st.booleans()
formats = st.sampled_from(["petit", "mots", "phrase", "paragraphe", "nombre"])
numbers = st.sampled_from(["12", "12,5", "12.50", "1 200", " 1 200", "1e3", "-0", "007", "x"])

_plain = (
    st.text("aAbé0'(): -,#", min_size=1, max_size=8).map(lambda text: text.strip(" -")).filter(bool)
)
_labels = st.text("aé:? #", min_size=1, max_size=8).map(str.strip).filter(bool)
_options = st.lists(_plain, min_size=2, max_size=4, unique=True)
_urls = st.sampled_from(["https://example.org/a", "https://example.org/b?c=d"])


def _common():
    """Members of any type, as ``to_pix`` writes them: what is absent is left out."""
    optional = {
        "alternativeInstruction": _plain,
        "solutionToDisplay": _plain,
        "timer": st.integers(1, 600),
    }
    return st.fixed_dictionaries(
        {
            "instruction": _plain, "t1Status": st.just(False), "t2Status": st.just(False),
            "t3Status": st.just(False), "autoReply": st.just(False), "focusable": flags,
            "shuffled": flags, "locales": st.sampled_from([["fr"], ["nl"], ["fr-BE"]]),
        },
        optional=optional,
    )  # fmt: skip


_treated = st.fixed_dictionaries(
    {"t1Status": flags, "t2Status": flags, "t3Status": flags, "format": formats}
)


@st.composite
def choices(draw):
    """A QCU or a QCM."""
    texts = draw(st.lists(_plain, min_size=2, max_size=5))
    indices = st.sampled_from(range(1, len(texts) + 1))
    several = draw(flags)
    right = draw(st.sets(indices, min_size=1)) if several else {draw(indices)}
    return {
        **draw(_common()),
        "type": "QCM" if several else "QCU",
        "proposals": "\n".join(f"- {text}" for text in texts),
        "solution": ", ".join(map(str, sorted(right))),
    }


@st.composite
def short_answers(draw, accepted=words):
    """A QROC that is typed."""
    variants = draw(st.lists(accepted, min_size=1, max_size=3, unique=True))
    return {
        **draw(_common()), **draw(_treated), "type": "QROC",
        "proposals": draw(_plain) + _written("v", draw), "solution": "\n".join(variants),
    }  # fmt: skip


@st.composite
def menus(draw):
    """A QROC with options."""
    options = draw(_options)
    right = draw(st.lists(st.sampled_from(options), min_size=1, unique=True))
    return {
        **draw(_common()), "type": "QROC", "proposals": _written("v", draw, options),
        "solution": "\n".join(option for option in options if option in right),
    }  # fmt: skip


@st.composite
def clozes(draw, accepted=words):
    """A QROCM-ind with typed blanks and menus, never a single menu."""
    menus = draw(st.lists(flags, min_size=1, max_size=4).filter(lambda menus: menus != [True]))
    proposals, solution = "", {}
    for place, is_menu in enumerate(menus):
        name = f"n{place}"
        options = draw(_options) if is_menu else None
        proposals += f"{draw(_plain)} {_written(name, draw, options)}"
        pool = st.sampled_from(options) if options else accepted
        texts = draw(st.lists(pool, min_size=1, max_size=3, unique=True))
        solution[name] = [option for option in options if option in texts] if options else texts
    treated = {} if all(menus) else draw(_treated)
    return {
        **draw(_common()), **treated, "type": "QROCM-ind", "proposals": proposals,
        "solution": write_mapping(solution),
    }  # fmt: skip


@st.composite
def pools(draw, accepted=words):
    """A QROCM-dep."""
    names = [f"n{place}" for place in range(draw(st.integers(1, 3)))]
    groups = draw(
        st.lists(st.lists(accepted, min_size=1, max_size=3, unique=True), min_size=1, max_size=4)
    )
    return {
        **draw(_common()), **draw(_treated), "type": "QROCM-dep",
        "proposals": " ".join(_written(name, draw) for name in names),
        "solution": write_mapping({f"g{place}": texts for place, texts in enumerate(groups, 1)}),
    }  # fmt: skip


@st.composite
def embeds(draw):
    """A QROC with a simulator, that answers alone or not."""
    automatic = draw(flags)
    proposals = {} if automatic else {"proposals": _written("a", draw)}
    variants = draw(st.lists(words, min_size=1, max_size=3, unique=True))
    return {
        **draw(_common()), **draw(_treated), **proposals, "type": "QROC", "autoReply": automatic,
        "embedUrl": draw(_urls), "embedTitle": draw(_plain), "embedHeight": draw(st.integers(50, 5000)),
        "solution": "\n".join(variants),
    }  # fmt: skip


#: What round trips keep to the letter: YAML solutions without what marking normalises away.
composed = st.text("aAbé0'-, :#\"", min_size=1, max_size=6)
challenges = st.one_of(
    choices(), short_answers(), menus(), clozes(composed), pools(composed), embeds()
)


def _written(name, draw, options=None):
    """A blank in Pix's syntax, with a placeholder, a label, or neither."""
    placeholder = draw(st.none() | _labels)
    label = draw(st.none() | _labels)
    written = name + (f"#{placeholder}" if placeholder else "") + (f"§{label}" if label else "")
    if options is not None:
        quoted = ",".join(f'"{option}"' for option in options)
        written += f" options=[{quoted}]"
    return "${" + written + "}"
