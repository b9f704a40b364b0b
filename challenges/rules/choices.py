"""Rules of what is chosen, ordered or matched."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.minting import Document
from schemas import Problem

from ..enums import CHOICE_TYPES, CHOOSING_TYPES, ChallengeType
from .common import BODY, KEY, shown, sources

#: A learner cannot hold more than this in mind at once; more is advice, not refused.
MANY = 8


def choice_problems(body: Document, key: Document) -> Iterator[Problem]:
    """Problems of the choices of a choice, ordering or matching challenge."""
    if body["type"] not in CHOOSING_TYPES:
        return
    if body["type"] in CHOICE_TYPES:
        yield from _number(body, _("Il faut au moins deux propositions."))
        yield from _right(body, key)
    elif body["type"] == ChallengeType.ORDERING:
        yield from _number(body, _("Il faut au moins deux éléments à mettre en ordre."))
        yield from _order(body, key)
    else:
        yield from _matching(body, key)
    if len(body["choices"]) > MANY:
        yield Problem(
            "many-choices",
            "/choices",
            _(
                "%(count)s éléments, c'est beaucoup à garder en tête : au-delà de %(many)s, "
                "pensez à en retirer."
            )
            % {"count": len(body["choices"]), "many": MANY},
            BODY,
            blocking=False,
        )
    yield from _texts(body)


def _number(body: Document, sentence: str) -> Iterator[Problem]:
    if len(body["choices"]) < 2:
        yield Problem("too-few-choices", "/choices", sentence, BODY)


def _right(body: Document, key: Document) -> Iterator[Problem]:
    right = len(key["choices"])
    if unknown := set(key["choices"]) - {choice["id"] for choice in body["choices"]}:
        yield Problem(
            "unknown-right-choice",
            "/choices",
            _("La réponse désigne une proposition qui n'existe pas : %(ids)s.")
            % {"ids": ", ".join(sorted(unknown))},
            KEY,
        )
    if right == 0:
        yield Problem(
            "no-right-choice",
            "/choices",
            _("Aucune proposition n'est juste : cochez « juste » pour la bonne."),
            KEY,
        )
    elif body["type"] == "single_choice" and right > 1:
        yield Problem(
            "several-right-choices",
            "/choices",
            _(
                "%(count)s propositions sont justes : un choix unique n'en a qu'une. "
                "Décochez les autres ou prenez le type « choix multiple »."
            )
            % {"count": right},
            KEY,
        )
    elif body["type"] == "multiple_choice" and right == len(body["choices"]) > 1:
        yield Problem(
            "all-right",
            "/choices",
            _("Toutes les propositions sont justes : ajoutez-en au moins une fausse."),
            KEY,
            blocking=False,
        )


def _order(body: Document, key: Document) -> Iterator[Problem]:
    ids = [choice["id"] for choice in body["choices"]]
    if sorted(key["order"]) != sorted(ids):
        yield Problem(
            "order-and-choices-differ",
            "/order",
            _("L'ordre juste ne reprend pas exactement les éléments : enregistrez à nouveau."),
            KEY,
        )
    elif len(ids) > 1 and key["order"] == ids:
        yield Problem(
            "order-told",
            "/order",
            _("L'ordre des identifiants dirait la réponse : enregistrez à nouveau."),
            KEY,
        )


def _matching(body: Document, key: Document) -> Iterator[Problem]:
    sides = {choice["id"]: choice.get("side") for choice in body["choices"]}
    left = [name for name, side in sides.items() if side == "source"]
    right = [name for name, side in sides.items() if side == "target"]
    for name, side in sides.items():
        if side is None:
            yield Problem(
                "side-missing",
                f"/choices/{name}/side",
                _("Choisissez de quel côté va cet élément : à gauche ou à droite."),
                BODY,
            )
    if len(left) < 2 or len(right) < 2:
        yield Problem(
            "too-few-choices",
            "/choices",
            _("Il faut au moins deux éléments à gauche et deux à droite."),
            BODY,
        )
    paired = Counter(source for source, _target in key["pairs"])
    for name in left:
        if not paired[name]:
            yield Problem(
                "unpaired",
                f"/pairs/{name}",
                _("Cet élément n'a pas de correspondant : donnez-lui la paire d'un élément de droite."),
                KEY,
            )  # fmt: skip
        elif paired[name] > 1:
            yield Problem(
                "paired-twice",
                f"/pairs/{name}",
                _("Cet élément a plusieurs correspondants : un seul élément de droite par paire."),
                KEY,
            )
    for source, target in key["pairs"]:
        if sides.get(source) != "source" or sides.get(target) != "target":
            yield Problem(
                "not-a-pair",
                f"/pairs/{source}",
                _("Une paire va d'un élément de gauche à un élément de droite : corrigez-la."),
                KEY,
            )


def _texts(body: Document) -> Iterator[Problem]:
    sides = {choice["id"]: choice.get("side") for choice in body["choices"]}
    for locale, texts in sources(body):
        if set(texts.get("choices", {})) != set(sides):
            yield Problem(
                "choices-and-texts-differ",
                f"/locales/{locale}/choices",
                _("Les propositions et leurs textes ne correspondent pas : enregistrez à nouveau."),
                BODY,
            )
    for locale, texts in body["locales"].items():
        yield from text_list_problems(
            texts.get("choices", {}),
            f"/locales/{locale}/choices",
            sides,
        )


def text_list_problems(
    texts: dict[str, str], where: str, sides: dict[str, str | None]
) -> Iterator[Problem]:
    """Texts of a list to choose from: none empty, no two that read alike on the same side."""
    seen: set[tuple[str | None, str]] = set()
    for name, text in texts.items():
        says = shown(text)
        if not says and "](media:" not in text:
            yield Problem(
                "choice-empty",
                f"{where}/{name}",
                _("Cette proposition est vide : écrivez-la ou retirez-la."),
                BODY,
            )
        elif says and (sides.get(name), says) in seen:
            yield Problem(
                "equal-choices",
                f"{where}/{name}",
                _("Cette proposition dit la même chose qu'une autre : changez l'une des deux."),
                BODY,
            )
        seen.add((sides.get(name), says))
