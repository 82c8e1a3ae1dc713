"""A network with two people, its callers, and another network."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from openmso.authority.facts.people import Person
from openmso.foundation import register
from openmso.foundation.actor import system
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from tests.callers import ACTORS, Caller, caller


@pytest.fixture(autouse=True)
def addresses(urls: None) -> Iterator[None]:
    yield
    ACTORS.clear()


@pytest.fixture
def urls(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.foundation.api.addresses"  # type: ignore[attr-defined] # pytest-django's settings


@pytest.fixture
def network(db: None) -> UUID:
    made = Network.objects.create(slug="n", name="N").id
    for id, name in (("ada", "Ada Ahn"), ("rosa", "Rosa Reyes")):
        register.enter(by=system(made), why="the cast", record=Person(id, name))
    return made


@pytest.fixture
def operator(network: UUID) -> Caller:
    return caller(Side.BUSINESS, network)


@pytest.fixture
def director(network: UUID) -> Caller:
    return caller(Side.CLINICAL, network)


@pytest.fixture
def stranger(network: UUID) -> Caller:
    return caller(Side.BUSINESS, Network.objects.create(slug="other", name="O").id)
