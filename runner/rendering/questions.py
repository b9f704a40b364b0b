"""Questions: the statement, what goes with it, and the fields to answer in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..documents import Document
from .environment import render_template
from .files import MediaUrl, Translate
from .orders import choice_order, sides
from .scenes import Scene

#: A target that says more does not fit a menu: it is shown in full above, under a letter.
LONGEST_OPTION = 60


def render_question(
    document: Document,
    locale: str,
    fallback: Mapping[str, str] = {},
    *,
    seed: int | str | None = None,
    response: Mapping[str, Any] | None = None,
    disabled: bool = False,
    translate: Translate = str,
    media_url: MediaUrl | None = None,
) -> Markup:
    """HTML of the question with its fields, in ``locale``; never shows anything of the key.

    ``seed`` draws the order of what is shown in a drawn order; ``response`` fills the fields;
    ``disabled`` shows them without letting anybody change them. ``media_url`` answers the address
    of a resolved medium (and of a path inside it, for a simulator's page); without it files are
    left out, with a note. ``runner.responses.response_from_form`` reads the fields back; they work
    without script, and ``runner/question.js`` makes orderings and simulators better.
    """
    scene = Scene.of(document, locale, fallback, translate, media_url)
    asked = Asked(scene, Given.of(response), seed, disabled)
    return render_template(
        "question.html", scene=scene, asked=asked, answer=_answer(asked), _=translate
    )


@dataclass(frozen=True)
class Given:
    """A response as fields show it: only what has the shape of a response is kept."""

    choices: list[str]
    blanks: dict[str, str]
    order: list[str]
    pairs: dict[str, str]

    @classmethod
    def of(cls, response: Mapping[str, Any] | None) -> "Given":
        """What ``response`` gives, by type."""
        response = response or {}
        return cls(
            choices=_texts(response.get("choices")),
            blanks={
                str(name): value
                for name, value in _mapping(response.get("blanks")).items()
                if isinstance(value, str)
            },
            order=_texts(response.get("order")),
            pairs={
                pair[0]: pair[1]
                for pair in _list(response.get("pairs"))
                if isinstance(pair, (list, tuple)) and len(pair) == 2 and len(_texts(pair)) == 2
            },
        )


@dataclass(frozen=True)
class Asked:
    """What a question's fields are made of."""

    scene: Scene
    given: Given
    seed: int | str | None
    disabled: bool

    @property
    def prefix(self) -> str:
        """What ids of elements begin with."""
        return f"q-{self.scene.document['id']}"


def _answer(asked: Asked) -> Markup:
    makers = {
        "single_choice": _choices,
        "multiple_choice": _choices,
        "ordering": _ordering,
        "matching": _matching,
        "embed": _embed,
    }
    return makers.get(asked.scene.document["type"], _template)(asked)


def _choices(asked: Asked) -> Markup:
    order = choice_order(asked.scene.document, asked.seed)
    several = asked.scene.document["type"] == "multiple_choice"
    return _fields("choices.html", asked, order=order, several=several)


def _template(asked: Asked) -> Markup:
    scene = asked.scene
    fields = {
        blank["id"]: _blank(asked, blank, number)
        for number, blank in enumerate(scene.document["blanks"], 1)
    }
    if not scene.texts.get("template") and not fields:
        return Markup()
    html = scene.filled(scene.texts.get("template") or "", fields)
    return _fields("template.html", asked, html=html)


def _blank(asked: Asked, blank: Document, number: int) -> Markup:
    words = asked.scene.words(blank["id"])
    alone = len(asked.scene.document["blanks"]) == 1
    _ = asked.scene.translate
    spare = _("Votre réponse") if alone else _("Réponse {number}").format(number=number)
    html = _fields(
        "blank.html",
        asked,
        blank=blank,
        words=words,
        label=words.get("label") or spare,
        value=asked.given.blanks.get(blank["id"], ""),
    )
    return Markup(html.strip())  # noqa: S704 - a template's own HTML, without the space around it


def _ordering(asked: Asked) -> Markup:
    ids = choice_order(asked.scene.document, asked.seed)
    placed = [name for name in dict.fromkeys(asked.given.order) if name in ids]
    order = placed + [name for name in ids if name not in placed]
    return _fields("ordering.html", asked, order=order, placed=placed)


def _matching(asked: Asked) -> Markup:
    scene = asked.scene
    sources, targets = sides(scene.document, asked.seed)
    plain = {name: scene.plain_choice(name) for name in targets}
    lettered = len(targets) <= 26 and any(_needs_room(scene, name, plain[name]) for name in targets)
    letters = dict(zip(targets, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=False)) if lettered else {}
    options = {
        name: f"{letters[name]} – {shortened(text)}" if lettered else text
        for name, text in plain.items()
    }
    return _fields("matching.html", asked, sources=sources, letters=letters, options=options)


def _needs_room(scene: Scene, name: str, plain: str) -> bool:
    return len(plain) > LONGEST_OPTION or "media:" in scene.texts["choices"].get(name, "")


def shortened(text: str, limit: int = LONGEST_OPTION) -> str:
    """``text``, cut at a word with an ellipsis when it is longer than ``limit`` characters."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _embed(asked: Asked) -> Markup:
    scene = asked.scene
    embed = scene.document["embed"] or {}
    words = scene.texts.get("embed") or {}
    blanks = scene.document["blanks"]
    blank = blanks[0] if blanks else {"id": "a", "format": "words"}
    own = embed.get("source") == "media"
    if own:
        medium = scene.texts["media"].get(embed.get("media"))
        served = medium is not None and scene.media_url is not None
        url = scene.media_url(medium, embed["entry"]) if served else None  # type: ignore[misc]
    else:
        url = words.get("url")
    return _fields(
        "embed.html",
        asked,
        embed=embed,
        title=words.get("title") or "",
        url=url,
        own=own,
        blank=blank,
        words=scene.words(blank["id"]),
        value=asked.given.blanks.get(blank["id"], ""),
    )


def _fields(template: str, asked: Asked, **context: Any) -> Markup:
    return render_template(
        template,
        scene=asked.scene,
        given=asked.given,
        disabled=asked.disabled,
        prefix=asked.prefix,
        _=asked.scene.translate,
        **context,
    )


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _texts(value: Any) -> list[str]:
    return [item for item in _list(value) if isinstance(item, str)]


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}
