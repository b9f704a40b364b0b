"""The CASE 1.1 service without HTTP: public frameworks and their parts, in CASE's words.

A part is looked up in its own table; only ``package`` builds a whole package. What a CASE file
brought and Atelier has no place for is kept with its framework, and is found there.
"""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from content.minting import Document
from formats import case
from formats.case.keeping import of_package
from formats.case.words import case_extra

from .enums import FrameworkStatus, SkillStatus
from .exchange import case_base
from .models import ITEM_MODELS, Alignment, Area, Competence, Framework, Skill, Theme, Topic
from .packages import alignment_item, header, item_document, item_rows, package_document
from .public import PUBLIC, public_frameworks

#: The field that leads from an item to its parent.
PARENTS: dict[type, str] = {
    Area: "framework", Competence: "area", Theme: "competence", Topic: "theme", Skill: "topic",
}  # fmt: skip
#: The way from an item to its framework.
PATHS: dict[type, str] = {
    Area: "framework",
    Competence: "framework",
    Theme: "competence__framework",
    Topic: "theme__competence__framework",
    Skill: "topic__theme__competence__framework",
}
MODELS: list[Any] = list(ITEM_MODELS.values())
#: Only such an identifier can be that of a link that no other tool has named: it is derived.
DERIVED_VERSION = 5


class UnknownObject(LookupError):
    """Nothing public has this identifier."""


# -- what is answered ---------------------------------------------------------------------------
def documents(limit: int, offset: int) -> tuple[list[Document], int]:
    """CFDocuments by code, and how many there are in all."""
    frameworks = public_frameworks().prefetch_related("level_groups")
    page = frameworks.order_by("code")[offset : offset + limit]
    return [_document(framework) for framework in page], frameworks.count()


def document(identifier: UUID) -> Document:
    """A CFDocument. Raises ``UnknownObject``, as all others."""
    return _document(_framework(identifier))


def package(identifier: UUID) -> Document:
    """The CFPackage of a framework."""
    found = package_document(_framework(identifier), public=True)
    keys = {row["key"] for row in found["items"]}
    shown = [row for row in _shown(found["alignments"]) if row["source"] in keys]
    return case.encode({**found, "alignments": shown}, case_base())


def item(identifier: UUID) -> Document:
    """A CFItem."""
    found, framework = _item(identifier)
    return {**found, "CFDocumentURI": _document_link(framework)}


def association(identifier: UUID) -> Document:
    """A CFAssociation: an alignment, an item's place, or what was kept."""
    for look in (_alignment, _waiting, _place, _kept_association):
        if found := look(identifier):
            row, framework = found
            return {**row, "CFDocumentURI": _document_link(framework)}
    raise UnknownObject


def item_associations(identifier: UUID) -> tuple[Document, list[Document]]:
    """A CFItem and all its associations, whichever end it is: parent, children, alignments, kept."""
    row = _row(identifier)
    kept = _naming(identifier)
    if row is None:
        return item(identifier), kept
    framework = _framework_of(row)
    top = header(framework)
    found = [_link(row, top), *_children(row, top)]
    if isinstance(row, Competence):
        found += _alignments(row)
    found += [
        case.alignment_association(top, waiting, item_document(row), case_base())
        for waiting in _shown(framework.extra.get("unresolved", []))
        if waiting["source"] == row.public_id
    ]
    return {**_case_item(row, top), "CFDocumentURI": _document_link(framework)}, found + kept


# -- frameworks ---------------------------------------------------------------------------------
def _framework(identifier: UUID) -> Framework:
    found = public_frameworks().filter(identifier=identifier).first()
    if found is None:
        raise UnknownObject
    return found


def _document(framework: Framework) -> Document:
    found = case.document(header(framework), case_base())
    uri = f"{case_base()}/CFPackages/{framework.identifier}"
    link = {"title": found["title"], "identifier": found["identifier"], "uri": uri}
    return {**found, "CFPackageURI": link}


def _document_link(framework: Framework) -> Document:
    found = case.document(header(framework), case_base())
    return {name: found[name] for name in ("title", "identifier", "uri")}


# -- items --------------------------------------------------------------------------------------
def _item(identifier: UUID) -> tuple[Document, Framework]:
    row = _row(identifier)
    if row is not None:
        framework = _framework_of(row)
        return _case_item(row, header(framework)), framework
    for framework, kept in _kept("CFItems"):
        if is_called(kept, identifier):
            return kept, framework
    raise UnknownObject


def _rows(model: Any) -> QuerySet[Any]:
    """Public items of a type, with what their parents' documents and their framework need."""
    related = {PATHS[model], f"{PATHS[model]}__supersedes"}
    if model in (Competence, Theme):
        related.add("area" if model is Competence else "competence__area")
    rows: QuerySet[Any] = model.objects.select_related(*related)
    if model is Skill:
        rows = rows.exclude(status=SkillStatus.IN_CONSTRUCTION)
    return rows.filter(**{f"{PATHS[model]}__status__in": PUBLIC})


def _row(identifier: UUID) -> Any:
    found = (_rows(model).filter(identifier=identifier).first() for model in MODELS)
    return next((row for row in found if row is not None), None)


def _framework_of(row: Any) -> Framework:
    found: Framework = reduce(getattr, PATHS[type(row)].split("__"), row)
    return found


def _parent(row: Any) -> Document | None:
    """The item above; None for an area, which belongs to its framework."""
    return None if isinstance(row, Area) else item_document(getattr(row, PARENTS[type(row)]))


def _case_item(row: Any, top: Document) -> Document:
    return case.item(top, item_document(row), case_base(), _parent(row))


