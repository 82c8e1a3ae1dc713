"""Who comes to the director's desk: Ada, who gives authority; Nia, who works under an agreement; Olga of the business."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.foundation.rules.sides import Post
from tests.cast import ADA, BOTOX, CAST, LUMEN, MSO, NIA, ROSA, agreed
from tests.foundation.company import Company
from tests.kept import network_of_the_cast
from tests.web.visits import sign_in, take, with_password

UNSIGNED: Any = Delegation("waits", ADA, ROSA, frozenset({BOTOX}), CAST.need(Agreement, "agreement-nia").span)
"""Somebody of the office prepared it; Ada has not signed."""
HALF: Any = replace(agreed(NIA), id="half", signatures=agreed(NIA).signatures[:1])
"""Ada has signed it, Nia has not."""


@pytest.fixture(autouse=True)
def swift_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as they are in the product, with less patience."""
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)


@pytest.fixture
def company(db: None) -> Company:
    """The cast, with two papers that wait for a signature."""
    made = Company(network_of_the_cast(UNSIGNED, HALF))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA, organization=LUMEN)
    made.seat("nia", Post.NP, person=NIA, organization=LUMEN)
    made.seat("rosa", Post.RN, person=ROSA, organization=LUMEN)
    made.seat("olga", Post.OPERATOR, organization=MSO)
    made.seat("carl", Post.AUDITOR)
    return made


SIDES = {"olga": "business", "carl": "auditor"}


@pytest.fixture
def came(company: Company) -> Callable[[str], Client]:
    """Somebody's browser, signed in and at their seat."""

    def at_seat(name: str) -> Client:
        client = Client()
        with_password(company.users[name])
        sign_in(client, name)
        take(client, company.seats[name], SIDES.get(name, "clinical"))
        return client

    return at_seat
