"""The readable YAML files of ``fixtures/``: nested as people read them, packages as imports do."""

from pathlib import Path
from typing import Any

import yaml

from content.minting import Document
from localisation.languages import code_of, localised

Data = dict[str, Any]


def package_of(data: Data) -> Document:
    """The framework-package/1 of a framework file. Raises ``KeyError`` for another kind of file."""
    items: list[Data] = []
    unverified = data.get("unverified") or []
    for area in data["areas"]:
        key = f"area:{area['code']}"
        items.append(
            {
                **_item("area", key, None, area),
                "code": area["code"],
                "colour": area.get("colour"),
                "unverified": area.get("unverified", unverified),
            }
        )
        for competence in area["competences"]:
            items += _competence(key, competence, unverified)
    return {
        "schema": "framework-package/1",
        "code": data["code"],
        "edition": data.get("edition") or "",
        "status": data["status"],
        "title": data["title"],
        "publisher": data["publisher"],
        "source": data["source"],
        "licence": data["licence"],
        "supersedes": data.get("supersedes"),
        "points_per_level": data["scale"].get("points_per_level"),
        "groups": [
            {"code": code, "title": title} for code, title in data["scale"]["groups"].items()
        ],
        "levels": [
            {
                "level": level["level"],
                "group": level.get("group"),
                "title": level["title"],
                "descriptor": level.get("descriptor") or {},
            }
            for level in data["scale"]["levels"]
        ],
        "items": items,
        "alignments": [
            {
                "source": f"competence:{row['source']}",
                "framework": row["framework"],
                "target": row["target"],
                "relation": row["relation"],
                "status": row.get("status", "proposed"),
                "note": row.get("note"),
            }
            for row in data.get("alignments", [])
        ],
    }


def contexts_of(path: Path) -> list[Data]:
    """The contexts of a file, each with its texts as ``columns``."""
    found = yaml.safe_load(path.read_text("utf-8"))
    return [
        {
            **item,
            "columns": {
                localised(name, code_of(locale)): text
                for name in ("title", "description")
                for locale, text in (item.get(name) or {}).items()
            },
        }
        for item in found
    ]


def _competence(parent: str, data: Data, unverified: list[str]) -> list[Data]:
    key = f"competence:{data['code']}"
    items = [
        {
            **_item("competence", key, parent, data),
            "code": data["code"],
            "external": data.get("external") or {},
            "unverified": data.get("unverified", unverified),
        }
    ]
    for n, theme in enumerate(data.get("themes", [])):
        theme_key = f"theme:{data['code']}:{n}"
        items.append(_item("theme", theme_key, key, theme))
        for topic in theme.get("topics", []):
            topic_key = f"topic:{topic['name']}"
            items.append({**_item("topic", topic_key, theme_key, topic), "name": topic["name"]})
            items += [_skill(topic_key, skill) for skill in topic.get("skills", [])]
    return items


def _skill(parent: str, data: Data) -> Data:
    return {
        **_item("skill", f"{parent}:{data['level']}", parent, data),
        "level": data["level"],
        "status": data.get("status", "active"),
        "hint": data.get("hint") or {},
    }


def _item(kind: str, key: str, parent: str | None, data: Data) -> Data:
    item: Data = {"type": kind, "key": key, "parent": parent, "id": data.get("id")}
    if data.get("title"):
        item["title"] = data["title"]
    if data.get("description"):
        item["description"] = data["description"]
    return item
