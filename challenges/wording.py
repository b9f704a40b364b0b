"""What the author's form calls things, by type: a choice of an ordering is an element to place."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from localisation.languages import SOURCE, localised

from .enums import ChallengeType


def choice_words() -> dict[str, dict[str, str]]:
    """For each type with choices: the heading of its rows, the name of one, the buttons, help."""
    proposals = {
        "heading": _("Propositions"),
        "row": _("Proposition"),
        "add": _("Ajouter une proposition"),
    }
    return {
        ChallengeType.SINGLE_CHOICE: {
            **proposals,
            "help": _("Cochez « juste » pour la bonne : il n'y en a qu'une."),
        },
        ChallengeType.MULTIPLE_CHOICE: {
            **proposals,
            "help": _("Cochez « juste » pour toutes celles qui le sont."),
        },
        ChallengeType.ORDERING: {
            "heading": _("Éléments, dans le bon ordre"),
            "row": _("Élément"),
            "add": _("Ajouter un élément"),
            "help": _("Rangez-les dans le bon ordre : la personne les verra mélangés."),
        },
        ChallengeType.MATCHING: {
            "heading": _("Éléments à relier"),
            "row": _("Élément"),
            "add": _("Ajouter un élément"),
            "add_pair": _("Ajouter une paire"),
            "help": _(
                "Un élément de gauche va avec l'élément de droite du même numéro de paire. Plusieurs "
                "éléments de gauche peuvent partager une paire ; à droite, un élément sans "
                "correspondant est un piège."
            ),
        },
        ChallengeType.CLOZE: {
            "heading": _("Options des menus"),
            "row": _("Option"),
            "add": _("Ajouter une option"),
            "help": _("Chaque option appartient à un trou qui se remplit dans un menu."),
        },
    }


def blank_words() -> dict[str, dict[str, str]]:
    """For each type with blanks: the heading of its rows, the name of one, the button's words."""
    blanks = {"heading": _("Trous"), "row": _("Trou"), "add": _("Ajouter un trou")}
    return {
        ChallengeType.SHORT_ANSWER: {
            "heading": _("La réponse"),
            "row": _("Réponse"),
            "add": _("Ajouter la réponse"),
        },
        ChallengeType.CLOZE: blanks,
        ChallengeType.CLOZE_POOL: blanks,
        ChallengeType.EMBED: {
            "heading": _("Ce que le simulateur doit répondre"),
            "row": _("Réponse"),
            "add": _("Ajouter la réponse"),
        },
    }


def row_name(relation: str, challenge_type: str | None, number: int) -> str:
    """What the form calls the row at ``number`` (from 1) of ``relation``, "" for another relation."""
    names = {
        "choices": choice_words().get(str(challenge_type), {}).get("row"),
        "blanks": blank_words().get(str(challenge_type), {}).get("row"),
        "groups": _("Groupe"),
        "media": _("Fichier"),
        "links": _("Lien"),
        "alignments": _("Alignement"),
    }
    name = names.get(relation)
    return f"{name} {number}" if name else ""


def field_name(name: str, label: object) -> str:
    """What the form calls the field ``name``, whose model calls it ``label``."""
    if name == localised("text", SOURCE):
        return _("Texte")
    return capfirst(str(label or name).removesuffix(f" [{SOURCE}]"))


def editor_words() -> dict[str, Any]:
    """All that the form's scripts say."""
    return {
        "choices": choice_words(),
        "blanks": blank_words(),
        "file": _("Fichier"),
        "no_menu": _("— choisissez un trou —"),
        "missing_key": _("%s (n'existe plus)"),
        "add_option": _("Ajouter une option à %s"),
        "menu_options": _("Options de %s"),
        "menu_without": _("Options sans menu"),
        "create_blank": _("Créer le trou %s"),
        "insert_blank": _("L'insérer dans le texte"),
        "not_shown": _("Le texte à compléter ne montre pas encore %s."),
        "without_row": _("Le texte montre %s, mais ce trou n'existe pas."),
        "removed": _("Le trou %s est retiré, mais le texte le montre encore."),
        "remove_from_text": _("Retirer %s du texte"),
        "renamed": _("Le texte à compléter dit maintenant %s."),
        "advice": _("Conseil"),
        "blocking": _("À corriger"),
        "to_mend_none": _("Rien n'empêche de soumettre cette épreuve."),
        "to_mend_one": _("1 point à corriger avant de soumettre"),
        "to_mend_many": _("%s points à corriger avant de soumettre"),
        "advice_one": _("1 conseil"),
        "advice_many": _("%s conseils"),
        "whole": _("L'épreuve"),
        "checking": _("Contrôle en cours…"),
        "not_checked": _(
            "Le contrôle n'a pas pu se faire : la connexion manque peut-être. Il reprendra à la "
            "prochaine frappe ; votre texte est dans la page."
        ),
        "signed_out": _(
            "Votre session a expiré : rien ne peut être enregistré pour l'instant. Votre texte est "
            "toujours dans cette page, ne la fermez pas."
        ),
        "sign_in": _("Me connecter dans un autre onglet"),
        "sign_in_then": _("Ensuite, revenez ici : l'enregistrement reprend tout seul."),
        "signed_in_again": _("Vous êtes de nouveau connecté : l'enregistrement reprend."),
        "newer": _(
            "Une autre personne, ou vous dans un autre onglet, a enregistré cette épreuve entre-temps. "
            "L'enregistrement automatique s'est arrêté pour ne rien écraser. Cliquez sur « Enregistrer » : "
            "l'autre version vous sera montrée à côté de la vôtre avant tout."
        ),
    }
