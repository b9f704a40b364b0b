"""The source of releases that the settings choose, and the releases kept in memory."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from .releases import BankInfo, Release, ReleaseError, ReleaseSource, load_release


def get_source() -> ReleaseSource:
    """A source made of ``settings.RUNNER_RELEASE_SOURCE``."""
    source: ReleaseSource = import_string(settings.RUNNER_RELEASE_SOURCE)()
    return source


def get_bank(slug: str) -> BankInfo:
    """The bank called ``slug``. Raises ``ReleaseError`` when the source has none."""
    for bank in get_source().banks():
        if bank.slug == slug:
            return bank
    raise ReleaseError(f"Il n'y a pas de banque « {slug} ».")


def get_release(bank: str, number: int) -> Release:
    """A release of ``bank``, kept in memory under its manifest's hash. Raises ``ReleaseError``."""
    return _cached(bank, number, get_source().manifest_hash(bank, number))


@lru_cache(maxsize=8)
def _cached(bank: str, number: int, manifest_hash: str) -> Release:
    release = load_release(get_source(), bank, number)
    if release.manifest_hash != manifest_hash:
        raise ReleaseError(
            f"Le manifeste {number} de « {bank} » ne correspond pas à son empreinte."
        )
    return release
