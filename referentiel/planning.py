"""What importing a package would do: added, changed, removed, refused; nothing is written here.

A member that the package does not have stays as it is, and so does a text in a language that it
does not have; what the package lacks of the framework is removed, unless ``keep_missing``.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from content.minting import Document
from content.text import batched
from localisation.languages import code_of, codes, localised
from schemas import Problem

from .actions import TRANSITIONS
from .asking import effects_on_uses, moved_skills, refused_moves, refused_removals, refused_steps
from .matching import BATCH, Matcher, pair_of, target_finder, whole
from .models import (
    ITEM_MODELS,
    Alignment,
    Framework,
    LevelGroup,
    ProficiencyLevel,
)
from .packages import alignments_of, item_rows, parse_time
from .plans import Draft, Plan
from .rules import PARENTS, review

#: Members of an item that are columns of the same name.
MEMBERS: dict[str, tuple[str, ...]] = {
    "area": ("code", "unverified", "colour", "extra"),
    "competence": ("code", "unverified", "external", "education_levels", "extra"),
    "theme": ("extra",),
    "topic": ("name", "extra"),
    "skill": ("level", "version", "extra"),
}
TEXTS: dict[str, tuple[str, ...]] = {
    "area": ("title",),
    "competence": ("title", "description"),
    "theme": ("title",),
    "topic": ("title", "description"),
    "skill": ("hint",),
}
HEADER = ("edition", "publisher", "source", "licence", "points_per_level")


def make_plan(package: Document, keep_missing: bool = False) -> Plan:
    """What importing ``package`` (which fits its schema) would do to the database as it is."""
    framework = Framework.objects.filter(code=package["code"]).first()
    plan = Plan(Draft(framework or Framework(code=package["code"]), framework is None))
    plan.problems = review(package)
    if not plan.problems:
        _Planner(plan, package, keep_missing).run()
    return plan


class _Planner:
    """Fills a plan from a package: rows are read once, matched, and changed in memory."""

    def __init__(self, plan: Plan, package: Document, keep_missing: bool) -> None:
        self.plan, self.package, self.keep = plan, package, keep_missing
        self.framework: Framework = plan.framework.entity
        self.by_key: dict[str, Draft] = {}
        self.status_places: dict[int, str] = {}

    def run(self) -> None:
        self._header()
        groups = self._groups()
        self._levels(groups)
        self._items()
        self._alignments()
        self._foreign_identifiers()
        self.plan.moved = moved_skills(self.plan)
        self.plan.problems += [
            *refused_steps(self.plan, self.status_places),
            *refused_moves(self.plan),
            *refused_removals(self.plan),
        ]
        self.plan.effects = effects_on_uses(self.plan)

    def _problem(self, code: str, pointer: str, message: str) -> None:
        self.plan.problems.append(Problem(code, pointer, message, "framework-package"))

    # -- header and scale -----------------------------------------------------------------------
    def _header(self) -> None:
        draft, package = self.plan.framework, self.package
        for name in HEADER:
            if name in package:
                draft.set(name, whole(package[name]))
        self._texts(draft, "title", package.get("title"), "/title")
        self._identify(draft, package.get("identifier"), "/identifier", Framework)
        if code := package.get("supersedes"):
            older = Framework.objects.filter(code=code).first()
            if older is None:
                self._problem(
                    "supersedes", "/supersedes",
                    _("Le référentiel « %(code)s » qu'il remplace n'existe pas ici : "
                      "importez-le d'abord.") % {"code": code},
                )  # fmt: skip
            elif older.pk != self.framework.supersedes_id:
                draft.set("supersedes", older)
            try:
                self.framework.clean()
            except ValidationError as error:
                self._problem("supersedes", "/supersedes", " ".join(error.messages))
        status = package["status"]
        if draft.is_new and (moment := parse_time(package.get("changed"))):
            self.framework.changed_at = moment
        if draft.is_new:
            self.framework.status = status
        elif status != self.framework.status:
            if status in TRANSITIONS[self.framework.status]:
                self.plan.status = status
            else:
                self._problem(
                    "status", "/status",
                    _("Le référentiel est « %(from)s » : un fichier ne le rend pas à l'état de brouillon.")
                    % {"from": self.framework.get_status_display()},
                )  # fmt: skip

    def _groups(self) -> dict[str, Draft]:
        known = {row.code: row for row in self._saved(LevelGroup.objects)}
        drafts = []
        for n, item in enumerate(self.package["groups"]):
            row = known.pop(item["code"], None)
            draft = self._draft(row, LevelGroup, f"/groups/{n}", item, code=item["code"])
            self._texts(draft, "title", item["title"], f"/groups/{n}/title")
            drafts.append(draft)
        self._order(drafts, (row.sort_order for row in self._saved(LevelGroup.objects)))
        self.plan.drafts["group"] = drafts
        self._remove("group", known.values(), bool(self.package["groups"]))
        return {draft.entity.code: draft for draft in drafts}

    def _levels(self, groups: dict[str, Draft]) -> None:
        known = {row.level: row for row in self._saved(ProficiencyLevel.objects)}
        drafts = []
        self._used_groups(known.values())
        for n, item in enumerate(self.package["levels"]):
            row = known.pop(item["level"], None)
            draft = self._draft(row, ProficiencyLevel, f"/levels/{n}", item, level=item["level"])
            if "group" in item:
                group = groups[item["group"]].entity if item["group"] else None
                self._parent(draft, "group", group)
            self._texts(draft, "title", item["title"], f"/levels/{n}/title")
            self._texts(draft, "descriptor", item.get("descriptor"), f"/levels/{n}/descriptor")
            drafts.append(draft)
        self.plan.drafts["level"] = drafts
        self._remove("level", known.values(), bool(self.package["levels"]))

    def _used_groups(self, levels: Iterable[Any]) -> None:
        """A group that goes while a level that the package does not describe still has it."""
        described = {item["level"] for item in self.package["levels"]}
        for group in self.plan.removed["group"]:
            for level in levels:
                if level.group_id == group.pk and (level.level not in described):
                    self._problem(
                        "used", "/groups",
                        _("Le niveau %(level)s est du groupe « %(group)s » : gardez ce groupe.")
                        % {"level": level.level, "group": group},
                    )  # fmt: skip

    # -- items ----------------------------------------------------------------------------------
    def _items(self) -> None:
        scale = {draft.entity.level for draft in self.plan.drafts["level"]}
        if not scale:
            scale = {level.level for level in self._saved(ProficiencyLevel.objects)}
        rows: Iterable[Iterable[Any]] = (
            item_rows(self.framework) if self.framework.pk else [() for _kind in ITEM_MODELS]
        )
        numbered = list(enumerate(self.package["items"]))
        for kind, saved in zip(ITEM_MODELS, rows, strict=True):
            matcher = Matcher(kind, list(saved))
            wanted = [(n, item) for n, item in numbered if item["type"] == kind]
            matcher.prepare([item for _n, item in wanted])
            drafts = [self._item(kind, n, item, matcher) for n, item in wanted]
            for n, item in wanted:
                if kind == "skill" and item["level"] not in scale:
                    self._problem(
                        "level", f"/items/{n}/level",
                        _("Le niveau %(level)s n'est pas sur l'échelle du référentiel.")
                        % {"level": item["level"]},
                    )  # fmt: skip
            if kind != "skill":
                siblings: dict[int, list[Draft]] = {}
                for (_n, item), draft in zip(wanted, drafts, strict=True):
                    parent = self.by_key[item["parent"]].entity if item["parent"] else None
                    siblings.setdefault(id(parent), []).append(draft)
                for found in siblings.values():
                    self._order(found, (row.sort_order for row in matcher.all))
            self.plan.drafts[kind] = drafts
            self._remove(kind, matcher.left(), True)

    def _item(self, kind: str, n: int, item: dict[str, Any], matcher: Matcher) -> Draft:
        where, model = f"/items/{n}", ITEM_MODELS[kind]
        parent = self.by_key[item["parent"]].entity if item["parent"] else None
        row = matcher.match(item, parent)
        draft = Draft(row or model(), row is None, where)
        if row is None and item.get("id"):
            draft.entity.public_id = item["id"]
        self._identify(draft, item.get("identifier"), where, model)
        if (name := PARENTS[kind]) is not None:
            self._parent(draft, name, parent)
        if kind in {"area", "competence"}:
            self._parent(draft, "framework", self.framework)
        for member in MEMBERS[kind]:
            if item.get(member) is not None:
                draft.set(member, whole(item[member]))
        for text in TEXTS[kind]:
            self._texts(draft, text, item.get(text), f"{where}/{text}")
        if item.get("link"):
            draft.set("link", UUID(item["link"]))
        if draft.is_new and (moment := parse_time(item.get("changed"))):
            draft.entity.changed_at = moment
        if kind == "skill" and item.get("status"):
            if draft.is_new and self.plan.framework.is_new:
                draft.entity.status = item["status"]
            elif draft.entity.status != item["status"]:
                # In a framework that lives, a skill takes its steps one by one.
                self.plan.statuses.append((draft.entity, item["status"]))
                self.status_places[id(draft.entity)] = f"{where}/status"
        self.by_key[item["key"]] = draft
        return draft

    # -- alignments -----------------------------------------------------------------------------
    def _alignments(self) -> None:
        saved = alignments_of(self.framework) if self.framework.pk else []
        known = {(row.source.pk, row.target.pk): row for row in saved}
        find = target_finder(self.package["alignments"])
        drafts = []
        pairs: set[tuple[int, int]] = set()
        for n, item in enumerate(self.package["alignments"]):
            target = find(item)
            source = self.by_key[item["source"]].entity
            if target is None or target.framework_id == (self.framework.pk or -1):
                self.plan.unresolved.append({**item, "source": source.public_id})
                continue
            row = known.pop((source.pk, target.pk), None) if source.pk else None
            where = f"/alignments/{n}"
            if (id(source), target.pk) in pairs:
                self._problem(
                    "duplicate", where,
                    _("%(source)s et %(target)s sont déjà alignées plus haut : gardez une des deux lignes.")
                    % {"source": source.code, "target": target.code},
                )  # fmt: skip
            pairs.add((id(source), target.pk))
            draft = Draft(row or Alignment(source=source, target=target), row is None, where)
            self._identify(draft, item.get("identifier"), where, Alignment)
            for name, value in (
                ("relation", item["relation"]), ("status", item["status"]),
                ("note", item.get("note") or ""), ("extra", item.get("extra") or {}),
            ):  # fmt: skip
                draft.set(name, value)
            if draft.is_new and (moment := parse_time(item.get("changed"))):
                draft.entity.changed_at = moment
            drafts.append(draft)
        self.plan.drafts["alignment"] = drafts
        self._remove("alignment", known.values(), bool(self.package["alignments"]))
        extra = dict(self.package.get("extra", self.framework.extra))
        waiting = {} if self.package["alignments"] and not self.keep else self._waiting()
        waiting |= {pair_of(item): item for item in self.plan.unresolved}
        extra.pop("unresolved", None)
        if waiting:
            extra["unresolved"] = list(waiting.values())
        self.plan.framework.set("extra", extra)

    def _waiting(self) -> dict[Any, dict[str, Any]]:
        """The alignments that an earlier import brought and whose target is not known yet."""
        return {pair_of(item): item for item in self.framework.extra.get("unresolved", [])}

    # -- what they share ------------------------------------------------------------------------
    def _saved(self, manager: Any) -> Iterable[Any]:
        return manager.filter(framework=self.framework) if self.framework.pk else []

    def _draft(self, row: Any, model: Any, where: str, item: dict[str, Any], **key: Any) -> Draft:
        draft = Draft(row or model(framework=self.framework, **key), row is None, where)
        self._identify(draft, item.get("identifier"), where, model)
        return draft

    def _identify(self, draft: Draft, identifier: str | None, where: str, model: Any) -> None:
        """A new entity takes the file's identifier; a known one keeps its own for ever."""
        if draft.is_new:
            if identifier:
                draft.entity.identifier = UUID(identifier)
            draft.entity.prepare()
        if model is Framework and identifier:
            other = Framework.objects.filter(identifier=identifier).exclude(pk=draft.entity.pk)
            if found := other.first():
                self._problem(
                    "identifier", where,
                    _("Cet identifiant est celui de « %(code)s ».") % {"code": found.code},
                )  # fmt: skip

    def _parent(self, draft: Draft, name: str, parent: Any) -> None:
        before = None if draft.is_new else getattr(draft.entity, name)
        if before is not None and parent is not None and before.pk == parent.pk:
            setattr(draft.entity, name, parent)
        elif draft.is_new or before is not None or parent is not None:
            setattr(draft.entity, name, parent)
            if not draft.is_new:
                draft.changes[name] = (before, parent)

    def _texts(self, draft: Draft, name: str, texts: dict[str, str] | None, where: str) -> None:
        for locale, text in (texts or {}).items():
            code = code_of(locale)
            if code not in codes():
                self._problem(
                    "locale", where,
                    _("La langue « %(locale)s » n'est pas une de celles de l'atelier.")
                    % {"locale": locale},
                )  # fmt: skip
                continue
            draft.set(localised(name, code), text)

    def _order(self, drafts: list[Draft], saved: Iterable[int] = ()) -> None:
        """Give siblings their order; what is in order already keeps its numbers.

        ``saved`` are the numbers that rows of the same kind have: with ``keep_missing`` new ones
        come after them all.
        """
        if self.keep:
            last = max(saved, default=-1)
            for rank, draft in enumerate((d for d in drafts if d.is_new), last + 1):
                draft.entity.sort_order = rank
            return
        numbers = [draft.entity.sort_order for draft in drafts]
        known = all(not draft.is_new for draft in drafts)
        if known and all(a < b for a, b in pairwise(numbers)):
            return
        for rank, draft in enumerate(drafts):
            draft.set("sort_order", rank)

    def _remove(self, name: str, rows: Iterable[Any], described: bool) -> None:
        """What the package lacks; of a kind that a partial file does not describe, nothing."""
        self.plan.removed[name] = list(rows) if described and not self.keep else []

    def _foreign_identifiers(self) -> None:
        """An identifier or a public id that something else has already is refused."""
        for kind, drafts in self.plan.drafts.items():
            new = {d.entity.identifier: d for d in drafts if d.is_new}
            model = type(next(iter(new.values())).entity) if new else None
            if model is None:
                continue
            for batch in batched(new, BATCH):
                for taken in model.objects.filter(identifier__in=batch):
                    self._taken(new[taken.identifier], taken)
            if kind not in ITEM_MODELS:
                continue
            ids = {d.entity.public_id: d for d in drafts if d.is_new}
            for batch in batched(ids, BATCH):
                for taken in model.objects.filter(public_id__in=batch):
                    self._taken(ids[taken.public_id], taken)

    def _taken(self, draft: Draft, other: Any) -> None:
        self._problem(
            "identifier", draft.pointer,
            _("Son identifiant est déjà celui de « %(other)s » d'un autre référentiel : "
              "retirez-le du fichier pour en faire un nouvel élément.") % {"other": other},
        )  # fmt: skip
