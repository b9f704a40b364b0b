"""Rules of files, links and simulators."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from content.media.origins import is_allowed
from content.media.roles import MediaRole
from content.minting import Document
from content.text import fold
from runner import markdown
from schemas import Problem

from ..enums import ChallengeType
from .common import BODY, sources

#: Alternative texts that tell nothing (folded): what a hurried author leaves.
_USELESS = {
    "image", "photo", "illustration", "capture", "capture d'ecran", "dessin", "schema", "figure",
    "logo", "icone", "img", "picture", "screenshot", "alt", "texte alternatif",
}  # fmt: skip
#: How alternative texts begin that say what every screen reader says already (folded).
_REDUNDANT = re.compile(r"^(une |l')?(image|photo|illustration) (de|du|des|d')\b")
#: A longer one belongs into the alternative statement.
LONGEST_ALT = 300
_ADDRESS = re.compile(r"https?://[^\s/?#@:]+\.[^\s/?#@:.]+(:[0-9]{1,5})?([/?#]\S*)?", re.IGNORECASE)


def media_problems(body: Document) -> Iterator[Problem]:
    """Problems of pictures, downloads, links and the simulator."""
    yield from _keys(body)
    yield from _alternatives(body)
    yield from _unknown_pictures(body)
    yield from _links(body)
    if body["type"] == ChallengeType.EMBED:
        yield from _simulator(body)


def _keys(body: Document) -> Iterator[Problem]:
    for name, count in Counter(medium["id"] for medium in body["media"]).items():
        if count > 1:
            yield Problem(
                "equal-media",
                f"/media/{name}",
                _("Deux fichiers ont la même clé : changez-en une."),
                BODY,
            )


def _alternatives(body: Document) -> Iterator[Problem]:
    pictures = {m["id"]: m for m in body["media"] if m["role"] == MediaRole.ILLUSTRATION}
    for locale, texts in sources(body):
        for name, medium in pictures.items():
            alt = texts.get("media", {}).get(name, {}).get("alt")
            where = f"/locales/{locale}/media/{name}/alt"
            if alt is None:
                yield Problem(
                    "alt-missing",
                    where,
                    _(
                        "Écrivez ce que dit l'image à qui ne la voit pas, ou cochez "
                        "« image décorative » si elle n'apprend rien."
                    ),
                    BODY,
                )
            elif alt and (why := _useless(alt, medium)):
                yield Problem("alt-useless", where, why, BODY, blocking=False)


def _useless(alt: str, medium: dict[str, Any]) -> str | None:
    folded = fold(alt).strip(" .")
    stem = fold(PurePosixPath(medium["name"]).stem)
    if folded in _USELESS or folded in {fold(medium["name"]), stem}:
        return _("« %(alt)s » ne dit rien de l'image : décrivez ce qu'elle apprend.") % {"alt": alt}
    if _REDUNDANT.match(folded):
        return _(
            "Les lecteurs d'écran disent déjà que c'est une image : commencez par son contenu."
        )
    if len(alt) > LONGEST_ALT:
        return _(
            "Ce texte alternatif est long (%(n)s caractères) : dites l'essentiel, et le reste dans "
            "la consigne alternative."
        ) % {"n": len(alt)}
    return None


def _unknown_pictures(body: Document) -> Iterator[Problem]:
    pictures = {m["id"] for m in body["media"] if m["role"] == MediaRole.ILLUSTRATION}
    for locale, texts in body["locales"].items():
        for name in ("instruction", "alternative", "template"):
            yield from unknown_pictures(
                texts.get(name), f"/locales/{locale}/{name}", pictures, BODY, name == "template"
            )
        for choice_id, text in texts.get("choices", {}).items():
            yield from unknown_pictures(
                text, f"/locales/{locale}/choices/{choice_id}", pictures, BODY
            )


def unknown_pictures(
    text: str | None, where: str, pictures: set[str], kind: str, blanks: bool = False
) -> Iterator[Problem]:
    """A problem when ``text`` shows a picture that is none of the challenge's."""
    shown = markdown.render(text, blanks).media if text else ()
    if unknown := [name for name in dict.fromkeys(shown) if name not in pictures]:
        yield Problem(
            "unknown-picture",
            where,
            _("Le texte montre %(keys)s, qui n'est pas une image de l'épreuve : ajoutez-la plus bas.")
            % {"keys": ", ".join(f"media:{name}" for name in unknown)},
            kind,
        )  # fmt: skip


def _links(body: Document) -> Iterator[Problem]:
    for locale, texts in body["locales"].items():
        for index, link in enumerate(texts.get("links", [])):
            where = f"/locales/{locale}/links/{index}"
            if not link["label"].strip():
                yield Problem(
                    "link-without-label",
                    f"{where}/label",
                    _("Écrivez le texte du lien : il dit où il mène."),
                    BODY,
                )
            if not _ADDRESS.fullmatch(link["url"]):
                yield Problem(
                    "malformed-link",
                    f"{where}/url",
                    _("Ce n'est pas une adresse complète : elle s'écrit https://www.exemple.be/page."),
                    BODY,
                )  # fmt: skip


def _simulator(body: Document) -> Iterator[Problem]:
    embed: dict[str, Any] = body["embed"] or {}
    simulators = [m["id"] for m in body["media"] if m["role"] == MediaRole.SIMULATOR]
    for locale, texts in body["locales"].items():
        words = texts.get("embed")
        if words is None:
            continue
        if not words["title"].strip():
            yield Problem(
                "embed-title-missing",
                f"/locales/{locale}/embed/title",
                _("Donnez un titre au simulateur : les lecteurs d'écran le lisent en y entrant."),
                BODY,
            )
        if words.get("url") and not is_allowed(words["url"]):
            yield Problem(
                "embed-not-allowed",
                f"/locales/{locale}/embed/url",
                _(
                    "Cette adresse n'est pas sur la liste des simulateurs permis : demandez à "
                    "l'administration de l'y mettre, ou ajoutez les fichiers du simulateur."
                ),
                BODY,
            )
    if embed.get("source") != "media":
        return
    if not simulators:
        yield Problem(
            "no-simulator",
            "/embed",
            _("Donnez l'adresse du simulateur, ou ajoutez son archive .zip plus bas."),
            BODY,
        )
    elif len(simulators) > 1:
        yield Problem(
            "several-simulators",
            f"/media/{simulators[1]}",
            _("Une épreuve n'a qu'un simulateur : retirez une des deux archives."),
            BODY,
        )
