"""The Markdown field: a text area with a toolbar of ours (markdown.js); plain without script."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import AdminAutoHeightTextInput

from .words import ScriptWords

#: What an author may need in a statement; each name is a button of markdown.js.
BLOCK_TOOLS = ("bold", "italic", "link", "list", "numbers", "table", "code", "image", "help")
#: What fits into a choice.
INLINE_TOOLS = ("bold", "italic", "link", "code", "image")


class MarkdownTextarea(AdminAutoHeightTextInput):
    """A text area for the one Markdown dialect.

    ``tools`` are the buttons, in their order; ``compact`` shows them only while the field is used,
    for rows that stand close together. A script may offer more through
    ``window.atelierMarkdown`` (see markdown.js): which pictures there are, how a blank is made.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        tools: Iterable[str] = BLOCK_TOOLS,
        compact: bool = False,
    ) -> None:
        own = {
            "data-markdown": " ".join(tools),
            **({"data-markdown-compact": ""} if compact else {}),
        }
        super().__init__(attrs={**own, **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        """The toolbar's script, words and styles."""
        # Django takes an asset with __html__ as well, which its types do not know.
        words: list[Any] = [ScriptWords("markdown-words", markdown_words)]
        return forms.Media(
            js=[*words, versioned_static("content/markdown.js")],
            css={"all": [versioned_static("content/markdown.css")]},
        )


def markdown_words() -> dict[str, str]:
    """What the toolbar says."""
    return {
        "toolbar": _("Mise en forme"),
        "bold": _("Gras (Ctrl+B)"),
        "italic": _("Italique (Ctrl+I)"),
        "link": _("Lien (Ctrl+K)"),
        "list": _("Liste à puces"),
        "numbers": _("Liste numérotée"),
        "table": _("Tableau"),
        "code": _("Code, commande ou adresse à taper"),
        "image": _("Image de l'épreuve"),
        "blank": _("Trou à compléter"),
        "help": _("Aide : comment mettre en forme"),
        "bold_example": _("texte en gras"),
        "italic_example": _("texte en italique"),
        "code_example": _("code"),
        "list_example": _("premier élément"),
        "table_head": _("Titre 1 | Titre 2"),
        "table_row": _("case | case"),
        "link_text": _("Texte du lien"),
        "link_address": _("Adresse"),
        "link_bad": _("Écrivez une adresse entière, par exemple https://www.exemple.be/page."),
        "insert": _("Insérer"),
        "cancel": _("Annuler"),
        "choose_image": _("Quelle image ?"),
        "no_image": _(
            "Il n'y a pas encore d'image. Ajoutez-la dans « Images et fichiers », puis revenez ici."
        ),
        "add_image": _("Ajouter une image"),
        "help_title": _("Ce que vous pouvez écrire"),
        "help_bold": _("**gras** et *italique*"),
        "help_list": _("- un élément par ligne fait une liste ; 1. une liste numérotée"),
        "help_link": _("[texte](https://www.exemple.be) fait un lien"),
        "help_code": _("`texte` s'affiche tel quel : une commande, une adresse, une balise"),
        "help_title_3": _("### au début d'une ligne fait un titre"),
        "help_image": _("![](media:m1) montre l'image m1 à cet endroit"),
        "help_blank": _("${v} est l'endroit où la personne répond"),
        "help_paragraph": _("Une ligne vide sépare deux paragraphes. Le HTML n'est pas permis."),
        "close": _("Fermer"),
    }
