"""What becomes of findings, in pure arithmetic: gone, back, closed by another, and how a control stands in all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Finding, Place, Severity
from openmso.compliance.rules.mending import (
    Held,
    Key,
    Stands,
    cannot_close,
    due_on,
    key_of,
    standings,
    swept,
)

TODAY = date(2026, 3, 2)


def nothing(_: Context) -> Iterable[Fault]:
    return ()


def control(id: str) -> Control:
    return Control(id, "tests", Severity.MUST, f"title of {id}", "tests", "mend", "who", nothing)


def finding(control: str, record: str, *others: str, since: date | None = None) -> Finding:
    where = tuple(Place(one, one, "") for one in (record, *others))
    return Finding(control, Severity.MUST, "t", f"{record} is wrong", where, since, (), "mend", "who")


def test_a_finding_is_the_same_one_however_its_words_and_other_records_change() -> None:
    assert key_of(finding("A-1", "x", "y")) == key_of(finding("A-1", "x", "z")) == Key("A-1", "x")
    assert key_of(finding("A-1", "x")) != key_of(finding("A-2", "x"))


def test_the_graver_the_sooner_and_the_network_may_say_otherwise() -> None:
    days = [due_on(one, TODAY) - TODAY for one in (Severity.MUST, Severity.SHOULD, Severity.WATCH)]
    assert days == [timedelta(days=14), timedelta(days=30), timedelta(days=90)]
    assert due_on(Severity.MUST, TODAY, 3) == TODAY + timedelta(days=3)
    assert due_on(Severity.MUST, TODAY, 0) == TODAY


def test_what_is_gone_closes_unless_it_is_corrective_and_what_is_back_returns() -> None:
    a, b, c, d = (Key("A-1", one) for one in "abcd")
    found = swept(
        [
            ("plain", a, "open", False),
            ("corrective", b, "open", True),
            ("still", c, "open", False),
            ("back", c, "gone", True),
            ("stays", d, "gone", True),
        ],
        {c},
    )
    assert found.gone == ("plain", "corrective")
    assert found.closed == ("plain",)
    assert found.returned == ("back",)


@pytest.mark.parametrize(
    ("changed", "person", "on", "why"),
    [
        ({}, "ben", TODAY, ""),
        ({"state": "open", "gone_on": None}, "ben", TODAY, "the control still finds it"),
        ({"cause": " "}, "ben", TODAY, "cause and action"),
        ({"action": ""}, "ben", TODAY, "cause and action"),
        ({}, "ada", TODAY, "theirs who mended it"),
        ({}, "", TODAY, "theirs who mended it"),
        ({}, "ben", TODAY - timedelta(days=1), "gone since"),
    ],
)
def test_a_corrective_task_is_closed_by_another_who_saw_it_stay_mended(
    changed: dict[str, object], person: str, on: date, why: str
) -> None:
    told = {"state": "gone", "owner": "ada", "corrective": True, "cause": "c", "action": "a"}
    held = Held(**{**told, "gone_on": TODAY - timedelta(days=30), **changed})  # type: ignore[arg-type] # as told
    refused = cannot_close(held, person, on)
    assert bool(refused) == bool(why)
    assert why in (refused[0] if refused else "")


def test_a_control_stands_as_the_gravest_that_is_true_of_it() -> None:
    soon = TODAY + timedelta(days=9)
    now = [finding("FAILS", "a"), finding("FAILS", "b"), finding("LET", "a"), finding("APART", "a")]
    ahead = [
        *now[:2],
        finding("SOON", "a", since=soon),
        finding("SOON", "b", since=soon + timedelta(days=1)),
        finding("FAILS", "c", since=soon),
    ]
    found = standings(
        [control(one) for one in ("FAILS", "LET", "SOON", "PASSES", "APART")],
        now,
        ahead,
        {Key("LET", "a"), Key("FAILS", "b")},
        {"APART": "no laser is here"},
    )
    assert [(one.control.id, one.stands) for one in found] == [
        ("FAILS", Stands.FAILING),
        ("LET", Stands.WAIVED),
        ("SOON", Stands.SOON),
        ("PASSES", Stands.PASSING),
        ("APART", Stands.APART),
    ]
    fails, let, due, passes, apart = found
    assert (fails.failing, fails.waived, fails.soon) == (2, 1, 1)
    assert (let.failing, let.waived) == (1, 1)
    assert (due.soon, due.first) == (2, soon)
    assert (passes.failing, passes.soon, passes.first) == (0, 0, None)
    assert apart.because == "no laser is here"
