"""The words for what is compared: parts of a challenge, names of members, values."""

import json
from typing import Any

from django.db.models import TextChoices
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.enums import Audience
from content.media.roles import MediaRole
from referentiel.enums import Relation

from ..enums import (
    Access,
    BlankFormat,
    BlankInput,
    ChallengeType,
    Device,
    Pedagogy,
    Side,
    SpoilRisk,
    Territory,
    Tolerance,
)

#: What is shown of a value: a text, or the entries of a list.
Shown = str | tuple[str, ...]


class Part(TextChoices):
    """Where in a challenge a row belongs; in the order in which pages show them."""

    QUESTION = "question", gettext_lazy("La question")
    ANSWERS = "answers", gettext_lazy("Les réponses")
    MEDIA = "media", gettext_lazy("Images, fichiers et liens")
    SETTINGS = "settings", gettext_lazy("Les réglages")
    EDITORIAL = "editorial", gettext_lazy("Le suivi éditorial")


#: Labels of members, by the member that holds them and their name.
LABELS = {
    "type": gettext_lazy("Type"),
    "skill": gettext_lazy("Acquis"),
    "contexts": gettext_lazy("Contextes"),
    "territories": gettext_lazy("Territoires"),
    "alignments": gettext_lazy("Alignements propres"),
    "tutorials": gettext_lazy("Tutoriels"),
    "audiences": gettext_lazy("Publics"),
    "devices": gettext_lazy("Appareils"),
    "timer": gettext_lazy("Durée limite"),
    "focus": gettext_lazy("Épreuve focus"),
    "shuffle": gettext_lazy("Propositions mélangées"),
    "programme": gettext_lazy("Programme"),
    "access/blind": gettext_lazy("Personnes aveugles"),
    "access/colour_blind": gettext_lazy("Personnes daltoniennes"),
    "access/deaf": gettext_lazy("Personnes sourdes"),
    "rights/licence": gettext_lazy("Licence"),
    "rights/attribution": gettext_lazy("À attribuer à"),
    "embed/source": gettext_lazy("Simulateur : vient"),
    "embed/media": gettext_lazy("Simulateur : fichier"),
    "embed/entry": gettext_lazy("Simulateur : page à ouvrir"),
    "embed/height": gettext_lazy("Simulateur : hauteur"),
    "embed/auto_reply": gettext_lazy("Simulateur : répond lui-même"),
    "embed/title": gettext_lazy("Simulateur : titre"),
    "embed/url": gettext_lazy("Simulateur : adresse"),
    "editorial/sources": gettext_lazy("Sources des faits"),
    "editorial/review_by": gettext_lazy("À revoir avant le"),
    "editorial/pedagogy": gettext_lazy("Nature"),
    "editorial/spoil_risk": gettext_lazy("Risque de divulgation"),
    "instruction": gettext_lazy("Consigne"),
    "template": gettext_lazy("Texte à compléter"),
    "alternative": gettext_lazy("Consigne alternative"),
    "explanation": gettext_lazy("Explication"),
    "display": gettext_lazy("Réponse affichée"),
    "kind": gettext_lazy("Sorte de version"),
    "choice": gettext_lazy("Proposition"),
    "option": gettext_lazy("Option"),
    "group": gettext_lazy("Groupe de réponses"),
    "blank": gettext_lazy("Trou"),
    "medium": gettext_lazy("Fichier"),
    "link": gettext_lazy("Lien"),
    "blank/id": gettext_lazy("clé"),
    "blank/input": gettext_lazy("se remplit"),
    "blank/format": gettext_lazy("longueur attendue"),
    "blank/label": gettext_lazy("libellé"),
    "blank/placeholder": gettext_lazy("exemple dans le champ"),
    "blank/tolerances": gettext_lazy("tolérances"),
    "blank/accepted": gettext_lazy("réponses acceptées"),
    "choice/side": gettext_lazy("côté"),
    "right": gettext_lazy("juste"),
    "medium/id": gettext_lazy("clé"),
    "medium/role": gettext_lazy("usage"),
    "medium/sha256": gettext_lazy("contenu"),
    "medium/mime": gettext_lazy("sorte"),
    "medium/size": gettext_lazy("taille"),
    "medium/name": gettext_lazy("nom montré"),
    "medium/alt": gettext_lazy("texte alternatif"),
    "medium/rights/licence": gettext_lazy("licence"),
    "medium/rights/attribution": gettext_lazy("à attribuer à"),
    "link/label": gettext_lazy("texte"),
    "link/url": gettext_lazy("adresse"),
}

_CODES: dict[str, type[TextChoices]] = {
    "type": ChallengeType,
    "territories": Territory,
    "audiences": Audience,
    "devices": Device,
    "access/blind": Access,
    "access/colour_blind": Access,
    "access/deaf": Access,
    "editorial/pedagogy": Pedagogy,
    "editorial/spoil_risk": SpoilRisk,
    "blank/input": BlankInput,
    "blank/format": BlankFormat,
    "blank/tolerances": Tolerance,
    "choice/side": Side,
    "medium/role": MediaRole,
}
_WORDS = {
    "embed/source": {"media": gettext_lazy("de fichiers"), "address": gettext_lazy("d'une adresse")},
    "blank/input": {"embed": gettext_lazy("par le simulateur")},
    "kind": {
        "source": gettext_lazy("texte d'origine"),
        "same": gettext_lazy("identique"),
        "translated": gettext_lazy("traduite"),
        "adapted": gettext_lazy("adaptée"),
    },
}  # fmt: skip


def label(name: str) -> str:
    """The label of a member; a member that nobody named yet keeps its own name."""
    return str(LABELS.get(name, name))


def shown(name: str, value: Any) -> Shown:
    """``value`` of the member ``name`` in words: a text, or the entries of a list."""
    if isinstance(value, list):
        return tuple(str(shown(name, entry)) for entry in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, dict):
        return _entry(name, value)
    if name in _WORDS and value in _WORDS[name]:
        return str(_WORDS[name][value])
    if name in _CODES and value in _CODES[name].values:
        return str(_CODES[name](value).label)
    if name == "timer":
        return _("%(n)s secondes") % {"n": value}
    if name == "medium/size":
        return filesizeformat(int(value))
    if name == "medium/sha256":
        return str(value)[:12]
    if name == "embed/height":
        return _("%(n)s pixels") % {"n": value}
    return str(value)


def _entry(name: str, value: dict[str, Any]) -> str:
    if name == "alignments" and {"framework", "competence", "relation"} <= set(value):
        relation = value["relation"]
        word = Relation(relation).label if relation in Relation.values else relation
        return f"{word} {value['framework']} {value['competence']}"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
