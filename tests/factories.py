"""Factories: the smallest rows that are right. Nothing here is live until a test validates it."""

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Workflow, WorkflowState

from banks.models import Bank
from challenges.lifecycle import propose
from challenges.models import (
    FAMILY_FIELDS,
    Blank,
    Challenge,
    ChallengeMedia,
    Choice,
    PoolGroup,
)
from content.media import accept
from content.models import Decision, MediaFile, Review
from content.review.approvals import fingerprint
from referentiel.actions import mint_framework
from referentiel.models import (
    Area,
    Competence,
    Context,
    Framework,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)
from tests import samples_media


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"personne{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("secret")


def give(user, *codes):
    """Give ``user`` permissions such as ``referentiel.view_framework``."""
    for code in codes:
        app, codename = code.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return get_user_model().objects.get(pk=user.pk)


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = Framework
        django_get_or_create = ("code",)

    code = "crcn"
    title_fr = "Cadre de référence"
    status = "adopted"
    source = "décret"
    points_per_level = 8


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("framework", "code")

    framework = factory.SubFactory(FrameworkFactory)
    code = "1"
    title_fr = "Information et données"
    colour = "jaffa"


class CompetenceFactory(DjangoModelFactory):
    class Meta:
        model = Competence
        django_get_or_create = ("framework", "code")

    area = factory.SubFactory(AreaFactory)
    framework = factory.SelfAttribute("area.framework")
    code = "1.1"
    title_fr = "Mener une recherche"


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    competence = factory.SubFactory(CompetenceFactory)
    title_fr = "Recherche"


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    theme = factory.SubFactory(ThemeFactory)
    name = "moteur"
    title_fr = "Formuler une requête"


class SkillFactory(DjangoModelFactory):
    class Meta:
        model = Skill
        skip_postgeneration_save = True

    topic = factory.SubFactory(TopicFactory)
    level = 2
    hint_fr = "Gardez les mots utiles."

    @factory.post_generation
    def scale(self, create, extracted, **kwargs):
        """Its level is on the framework's scale."""
        ProficiencyLevel.objects.get_or_create(
            framework=self.competence.framework,
            level=self.level,
            defaults={"title_fr": f"Niveau {self.level}"},
        )


class ContextFactory(DjangoModelFactory):
    class Meta:
        model = Context
        django_get_or_create = ("code",)

    code = "be.csam"
    title_fr = "CSAM"
    scope = "federal"


class BankFactory(DjangoModelFactory):
    class Meta:
        model = Bank
        django_get_or_create = ("slug",)

    slug = "essai"
    title_fr = "Banque d'essai"
    public = True
    framework = factory.SubFactory(FrameworkFactory)


def choice_challenge(skill=None, texts=("Rouge", "Vert", "Bleu"), right=(1,), **fields):
    """A proposed choice challenge with one draft revision; ``right`` are positions."""
    fields.setdefault("type", "single_choice")
    fields.setdefault("instruction_fr", "Quelle est la **couleur** du feu qui laisse passer ?")
    fields.setdefault("explanation_fr", "Le vert laisse passer.")
    challenge = Challenge(skill=skill or SkillFactory(), **fields)
    challenge.choices = [
        Choice(text_fr=text, correct=position in right, sort_order=position)
        for position, text in enumerate(texts)
    ]
    propose(challenge)
    return challenge


def short_answer(skill=None, accepted="Namur", template="Ville : ${v}", blank=None, **fields):
    """A proposed short answer with one draft revision."""
    fields.setdefault("instruction_fr", "Quelle ville est la capitale de la Wallonie ?")
    fields.setdefault("explanation_fr", "Le Parlement wallon y siège.")
    challenge = Challenge(
        skill=skill or SkillFactory(), type="short_answer", template_fr=template, **fields
    )
    challenge.blanks = [
        Blank(**{"key": "v", "label_fr": "Ville", "accepted_fr": accepted, **(blank or {})})
    ]
    propose(challenge)
    return challenge


def cloze(skill=None, **fields):
    """A proposed cloze: the city is typed, the card chosen from a menu."""
    fields.setdefault("instruction_fr", "Complétez la phrase.")
    fields.setdefault("template_fr", "À ${n1}, on paie par ${n2}.")
    challenge = Challenge(skill=skill or SkillFactory(), type="cloze", **fields)
    challenge.blanks = [
        Blank(key="n1", label_fr="Ville", accepted_fr="Namur\nNamen", tolerances=["case"], sort_order=0),
        Blank(key="n2", label_fr="Carte", input="menu", sort_order=1),
    ]  # fmt: skip
    challenge.choices = [
        Choice(text_fr="eID", blank="n2", sort_order=0),
        Choice(text_fr="Bancontact", blank="n2", correct=True, sort_order=1),
    ]
    propose(challenge)
    return challenge


