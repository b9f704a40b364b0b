"""The referential's tables."""

from .alignments import Alignment, AlignmentSet
from .base import Entity, TranslatedEntity
from .contexts import Context
from .frameworks import Framework, LevelGroup, ProficiencyLevel
from .imports import PendingImport
from .skills import Skill
from .structure import Area, Competence, Theme, Topic
from .tutorials import SkillTutorial

#: The items of a framework, from the top: what an exchange package calls by these names.
ITEM_MODELS = {
    "area": Area,
    "competence": Competence,
    "theme": Theme,
    "topic": Topic,
    "skill": Skill,
}

__all__ = [
    "ITEM_MODELS",
    "Alignment",
    "AlignmentSet",
    "Area",
    "Competence",
    "Context",
    "Entity",
    "Framework",
    "LevelGroup",
    "PendingImport",
    "ProficiencyLevel",
    "Skill",
    "SkillTutorial",
    "Theme",
    "Topic",
    "TranslatedEntity",
]
