"""The business proposes and cannot decide; a licensee of the practice decides, once, under a license in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import ProgrammingError

from openmso.authority.facts.people import License
from openmso.compliance.actions.separating import decide, propose
from openmso.compliance.models import Proposal, Ruling
from openmso.compliance.queries.separation import quarter, waiting
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from openmso.workforce.models import Person
from tests.cast import altered
from tests.foundation.company import Company
from tests.web.cast import SIDES, seated_cast

pytestmark = pytest.mark.django_db
WHY = "a test"
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def company() -> Company:
    return seated_cast()


def actor(company: Company, name: str) -> Actor:
    return company.actor(name, Side(SIDES[name]))


def proposed(by: Actor, **other: object) -> str:
    told = {
        "practice": "lumen-medical",
        "power": "professional_prices",
        "about": "Botox at 12 a unit",
        "holds_on": DAY,
    }
    return propose(by=by, why=WHY, **{**told, **other})  # type: ignore[arg-type] # as told


def test_the_owner_proposes_and_the_director_decides_under_her_license(company: Company) -> None:
    olga, dana = actor(company, "olga"), actor(company, "dana")
    code = proposed(olga)
    assert [one.code for one in waiting(dana)] == [code]
    decide(by=dana, why=WHY, proposal=code, outcome="taken", now=NOW)
    assert waiting(dana) == ()
    (entry,), wrong = quarter(olga, DAY, DAY)
    assert entry.ruling is not None
    assert (entry.side, entry.ruling.person, entry.ruling.license) == ("business", "ada", "license-ada")
    assert (entry.ruling.on, wrong) == (DAY, ())
    with pytest.raises(RefusedError, match="decided"):
        decide(by=dana, why=WHY, proposal=code, outcome="refused", now=NOW)


def test_the_business_cannot_decide_and_the_database_refuses_it_too(company: Company) -> None:
    olga = actor(company, "olga")
    code = proposed(olga)
    with pytest.raises(WrongHandsError):
        decide(by=olga, why=WHY, proposal=code, outcome="taken", now=NOW)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(olga, why=WHY):
        Ruling.objects.create(
            network_id=company.network,
            code="ruling-forged",
            proposal=Proposal.objects.get(code=code),
            outcome="taken",
            person=Person.objects.get(code="ada"),
            license="license-ada",
            on=DAY,
        )


def test_a_nurse_neither_proposes_nor_decides_and_an_auditor_only_looks(company: Company) -> None:
    code = proposed(actor(company, "olga"))
    for name in ("rosa", "carl", "mia"):
        with pytest.raises(WrongHandsError):
            proposed(actor(company, name))
        with pytest.raises(WrongHandsError):
            decide(by=actor(company, name), why=WHY, proposal=code, outcome="taken", now=NOW)
        assert [one.code for one in waiting(actor(company, name))] == [code]


def test_without_a_license_in_force_nothing_is_decided() -> None:
    ended = altered(License, "license-ada", span=Span.of(date(2015, 1, 1), date(2026, 3, 1)))
    company = seated_cast(ended)
    code = proposed(actor(company, "olga"))
    with pytest.raises(RefusedError, match="license in force"):
        decide(by=actor(company, "dana"), why=WHY, proposal=code, outcome="taken", now=NOW)
    ((one,), (fault,)) = quarter(company.system, DAY, DAY)
    assert (fault.entry, one.ruling) == (one, None)


@pytest.mark.parametrize(
    "other",
    [
        {"power": "parking"},
        {"about": "  "},
        {"about": "x" * 501},
        {"practice": "lumen-management"},
        {"practice": "none"},
    ],
)
def test_what_cannot_be_proposed_is_refused(company: Company, other: dict[str, object]) -> None:
    with pytest.raises(RefusedError):
        proposed(actor(company, "olga"), **other)
    assert waiting(company.system) == ()


def test_nothing_that_was_not_proposed_is_decided(company: Company) -> None:
    dana = actor(company, "dana")
    with pytest.raises(NotThereError):
        decide(by=dana, why=WHY, proposal="none", outcome="taken", now=NOW)
    with pytest.raises(RefusedError):
        decide(by=dana, why=WHY, proposal=proposed(dana), outcome="maybe", now=NOW)
