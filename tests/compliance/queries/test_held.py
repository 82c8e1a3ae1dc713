"""Findings are kept as long as nothing of the network changes, and no longer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from openmso.authority.facts.people import License
from openmso.authority.judge import Judge
from openmso.compliance.queries import check, held
from openmso.compliance.queries.held import Failing, findings_of
from openmso.compliance.rules.practice import Practice
from openmso.foundation.actor import Actor, system
from openmso.law.queries.lawbook import Lawful
from openmso.oversight.queries import kept
from tests.cast import CAST, LAW, altered, cast
from tests.kept import network_of_the_cast

ON = date(2026, 3, 2)


class Shown:
    """Who judges, as the held network hands it out; and how often a network was checked."""

    def __init__(self, judge: Judge) -> None:
        self.judge, self.checked = judge, 0

    def of(self, by: Actor) -> tuple[Judge, Lawful]:
        del by
        lawful: Lawful = type("Lawful", (), {"book": self.judge.law})()
        return self.judge, lawful

    def check(self, *asked: object, practice: Practice) -> object:
        self.checked += 1
        return check(*asked, practice=practice)  # type: ignore[arg-type] # passed on as they came

    def practice(self, by: Actor, on: date) -> Practice:
        del by, on
        return Practice()


def test_one_state_of_a_network_is_checked_once_a_day_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown(Judge(CAST, LAW))
    monkeypatch.setattr(kept, "judge_of", shown.of)
    monkeypatch.setattr(held, "check", shown.check)
    monkeypatch.setattr(held, "practice_of", shown.practice)
    by = system(UUID(int=1))
    first = findings_of(by, ON)
    assert findings_of(by, ON) == first
    assert shown.checked == 1
    findings_of(by, date(2026, 4, 2))
    assert shown.checked == 2
    shown.judge = Judge(cast(altered(License, "license-rosa", status="suspended")), LAW)
    after = findings_of(by, ON)
    assert shown.checked == 3
    assert after != first


@pytest.mark.django_db
def test_what_was_written_is_found_at_once() -> None:
    network = network_of_the_cast(altered(License, "license-rosa", status="suspended"))
    found = findings_of(system(network), ON)
    named = {place.record for one in found for place in one.finding.where}
    assert "license-rosa" in named
    rosas: list[Failing] = [
        one for one in found if "license-rosa" in {place.record for place in one.finding.where}
    ]
    assert {one.states for one in rosas} == {("TX",)}
    assert [one.control.id for one in found] == [one.finding.control for one in found]
