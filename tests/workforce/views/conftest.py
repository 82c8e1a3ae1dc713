"""Who comes to the credential desk: Hana of HR, Mia of marketing, Ada of medicine, Carl who audits; and what waits there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from openmso.authority.facts.people import License
from openmso.foundation import register
from openmso.foundation.rules.sides import Post
from openmso.timeline.spans import Span
from tests.foundation.company import Company
from tests.today import civil_today
from tests.web.visits import take
from tests.workforce.staff import network

SIDES = {"ada": "clinical", "carl": "auditor"}


def today() -> date:
    return civil_today()


def license_of(person: str, number: str, ends: int, **more: object) -> License:
    """A license in Texas that ends in so many days."""
    span = Span.of(date(2019, 3, 1), today() + timedelta(days=ends))
    told = {"id": f"{person}/license/{number.lower()}", "number": number, "role": "RN", **more}
    return License(person=person, state="TX", span=span, **told)  # type: ignore[arg-type] # fields of a license


@pytest.fixture
def company(db: None) -> Company:
    """Two people and a practice; Ada's license ends in 5 days, one of Rosa's in 60."""
    by = network()
    register.strike(by=by, why="a test", kind=License, id="rosa/license/tx-rn")
    register.enter(by=by, why="a test", record=license_of("rosa", "RN-1", 60))
    register.enter(by=by, why="a test", record=license_of("ada", "MD-1", 5, role="MD"))
    made = Company(by.network)
    made.seat("hana", Post.HR)
    made.seat("mia", Post.MARKETING)
    made.seat("ada", Post.MEDICAL_DIRECTOR, person="ada", organization="lonestar")
    made.seat("rosa", Post.OPERATOR, person="rosa")
    made.seat("carl", Post.AUDITOR)
    return made


@pytest.fixture
def came(company: Company) -> Callable[[str], Client]:
    """Somebody's browser, at their seat."""

    def at_seat(name: str) -> Client:
        client = Client()
        client.force_login(company.users[name], "openmso.web.adapters.Users")
        take(client, company.seats[name], SIDES.get(name, "business"))
        return client

    return at_seat
