"""Reading a release through a source: what it holds, and that altered bytes are refused."""

import json

import pytest

from content.canonical import canonical_bytes, sha256_hex
from runner.releases import BankInfo, ReleaseError, competence_tree, load_release
from tests import samples


class MemorySource:
    """A source of one bank with one release, which tests may damage."""

    def __init__(self, **body):
        self.objects, entries = {}, []
        documents = [("framework", samples.FRAMEWORK), ("skill", samples.SKILL)]
        for kind, document in documents:
            entries.append(
                self._entry(kind, document, "adopted" if kind == "framework" else "active")
            )
        entry = self._entry("challenge", samples.body(**body), "validated")
        entry["key"] = {"sha256": self._store(samples.key()), "size": 1}
        withdrawn = {**entry, "id": "challengeOld", "withdrawn": "spoiled", "status": "archived"}
        entries += [entry, withdrawn]
        self.document = {**samples.release(), "entries": entries}

    def _store(self, document):
        data = canonical_bytes(document)
        self.objects[sha256_hex(data)] = data
        return sha256_hex(data)

    def _entry(self, kind, document, status):
        return {
            "kind": kind,
            "id": document["id"],
            "version": document["version"],
            "status": status,
            "sha256": self._store(document),
            "size": 1,
        }

    def banks(self):
        return [BankInfo("socle-fwb", "Socle", "", True, 12)]

    def manifest(self, bank, number):
        return json.dumps(self.document).encode()

    def manifest_hash(self, bank, number):
        return sha256_hex(self.manifest(bank, number))

    def read(self, bank, hashes):
        return {sha: self.objects[sha] for sha in hashes if sha in self.objects}


def test_a_release_knows_its_items_and_where_they_stand():
    release = load_release(MemorySource(), "socle-fwb", 12)
    (item,) = release.items
    assert (item.challenge, item.level, item.competence) == ("challengeAb3", 2, "competenceC1")
    assert release.items_of("competenceC1") == [item]
    assert release.challenge("challengeAb3")["key"]["choices"] == ["cA9"]
    assert release.locales == ["fr", "fr-BE"]
    assert release.fallback == {"fr-BE": "fr"}


def test_the_tree_counts_items():
    (framework,) = competence_tree(load_release(MemorySource(), "socle-fwb", 12))
    assert framework["areas"][0]["competences"][0]["items"] == 1


def test_what_is_withdrawn_is_not_served():
    release = load_release(MemorySource(), "socle-fwb", 12)
    with pytest.raises(KeyError):
        release.item("challengeOld")


def test_an_altered_object_is_refused():
    source = MemorySource()
    release = load_release(source, "socle-fwb", 12)
    source.objects[release.items[0].key_sha256] += b" "
    with pytest.raises(ReleaseError, match="empreinte"):
        release.challenge("challengeAb3")


def test_a_missing_object_is_refused():
    source = MemorySource()
    source.objects.clear()
    with pytest.raises(ReleaseError, match="manque"):
        load_release(source, "socle-fwb", 12)


def test_a_challenge_without_its_skill_is_refused():
    with pytest.raises(ReleaseError, match="acquis"):
        load_release(MemorySource(skill="skillGone"), "socle-fwb", 12)