def pool(skill=None, **fields):
    """A proposed cloze that draws on groups: two colours in any order."""
    fields.setdefault("instruction_fr", "Citez deux couleurs du drapeau français.")
    fields.setdefault("template_fr", "${n1} et ${n2}")
    challenge = Challenge(skill=skill or SkillFactory(), type="cloze_pool", **fields)
    challenge.blanks = [
        Blank(key=key, label_fr=f"Couleur {key}", tolerances=["case"], sort_order=order)
        for order, key in enumerate(("n1", "n2"))
    ]
    challenge.groups = [
        PoolGroup(accepted_fr="rouge", sort_order=0),
        PoolGroup(accepted_fr="bleu\nazur", sort_order=1),
    ]
    propose(challenge)
    return challenge


def ordering(skill=None, texts=("Ouvrir", "Écrire", "Envoyer"), **fields):
    """A proposed ordering; ``texts`` are in the right order."""
    fields.setdefault("instruction_fr", "Remettez les étapes dans l'ordre.")
    challenge = Challenge(skill=skill or SkillFactory(), type="ordering", **fields)
    challenge.choices = [Choice(text_fr=text, sort_order=n) for n, text in enumerate(texts)]
    propose(challenge)
    return challenge


def matching(skill=None, pairs=(("eID", "identité"), ("Bancontact", "paiement")), **fields):
    """A proposed matching; ``pairs`` are (left, right)."""
    fields.setdefault("instruction_fr", "Associez chaque carte à son usage.")
    challenge = Challenge(skill=skill or SkillFactory(), type="matching", **fields)
    challenge.choices = [
        Choice(text_fr=text, side=side, pair=str(pair), sort_order=2 * pair + place)
        for pair, texts in enumerate(pairs, 1)
        for place, (side, text) in enumerate(zip(("source", "target"), texts, strict=True))
    ]
    propose(challenge)
    return challenge


def media_file(sha256="ab" * 32, mime="image/png", name="plan.png", size=48213):
    """A media row without bytes: for documents, not for serving."""
    found, _ = MediaFile.objects.get_or_create(
        sha256=sha256, defaults={"mime": mime, "name": name, "size": size}
    )
    return found


def simulator_file():
    """A stored archive that may serve as a simulator."""
    return accept(samples_media.upload(samples_media.simulator(), "boite.zip"), "simulator")


def embed(skill=None, accepted="colis", **fields):
    """A proposed simulator made of media."""
    fields.setdefault("instruction_fr", "Trouvez le message frauduleux.")
    fields.setdefault("embed_title_fr", "Boîte aux lettres")
    challenge = Challenge(skill=skill or SkillFactory(), type="embed", **fields)
    challenge.blanks = [Blank(key="a", accepted_fr=accepted)]
    challenge.media = [ChallengeMedia(key="m1", role="simulator", file=simulator_file())]
    propose(challenge)
    return challenge


#: The smallest right challenge of each type, by its code.
OF_TYPE = {
    "single_choice": choice_challenge,
    "multiple_choice": lambda **fields: choice_challenge(
        type="multiple_choice", right=(0, 2), **fields
    ),
    "short_answer": short_answer,
    "cloze": cloze,
    "cloze_pool": pool,
    "ordering": ordering,
    "matching": matching,
    "embed": embed,
}


def approve(challenge):
    """Somebody who wrote nothing approves the latest draft; it does not go live yet."""
    revision = type(challenge).objects.get(pk=challenge.pk).get_latest_revision()
    workflow = challenge.get_workflow() or Workflow.objects.first()
    state = WorkflowState.objects.create(
        content_type=challenge.get_content_type(),
        base_content_type=challenge.get_base_content_type(),
        object_id=str(challenge.pk),
        workflow=workflow,
        status=WorkflowState.STATUS_CANCELLED,
    )
    review = Review.objects.create(
        workflow_state=state,
        content_type=state.base_content_type,
        object_id=challenge.pk,
        submitted_at=timezone.now(),
    )
    return Decision.objects.create(
        review=review,
        revision=revision,
        fingerprint=fingerprint(revision),
        verdict="approved",
        by=UserFactory(username="relectrice"),
    )


def validate(challenge, user=None):
    """Approve and validate the latest draft through the one door, and answer the fresh row."""
    approve(challenge)
    challenge.get_latest_revision().publish(user=user)
    return Challenge.objects.get(pk=challenge.pk)


def validated_challenge(skill=None, **fields):
    """A validated choice challenge of an adopted, minted framework."""
    challenge = choice_challenge(skill, **fields)
    mint_framework(challenge.skill.competence.framework)
    return validate(challenge)


def variant_of(prototype, number=1, **fields):
    """A proposed variant with one draft revision; what its family shares is on ``prototype``."""
    fields.setdefault("instruction_fr", "De quelle couleur est le feu qui laisse passer ?")
    shared = dict.fromkeys(FAMILY_FIELDS)
    variant = Challenge(prototype=prototype, variant=number, **{**shared, **fields})
    variant.choices = [
        Choice(text_fr=text, correct=text == "Vert", sort_order=order)
        for order, text in enumerate(("Vert", "Rouge"))
    ]
    propose(variant)
    return variant
