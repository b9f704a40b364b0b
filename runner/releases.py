"""Reading releases: where they come from, and that they are what their hashes say."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO, Protocol

from .documents import Document, join

#: A file of a challenge that is longer is not served: no release should hold one.
MAX_MEDIUM = 64 * 2**20


class ReleaseError(Exception):
    """A release cannot be had or is not what its hashes say; the message is French, for people."""


@dataclass(frozen=True)
class BankInfo:
    """A bank that a source offers: its slug and title, whether anybody may play it, its latest."""

    slug: str
    title: str
    description: str
    public: bool
    latest: int | None


class ReleaseSource(Protocol):
    """Where releases come from: a folder, an address or a storage.

    Manifests are of scope ``engine``. ``read`` answers exact bytes; the caller checks hashes.
    """

    def banks(self) -> list[BankInfo]:
        """The banks there are, those without a release included."""
        ...

    def manifest_hash(self, bank: str, number: int) -> str:
        """The manifest's sha256, cheaper than the manifest. Raises ``ReleaseError``."""
        ...

    def manifest(self, bank: str, number: int) -> bytes:
        """The manifest's bytes. Raises ``ReleaseError`` when there is no such release."""
        ...

    def read(self, bank: str, hashes: Iterable[str]) -> Mapping[str, bytes]:
        """The objects' bytes by hash; what is missing is left out."""
        ...

    def media(self, bank: str, sha256: str) -> BinaryIO:
        """A file of a challenge, opened; the caller closes it. ``ReleaseError`` without it.

        Asked only for what a document of one of the bank's releases names: the caller has seen it.
        """
        ...


@dataclass(frozen=True)
class Item:
    """A challenge that may be served: where it stands, and its hashes."""

    challenge: str
    version: int
    skill: str
    competence: str
    level: int
    sha256: str
    key_sha256: str


@dataclass
class Release:
    """One release, read through a source: frameworks, skills and items at once, bodies on demand.

    ``items`` holds what may be served (validated, not withdrawn), sorted by level, then id.
    """

    bank: str
    number: int
    manifest: Document
    manifest_hash: str
    source: ReleaseSource
    frameworks: dict[str, Document] = field(default_factory=dict)
    skills: dict[str, Document] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    @property
    def fallback(self) -> dict[str, str]:
        """Which locale stands in for which."""
        return dict(self.manifest["fallback"])

    @property
    def locales(self) -> list[str]:
        """The locales that the release offers, source first."""
        return list(self.manifest["locales"])

    @cached_property
    def _by_id(self) -> dict[str, Item]:
        return {item.challenge: item for item in self.items}

    def item(self, challenge: str) -> Item:
        """The item called ``challenge``. Raises ``KeyError`` when it is not served."""
        return self._by_id[challenge]

    def items_of(self, competence: str) -> list[Item]:
        """The items of a competence (its id), lowest level first."""
        return [item for item in self.items if item.competence == competence]

    def challenge(self, challenge: str) -> Document:
        """The joined document of an item; its hashes are checked. Raises ``ReleaseError``."""
        item = self.item(challenge)
        body, key = read_objects(self.source, self.bank, [item.sha256, item.key_sha256])
        return join(body, key)


def load_release(source: ReleaseSource, bank: str, number: int) -> Release:
    """Read the release's manifest, frameworks, skills and item list. Raises ``ReleaseError``."""
    data = source.manifest(bank, number)
    manifest: Document = json.loads(data)
    entries = [entry for entry in manifest["entries"] if "withdrawn" not in entry]
    release = Release(bank, number, manifest, hashlib.sha256(data).hexdigest(), source)
    for kind, target in (("framework", release.frameworks), ("skill", release.skills)):
        wanted = [entry for entry in entries if entry["kind"] == kind]
        documents = read_objects(source, bank, [entry["sha256"] for entry in wanted])
        target.update({entry["id"]: doc for entry, doc in zip(wanted, documents, strict=True)})
    challenges = [
        entry
        for entry in entries
        if entry["kind"] == "challenge" and entry["status"] == "validated"
    ]
    bodies = read_objects(source, bank, [entry["sha256"] for entry in challenges])
    for entry, body in zip(challenges, bodies, strict=True):
        skill = release.skills.get(body["skill"])
        if skill is None:
            raise ReleaseError(
                f"La publication {number} de « {bank} » nomme un acquis absent : {body['skill']}."
            )
        release.items.append(
            Item(
                entry["id"], entry["version"], body["skill"], skill["competence"], skill["level"],
                entry["sha256"], entry["key"]["sha256"],
            )
        )  # fmt: skip
    release.items.sort(key=lambda item: (item.level, item.challenge))
    return release


def read_objects(source: ReleaseSource, bank: str, hashes: list[str]) -> list[Document]:
    """The documents of ``hashes``, in order. Raises ``ReleaseError`` for one missing or altered."""
    found = source.read(bank, hashes)
    documents = []
    for sha256 in hashes:
        data = found.get(sha256)
        if data is None:
            raise ReleaseError(f"Il manque un objet dans « {bank} » : {sha256[:12]}…")
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ReleaseError(
                f"Un objet de « {bank} » ne correspond pas à son empreinte : {sha256[:12]}…"
            )
        documents.append(json.loads(data))
    return documents


def read_medium(source: ReleaseSource, bank: str, sha256: str) -> bytes:
    """The bytes of a file. Raises ``ReleaseError`` when it is missing, altered or over long."""
    with source.media(bank, sha256) as opened:
        data = opened.read(MAX_MEDIUM + 1)
    if len(data) > MAX_MEDIUM:
        raise ReleaseError(f"Un fichier de « {bank} » est trop grand : {sha256[:12]}…")
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ReleaseError(
            f"Un fichier de « {bank} » ne correspond pas à son empreinte : {sha256[:12]}…"
        )
    return data


def competence_tree(release: Release) -> list[dict[str, Any]]:
    """Frameworks that have items, their areas and competences with the number of items of each.

    ``[{"framework": doc, "areas": [{"area": …, "competences": [{"competence": …, "items": n}]}]}]``
    """
    count: dict[str, int] = {}
    for item in release.items:
        count[item.competence] = count.get(item.competence, 0) + 1
    return [
        {
            "framework": framework,
            "areas": [
                {
                    "area": area,
                    "competences": [
                        {"competence": competence, "items": count.get(competence["id"], 0)}
                        for competence in area["competences"]
                    ],
                }
                for area in framework["areas"]
            ],
        }
        # Frameworks that only give alignments their meaning have nothing to play.
        for framework in release.frameworks.values()
        if any(c["id"] in count for area in framework["areas"] for c in area["competences"])
    ]
