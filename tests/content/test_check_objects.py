"""``manage.py check_objects``."""

import pytest
from django.core.management import CommandError, call_command

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
