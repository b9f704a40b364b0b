"""The audit log: every entry of Wagtail's log, who did what to what and when. Reads only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, Revision

from .spreadsheets import Columns
from .text import batched

Entries = QuerySet[ModelLogEntry]

#: Entries of an export read at a time.
BATCH = 500
#: Where what outlives its row is called by, the first of these that a model has.
_IDENTIFIERS = ("public_id", "slug", "code", "username")
#: Groups of actions that every room takes, by how their names begin. Rooms' own come after.
_GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        gettext_lazy("Écrire"),
        ("wagtail.create", "wagtail.edit", "wagtail.delete", "wagtail.revert", "wagtail.lock",
         "wagtail.unlock"),
    ),
    (gettext_lazy("Relire"), ("wagtail.workflow.", "content.review.", "content.note")),
    (
        gettext_lazy("Mettre en ligne et retirer"),
        ("wagtail.publish", "wagtail.unpublish", "wagtail.schedule.", "content.retire"),
    ),
)  # fmt: skip


def grouped_actions() -> list[tuple[str, list[tuple[str, Any]]]]:
    """The actions that may be in the log, in words, by group: choices of a field."""
    found: dict[str, dict[str, Any]] = {}
    for name, label in registry.get_choices():
        if (group := _group(name)) is not None:
            found.setdefault(group, {})[name] = label
    order = [str(label) for label, _begins in _GROUPS]
    groups = sorted(found, key=lambda label: order.index(label) if label in order else len(order))
    return [(label, list(found[label].items())) for label in groups]


def _group(action: str) -> str | None:
    """The group of an action; None for what Wagtail knows of pages, which do not exist here."""
    for label, begins in _GROUPS:
        if action.startswith(begins):
            return str(label)
    room = action.partition(".")[0]
    if room == "wagtail" or room not in apps.app_configs:
        return None
    return str(capfirst(apps.get_app_config(room).verbose_name))


def logged_kinds() -> list[tuple[int, str]]:
    """What the log has entries about: primary keys of content types and their French names."""
    keys = ModelLogEntry.objects.order_by().values_list("content_type", flat=True).distinct()
    kinds = [(key, kind_name(key)) for key in keys if key is not None]
    return sorted(kinds, key=lambda kind: kind[1])


def kind_name(content_type: int | None) -> str:
    """What a kind of thing is called; its bare name when its model is gone."""
    if content_type is None:
        return ""
    kind = ContentType.objects.get_for_id(content_type)
    model = kind.model_class()
    return str(model._meta.verbose_name if model is not None else kind.model)


def about(entries: Entries, words: str) -> Entries:
    """Those of ``entries`` whose thing is called by ``words``, or has them for its identifier."""
    words = words.strip()[:200]
    if not words:
        return entries
    wanted = Q(label__icontains=words)
    if " " not in words:
        for model in _logged_models():
            if (name := _identifier(model)) is not None:
                keys = model._base_manager.filter(**{name: words}).values_list("pk", flat=True)
                if found := [str(key) for key in keys]:
                    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
                    wanted |= Q(content_type=kind, object_id__in=found)
    return entries.filter(wanted)


def with_things(entries: Iterable[ModelLogEntry], user: Any = None) -> list[Any]:
    """``entries`` with what a line shows: ``person``, ``kind``, ``identifier``, ``said``; for a
    ``user`` also ``thing_url`` and ``version_url`` (empty when there is none, or the thing is gone).

    A fixed number of queries, whatever the number of entries of each kind.
    """
    lines: list[Any] = list(entries)
    keys: dict[int, set[str]] = defaultdict(set)
    for line in lines:
        if line.content_type_id is not None:
            keys[line.content_type_id].add(line.object_id)
    identifiers = {kind: _identifiers(kind, objects) for kind, objects in keys.items()}
    finder = AdminURLFinder(user) if user is not None else None
    previous = _previous_revisions(lines) if finder else {}
    for line in lines:
        known = identifiers.get(line.content_type_id, {})
        line.person = line.user_display_name if line.user_id else _("commande")
        line.kind = kind_name(line.content_type_id)
        line.is_there = line.object_id in known
        line.identifier = known.get(line.object_id, "")
        line.said = _said(line)
        if finder is not None:
            model = _model_of(line.content_type_id)
            line.thing_url = _thing_url(finder, model, line) if line.is_there else ""
            line.version_url = _version_url(model, line, previous) if line.is_there else ""
    return lines


def export_lines(entries: Entries) -> Iterator[Any]:
    """All ``entries`` for a file, a batch at a time."""
    for batch in batched(entries.iterator(chunk_size=BATCH), BATCH):
        yield from with_things(batch)


def _said(line: Any) -> str:
    """What was done, with what the person wrote about it."""
    return f"{line.message} : {line.comment}" if line.comment else str(line.message)


def _model_of(content_type: int | None) -> type[Model] | None:
    if content_type is None:
        return None
    return ContentType.objects.get_for_id(content_type).model_class()


def _logged_models() -> list[type[Model]]:
    models = (_model_of(key) for key, _name in logged_kinds())
    return [model for model in models if model is not None]


def _identifier(model: type[Model]) -> str | None:
    names = {field.name for field in model._meta.get_fields()}
    return next((name for name in _IDENTIFIERS if name in names), None)


def _identifiers(content_type: int, objects: set[str]) -> dict[str, str]:
    """What the rows of one kind are called for good, by primary key; those that are gone are not in it."""
    model = _model_of(content_type)
    if model is None:
        return {}
    name = _identifier(model)
    rows = model._base_manager.filter(pk__in=objects)
    if name is None:
        return {str(key): "" for key in rows.values_list("pk", flat=True)}
    return {str(key): str(value) for key, value in rows.values_list("pk", name)}


def _thing_url(finder: AdminURLFinder, model: type[Model] | None, line: Any) -> str:
    """Where the thing is edited, when the person may."""
    if model is None:
        return ""
    # Its key is enough for an address: texts are not read.
    return finder.get_edit_url(model(pk=line.object_id)) or ""


def _previous_revisions(lines: Sequence[Any]) -> dict[int, int | None]:
    """The version before each version that a line names; what was purged is not in it."""
    wanted = [line.revision_id for line in lines if line.revision_id]
    before = Revision.objects.filter(
        base_content_type=OuterRef("base_content_type"),
        object_id=OuterRef("object_id"),
        pk__lt=OuterRef("pk"),
    ).order_by("-pk")
    rows = Revision.objects.filter(pk__in=wanted).annotate(before=Subquery(before.values("pk")[:1]))
    return dict(rows.order_by().values_list("pk", "before"))


def _version_url(model: type[Model] | None, line: Any, previous: dict[int, int | None]) -> str:
    """What the version changed: it beside the one before."""
    before = previous.get(line.revision_id)
    viewset = getattr(model, "snippet_viewset", None)
    if before is None or viewset is None:
        return ""
    try:
        name = viewset.get_url_name("revisions_compare")
        return reverse(name, args=[line.object_id, before, line.revision_id])
    except NoReverseMatch:
        return ""


def _moment(line: Any) -> str:
    return timezone.localtime(line.timestamp).strftime("%Y-%m-%d %H:%M:%S")


#: The columns of an export.
COLUMNS: Columns = (
    (gettext_lazy("Date et heure"), _moment),
    (gettext_lazy("Personne"), lambda line: line.person),
    (
        gettext_lazy("Compte"),
        lambda line: line.user.get_username() if line.user_id and line.user else "",
    ),
    (gettext_lazy("Action"), lambda line: line.said),
    (gettext_lazy("Code de l'action"), lambda line: line.action),
    (gettext_lazy("Sorte"), lambda line: line.kind),
    (gettext_lazy("Objet"), lambda line: line.label),
    (gettext_lazy("Identifiant"), lambda line: line.identifier),
    (gettext_lazy("Clé"), lambda line: line.object_id),
    (gettext_lazy("Version"), lambda line: line.revision_id),
)
