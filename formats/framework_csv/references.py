"""Who is named how, and whose parent is whose."""

from dataclasses import dataclass
from typing import Any

from .columns import ITEM_KINDS, NAMES, PARENT_OF
from .findings import Findings

#: Longer names would not fit in a key.
_LONGEST = 150
_MISSING_NAME = {
    "area": "le domaine n'a pas de code : remplissez la colonne « code ».",
    "competence": "la compétence n'a pas de code : remplissez la colonne « code ».",
    "theme": "la thématique n'a pas de code : donnez-lui dans la colonne « code » un mot à elle, comme 1.1-t1.",
    "topic": "le sujet n'a pas de nom : remplissez la colonne « name ».",
}
_MISSING_PARENT = {
    "competence": "le code de son domaine",
    "theme": "le code de sa compétence",
    "topic": "le code de sa thématique",
    "skill": "le nom de son sujet, comme @moteur",
    "alignment": "le code de la compétence alignée",
}


@dataclass(frozen=True)
class Item:
    """What a row says: its type, its line, the document made from it, its filled cells."""

    kind: str
    line: int
    document: dict[str, Any]
    cells: dict[str, str]


class References:
    """The names of a file's rows, each type apart."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._named: dict[str, dict[str, Item]] = {kind: {} for kind in ("group", *ITEM_KINDS)}
        self._levels: dict[int, int] = {}
        self._skills: dict[str, int] = {}

    def register(self, thing: Item) -> None:
        """Take the name that other rows use for ``thing``, and give it its key."""
        if thing.kind == "level":
            self._register_level(thing)
        elif thing.kind in self._named:
            _settle(thing)
            self._register_name(thing)

    def tie(self, thing: Item) -> None:
        """Tie ``thing`` to its parent, once all rows are registered."""
        parent = self._parent(thing)
        if thing.kind == "level" and parent:
            thing.document["group"] = parent.document["code"]
        elif thing.kind == "alignment":
            thing.document["source"] = parent.document["key"] if parent else "?"
        elif thing.kind in ITEM_KINDS:
            thing.document["parent"] = parent.document.get("key") if parent else None
        if thing.kind == "skill":
            self._skill_key(thing, parent)

    def _register_name(self, thing: Item) -> None:
        name = _name_of(thing)
        if thing.kind != "group":
            known = name and len(name) <= _LONGEST
            thing.document["key"] = f"{thing.kind}:{name if known else f'?{thing.line}'}"
        if not name:
            if thing.kind in _MISSING_NAME:
                self._findings.add(thing.line, _MISSING_NAME[thing.kind])
            return
        first = self._named[thing.kind].setdefault(name, thing)
        if len(name) > _LONGEST:
            message = f"« {name[:60]}… » est trop long pour un nom ({_LONGEST} caractères au plus)."
            self._findings.add(thing.line, message)
        elif first is not thing:
            self._findings.add(
                thing.line,
                f"« {name} » désigne déjà {NAMES[first.kind].the} de la ligne {first.line} : changez"
                " l'un des deux.",
            )

    def _register_level(self, thing: Item) -> None:
        level = thing.document.get("level")
        if level is None:
            return
        first = self._levels.setdefault(level, thing.line)
        if first != thing.line:
            message = f"le niveau {level} est déjà décrit à la ligne {first} : gardez une ligne."
            self._findings.add(thing.line, message)

    def _skill_key(self, thing: Item, topic: Item | None) -> None:
        """A skill's key is its name as people know it (``skill:@moteur2``), its version when later."""
        level, version = thing.document.get("level"), thing.document["version"]
        name = _name_of(topic) if topic else "?"
        key = f"skill:{name}{'' if name.startswith('@') else '-'}{level or '?'}"
        key += f"-v{version}" if version != 1 else ""
        first = self._skills.setdefault(key, thing.line)
        if first != thing.line:
            key = f"{key}:{thing.line}"
            if topic and level is not None:
                self._findings.add(
                    thing.line,
                    f"cet acquis de niveau {level} (version {version}) est déjà décrit à la ligne"
                    f" {first} : gardez une ligne, ou changez la version.",
                )
        thing.document["key"] = key

    def _parent(self, thing: Item) -> Item | None:
        name, wanted = thing.cells.get("parent"), PARENT_OF.get(thing.kind)
        if wanted is None:
            return None
        if name is None:
            if thing.kind in _MISSING_PARENT:
                message = f"il manque le parent : mettez dans la colonne « parent » {_MISSING_PARENT[thing.kind]}."
                self._findings.add(thing.line, message)
            return None
        found = self._find(wanted, name)
        if found is None:
            self._findings.add(thing.line, self._unknown(thing, wanted, name))
        return found

    def _find(self, kind: str, name: str) -> Item | None:
        named = self._named[kind]
        return named.get(name) or (named.get(f"@{name}") if kind == "topic" else None)

    def _unknown(self, thing: Item, wanted: str, name: str) -> str:
        others = (self._find(kind, name) for kind in self._named)
        other = next(filter(None, others), None)
        if other is None:
            return (
                f"le parent « {name[:60]} » n'est {NAMES[wanted].a.replace('un', 'aucun', 1)} de ce"
                " fichier : corrigez-le, ou ajoutez la ligne qui manque."
            )
        return (
            f"« {name[:60]} » est {NAMES[other.kind].a} (ligne {other.line}), alors que le parent"
            f" {NAMES[thing.kind].of} est {NAMES[wanted].a} : corrigez-le."
        )


def _settle(thing: Item) -> None:
    """Put where the document wants it what the columns ``name`` and ``code`` say."""
    document = thing.document
    if thing.kind == "theme" and "key" not in thing.cells:
        document.pop("code", None)
    if thing.kind != "topic":
        return
    code_is_name = "name" not in document and document.get("code", "").startswith("@")
    if code_is_name and "key" not in thing.cells:
        document["name"] = document.pop("code")
    if "name" in document:
        document["name"] = document["name"].removeprefix("@")


def _name_of(thing: Item) -> str:
    """What other rows call ``thing``, "" for nothing."""
    if "key" in thing.cells:
        return thing.cells["key"]
    if thing.kind == "topic":
        name = thing.document.get("name")
        return f"@{name}" if name else ""
    return thing.cells.get("code", "")
