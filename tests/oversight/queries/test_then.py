"""What was known at a moment judges what was done then: later corrections do not reach back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from openmso.authority.facts.oversight import Delegation
from openmso.authority.terms import Standing
from openmso.foundation.actor import system
from openmso.foundation.register import RefusedError
from openmso.netfile.actions.records import bring_in
from openmso.netfile.queries.network import Content
from openmso.oversight.actions import amend, revoke_delegation, strike
from openmso.oversight.queries import one
from openmso.oversight.queries.then import facts_known_at
from tests.authority.asking import standing
from tests.cast import BOTOX, CAST, ROSA, cast
from tests.kept import auditor, clinician, network_of_the_cast

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 18, tzinfo=UTC)


def moment() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def test_the_whole_network_is_known_as_it_was() -> None:
    network = network_of_the_cast()
    then = moment()
    bring_in(by=system(network), why="board", given=Content(replace(cast(self_pay_only=False), name="Lux")))
    strike(by=clinician(network), why="never", kind=Delegation, id="delegation-rosa")
    before, now = (facts_known_at(auditor(network), at) for at in (then, moment()))
    assert before.tables == CAST.tables
    assert (before.name, before.settings.self_pay_only) == ("Lumen", True)
    assert (now.name, now.settings.self_pay_only) == ("Lux", False)
    assert now.get(Delegation, "delegation-rosa") is None


def test_a_delegation_that_was_ended_backwards_was_known_to_hold_when_rosa_injected() -> None:
    """On the second of March she had it in hand. That it was revoked as of January was written down later."""
    network = network_of_the_cast()
    then = moment()
    revoke_delegation(by=clinician(network), why="found out", id="delegation-rosa", on=date(2026, 1, 1))
    found = [
        standing(ROSA, BOTOX, facts, on=AT.date())
        for facts in (facts_known_at(auditor(network), at) for at in (then, moment()))
    ]
    assert found[0] is Standing.CONDITIONAL
    assert found[1] > Standing.CONDITIONAL
    paper = one(auditor(network), Delegation, "delegation-rosa").record
    with pytest.raises(RefusedError):
        amend(by=clinician(network), why="x", record=replace(paper, procedures=frozenset()))


def test_before_it_was_founded_there_was_no_network() -> None:
    by = auditor(network_of_the_cast())
    with pytest.raises(RefusedError, match="there was no network"):
        facts_known_at(by, moment() - timedelta(days=1))
    with pytest.raises(RefusedError, match="has no offset"):
        facts_known_at(by, datetime(2026, 1, 1))  # noqa: DTZ001 - what this is about
