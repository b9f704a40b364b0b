"""A published bank of the sample questions: minted as they are, with the bytes of their files."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from banks.actions import publish_bank
from content.minting import Live, mint
from content.models import MediaFile
from referentiel.actions import mint_framework
from referentiel.lifecycle import activate_skill
from tests import factories
from tests import samples_questions as samples


def store_files():
    """The files of the samples, in the storage and its table."""
    for sha256, data in samples.FILES.items():
        file, _created = MediaFile.objects.get_or_create(
            sha256=sha256, defaults={"mime": "application/octet-stream", "size": len(data), "name": "x"}
        )  # fmt: skip
        if not default_storage.exists(file.path):
            default_storage.save(file.path, ContentFile(data))


def publish(*documents):
    """A public bank called «essai» whose competence 1.1 has ``documents``, one level each.

    Answers the competence. The documents are played in the order that they are given in.
    """
    store_files()
    skill = None
    with transaction.atomic():
        for level, document in enumerate(documents, 1):
            skill = factories.SkillFactory(level=level, **({"topic": skill.topic} if skill else {}))
            key = {**document.pop("key")}
            facets = {"framework": "crcn", "competence": "1.1", "skill": skill.public_id}
            mint(
                Live(
                    "challenge", document["id"], "validated",
                    {**document, "skill": skill.public_id}, key, facets,
                )
            )  # fmt: skip
            activate_skill(skill)
        mint_framework(skill.competence.framework)
    publish_bank(factories.BankFactory(framework=skill.competence.framework))
    return skill.competence
