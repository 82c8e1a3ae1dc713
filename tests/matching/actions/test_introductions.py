"""From the shortlist to an active director, each step by whose word it takes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.register import RefusedError
from openmso.matching.actions.introductions import (
    offer_terms,
    propose_times,
    put_on_shortlist,
    say_step,
    take_time,
)
from openmso.matching.models import Introduction, MatchStep
from openmso.matching.queries.openings import introduction, opening
from openmso.oversight.actions import appoint_director
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from tests.cast import ADA, AUSTIN, LUMEN, ROSA, TODAY, signed
from tests.kept import clinician, operator
from tests.matching.need import CORA
from tests.matching.world import CALL, NOON, WHY, cora, lumen, opened, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> UUID:
    SHELF.clear()
    made = lumen()
    told(made)
    return made


def listed(by: Actor, kind: str = "director", person: str = CORA) -> str:
    return put_on_shortlist(by=by, why=WHY, opening_code=opened(by), person=person, kind=kind, now=NOON)


def introduced(network: UUID) -> str:
    by = operator(network)
    code = listed(by)
    propose_times(by=by, why=WHY, code=code, times=[CALL, CALL + timedelta(days=1)], now=NOON)
    take_time(by=cora(network), why=WHY, code=code, at=CALL, now=NOON + timedelta(minutes=20))
    return code


def agreed(network: UUID) -> str:
    code, by = introduced(network), operator(network)
    for one in (by, cora(network)):
        say_step(by=one, why=WHY, code=code, step="diligence", now=NOON)
    offer_terms(by=by, why=WHY, code=code, offer=Decimal(1200), now=NOON)
    say_step(by=cora(network), why=WHY, code=code, step="terms", now=NOON)
    return code


def test_the_first_call_is_the_same_day(network: UUID) -> None:
    code = introduced(network)
    found = introduction(cora(network), code)
    assert (found.step, found.call_at) == ("diligence", CALL)
    there = opening(operator(network), found.opening)
    assert there.clock.called == CALL
    assert not there.clock.late(NOON + timedelta(days=9))
    assert [(one.step, one.side, one.who) for one in found.said] == [
        ("shortlist", "business", ""),
        ("introduction", "business", ""),
        ("introduction", "clinical", CORA),
    ]


def test_the_score_of_the_moment_is_kept(network: UUID) -> None:
    kept = introduction(operator(network), listed(operator(network))).score
    assert kept["training"] == {"low": "30.0", "high": "30.0", "why": "2 of 2 services"}


def test_only_she_takes_a_time_and_only_one_that_was_proposed(network: UUID) -> None:
    by = operator(network)
    code = listed(by)
    with pytest.raises(RefusedError, match="past"):
        propose_times(by=by, why=WHY, code=code, times=[NOON - timedelta(hours=1)], now=NOON)
    propose_times(by=by, why=WHY, code=code, times=[CALL], now=NOON)
    with pytest.raises(WrongHandsError):
        take_time(by=clinician(network), why=WHY, code=code, at=CALL, now=NOON)
    with pytest.raises(RefusedError, match="not proposed"):
        take_time(by=cora(network), why=WHY, code=code, at=CALL + timedelta(hours=1), now=NOON)
    assert introduction(by, code).call_at is None


def test_nobody_is_listed_twice_or_against_the_law(network: UUID) -> None:
    by = operator(network)
    what = opened(by)
    put_on_shortlist(by=by, why=WHY, opening_code=what, person=CORA, kind="director", now=NOON)
    with pytest.raises(RefusedError, match="already"):
        put_on_shortlist(by=by, why=WHY, opening_code=what, person=CORA, kind="backup", now=NOON)
    other = opened(by, people=(("NP", 8),))
    with pytest.raises(RefusedError, match="over cap"):
        put_on_shortlist(by=by, why=WHY, opening_code=other, person=CORA, kind="director", now=NOON)
    with pytest.raises(WrongHandsError):
        put_on_shortlist(
            by=clinician(network, ROSA), why=WHY, opening_code=what, person=ADA, kind="backup", now=NOON
        )


def test_terms_lie_within_the_fair_range_and_are_taken_by_her(network: UUID) -> None:
    code, by = introduced(network), operator(network)
    with pytest.raises(RefusedError, match="comes next"):
        offer_terms(by=by, why=WHY, code=code, offer=Decimal(1200), now=NOON)
    for one in (by, cora(network)):
        say_step(by=one, why=WHY, code=code, step="diligence", now=NOON)
    with pytest.raises(RefusedError, match="fair range"):
        offer_terms(by=by, why=WHY, code=code, offer=Decimal(9000), now=NOON)
    with pytest.raises(RefusedError, match="more than a word"):
        say_step(by=cora(network), why=WHY, code=code, step="terms", now=NOON)
    offer_terms(by=by, why=WHY, code=code, offer=Decimal(1200), now=NOON)
    say_step(by=cora(network), why=WHY, code=code, step="terms", now=NOON)
    assert introduction(by, code).step == "papers"


def test_nobody_is_active_before_the_packet_is_whole(network: UUID) -> None:
    code, by = agreed(network), operator(network)
    with pytest.raises(RefusedError, match="no appointment"):
        say_step(by=by, why=WHY, code=code, step="papers", now=NOON)
    office = Appointment("appointment-cora", CORA, LUMEN, sites=frozenset({AUSTIN}), span=Span.of(TODAY))
    appoint_director(by=by, why=WHY, appointment=office)
    say_step(by=by, why=WHY, code=code, step="papers", now=NOON)
    with pytest.raises(RefusedError, match="signed the appointment"):
        say_step(by=by, why=WHY, code=code, step="ready", now=NOON)
    assert introduction(by, code).step == "ready"


def test_with_everything_there_she_is_active_and_can_be_replaced(network: UUID) -> None:
    code, by = agreed(network), operator(network)
    office = Appointment(
        "appointment-cora",
        CORA,
        LUMEN,
        sites=frozenset({AUSTIN}),
        span=Span.of(TODAY),
        signatures=signed(CORA, on=TODAY),
    )
    appoint_director(by=clinician(network), why=WHY, appointment=office)
    say_step(by=by, why=WHY, code=code, step="papers", now=NOON)
    for one in (by, cora(network)):
        say_step(by=one, why=WHY, code=code, step="ready", now=NOON)
    say_step(by=by, why=WHY, code=code, step="active", now=NOON)
    assert introduction(by, code).active
    say_step(by=by, why=WHY, code=code, step="replaced", now=NOON)
    assert introduction(by, code).step == "replaced"


def test_she_may_decline(network: UUID) -> None:
    by = operator(network)
    code = listed(by)
    with pytest.raises(WrongHandsError):
        say_step(by=clinician(network), why=WHY, code=code, step="declined", now=NOON)
    say_step(by=cora(network), why=WHY, code=code, step="declined", now=NOON)
    found = introduction(by, code)
    assert (found.step, found.goes_on) == ("declined", False)


def test_the_database_lets_no_side_write_the_others_word(network: UUID) -> None:
    code, business, physician = introduced(network), operator(network), cora(network)

    def says(by: Actor, side: str) -> None:
        with acting(by, why=WHY):
            row = Introduction.objects.get(code=code)
            MatchStep.objects.create(
                network_id=network,
                code=f"step-{side}",
                introduction=row,
                step="diligence",
                side=side,
                at=NOON,
            )

    for by, other in ((business, "clinical"), (physician, "business")):
        with pytest.raises(ProgrammingError, match="row-level security"):
            says(by, other)
    says(business, "business")
    for by, change in ((physician, {"offer": Decimal(9)}), (business, {"call_at": NOON})):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why=WHY):
            Introduction.objects.filter(code=code).update(**change)
    with seeing(physician):
        row = Introduction.objects.get(code=code)
    row.pk, row.code = uuid4(), "introduction-mine"
    with pytest.raises(ProgrammingError, match="permission denied"), acting(physician, why=WHY):
        row.save(force_insert=True)
