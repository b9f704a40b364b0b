"""The system check refuses base names, and only those."""

import pytest
from django.core import checks
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.search import index

from challenges.models import Challenge
from localisation.checks import check_localised_names


def test_the_project_is_clean():
    assert check_localised_names() == []
    assert check_localised_names in checks.registry.registry.get_checks()


def _ids(errors):
    return [error.id for error in errors]


def test_a_base_name_on_a_panel_is_found(monkeypatch):
    handler = ObjectList([ObjectList([FieldPanel("instruction")])])
    monkeypatch.setattr(Challenge, "edit_handler", handler, raising=False)
    assert _ids(check_localised_names()) == ["localisation.E001"]


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("search_fields", [index.SearchField("instruction")]),
        ("panels", ["instruction"]),
    ],
)
def test_a_base_name_elsewhere_is_found(monkeypatch, attribute, value):
    monkeypatch.setattr(Challenge, attribute, value, raising=False)
    assert "localisation.E001" in _ids(check_localised_names())


@pytest.mark.parametrize("attribute", ["list_display", "list_filter", "list_export", "ordering"])
def test_a_base_name_in_a_list_is_found(monkeypatch, attribute):
    monkeypatch.setattr(Challenge.snippet_viewset, attribute, ["-instruction"])
    assert _ids(check_localised_names()) == ["localisation.E001"]


def test_a_model_without_the_mixin_is_found(monkeypatch):
    from localisation import checks as module

    monkeypatch.setattr(module, "TranslatedContentMixin", type("Other", (), {}))
    assert "localisation.E002" in _ids(module.check_localised_names())


def test_a_base_name_on_an_inline_panel_is_found(monkeypatch):
    handler = ObjectList([InlinePanel("choices", [FieldPanel("text")])])
    monkeypatch.setattr(Challenge, "edit_handler", handler, raising=False)
    (error,) = check_localised_names()
    assert "choices" in error.msg


def test_a_base_name_on_a_plain_viewset_is_found(monkeypatch):
    from banks.viewsets import bank_viewset

    monkeypatch.setattr(bank_viewset, "list_display", ["title"])
    assert _ids(check_localised_names()) == ["localisation.E001"]