# -- places in the hierarchy --------------------------------------------------------------------
def _place(identifier: UUID) -> tuple[Document, Framework] | None:
    row = _named_place(identifier) or _derived_place(identifier)
    if row is None:
        return None
    framework = _framework_of(row)
    return _link(row, header(framework)), framework


def _named_place(identifier: UUID) -> Any:
    found = (_rows(model).filter(link=identifier).first() for model in MODELS)
    return next((row for row in found if row is not None), None)


def _derived_place(identifier: UUID) -> Any:
    """The item whose place has an identifier that follows from both ends: all are looked at."""
    if identifier.version != DERIVED_VERSION:
        return None
    wanted = str(identifier)
    for model in MODELS:
        ends = _rows(model).filter(link=None).values_list(
            "pk", "identifier", f"{PARENTS[model]}__identifier"
        )  # fmt: skip
        for pk, child, parent in ends.iterator():
            if case.link_identifier(str(child), str(parent)) == wanted:
                return _rows(model).get(pk=pk)
    return None


def _link(row: Any, top: Document) -> Document:
    """The isChildOf association of an item."""
    siblings = _below(type(row), getattr(row, PARENTS[type(row)]), _framework_of(row))
    number = case.sequences([item_document(one) for one in siblings])[row.public_id]
    return case.hierarchy_association(top, item_document(row), _parent(row), number, case_base())


def _children(row: Any, top: Document) -> list[Document]:
    """The isChildOf associations of the items below an item."""
    place = MODELS.index(type(row)) + 1
    if place == len(MODELS):
        return []
    parent = item_document(row)
    below = [item_document(one) for one in _below(MODELS[place], row, _framework_of(row))]
    numbers = case.sequences(below)
    return [
        case.hierarchy_association(top, one, parent, numbers[one["key"]], case_base())
        for one in below
    ]


def _below(model: type, parent: Any, framework: Framework) -> Iterable[Any]:
    """The items of a type below ``parent``, in the order that packages have them."""
    rows = list(item_rows(framework, public=True))[MODELS.index(model)]
    return rows.filter(**{PARENTS[model]: parent})


# -- alignments ---------------------------------------------------------------------------------
def _public_alignments() -> QuerySet[Alignment]:
    return Alignment.objects.filter(
        source__framework__status__in=PUBLIC, target__framework__status__in=PUBLIC
    ).select_related("source__framework__supersedes", "source__area", "target__framework")


def _alignment(identifier: UUID) -> tuple[Document, Framework] | None:
    row = _public_alignments().filter(identifier=identifier).first()
    return (_case_alignment(row), row.source.framework) if row else None


def _alignments(competence: Competence) -> list[Document]:
    """Its alignments with others, then those of others with it."""
    rows = _public_alignments().filter(Q(source=competence) | Q(target=competence))
    ordered = sorted(rows, key=lambda row: (row.source_id != competence.pk, row.pk))
    return [_case_alignment(row) for row in ordered]


def _case_alignment(row: Alignment) -> Document:
    return case.alignment_association(
        _dated(row.source.framework), alignment_item(row), item_document(row.source), case_base()
    )


def _dated(framework: Framework) -> Document:
    """As much of a header as an alignment is made with: rows always say when they changed."""
    return {"code": framework.code, "identifier": str(framework.identifier)}


def _waiting(identifier: UUID) -> tuple[Document, Framework] | None:
    """An alignment whose target is not known here yet."""
    for framework in public_frameworks().filter(extra__has_key="unresolved"):
        for waiting in _shown(framework.extra["unresolved"]):
            if not is_called(waiting, identifier):
                continue
            sources = _rows(Competence).filter(framework=framework, public_id=waiting["source"])
            if source := sources.first():
                row = item_document(source)
                top = header(framework)
                return case.alignment_association(top, waiting, row, case_base()), framework
    return None


def _shown(alignments: list[Document]) -> list[Document]:
    """The alignments of a package that CASE can say, without those that lead to drafts."""
    drafts = set(
        Framework.objects.filter(status=FrameworkStatus.DRAFT).values_list("code", flat=True)
    )
    return [
        row
        for row in alignments
        if row.get("identifier")
        and row.get("target_identifier")
        and row.get("framework") not in drafts
    ]


# -- what was kept ------------------------------------------------------------------------------
def kept_parts(name: str) -> Iterator[tuple[Framework, Any]]:
    """A part of packages (CFItems, CFAssociations…) that frameworks keep as a CASE file brought it."""
    for framework in public_frameworks().filter(extra__has_key="case"):
        kept = case_extra({"extra": framework.extra})
        if name in kept:
            yield framework, of_package({name: kept[name]}).get(name, [])


def _kept(name: str) -> Iterator[tuple[Framework, Document]]:
    for framework, rows in kept_parts(name):
        for row in rows:
            yield framework, row


def _kept_association(identifier: UUID) -> tuple[Document, Framework] | None:
    found = ((row, framework) for framework, row in _kept("CFAssociations"))
    return next((pair for pair in found if is_called(pair[0], identifier)), None)


def _naming(identifier: UUID) -> list[Document]:
    """Kept associations that an item is an end of."""
    return [
        row
        for _framework, row in _kept("CFAssociations")
        if any(is_called(row[end], identifier) for end in ("originNodeURI", "destinationNodeURI"))
    ]


def is_called(thing: Document, identifier: UUID) -> bool:
    """Whether ``identifier`` is that of a CASE object, in lower or upper case."""
    return str(thing.get("identifier")).lower() == str(identifier)
