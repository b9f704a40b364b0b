"""Factories: the smallest rows that are right. Nothing here is live until a test validates it."""

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from banks.models import Bank
from challenges.lifecycle import propose
from challenges.models import Blank, Challenge, Choice
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


def validate(challenge, user=None):
    """Validate the latest draft through the one door, and answer the fresh row."""
    challenge.get_latest_revision().publish(user=user)
    return Challenge.objects.get(pk=challenge.pk)


def validated_challenge(skill=None, **fields):
    """A validated choice challenge of an adopted, minted framework."""
    challenge = choice_challenge(skill, **fields)
    mint_framework(challenge.skill.competence.framework)
    return validate(challenge)
