"""A bank with a validated challenge and its first release; tokens of every scope."""

import pytest

from banks.actions import create_token, publish_bank
from banks.enums import Scope
from tests import factories


@pytest.fixture
def challenge(db):
    return factories.validated_challenge()


@pytest.fixture
def bank(challenge):
    return factories.BankFactory(framework=challenge.skill.competence.framework)


@pytest.fixture
def release(bank):
    return publish_bank(bank, note="Première.")


@pytest.fixture
def secrets(bank):
    """A secret for each scope."""
    return {scope: create_token(f"essai {scope}", scope, [bank])[1] for scope in Scope}


@pytest.fixture
def get(client, secrets):
    """GET an address of the API with a scope's token."""

    def call(path, scope=Scope.ENGINE, **headers):
        return client.get(
            f"/api/v1{path}", headers={"authorization": f"Bearer {secrets[scope]}", **headers}
        )

    return call
