"""Lumen in the database, with people of it who sign in: Olga operates, Manny manages a clinic, Rosa is a nurse there, Carl audits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.test import Client

from openmso.authority.facts import Record
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ROSA
from tests.foundation.company import Company
from tests.kept import network_of_the_cast

SIDES = {"olga": "business", "manny": "business", "rosa": "clinical", "carl": "auditor"}


class Lumen(Company):
    """The network of the cast, and browsers of its people."""

    def browser(self, name: str) -> Client:
        """Somebody's browser: signed in, at their seat, on their side."""
        client = Client()
        client.force_login(self.users[name], backend="openmso.web.adapters.Users")
        client.post("/seats/take/", {"seat": str(self.seats[name]), "side": SIDES[name]})
        return client


Found = Callable[..., Lumen]


def lumen_of(*records: Record, without: Iterable[str] = (), slug: str = "lumen") -> Lumen:
    """Lumen with these records in the place of the cast's, and without others."""
    made = Lumen(network_of_the_cast(*records, without=without, slug=slug))
    made.seat("olga", Post.OPERATOR)
    made.seat("manny", Post.CLINIC_MANAGER)
    made.seat("rosa", Post.RN, person=ROSA)
    made.seat("carl", Post.AUDITOR)
    return made


@pytest.fixture
def founded_lumen() -> Iterator[Found]:
    """Founds Lumen as a test wants it; nothing is held in memory before or after."""
    SHELF.clear()
    yield lumen_of
    SHELF.clear()
