"""From Pix strings to a challenge document."""

import secrets
import string
from collections.abc import Callable, Mapping
from typing import Any

from runner.marking.treatments import normalise

from ..reading import Document, Reading
from .proposals import PixBlank, read_blanks, read_choices
from .record import Record
from .solutions import NotAMapping, read_indices, read_lines, read_mapping
from .words import DEFAULT_HEIGHT, EMBED_BLANK, blank_id

NewId = Callable[[], str]

_ALPHABET = string.ascii_letters + string.digits


def random_id() -> str:
    """A random id of a choice, an option or a group: it says nothing of what is right."""
    return "c" + "".join(secrets.choice(_ALPHABET) for _ in range(8))


def from_pix(challenge: Mapping[str, Any], new_id: NewId = random_id) -> Reading:
    """The document ``{"body": …, "key": …}`` of a Pix challenge in its one locale.

    ``new_id`` names choices, options and groups; blanks keep their names. ``id`` and ``skill`` are
    None, and attributes that Pix strings do not say are those of a new challenge: who imports fills
    them. ``kept`` says what had no place. Raises ``Unreadable`` when there is no challenge to read.
    """
    record = Record(challenge)
    draft = _Draft(record, new_id)
    match record.text("type"):
        case "QCU":
            draft.choices("single_choice")
        case "QCM":
            draft.choices("multiple_choice")
        case "QROC":
            draft.one_blank()
        case "QROCM-ind":
            draft.cloze()
        case "QROCM-dep":
            draft.pool()
        case other:
            raise record.unreadable("type", f"« {other} » n'est pas un type connu de Pix.")
    return Reading({"body": draft.body, "key": draft.key}, record.remarks)


