"""The words of the format: keys of the header, titles of the sections, which type has which."""

import re
from typing import Any

CHOICE_TYPES = ("single_choice", "multiple_choice")
#: Types that are answered in blanks of a text.
TEMPLATE_TYPES = ("short_answer", "cloze", "cloze_pool")
BLANK_TYPES = (*TEMPLATE_TYPES, "embed")
TYPES = (*CHOICE_TYPES, "short_answer", "cloze", "cloze_pool", "ordering", "matching", "embed")

#: The id of a choice, a blank, a group or a medium.
CHILD_ID = r"[A-Za-z][A-Za-z0-9_]{0,31}"
#: The blank that a simulator answers in, when the header says none.
EMBED_BLANK = "a"

#: Titles by the code of their section.
TITLES = {
    "instruction": "Consigne",
    "alternative": "Consigne alternative",
    "links": "À consulter",
    "choices": "Choix",
    "order": "Éléments dans l'ordre",
    "left": "À gauche",
    "right": "À droite",
    "template": "Texte à compléter",
    "menu": "Menu",
    "accepted": "Réponses acceptées",
    "group": "Groupe",
    "display": "Réponse affichée",
    "explanation": "Explication",
}
#: Sections of running text: in a code block of theirs, a title is text.
TEXTS = ("instruction", "alternative", "template", "display", "explanation")
#: Sections whose title names a blank, and those whose title may give an id.
NAMING, IDENTIFIED = ("menu", "accepted"), ("group",)

_COMMON = {"instruction", "alternative", "links", "display", "explanation"}
_OWN: dict[str, set[str]] = {
    "single_choice": {"choices"},
    "multiple_choice": {"choices"},
    "ordering": {"order"},
    "matching": {"left", "right"},
    "short_answer": {"template", "accepted"},
    "cloze": {"template", "accepted", "menu"},
    "cloze_pool": {"template", "group"},
    "embed": {"accepted"},
}
#: Codes of the sections that a challenge of each type may have.
SECTIONS_OF = {name: _COMMON | own for name, own in _OWN.items()}

#: Keys that say what a family shares: absent from a variant's file.
FAMILY_KEYS = (
    "type", "framework", "skill", "audiences", "devices", "timer", "focus", "shuffle", "access",
    "pedagogy", "spoil_risk",
)  # fmt: skip
REQUIRED = ("type", "framework", "skill")
#: Header keys with the value that an absent key has.
DEFAULTS: dict[str, Any] = {
    "id": None,
    "prototype": None,
    "variant": None,
    "type": None,
    "framework": None,
    "skill": None,
    "alignments": [],
    "contexts": [],
    "territories": [],
    "audiences": [],
    "devices": ["computer", "phone", "tablet"],
    "timer": None,
    "focus": False,
    "shuffle": True,
    "access": {"blind": "untested", "colour_blind": "untested", "deaf": "untested"},
    "licence": "CC-BY-SA-4.0",
    "attribution": None,
    "sources": [],
    "review_by": None,
    "pedagogy": "q-situation",
    "spoil_risk": "low",
    "embed": {},
    "blanks": {},
    "media": {},
}
#: What the values of the others are.
SHAPES: dict[str, tuple[type, ...]] = {
    "contexts": (list,), "territories": (list,), "audiences": (list,), "devices": (list,),
    "sources": (list,), "access": (dict,), "blanks": (dict,), "focus": (bool,), "shuffle": (bool,),
    "timer": (int, type(None)), "alignments": (list,), "media": (dict,), "embed": (dict,),
    "variant": (int, type(None)),
}  # fmt: skip
BLANK_KEYS = ("label", "placeholder", "input", "format", "tolerances")
EMBED_DEFAULTS: dict[str, Any] = {
    "title": None, "url": None, "media": None, "entry": "index.html", "height": 500,
    "auto_reply": True,
}  # fmt: skip
MEDIUM_DEFAULTS: dict[str, Any] = {
    "file": None, "role": None, "name": None, "alt": None, "decorative": False,
    "licence": "CC-BY-SA-4.0", "attribution": None,
}  # fmt: skip
ALIGNMENT_DEFAULTS: dict[str, Any] = {
    "framework": None, "competence": None, "relation": "isRelatedTo",
}  # fmt: skip
ROLES = ("illustration", "download", "simulator")
#: A file of such an ending is a picture to show unless ``role`` says otherwise.
PICTURES = re.compile(r"\.(png|jpe?g|gif|webp|svg)\Z", re.IGNORECASE)
