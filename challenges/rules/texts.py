"""Rules of Markdown: what the dialect does not let through is said, never dropped in silence."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.media.roles import MediaRole
from content.minting import Document
from runner import markdown
from schemas import Problem

from .common import BODY, KEY
from .media import unknown_pictures

_FIELDS = ("instruction", "alternative", "template", "display", "explanation")


def text_problems(body: Document, key: Document) -> Iterator[Problem]:
    """What the dialect refuses in the texts of both documents."""
    for kind, document in ((BODY, body), (KEY, key)):
        for locale, texts in document["locales"].items():
            for name in _FIELDS:
                yield from _findings(
                    kind, f"/locales/{locale}/{name}", texts.get(name), name == "template"
                )
            for choice_id, text in texts.get("choices", {}).items():
                yield from _findings(kind, f"/locales/{locale}/choices/{choice_id}", text)
    pictures = {m["id"] for m in body["media"] if m["role"] == MediaRole.ILLUSTRATION}
    for locale, texts in key["locales"].items():
        for name in ("display", "explanation"):
            where = f"/locales/{locale}/{name}"
            yield from unknown_pictures(texts.get(name), where, pictures, KEY)


def _findings(kind: str, where: str, text: str | None, blanks: bool = False) -> Iterator[Problem]:
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
            "fichiers de l'épreuve, puis écrivez ![](media:clé)."
        ),
    }  # fmt: skip
    found = markdown.render(text, blanks).findings if text else ()
    for code in dict.fromkeys(finding.code for finding in found):
        what = ", ".join(dict.fromkeys(f.excerpt for f in found if f.code == code))
        yield Problem(code, where, sentences[code] % {"what": what}, kind)
