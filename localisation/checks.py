"""System checks: nothing on a screen, in an index or in an order may use a base name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.db import models

from .models import TranslatedContentMixin, base_names

HINT = "Name a language: title_fr, not title. The base column follows the editor's interface."


def check_localised_names(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Errors ``localisation.E001`` (a base name is used) and ``E002`` (the mixin is missing)."""
    found: list[CheckMessage] = []
    for model in _translated_models():
        if not issubclass(model, TranslatedContentMixin):
            found.append(
                Error(
                    f"{model.__name__} has translated columns without TranslatedContentMixin.",
                    hint="Put the mixin first among its bases.",
                    obj=model,
                    id="localisation.E002",
                )
            )
        names = set(base_names(model))
        for where, used in _uses(model):
            if used.lstrip("-") in names:
                found.append(_base_name_error(where, model, used))
        for holder in (model, *_viewsets(model)):
            found += _inline_uses(model, holder)
    return found


def _base_name_error(where: str, model: type[models.Model], name: str) -> Error:
    return Error(
        f"{where} of {model.__name__} uses the base name “{name}”.",
        hint=HINT,
        obj=model,
        id="localisation.E001",
    )


def _translated_models() -> Iterator[type[models.Model]]:
    from modeltranslation.translator import translator

    for model in translator.get_registered_models(abstract=False):
        if apps.is_installed(model._meta.app_config.name):
            yield model


def _uses(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """Names that ``model`` and its snippet viewset put on screens, in indexes and in orders."""
    yield from (("Meta.ordering", name) for name in _names(model._meta.ordering))
    for attribute in ("panels", "content_panels", "edit_handler"):
        yield from ((attribute, name) for name in _panel_names(getattr(model, attribute, None)))
    for field in getattr(model, "search_fields", None) or []:
        yield "search_fields", getattr(field, "field_name", "")
    for viewset in _viewsets(model):
        for attribute in ("list_display", "list_filter", "list_export", "search_fields", "ordering",
                          "inspect_view_fields"):  # fmt: skip
            yield from ((attribute, name) for name in _names(getattr(viewset, attribute, None)))
        for attribute in ("panels", "edit_handler"):
            yield from (
                (attribute, name) for name in _panel_names(getattr(viewset, attribute, None))
            )


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Iterable):
        for item in value:
            yield item if isinstance(item, str) else str(getattr(item, "accessor", "") or "")


def _panel_names(panel: Any) -> Iterator[str]:
    if panel is None:
        return
    if isinstance(panel, str):
        yield panel
        return
    if isinstance(panel, (list, tuple)):
        for child in panel:
            yield from _panel_names(child)
        return
    if name := getattr(panel, "field_name", None):
        yield name
    # An inline panel's children belong to another model: _inline_uses looks at them.
    if getattr(panel, "relation_name", None) is None:
        yield from _panel_names(list(getattr(panel, "children", None) or []))


def _inline_panels(panel: Any) -> Iterator[Any]:
    """Every inline panel under ``panel``."""
    if getattr(panel, "relation_name", None) is not None:
        yield panel
    children = panel if isinstance(panel, (list, tuple)) else getattr(panel, "children", None)
    for child in children or []:
        yield from _inline_panels(child)


def _inline_uses(model: type[models.Model], holder: Any) -> Iterator[CheckMessage]:
    """Base names of children on the inline panels of ``holder`` (a model or a viewset)."""
    for attribute in ("panels", "content_panels", "edit_handler"):
        for inline in _inline_panels(getattr(holder, attribute, None)):
            child = model._meta.get_field(inline.relation_name).related_model
            if not (isinstance(child, type) and issubclass(child, TranslatedContentMixin)):
                continue
            used = set(_panel_names(list(inline.panels or []))) & set(base_names(child))
            for name in sorted(used):
                yield _base_name_error(f"the inline panel “{inline.relation_name}”", model, name)


def _viewsets(model: type[models.Model]) -> Iterator[Any]:
    """The admin's viewsets of ``model``: of a snippet, and plain model viewsets."""
    from wagtail import hooks

    if (snippet := getattr(model, "snippet_viewset", None)) is not None:
        yield snippet
    for register in hooks.get_hooks("register_admin_viewset"):
        registered = register()
        for viewset in registered if isinstance(registered, (list, tuple)) else [registered]:
            if getattr(viewset, "model", None) is model:
                yield viewset
