"""Languages under their names, and Belgian formats."""

import datetime
from decimal import Decimal

import pytest
from django.utils import formats
from django.utils.translation import get_language_info, override

from localisation.languages import code_of, codes, labels, locale_of, localised, set_labels
from referentiel.models import Framework


def test_names():
    assert codes() == ["fr", "fr-be", "nl", "en", "de"]
    assert [locale_of(code) for code in codes()] == ["fr", "fr-BE", "nl", "en", "de"]
    assert [code_of(locale_of(code)) for code in codes()] == codes()
    assert localised("title", "fr-be") == "title_fr_be"
    assert get_language_info("fr-be")["name_local"] == "français (Belgique)"


def test_belgian_dates_and_numbers():
    with override("fr-be"):
        assert formats.date_format(datetime.date(2026, 3, 9), "SHORT_DATE_FORMAT") == "09/03/2026"
        assert formats.number_format(Decimal("1234.5"), 2, force_grouping=True) == "1\xa0234,50"
        assert "%d/%m/%Y" in formats.get_format("DATE_INPUT_FORMATS")


@pytest.mark.parametrize("interface", ["fr", "en"])
def test_labels_are_each_language_s_own(interface):
    with override(interface):
        framework = Framework()
        set_labels(framework, "title", {"fr": "Cadre", "fr-BE": "Cadre belge"})
        assert labels(framework, "title") == {"fr": "Cadre", "fr-BE": "Cadre belge"}
        set_labels(framework, "title", {"fr": "Cadre"})
        assert labels(framework, "title") == {"fr": "Cadre"}
