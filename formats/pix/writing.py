"""From a challenge document to Pix strings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runner.documents import Document, join, resolve, source_locale
from runner.markdown import BLANK

from ..reading import Remark
from .proposals import PixBlank, can_be_choice, can_be_written, write_blank, write_choices
from .solutions import write_mapping
from .words import FORMAT_NAMES, TREATMENTS, pix_type, typed_blanks


@dataclass(frozen=True)
class Written:
    """A Pix challenge, None when Pix has no such type, and what it could not say (by pointer)."""

    challenge: dict[str, Any] | None
    unsaid: list[Remark] = field(default_factory=list)


def to_pix(
    body: Document, key: Document, locale: str | None = None, fallback: Mapping[str, str] = {}
) -> Written:
    """The members ``words.FIELDS`` of ``body`` and ``key`` in ``locale`` (the source by default).

    Absent members are left out. Each locale is a record of its own at Pix. Raises ``ValueError``
    when body and key do not belong together.
    """
    joined = join(body, key)
    locale = locale or source_locale(body)
    writer = _Writer(joined, resolve(joined, locale, fallback), locale)
    type = pix_type(body)
    if type is None:
        writer.unsaid(
            "/type", f"Pix n'a pas de type « {body['type']} » : l'épreuve ne s'y dit pas."
        )
        return Written(None, writer.remarks)
    return Written(writer.challenge(type), writer.remarks)


class _Writer:
    """One challenge in one locale."""

    def __init__(self, joined: Document, texts: Document, locale: str) -> None:
        self.document, self.key, self.texts, self.locale = joined, joined["key"], texts, locale
        self.answers: Document = texts["key"]
        self.remarks: list[Remark] = []

    def unsaid(self, pointer: str, message: str) -> None:
        """Note what Pix has no place for."""
        self.remarks.append(Remark(pointer, message))

    def challenge(self, type: str) -> dict[str, Any]:
        """The members of a challenge of ``type``."""
        document = self.document
        embed = document["embed"]
        written: dict[str, Any] = {
            "type": type,
            "instruction": self.texts["instruction"],
            "alternativeInstruction": self.texts.get("alternative"),
            "proposals": self._proposals(),
            "solution": self._solution(type),
            "solutionToDisplay": self.answers.get("display"),
            **self._treatments(),
            "format": self._format(),
            "autoReply": bool(embed and embed["auto_reply"]),
            "timer": document["timer"],
            "focusable": document["focus"],
            "shuffled": document["shuffle"],
            "locales": [self.locale],
        }
        if embed:
            written |= self._embed(embed)
        self._unsaid_members()
        return {name: value for name, value in written.items() if value is not None}

    def _proposals(self) -> str | None:
        if self.document["choices"]:
            return write_choices(
                [self._choice(choice["id"]) for choice in self.document["choices"]]
            )
        if self.document["type"] == "embed":
            words = self.texts["blanks"].get(self.document["blanks"][0]["id"], {})
            if not self.document["embed"]["auto_reply"]:
                return write_blank(self._blank(self.document["blanks"][0], words))
            if words:
                self.unsaid(
                    f"/locales/{self.locale}/blanks",
                    "Un simulateur qui répond seul n'a pas de libellé à Pix.",
                )
            return None
        return self._template()

    def _choice(self, id: str) -> str:
        text = str(self.texts["choices"][id])
        if can_be_choice(text):
            return text
        self.unsaid(
            f"/locales/{self.locale}/choices/{id}",
            "Pix lit une nouvelle proposition à chaque ligne qui commence par un tiret, et ôte les "
            "espaces autour : les tirets sont écrits « \\- ».",
        )
        return re.sub("^-", r"\\-", text.strip(), flags=re.MULTILINE)

    def _template(self) -> str:
        blanks = {
            blank["id"]: self._blank(blank, self.texts["blanks"].get(blank["id"], {}))
            for blank in self.document["blanks"]
        }
        where = f"/locales/{self.locale}/template"
        template = self.texts["template"] or ""
        shown = BLANK.findall(template)
        if sorted(shown) != sorted(blanks):
            self.unsaid(
                where, "Le texte ne montre pas chaque trou une fois : Pix le lira autrement."
            )
        elif shown != list(blanks):
            self.unsaid("/blanks", "Pix prend les trous dans l'ordre du texte.")
        return BLANK.sub(
            lambda found: write_blank(blanks[found[1]]) if found[1] in blanks else found[0],
            template,
        )

    def _blank(self, blank: Document, words: Document) -> PixBlank:
        options = None
        if blank["input"] == "menu":
            options = [words["options"][id] for id in blank["options"]]
        written = PixBlank(
            blank["id"], words.get("placeholder"), words.get("label") or None, None, options
        )
        if can_be_written(written):
            return written
        self.unsaid(
            f"/locales/{self.locale}/blanks/{blank['id']}",
            "Un texte d'invite ou un libellé ne peut pas avoir « § », « } », « options=[ » ou "
            "« value=\" » à Pix, ni d'espaces autour : ces signes sont ôtés.",
        )
        return PixBlank(
            written.name, _plain(written.placeholder), _plain(written.label), None, options
        )

    def _solution(self, type: str) -> str:
        accepted = self.answers.get("blanks", {})
        if type in ("QCU", "QCM"):
            right = set(self.key["choices"])
            places = [
                str(place) for place, choice in enumerate(self.document["choices"], 1)
                if choice["id"] in right
            ]  # fmt: skip
            return ", ".join(places)
        if type == "QROCM-dep":
            groups = self.answers.get("groups", {})
            return write_mapping(
                {f"g{place}": groups[id] for place, id in enumerate(self.key["groups"], 1)}
            )
        solutions = {
            blank["id"]: self._right_options(blank)
            if blank["input"] == "menu"
            else accepted[blank["id"]]
            for blank in self.document["blanks"]
        }
        if type == "QROCM-ind":
            return write_mapping(solutions)
        return "\n".join(self._lines(*next(iter(solutions.items()))))

    def _lines(self, blank: str, accepted: list[str]) -> list[str]:
        lines = [text for text in accepted if "\n" not in text and "\r" not in text]
        if lines != accepted:
            self.unsaid(
                f"/key/locales/{self.locale}/blanks/{blank}",
                "Une réponse acceptée tient sur une ligne à Pix : celles de plusieurs lignes sont laissées de côté.",
            )
        return lines

    def _right_options(self, blank: Document) -> list[str]:
        texts = self.texts["blanks"][blank["id"]]["options"]
        right = self.key["blanks"][blank["id"]]["correct"]
        return [texts[id] for id in blank["options"] if id in right]

    def _treatments(self) -> dict[str, bool]:
        each = [
            set(self.key["blanks"][blank["id"]]["tolerances"])
            for blank in typed_blanks(self.document)
        ]
        common = set.intersection(*each) if each else set()
        if any(tolerances != common for tolerances in each):
            self.unsaid(
                "/key/blanks",
                "À Pix les tolérances valent pour toute l'épreuve : "
                "ne restent que celles que tous les trous ont.",
            )
        return {member: code in common for member, code in TREATMENTS.items()}

    def _format(self) -> str | None:
        formats = [blank["format"] for blank in typed_blanks(self.document)]
        if len(set(formats)) > 1:
            self.unsaid(
                "/blanks",
                "À Pix la longueur attendue vaut pour toute l'épreuve : celle du premier trou.",
            )
        return FORMAT_NAMES[formats[0]] if formats else None

    def _embed(self, embed: Document) -> dict[str, Any]:
        words = self.texts["embed"]
        if embed["source"] == "media":
            self.unsaid(
                "/embed", "Pix veut l'adresse du simulateur : déposez ses fichiers, puis donnez-la."
            )
        return {
            "embedUrl": words.get("url"),
            "embedTitle": words["title"],
            "embedHeight": embed["height"],
        }

    def _unsaid_members(self) -> None:
        if self.answers.get("explanation"):
            self.unsaid(f"/key/locales/{self.locale}/explanation", "Pix n'a pas d'explication.")
        if self.texts.get("links"):
            self.unsaid(f"/locales/{self.locale}/links", "Pix n'a pas de liens à consulter.")
        if self.document["media"]:
            self.unsaid(
                "/media", "Les fichiers ne sont pas dans ces textes : ils s'exportent à part."
            )


def _plain(text: str | None) -> str | None:
    if text is None:
        return None
    kept = re.sub(r"[§}]|options=\[|value=\"", " ", text)
    return " ".join(kept.split()) or None
