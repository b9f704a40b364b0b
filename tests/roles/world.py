"""Rows that every address can be tried on, written by somebody who plays no part in the tests."""

import json
import zlib

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Task, Workflow

from banks.actions import publish_bank
from challenges.lifecycle import propose
from challenges.models import SavedFilter
from cms.roles import DESIGNERS, sync_roles
from content.models import PeerReview
from content.review.actions import submit
from referentiel.actions import mint_framework
from referentiel.alignments import align
from referentiel.exchange import write
from referentiel.importing import plan_of
from referentiel.models import (
    Alignment,
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    PendingImport,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from tests import factories, samples_media


class World:
    """The rows; ``user`` is who tries (None: anonymous)."""

    def __init__(self, user):
        self.user = user
        sync_roles()
        self.author = factories.UserFactory(username="auteur")
        self.author.groups.add(Group.objects.get(name=DESIGNERS))
        self.other = factories.UserFactory(username="collègue", last_name="Lègue", first_name="Col")
        self.chief = factories.UserFactory(username="chief", is_superuser=True)
        self._referential()
        self._challenges()
        self.bank = factories.BankFactory(framework=self.framework)
        publish_bank(self.bank)
        self.empty_bank = factories.BankFactory(
            slug="vide", title_fr="Vide", framework=self.framework
        )
        self.shared_filter = SavedFilter.objects.create(
            owner=self.author, name="À moi", query="status=proposed", shared=True
        )
        self.group = Group.objects.create(name="Invités")
        self.workflow = Workflow.objects.get(name="Relecture")
        self.disabled_workflow = Workflow.objects.create(name="Ancien", active=False)
        self.disabled_task = PeerReview.objects.create(name="Ancienne", active=False)
        self.task = Task.objects.get(name="Contrôle automatique")

    def _referential(self):
        self.skill = factories.SkillFactory()
        self.topic, self.theme = self.skill.topic, self.skill.topic.theme
        self.competence = self.skill.competence
        self.area, self.framework = self.competence.area, self.competence.framework
        self.level = self.framework.levels.get()
        mint_framework(self.framework)
        self.context = factories.ContextFactory()
        elsewhere = factories.FrameworkFactory(code="digcomp-2.2", title_fr="DigComp")
        self.elsewhere = factories.CompetenceFactory(area__framework=elsewhere, code="2.4")
        self.aligned = align(self.competence, self.elsewhere, "exactMatchOf")
        # What nothing uses, hence what may be deleted.
        self.spare = {
            Framework: factories.FrameworkFactory(code="libre", title_fr="Libre", status="draft"),
            LevelGroup: LevelGroup.objects.create(
                framework=self.framework, code="novice", title_fr="Novice"
            ),
            ProficiencyLevel: ProficiencyLevel.objects.create(
                framework=self.framework, level=8, title_fr="Niveau 8"
            ),
            Area: factories.AreaFactory(code="9", title_fr="Neuf"),
            Competence: factories.CompetenceFactory(area=self.area, code="1.9"),
            Theme: factories.ThemeFactory(competence=self.competence, title_fr="Autre"),
            Topic: factories.TopicFactory(theme=self.theme, name="filtre"),
            Skill: factories.SkillFactory(topic=self.topic, level=7),
            Context: factories.ContextFactory(code="be.autre", title_fr="Autre"),
            Alignment: self.aligned,
        }
        for row in self.spare.values():
            row.save_revision(user=self.author)
        self.pending = self.user and PendingImport.objects.create(
            user=self.user, name="cadre.json", package=self._package()
        )

    def _package(self):
        package = json.loads(write(self.elsewhere.framework, "json"))
        package["title"] = {"fr": "DigComp, relu"}
        return zlib.compress(json.dumps({"package": package, "kept": []}).encode())

    def _challenges(self):
        self.validated = factories.validated_challenge(self.skill)
        self.drafted = self._written(factories.SkillFactory(topic=self.topic, level=3))
        self.in_review = self._written(factories.SkillFactory(topic=self.topic, level=4))
        self.review = submit(self.in_review, self.author)
        self.locked = self._written(factories.SkillFactory(topic=self.topic, level=5))
        type(self.locked).objects.filter(pk=self.locked.pk).update(
            locked=True, locked_by=self.author
        )
        self.task_state = self.in_review.current_workflow_task_state

    def _written(self, skill):
        challenge = factories.choice_challenge(skill)
        challenge.created_by = self.author
        propose(challenge, self.author)
        type(challenge).objects.filter(pk=challenge.pk).update(created_by=self.author)
        challenge.revisions.update(user=self.author)
        return type(challenge).objects.get(pk=challenge.pk)

    @property
    def unused_skill(self):
        """A skill that no challenge has."""
        return factories.SkillFactory(topic=self.topic, level=6)

    @staticmethod
    def picture():
        """A file that may be brought in."""
        return samples_media.upload(samples_media.picture(), "plan.png")

    def framework_file(self):
        """A file that describes a framework."""
        package = zlib.decompress(self._package())
        document = json.dumps(json.loads(package)["package"]).encode()
        return SimpleUploadedFile("cadre.json", document, "application/json")

    @staticmethod
    def group_form(name):
        """What the form of a group posts."""
        empty = {
            "TOTAL_FORMS": "0",
            "INITIAL_FORMS": "0",
            "MIN_NUM_FORMS": "0",
            "MAX_NUM_FORMS": "9",
        }
        sets = ("page_permissions", "collection_permissions", "document_permissions",
                "image_permissions")  # fmt: skip
        rows = {f"{prefix}-{key}": value for prefix in sets for key, value in empty.items()}
        return {"name": name, **rows}

    def import_data(self):
        """What the page that shows an import posts."""
        package = (
            json.loads(zlib.decompress(self.pending.package))["package"] if self.pending else {}
        )
        return {"seen": plan_of(package, False).fingerprint()} if package else {}
