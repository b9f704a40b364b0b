"""Labels of documents in the language of the interface."""

from collections.abc import Mapping

from django.utils.translation import get_language


def label(texts: Mapping[str, str]) -> str:
    """The text of the active language, else of its main language, else French, else any."""
    active = (get_language() or "fr").lower()
    by_code = {locale.lower(): text for locale, text in texts.items()}
    for code in (active, active.partition("-")[0], "fr"):
        if code in by_code:
            return by_code[code]
    return next(iter(texts.values()), "")
