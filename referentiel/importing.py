"""From readable files (``fixtures/``) to frameworks, skills and contexts.

A framework or context that is there already is left as it is: people may have worked on it.
"""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from localisation.languages import set_labels

from .actions import activate_skill, mint_framework
from .documents import MINTED_FRAMEWORKS
from .models import (
    Area,
    Competence,
    Context,
    Framework,
    LevelGroup,
    ProficiencyLevel,
    Skill,
    Theme,
    Topic,
)

Data = dict[str, Any]


@transaction.atomic
def load_framework(path: Path) -> bool:
    """Load the framework of ``path`` with its skills, minted; False when its code exists already.

    Raises ``KeyError`` or ``yaml.YAMLError`` for a file that is not of the expected shape.
    """
    data: Data = yaml.safe_load(path.read_text("utf-8"))
    if Framework.objects.filter(code=data["code"]).exists():
        return False
    framework = Framework(
        code=data["code"],
        version=data["version"],
        status=data["status"],
        publisher=data["publisher"],
        source=data["source"],
        licence=data["licence"],
        supersedes=_superseded(data),
        points_per_level=data["scale"].get("points_per_level"),
    )
    _save(framework, data)
    _load_scale(framework, data["scale"])
    skills: list[Skill] = []
    unverified = data.get("unverified") or []
    for order, item in enumerate(data["areas"]):
        area = Area(
            framework=framework, unverified=item.get("unverified", unverified),
            code=item["code"], colour=item.get("colour") or "", sort_order=order, **_id(item),
        )  # fmt: skip
        _save(area, item)
        for position, entry in enumerate(item["competences"]):
            skills += _load_competence(area, {"unverified": unverified, **entry}, position)
    if framework.status in MINTED_FRAMEWORKS:
        mint_framework(framework)
        for skill in skills:
            activate_skill(skill)
    return True


@transaction.atomic
def load_contexts(path: Path) -> int:
    """Create the contexts of ``path`` that are missing; answers how many were."""
    created = 0
    for item in yaml.safe_load(path.read_text("utf-8")):
        if Context.objects.filter(code=item["code"]).exists():
            continue
        parent = Context.objects.get(code=item["parent"]) if item.get("parent") else None
        _save(Context(code=item["code"], scope=item["scope"], parent=parent), item)
        created += 1
    return created


def _load_scale(framework: Framework, scale: Data) -> None:
    groups: dict[str, LevelGroup] = {}
    for order, (code, title) in enumerate(scale["groups"].items()):
        groups[code] = LevelGroup(framework=framework, code=code, sort_order=order)
        _save(groups[code], {"title": title})
    for item in scale["levels"]:
        level = ProficiencyLevel(
            framework=framework, level=item["level"], group=groups.get(item.get("group"))
        )
        _save(level, item)


def _load_competence(area: Area, data: Data, order: int) -> list[Skill]:
    competence = Competence(
        framework=area.framework, area=area, code=data["code"],
        unverified=data["unverified"], external=data.get("external") or {}, sort_order=order, **_id(data),
    )  # fmt: skip
    _save(competence, data)
    skills: list[Skill] = []
    for position, item in enumerate(data.get("themes", [])):
        theme = Theme(competence=competence, sort_order=position, **_id(item))
        _save(theme, item)
        for rank, entry in enumerate(item.get("topics", [])):
            topic = Topic(theme=theme, name=entry["name"], sort_order=rank, **_id(entry))
            _save(topic, entry)
            for described in entry.get("skills", []):
                skill = Skill(topic=topic, level=described["level"], **_id(described))
                _save(skill, described)
                skills.append(skill)
    return skills


def _superseded(data: Data) -> Framework | None:
    """The framework that this one replaces, which must be there already."""
    code = data.get("supersedes")
    return Framework.objects.get(code=code) if code else None


def _id(data: Data) -> dict[str, str]:
    return {"public_id": data["id"]} if data.get("id") else {}


def _save(instance: Any, data: Data) -> None:
    """Write the translated texts of ``data`` into ``instance``, check it whole, save it."""
    for name in ("title", "description", "descriptor", "hint"):
        if hasattr(instance, f"{name}_fr"):
            set_labels(instance, name, data.get(name) or {})
    instance.full_clean()
    instance.save()
