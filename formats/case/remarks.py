"""Remarks about what was read and has no place, one per reason however often it happens."""

from collections.abc import Iterable

from ..reading import Remark

#: As many pointers as a remark shows.
_SHOWN = 3

ORPHANS = (
    "Rien ne dit à quoi ceci appartient : lu comme un domaine, directement sous le référentiel"
)
DEEP = (
    "Atelier n'a que cinq étages (domaine, compétence, thématique, sujet, acquis) : "
    "gardé tel quel, sans devenir un élément"
)
NOT_SKILLS = (
    "Sous un sujet, Atelier n'a que ses propres acquis : gardé tel quel, sans devenir un élément"
)
DEEP_LINKS = "Lien d'un élément qui n'a pas de place : gardé tel quel"
TWICE_LINKED = "Ce lien isChildOf est dit deux fois : le second est gardé tel quel"
ASSOCIATIONS = (
    "Atelier ne tient que les alignements d'une compétence vers un autre référentiel : "
    "association gardée telle quelle"
)
TWICE_ALIGNED = (
    "Cette compétence est déjà alignée sur cette cible : le second alignement est gardé tel quel"
)
CODES = (
    "Un code a au plus 50 caractères, sans espace ni « / », « ? » ou « # » : adapté ici, "
    "l'original est gardé"
)
NO_CODES = "Ceci n'a pas de code : il lui en est donné un d'après sa place"
NAMES = "Ce sujet n'a pas de nom court : il lui en est donné un"
STATEMENTS = "Un titre tient sur une ligne de 1000 caractères : adapté ici, l'original est gardé"
LINKS = "Ce que ce lien isChildOf dit de plus est gardé tel quel"
DEFINITIONS = "Définitions gardées telles quelles"
RUBRICS = "Grille d'évaluation gardée telle quelle"
PACKAGE = "Extensions du paquet gardées telles quelles"


def member(name: str) -> str:
    """The reason for a member without a place."""
    return f"Atelier n'a pas de place pour « {name} » : gardé tel quel, redit à l'export"


def left_out(name: str) -> str:
    """The reason for a member that only repeats what is said elsewhere."""
    return f"« {name} » ne fait que répéter le référentiel : laissé de côté"


class Remarks:
    """Pointers by reason."""

    def __init__(self) -> None:
        self._pointers: dict[str, list[str]] = {}

    def add(self, reason: str, *pointers: str) -> None:
        """Say that ``reason`` holds at ``pointers``."""
        self._pointers.setdefault(reason, []).extend(pointers)

    def members(self, names: Iterable[str], where: str) -> None:
        """Say that the members ``names`` at ``where`` have no place."""
        for name in names:
            if name != "written":
                self.add(member(name), f"{where}/{name}")

    def summed(self) -> list[Remark]:
        """One remark per reason: the first place, how many, the next places."""
        return [
            Remark(pointers[0], reason + _others(pointers) + ".")
            for reason, pointers in self._pointers.items()
            if pointers
        ]


def _others(pointers: list[str]) -> str:
    if len(pointers) == 1:
        return ""
    shown = ", ".join(pointers[1:_SHOWN])
    more = ", …" if len(pointers) > _SHOWN else ""
    return f" ({len(pointers)} fois ; aussi {shown}{more})"
