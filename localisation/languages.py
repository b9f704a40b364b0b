"""Languages under their three names: Django code, column suffix, BCP 47 locale."""

from django.conf import settings
from django.utils.translation import get_language

SOURCE = "fr"


def codes() -> list[str]:
    """Django's codes, source first: fr, fr-be, nl, en, de."""
    return [code for code, _ in settings.LANGUAGES]


def locale_of(code: str) -> str:
    """The BCP 47 locale of a Django code: ``fr-be`` → ``fr-BE``."""
    language, _, region = code.partition("-")
    return f"{language}-{region.upper()}" if region else language


def code_of(locale: str) -> str:
    """The Django code of a BCP 47 locale: ``fr-BE`` → ``fr-be``."""
    return locale.lower()


def suffix_of(code: str) -> str:
    """The column suffix of a Django code: ``fr-be`` → ``fr_be``."""
    return code.replace("-", "_")


def localised(field: str, code: str) -> str:
    """The column of ``field`` in a language: ``title``, ``fr-be`` → ``title_fr_be``."""
    return f"{field}_{suffix_of(code)}"


def shown_locale(instance: object, field: str) -> str:
    """The locale that ``field`` is read in now: the active language's own text, else the source's."""
    code = get_language() or SOURCE
    own = getattr(instance, localised(field, code), None) if code in codes() else None
    return locale_of(code if own else SOURCE)


def labels(instance: object, field: str) -> dict[str, str]:
    """The texts that ``instance`` has in ``field``'s own columns, by locale; no fallback."""
    found = {}
    for code in codes():
        text = getattr(instance, localised(field, code), None)
        if text and text.strip():
            found[locale_of(code)] = text
    return found


def set_labels(instance: object, field: str, texts: dict[str, str]) -> None:
    """Write ``texts`` (by locale) into the columns of ``field``; the others become empty."""
    for code in codes():
        setattr(instance, localised(field, code), texts.get(locale_of(code)) or "")
