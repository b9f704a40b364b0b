"""The runner's source of releases that reads this database's own storage."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, cast

from django.core.files.storage import default_storage

from content.models import MediaFile, StoredObject
from localisation.languages import SOURCE, localised
from runner.releases import BankInfo, ReleaseError

from .enums import Scope
from .models import Bank, Manifest


class StoredReleaseSource:
    """A ``runner.releases.ReleaseSource`` over the releases and objects of this database."""

    def banks(self) -> list[BankInfo]:
        """Every bank, with the number of its latest release."""
        return [
            BankInfo(
                slug=bank.slug,
                title=str(bank),
                description=getattr(bank, localised("description", SOURCE)) or "",
                public=bank.public,
                latest=bank.latest.release.number if hasattr(bank, "latest") else None,
            )
            for bank in Bank.objects.select_related("latest__release")
        ]

    def manifest_hash(self, bank: str, number: int) -> str:
        """The engine manifest's sha256. Raises ``ReleaseError`` for an unknown release."""
        return self._manifest(bank, number).sha256

    def manifest(self, bank: str, number: int) -> bytes:
        """The engine manifest's bytes. Raises ``ReleaseError`` for an unknown release."""
        return bytes(self._manifest(bank, number).body)

    def read(self, bank: str, hashes: Iterable[str]) -> Mapping[str, bytes]:
        """Bytes of the objects of ``hashes``."""
        wanted = list(dict.fromkeys(hashes))
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), 500):
            rows = StoredObject.objects.filter(sha256__in=wanted[start : start + 500])
            found.update({row.sha256: bytes(row.body) for row in rows})
        return found

    def media(self, bank: str, sha256: str) -> BinaryIO:
        """The file in the storage. Raises ``ReleaseError`` when there is none."""
        file = MediaFile.objects.filter(sha256=sha256).first()
        try:
            if file is not None:
                return cast(BinaryIO, default_storage.open(file.path))
        except FileNotFoundError:
            pass
        raise ReleaseError(f"Il manque un fichier dans « {bank} » : {sha256[:12]}…")

    def _manifest(self, bank: str, number: int) -> Manifest:
        found = (
            Manifest.objects.defer("body")
            .filter(release__bank__slug=bank, release__number=number, scope=Scope.ENGINE)
            .first()
        )
        if found is None:
            raise ReleaseError(f"La publication {number} de « {bank} » n'existe pas.")
        return found
