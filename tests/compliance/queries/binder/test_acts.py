"""Acts in a binder: those of the period and the scope, counted and told with why they had no authority."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from openmso.compliance.queries.binder.acts import acts
from openmso.compliance.queries.binder.frame import frame_of
from openmso.compliance.rules.binders import Scope
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts.held import SHELF
from tests.cast import AUSTIN, BOTOX, DALLAS, FILLER, LOU, ROSA
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


def test_acts_of_the_scope_and_the_period_are_counted_and_what_had_no_authority_is_told() -> None:
    network = network_of_the_cast()
    for person, procedure, site, day in (
        (ROSA, BOTOX, AUSTIN, 1),
        (LOU, FILLER, AUSTIN, 1),
        (LOU, FILLER, DALLAS, 1),
    ):
        at = datetime(2026, 3, day, 17, tzinfo=UTC)
        one = Done(person, site, procedure, at, f"c-{person}-{site}", outcome="allow")
        record_act(by=clinician(network), why="signed", done=one)
    before = Done(ROSA, AUSTIN, BOTOX, datetime(2025, 1, 1, 17, tzinfo=UTC), "c-before", outcome="allow")
    record_act(by=clinician(network), why="signed", done=before)
    frame = frame_of(operator(network), Scope("site", AUSTIN), date(2025, 3, 3), date(2026, 3, 2), NOW)
    assert frame is not None
    (sheet,) = acts(frame)
    by_site, failed = [one["rows"] for one in sheet.told["blocks"] if one["kind"] == "table"]
    # Rosa may inject Botox; nobody delegated filler to Lou, who is an LPN.
    assert [[cell["text"] for cell in row] for row in by_site] == [["Austin", "2", "1"]]
    assert [row[3]["text"] for row in failed] == ["Lou"]
    text = json.dumps(sheet.told)
    assert "Dallas" not in text
    assert "c-lou" not in text