class _Draft:
    """The documents while they are read: one method for each of Pix's types."""

    def __init__(self, record: Record, new_id: NewId) -> None:
        self.record, self.new_id = record, new_id
        locale = record.locale()
        self.texts: Document = {
            "id": None,
            "kind": "source",
            "instruction": record.text("instruction"),
            "template": None,
            "alternative": record.text("alternativeInstruction") or None,
            "links": [],
        }
        self.answers: Document = {
            "display": record.text("solutionToDisplay") or None,
            "explanation": None,
        }
        self.body: Document = {
            "schema": "challenge/1", "id": None, "version": 1, "revision": 1, "type": None,
            "skill": None, "family": {"prototype": None, "variant": None},
            "alignments": [], "tutorials": [], "contexts": [], "territories": [], "audiences": [],
            "devices": ["computer", "phone", "tablet"],
            "timer": record.number("timer", 1, 86400),
            "focus": record.flag("focusable"), "shuffle": record.flag("shuffled"),
            "access": dict.fromkeys(("blind", "colour_blind", "deaf"), "untested"),
            "rights": {"licence": "CC-BY-SA-4.0", "attribution": None},
            "choices": [], "blanks": [], "media": [], "embed": None, "locales": {locale: self.texts},
        }  # fmt: skip
        self.key: Document = {
            "schema": "challenge-key/1", "id": None, "version": 1, "revision": 1,
            "choices": [], "order": [], "pairs": [], "groups": [], "blanks": {},
            "editorial": {
                "sources": [], "review_by": None, "pedagogy": "q-situation", "spoil_risk": "low",
            },
            "locales": {locale: self.answers},
        }  # fmt: skip

    def choices(self, type: str) -> None:
        """QCU, QCM: a list of choices, the indices of the right ones."""
        self.body["type"] = type
        self._no_embed()
        texts = read_choices(self.record.text("proposals"))
        if not texts:
            raise self.record.unreadable(
                "proposals", "Aucune proposition : « - texte », une par ligne."
            )
        ids = [self.new_id() for _ in texts]
        self.body["choices"] = [{"id": id} for id in ids]
        self.texts["choices"] = dict(zip(ids, texts, strict=True))
        indices = read_indices(self.record.text("solution"))
        if all(index is not None and 0 <= index < len(ids) for index in indices):
            self.key["choices"] = sorted({ids[index] for index in indices if index is not None})
        if not self.key["choices"]:
            self.record.remark("solution", "Aucune proposition n'est dite juste : cochez-la.")

    def one_blank(self) -> None:
        """QROC: a simulator's answer, a menu, or a typed answer."""
        template, blanks = self._read_blanks()
        is_menu = bool(blanks) and blanks[0].options is not None
        if len(blanks) > 1 or not (blanks or self.record.text("embedUrl")):
            raise self.record.unreadable(
                "proposals", f"Une question QROC a un seul trou, et ici il y en a {len(blanks)}."
            )
        if self.record.text("embedUrl") and not is_menu:
            self._embed(template, blanks)
        else:
            self._no_embed()
            self._text_with_blanks("cloze" if is_menu else "short_answer", template, blanks)
        solution = self.record.text("solution")
        self._accept({blanks[0].name if blanks else EMBED_BLANK: read_lines(solution)})

    def cloze(self) -> None:
        """QROCM-ind: typed blanks and menus, each with its own answers."""
        self._no_embed()
        template, blanks = self._read_blanks()
        if not blanks:
            raise self.record.unreadable("proposals", "Aucun trou : « ${nom} » dans le texte.")
        self._text_with_blanks("cloze", template, blanks)
        if len(blanks) == 1 and blanks[0].options is not None:
            self.record.remark("type", "Un texte dont le seul trou est un menu se redit « QROC ».")
        self._accept(self._solution())

    def pool(self) -> None:
        """QROCM-dep: typed blanks that draw on groups."""
        self._no_embed()
        template, blanks = self._read_blanks()
        if not blanks:
            raise self.record.unreadable("proposals", "Aucun trou : « ${nom} » dans le texte.")
        if any(blank.options is not None for blank in blanks):
            self.record.remark(
                "proposals", "Un trou à ensemble n'a pas de menu : lu comme un trou tapé."
            )
        typed = [PixBlank(blank.name, blank.placeholder, blank.label) for blank in blanks]
        self._text_with_blanks("cloze_pool", template, typed)
        groups = {self.new_id(): _distinct(texts) for texts in self._solution().values()}
        self.key["groups"] = list(groups)
        self.answers["groups"] = {id: texts for id, texts in groups.items() if texts}

    def _read_blanks(self) -> tuple[str, list[PixBlank]]:
        try:
            template, blanks = read_blanks(self.record.text("proposals"), blank_id)
        except ValueError:
            raise self.record.unreadable(
                "proposals", 'Les options d\'un menu s\'écrivent options=["a","b"].'
            ) from None
        names = [blank.name for blank in blanks]
        if len(set(names)) < len(names):
            self.record.remark("proposals", "Un trou est montré deux fois : gardez-le une fois.")
        for blank in blanks:
            if blank.value is not None:
                self.record.remark(
                    "proposals",
                    f"Le trou « {blank.name} » ne peut pas être rempli d'avance : laissé de côté.",
                )
        return template, list({blank.name: blank for blank in blanks}.values())

    def _text_with_blanks(self, type: str, template: str, blanks: list[PixBlank]) -> None:
        self.body["type"] = type
        self.texts["template"] = template
        self.texts["blanks"] = {}
        for blank in blanks:
            self._blank(blank, "text")
        unlabelled = [blank.name for blank in blanks if not blank.label]
        if unlabelled:
            self.record.remark(
                "proposals",
                f"Libellé à écrire pour les lecteurs d'écran : {', '.join(unlabelled)}.",
            )

    def _blank(self, blank: PixBlank, input: str) -> None:
        id = blank_id(blank.name)
        words: Document = {"label": blank.label or ""}
        if blank.options is None:
            self.body["blanks"].append({"id": id, "input": input, "format": self.record.format()})
            self.key["blanks"][id] = {"tolerances": self.record.tolerances()}
            words["placeholder"] = blank.placeholder
        else:
            words["options"] = {self.new_id(): option for option in blank.options}
            self.body["blanks"].append(
                {"id": id, "input": "menu", "options": list(words["options"])}
            )
            if blank.placeholder:
                words["placeholder"] = blank.placeholder
        self.texts.setdefault("blanks", {})[id] = words

    def _embed(self, template: str, blanks: list[PixBlank]) -> None:
        self.body["type"] = "embed"
        automatic = self.record.flag("autoReply")
        self.body["embed"] = {
            "source": "address",
            "height": self.record.number("embedHeight", 50, 5000) or DEFAULT_HEIGHT,
            "auto_reply": automatic,
        }
        self.texts["embed"] = {
            "title": self.record.text("embedTitle"), "url": self.record.text("embedUrl"),
        }  # fmt: skip
        blank = blanks[0] if blanks else PixBlank(EMBED_BLANK)
        self._blank(blank, "embed")
        around = template.replace(f"${{{blank_id(blank.name)}}}", "").strip()
        if around or (blanks and automatic):
            self.record.remark(
                "proposals", "Le texte autour de la réponse d'un simulateur n'a pas de place."
            )
        if not (blank.label or blank.placeholder):
            del self.texts["blanks"]

    def _no_embed(self) -> None:
        if self.record.text("embedUrl"):
            self.record.remark(
                "embedUrl",
                "Seule une question à réponse libre (QROC) garde son simulateur : laissé de côté.",
            )

    def _solution(self) -> dict[str, list[str]]:
        """Answers by name from the YAML of a text with blanks; {} when it says nothing."""
        text = normalise(self.record.text("solution"), "pix")
        if "\n" not in text:
            self.record.remark("solution", "Aucune réponse acceptée : écrivez-les.")
            return {}
        try:
            values = read_mapping(text)
        except NotAMapping:
            raise self.record.unreadable(
                "solution", "Ceci n'est pas le YAML « nom: puis - réponse, une par ligne »."
            ) from None
        return {
            name: [value] if isinstance(value, str) else value for name, value in values.items()
        }

    def _accept(self, solution: dict[str, list[str]]) -> None:
        """Put what each blank accepts into the key."""
        by_id = {blank_id(name): texts for name, texts in solution.items()}
        for blank in self.body["blanks"]:
            texts = by_id.pop(blank["id"], [])
            if blank["input"] == "menu":
                self._accept_options(blank["id"], texts)
            elif _distinct(texts):
                self.answers.setdefault("blanks", {})[blank["id"]] = _distinct(texts)
            else:
                self.record.remark("solution", f"Aucune réponse acceptée pour « {blank['id']} ».")
        if by_id:
            self.record.remark(
                "solution", f"Réponses sans trou, laissées de côté : {', '.join(by_id)}."
            )

    def _accept_options(self, blank: str, texts: list[str]) -> None:
        # An answer is normalised before it is compared with the solution, exactly.
        options = {
            id: normalise(o, "pix") for id, o in self.texts["blanks"][blank]["options"].items()
        }
        right = sorted(id for id, option in options.items() if option in texts)
        self.key["blanks"][blank] = {"correct": right}
        lost = [text for text in texts if text not in options.values()]
        if lost or not right:
            self.record.remark(
                "solution", f"Le menu « {blank} » n'a pas d'option : {', '.join(lost)}."
            )


def _distinct(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
