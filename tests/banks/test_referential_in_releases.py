"""What changes in the referential reaches the next release, and only that one."""

import json

import pytest

from banks.actions import publish_bank
from banks.difference import difference
from banks.enums import Scope
from banks.gate import findings
from banks.selection import select
from content.minting import load
from content.models import StoredObject
from referentiel.actions import CreateEntity, EditEntity, change_status, mint_framework
from referentiel.alignments import align
from referentiel.models import Context
from tests import factories

pytestmark = pytest.mark.django_db


def entries(release):
    manifest = json.loads(bytes(release.manifests.get(scope=Scope.PLAYER).body))
    return {(entry["kind"], entry["id"]): entry for entry in manifest["entries"]}


def test_labels_alignments_and_contexts_arrive(skill):
    factories.validated_challenge(skill)
    bank = factories.BankFactory(framework=skill.competence.framework)
    first = publish_bank(bank)
    assert ("framework", "digcomp-3.0") not in entries(first)

    skill.topic.title_fr = "Formuler une bonne requête"
    EditEntity(skill.topic).execute(skip_permission_checks=True)
    other = factories.CompetenceFactory(area__framework__code="digcomp-3.0", code="1.1")
    mint_framework(other.framework)
    row = align(skill.competence, other, "isRelatedTo")
    context = Context(code="be.csam", title_fr="CSAM", scope="federal")
    CreateEntity(context).execute(skip_permission_checks=True)
    assert difference(bank, select(bank)).other >= 3

    found = entries(publish_bank(bank))
    kinds = {kind for kind, _ in found}
    assert {"framework", "skill", "alignment", "context", "challenge"} <= kinds
    assert ("framework", "digcomp-3.0") in found, "what an alignment names is there as well"
    crcn = load(StoredObject.objects.get(sha256=found[("framework", "crcn")]["sha256"]))
    topic = crcn["areas"][0]["competences"][0]["themes"][0]["topics"][0]
    assert topic["title"] == {"fr": "Formuler une bonne requête"}
    alignment = found[("alignment", row.alignment_set.public_id)]
    document = load(StoredObject.objects.get(sha256=alignment["sha256"]))
    assert document["alignments"][0]["target"] == other.public_id
    assert entries(first)[("framework", "crcn")] != found[("framework", "crcn")]


def test_a_bank_of_a_superseded_framework_is_told_so(skill):
    factories.validated_challenge(skill)
    framework = skill.competence.framework
    bank = factories.BankFactory(framework=framework)
    change_status(framework, "superseded")
    (finding,) = findings(bank, select(bank))
    assert "remplacé" in finding.message
    assert not finding.blocking
    assert publish_bank(bank).number == 1
