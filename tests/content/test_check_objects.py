"""``manage.py check_objects``."""

import pytest
from django.core.management import CommandError, call_command

from content.integrity import remint_changed
from content.models import ObjectPointer
from tests import factories


@pytest.mark.django_db
def test_the_command_passes_then_names_what_is_wrong(capsys):
    challenge = factories.validated_challenge()
    call_command("check_objects")
    assert "intacts" in capsys.readouterr().out
    ObjectPointer.objects.filter(kind="challenge").update(status="archived")
    with pytest.raises(CommandError, match="1 anomalie"):
        call_command("check_objects")
    assert challenge.public_id in capsys.readouterr().out


@pytest.mark.django_db
def test_an_update_gives_facets_that_are_new_and_mints_nothing_for_it():
    factories.validated_challenge()
    pointer = ObjectPointer.objects.get(kind="challenge")
    facets = {name: value for name, value in pointer.facets.items() if name != "media"}
    ObjectPointer.objects.filter(pk=pointer.pk).update(facets=facets)
    assert remint_changed() == 0
    assert ObjectPointer.objects.get(pk=pointer.pk).facets == pointer.facets
