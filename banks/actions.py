"""Publishing a bank, and making tokens: one transaction each."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from content.canonical import canonical_bytes, sha256_hex
from schemas import validate

from .enums import MANIFEST_SCOPES, Scope
from .gate import Finding, findings
from .manifests import Entry, engine_entries, locales_of, manifest, media_of, read_entries
from .models import AccessToken, Bank, LatestPointer, Manifest, Release, ReleaseEntry
from .selection import Selection, select

#: A token that outlives its platform is a danger: ten years at most.
MAX_TOKEN_DAYS = 3650
TOKEN_PREFIX = "atelier_"  # noqa: S105 - a prefix, not a secret


class PublicationRefused(Exception):
    """The gate refuses a release; ``findings`` says why. Nothing was written."""

    def __init__(self, blocking: list[Finding]) -> None:
        self.findings = blocking
        super().__init__(
            " ".join(f"{f.about} : {f.message}" if f.about else f.message for f in blocking)
        )


class PublishedMeanwhile(Exception):
    """Another release was made since the one that the caller has seen; ``number`` is the latest."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"release {number} was made meanwhile")


@transaction.atomic
def publish_bank(
    bank: Bank, author: Any = None, note: str = "", after: int | None = None
) -> Release:
    """Make the next release of ``bank`` and point ``latest`` at it.

    Two at once are done one after the other; with ``after`` (the number of the release that the
    caller has seen, 0 for none) the second is refused. Raises ``PublishedMeanwhile`` or
    ``PublicationRefused``, and then nothing has changed.
    """
    bank = Bank.objects.select_for_update().get(pk=bank.pk)
    before = bank.releases.order_by("-number").first()
    number = before.number if before else 0
    if after is not None and after != number:
        raise PublishedMeanwhile(number)
    selection = select(bank)
    blocking = [finding for finding in findings(bank, selection) if finding.blocking]
    if blocking:
        raise PublicationRefused(blocking)
    release = Release.objects.create(
        bank=bank,
        number=number + 1,
        created_at=timezone.now().replace(microsecond=0),
        author=author if getattr(author, "pk", None) else None,
        note=note.strip(),
    )
    _write_manifests(release, before, selection)
    _move_latest(bank, release)
    log(bank, "banks.publish", user=release.author, data={"number": release.number})
    return release


def may_be_deleted(bank: Bank) -> bool:
    """A bank can be deleted until its first release."""
    return not bank.releases.exists()


def create_token(
    name: str, scope: Scope, banks: list[Bank], days: int = 365, user: Any = None
) -> tuple[AccessToken, str]:
    """A new token and its secret, which is shown once and never stored. ``days`` until it expires.

    Raises ``ValueError`` for a scope that is none, no bank, or days out of range.
    """
    if not banks or not 1 <= days <= MAX_TOKEN_DAYS:
        raise ValueError(f"a token needs at least one bank, and 1 to {MAX_TOKEN_DAYS} days")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = AccessToken.objects.create(
            name=name,
            digest=token_digest(secret),
            scope=Scope(scope),
            expires_at=timezone.now() + timedelta(days=days),
        )
        token.banks.set(banks)
        named = {"name": ", ".join(bank.slug for bank in banks), "to": str(token.scope)}
        log(token, "banks.create_token", user=user, data=named)
    return token, secret


@transaction.atomic
def revoke_token(token: AccessToken, user: Any = None) -> None:
    """From now on ``token`` reads nothing; revoking again keeps the first time."""
    usable = AccessToken.objects.filter(pk=token.pk, revoked_at=None)
    if usable.update(revoked_at=timezone.now()):
        log(token, "banks.revoke_token", user=user)


def token_digest(secret: str) -> str:
    """What is stored of a token: a sha256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _write_manifests(release: Release, before: Release | None, selection: Selection) -> None:
    old = {m.scope: m for m in before.manifests.all()} if before else {}
    previous_entries = read_entries(bytes(old[Scope.ENGINE].body)) if old else []
    entries = engine_entries(selection, previous_entries)
    locales, media = locales_of(selection), media_of(selection)
    for scope in MANIFEST_SCOPES:
        previous = (before.number, old[scope].sha256) if before and scope in old else None
        document = manifest(release, scope, entries, locales, previous, media)
        problems = validate(document, "release")
        if problems:
            raise PublicationRefused([Finding("", problem.message) for problem in problems])
        data = canonical_bytes(document)
        Manifest.objects.create(
            release=release, scope=scope, sha256=sha256_hex(data), body=data, size=len(data)
        )
    _index_entries(release, entries)


def _index_entries(release: Release, entries: list[Entry]) -> None:
    rows = {entry["sha256"]: Scope.PLAYER for entry in entries}
    for entry in entries:
        if "key" in entry:
            rows[entry["key"]["sha256"]] = Scope.ENGINE
    ReleaseEntry.objects.bulk_create(
        [ReleaseEntry(release=release, sha256=sha, scope=scope) for sha, scope in rows.items()],
        batch_size=1000,
    )


def _move_latest(bank: Bank, release: Release) -> None:
    pointer = LatestPointer.objects.filter(bank=bank).first()
    sequence = pointer.sequence + 1 if pointer else 1
    LatestPointer.objects.update_or_create(
        bank=bank,
        defaults={"release": release, "sequence": sequence, "moved_at": release.created_at},
    )
