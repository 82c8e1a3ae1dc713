"""Ada gives notice: her office ends after a day, her successor is sought at the same moment, and what must be done before is told by what is recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.door import WrongHandsError
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.matching.actions.leaving import give_notice
from openmso.matching.actions.openings import close_need
from openmso.matching.queries.leaving import Leaving, leaving
from openmso.matching.queries.openings import opening, openings
from openmso.oversight.actions import appoint_director
from openmso.oversight.facts import network_facts
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.sites import glances
from openmso.timeline.spans import Span
from tests.cast import ADA, AUSTIN, DALLAS, LUMEN, ROSA, TODAY, signed
from tests.kept import auditor, clinician, operator
from tests.matching.need import CORA
from tests.matching.world import NOON, WHY, lumen
from tests.today import civil_today
from tests.web.network import network_of

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=10)
AFTER = LAST + timedelta(days=1)


@pytest.fixture
def network() -> UUID:
    SHELF.clear()
    return lumen()


def office(network: UUID, person: str = ADA, kind: str = "director") -> Appointment:
    found = network_facts(operator(network)).by(Appointment, "person", person)
    return next(one for one in found if one.kind == kind)


def noticed(network: UUID, last: date = LAST) -> str:
    by = operator(network)
    return give_notice(by=by, why=WHY, appointment=office(network).id, last=last, now=NOON)


def seen(network: UUID, code: str) -> Leaving:
    found = leaving(operator(network), opening(operator(network), code), NOON)
    assert found is not None
    return found


def said(found: Leaving) -> dict[str, bool | None]:
    return {one.said: one.done for one in found.asked}


def test_the_office_ends_and_the_need_opens_at_the_same_moment(network: UUID) -> None:
    code = noticed(network)
    assert office(network).span.end == AFTER.toordinal()
    (one,) = openings(operator(network))
    assert (one.opening.id, one.replaces, one.opening.wanted_from) == (code, office(network).id, AFTER)
    assert one.opening.practice == LUMEN
    assert {AUSTIN, DALLAS} <= {place.site for place in one.opening.places}
    assert one.clock.opened == NOON
    assert ("NP", 1) in one.opening.people


def test_what_goes_dark_and_what_is_not_done_is_told_until_it_is(network: UUID) -> None:
    code = noticed(network)
    found = seen(network, code)
    assert (found.person, found.last, found.after) == (ADA, LAST, AFTER)
    # The drill takes fourteen days (house); whoever leaves in ten leaves ten.
    assert found.goal == LAST
    now = said(found)
    assert now["Somebody else directs every site from the day after"] is False
    assert now["Somebody stands in at every site on the day after"] is True
    assert any(
        "delegation" in text and "beyond the day" in text for text, done in now.items() if done is False
    )
    assert now["The board is told, where the state asks for it"] is None
    assert now["No charts wait for their review"] is True
    successor = Appointment(
        "office-cora", CORA, LUMEN, span=Span.of(AFTER), signatures=signed(CORA, on=TODAY)
    )
    appoint_director(by=operator(network), why=WHY, appointment=successor)
    assert said(seen(network, code))["Somebody else directs every site from the day after"] is True


def test_what_the_core_finds_lost_the_day_after_is_told_by_site_and_service() -> None:
    """The example network hangs on Dr. Serrano in Texas, as its tour says."""
    SHELF.clear()
    made = network_of()
    by, today = made.actor("olga", Side.BUSINESS), civil_today()
    offices = network_facts(by).by(Appointment, "person", "dr-serrano")
    held = next(one for one in offices if one.kind == "director" and today.toordinal() in one.span)
    now = datetime.combine(today, time(18), UTC)
    code = give_notice(by=by, why=WHY, appointment=held.id, last=today + timedelta(days=10), now=now)
    found = leaving(by, opening(by, code), now)
    assert found is not None
    lost = {(site.id, each.id) for site, services in found.dark for each in services}
    assert lost
    for site, _ in found.dark:
        told = made.actor("olga", Side.BUSINESS)
        board = {
            one.service.id: one.able
            for glance in glances(told, found.after, frozenset({site.id}))
            for one in glance.offered
        }
        assert {service for of, service in lost if of == site.id} <= {
            one for one, able in board.items() if not able
        }


def test_a_director_tells_it_themselves_and_nobody_else_who_appoints_none(network: UUID) -> None:
    with pytest.raises(WrongHandsError):
        give_notice(
            by=clinician(network, ROSA, Post.RN), why=WHY, appointment=office(network).id, last=LAST, now=NOON
        )
    with pytest.raises(WrongHandsError):
        give_notice(by=auditor(network), why=WHY, appointment=office(network).id, last=LAST, now=NOON)
    assert office(network).span.end > AFTER.toordinal()
    code = give_notice(by=clinician(network), why=WHY, appointment=office(network).id, last=LAST, now=NOON)
    assert opening(operator(network), code).replaces == office(network).id


def test_days_that_have_gone_offices_of_none_and_a_second_notice_are_refused(network: UUID) -> None:
    for last, field in ((TODAY - timedelta(days=1), "last"),):
        with pytest.raises(RefusedError) as refused:
            noticed(network, last)
        assert refused.value.field == field
    with pytest.raises(NotThereError):
        give_notice(by=operator(network), why=WHY, appointment="nobody", last=LAST, now=NOON)
    code = noticed(network)
    with pytest.raises(RefusedError) as refused:
        noticed(network, LAST - timedelta(days=2))
    assert refused.value.field == "appointment"
    assert office(network).span.end == AFTER.toordinal()
    close_need(by=operator(network), why=WHY, opening=code)
    with pytest.raises(RefusedError) as refused:
        noticed(network, LAST + timedelta(days=1))
    assert refused.value.field == "last"
    assert noticed(network, LAST) != code
