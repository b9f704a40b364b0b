"""What the Markdown dialect does not let through, in words for who writes: for every kind of text."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from runner import markdown
from schemas import Problem


def markdown_problems(
    kind: str, where: str, text: str | None, blanks: bool = False
) -> Iterator[Problem]:
    """What the dialect refuses in ``text``, the value at ``where`` of a document of ``kind``."""
    sentences = {
        "raw-html": _(
            "« %(what)s » est du HTML, qui n'est pas permis : retirez-le, ou mettez-le entre "
            "accents graves (`…`) s'il fait partie du texte."
        ),
        "link": _("L'adresse « %(what)s » n'est pas permise : un lien commence par https://, http:// ou mailto:."),
        "heading": _("« %(what)s » est un titre trop haut : commencez-le par ### au moins."),
        "too-long": _("Ce texte est trop long (%(what)s caractères) : raccourcissez-le."),
        "too-many-brackets": _("Ce texte a trop de crochets « [ » (%(what)s) : retirez-en."),
        "image": _(
            "L'image « %(what)s » ne peut pas être mise ainsi dans le texte : ajoutez-la aux "
            "fichiers, puis écrivez ![](media:clé)."
        ),
    }  # fmt: skip
    found = markdown.render(text, blanks).findings if text else ()
    for code in dict.fromkeys(finding.code for finding in found):
        what = ", ".join(dict.fromkeys(f.excerpt for f in found if f.code == code))
        yield Problem(code, where, sentences[code] % {"what": what}, kind)
