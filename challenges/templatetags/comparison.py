"""How pages mark what differs: in colour, in a line through or under, and in words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..comparing import Piece, PieceKind

register = template.Library()


@register.filter
def marked(piece: Piece) -> SafeString:
    """The HTML of one piece of a comparison; screen readers hear what most of them do not say."""
    if piece.kind == PieceKind.SAME:
        return format_html("{}", piece.text)
    if piece.kind == PieceKind.REMOVED:
        tag, word = "del", _("retiré :")
    else:
        tag, word = "ins", _("ajouté :")
    return format_html(
        '<{tag}><span class="w-sr-only">[{word} </span>{text}<span class="w-sr-only">]</span></{tag}>',
        tag=tag, word=word, text=piece.text,
    )  # fmt: skip
