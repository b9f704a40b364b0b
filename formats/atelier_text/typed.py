"""What each type of challenge is answered with: choices, orders, pairs, blanks, groups."""

import re
from typing import Any

from .model import Decoded
from .names import EMBED_BLANK
from .sections import CHOICE, NUMBERED, SIDED, Item, Section, Sections, answers, items

_CHOICE_ROW = "une proposition s'écrit « - [ ] texte » ou « - [x] texte »."
_SIDED_ROW = (
    "une ligne s'écrit « - [1] texte » (le même numéro de l'autre côté) ou « - [ ] texte »."
)
_ORDERED_ROW = "un élément s'écrit « 1. texte », dans l'ordre juste."


def read_choices(sections: Sections, decoded: Decoded) -> None:
    """Choices in the author's order; a crossed box is a right one."""
    rows = _listed(sections, "choices", CHOICE, _CHOICE_ROW, decoded)
    decoded.body["choices"] = [{"id": name} for name in rows]
    decoded.key["choices"] = sorted(name for name, item in rows.items() if item.mark == "x")


def read_order(sections: Sections, decoded: Decoded) -> None:
    """Elements in the right order; the body has them in the order of their ids."""
    rows = _listed(sections, "order", NUMBERED, _ORDERED_ROW, decoded)
    decoded.body["choices"] = [{"id": name} for name in sorted(rows)]
    decoded.key["order"] = list(rows)


def read_matching(sections: Sections, decoded: Decoded) -> None:
    """Both sides; rows with the same mark go together."""
    left = _listed(sections, "left", SIDED, _SIDED_ROW, decoded)
    right = _listed(sections, "right", SIDED, _SIDED_ROW, decoded)
    sides = {**dict.fromkeys(left, "source"), **dict.fromkeys(right, "target")}
    decoded.body["choices"] = [{"id": name, "side": sides[name]} for name in sorted(sides)]
    targets: dict[str, str] = {}
    for name, item in right.items():
        if item.mark and item.mark in targets:
            decoded.refuse(item.line, f"« [{item.mark}] » vient deux fois à droite.")
        if item.mark:
            targets[item.mark] = name
    for item in left.values():
        if item.mark and item.mark not in targets:
            decoded.refuse(item.line, f"« [{item.mark}] » n'a pas de correspondant à droite.")
    decoded.key["pairs"] = sorted(
        [name, targets[item.mark]] for name, item in left.items() if item.mark in targets
    )


def read_blanks(blanks: dict[str, dict[str, Any]], sections: Sections, decoded: Decoded) -> None:
    """Blanks with their words, their menus and their accepted answers."""
    kind = decoded.body["type"]
    if kind == "embed" and not blanks:
        blanks = {EMBED_BLANK: {}}
    menus = {section.name: section for section in sections.of("menu")}
    words = decoded.body["locales"]["fr"]["blanks"] = {}
    for name, blank in blanks.items():
        _check_input(name, blank, menus, decoded)
        if kind == "cloze" and (name in menus or blank.get("input") == "menu"):
            _read_menu(name, blank, menus.get(name), decoded)
            continue
        decoded.body["blanks"].append(
            {
                "id": name,
                "input": "embed" if kind == "embed" else "text",
                "format": blank.get("format") or "words",
            }
        )
        decoded.key["blanks"][name] = {"tolerances": _tolerances(blank)}
        words[name] = {"label": blank.get("label") or "", "placeholder": blank.get("placeholder")}
        if kind == "embed" and not words[name]["label"]:
            # What a simulator answers needs no words of its own: its title says what it is about.
            words[name]["label"] = decoded.body["locales"]["fr"]["embed"]["title"]
    for section in sections.of("menu"):
        if section.name not in blanks:
            decoded.refuse(section.line, _unknown(section))
    if kind != "cloze_pool":
        _read_accepted(sections, decoded)
    if not words:
        del decoded.body["locales"]["fr"]["blanks"]


def read_groups(sections: Sections, decoded: Decoded) -> None:
    """The groups of a pool, in the author's order."""
    groups: dict[str, list[str]] = {}
    for section in sections.of("group"):
        name = section.name or f"newgroup{len(groups) + 1}"
        if name in groups:
            decoded.refuse(section.line, f"l'identifiant « {name} » vient deux fois.")
        groups[name] = answers(section, decoded)
        decoded.lines[f"/locales/fr/groups/{name}"] = section.line
    decoded.lines["/groups"] = decoded.lines.get("/locales/fr/group", 1)
    decoded.key["groups"] = list(groups)
    if groups:
        decoded.key["locales"]["fr"]["groups"] = groups


