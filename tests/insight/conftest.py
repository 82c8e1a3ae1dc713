"""The example network of med spas in the database, with people at their desks."""

from __future__ import annotations

from typing import Protocol

import pytest
from django.test import Client

from openmso.foundation.rules.sides import Post
from tests.foundation.company import Company
from tests.web.network import network_of


class Enter(Protocol):
    """Signs somebody in by name, at their seat, on a side; their browser."""

    def __call__(self, name: str, side: str = "business") -> Client: ...


@pytest.fixture
def spas(db: None) -> Company:
    """The med spa group: Olga operates it, its director directs, Carl audits, Mia markets."""
    made = network_of()
    made.seat("mia", Post.MARKETING)
    return made


@pytest.fixture
def enter(spas: Company) -> Enter:
    """How people come in."""

    def entered(name: str, side: str = "business") -> Client:
        client = Client()
        client.force_login(spas.users[name], backend="openmso.web.adapters.Users")
        client.post("/seats/take/", {"seat": str(spas.seats[name]), "side": side})
        return client

    return entered