def _listed(
    sections: Sections, code: str, pattern: re.Pattern[str], sentence: str, decoded: Decoded
) -> dict[str, Item]:
    """The rows of one list by their id; their texts and lines go into ``decoded``."""
    texts = decoded.body["locales"]["fr"].setdefault("choices", {})
    found: dict[str, Item] = {}
    for section in sections.of(code):
        decoded.lines.setdefault("/choices", section.line)
        decoded.lines.setdefault("/order", section.line)
        for item in items(section, pattern, sentence, decoded):
            name = _name(item, texts, decoded)
            texts[name] = item.text
            found[name] = item
            for where in ("/locales/fr/choices", "/choices", "/pairs"):
                decoded.lines[f"{where}/{name}"] = item.line
    return found


def _name(item: Item, texts: dict[str, str], decoded: Decoded) -> str:
    name = item.id or f"new{len(texts) + 1}"
    if name in texts:
        decoded.refuse(item.line, f"l'identifiant « {name} » vient deux fois.")
    return name


def _check_input(
    name: str, blank: dict[str, Any], menus: dict[str, Section], decoded: Decoded
) -> None:
    given = blank.get("input")
    if given in {None, "text", "menu"} and not (given == "text" and name in menus):
        return
    decoded.refuse(
        decoded.line_of(f"/blanks/{name}"),
        f"le trou « {name} » est rempli au clavier (« text ») ou dans un menu (« menu » et un titre "
        f"« ## Menu {name} »), pas par « {given} ».",
    )


def _read_menu(name: str, blank: dict[str, Any], section: Section | None, decoded: Decoded) -> None:
    options: dict[str, str] = {}
    right = []
    taken = _menu_texts(decoded)
    for item in items(section, CHOICE, _CHOICE_ROW, decoded) if section else []:
        option = _name(item, taken, decoded)
        taken[option] = options[option] = item.text
        decoded.lines[f"/locales/fr/blanks/{name}/options/{option}"] = item.line
        if item.mark == "x":
            right.append(option)
    decoded.body["blanks"].append({"id": name, "input": "menu", "options": list(options)})
    decoded.key["blanks"][name] = {"correct": sorted(right)}
    decoded.body["locales"]["fr"]["blanks"][name] = {
        "label": blank.get("label") or "",
        "options": options,
    }
    if section:
        for where in (f"/blanks/{name}", f"/locales/fr/blanks/{name}"):
            decoded.lines[where] = section.line


def _menu_texts(decoded: Decoded) -> dict[str, str]:
    """The options of the menus read so far: ids are one namespace in a challenge."""
    texts: dict[str, str] = {}
    for words in decoded.body["locales"]["fr"]["blanks"].values():
        texts.update(words.get("options", {}))
    return texts


def _read_accepted(sections: Sections, decoded: Decoded) -> None:
    typed = [blank["id"] for blank in decoded.body["blanks"] if blank["input"] != "menu"]
    accepted: dict[str, list[str]] = {name: [] for name in typed}
    for section in sections.of("accepted"):
        name = section.name or (typed[0] if len(typed) == 1 else "")
        given = answers(section, decoded)
        if name not in accepted:
            decoded.refuse(section.line, _unknown(section) if section.name else _which(typed))
        elif accepted[name]:
            decoded.refuse(
                section.line, f"les réponses acceptées de « {name} » viennent deux fois."
            )
        else:
            accepted[name] = given
            decoded.lines[f"/locales/fr/blanks/{name}"] = section.line
            decoded.lines.setdefault(f"/blanks/{name}", section.line)
    if typed:
        decoded.key["locales"]["fr"]["blanks"] = accepted


def _which(typed: list[str]) -> str:
    if not typed:
        return "l'en-tête ne décrit aucun trou à remplir au clavier : ajoutez « blanks »."
    titles = ", ".join(f"« ## Réponses acceptées {name} »" for name in typed)
    return f"il y a plusieurs trous : écrivez un titre pour chacun ({titles})."


def _unknown(section: Section) -> str:
    if not section.name:
        return "dites de quel trou c'est le menu : « ## Menu n1 »."
    return f"« {section.name} » n'est pas un trou de l'épreuve à remplir ainsi : voyez « blanks »."


def _tolerances(blank: dict[str, Any]) -> list[str]:
    given = blank.get("tolerances") or []
    return sorted(str(item) for item in (given if isinstance(given, list) else [given]))
