"""What ends soon, and what another record carries on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from openmso.authority.facts.people import Certificate, Engagement, Insurance, License
from openmso.timeline.spans import ALWAYS, Span
from openmso.workforce.rules.lead_times import lapses

ON = date(2026, 11, 25)


def held(left: int, id: str = "x", role: str = "RN", status: str = "active") -> License:
    return License(
        id, "rosa", role, "TX", Span.of(date(2020, 1, 1), ON + timedelta(days=left)), status=status
    )


@pytest.mark.parametrize(
    ("left", "threshold"),
    [
        (91, None),
        (90, 90),
        (61, 90),
        (60, 60),
        (31, 60),
        (30, 30),
        (14, 14),
        (8, 14),
        (7, 7),
        (1, 7),
        (0, 0),
        (-5, 0),
        (-90, 0),
        (-91, None),
    ],
)
def test_the_shortest_lead_time_that_is_reached(left: int, threshold: int | None) -> None:
    assert [one.threshold for one in lapses([held(left)], ON)] == ([] if threshold is None else [threshold])


def test_what_is_renewed_without_a_gap_is_not_told() -> None:
    renewed = License("y", "rosa", "RN", "TX", Span.of(ON + timedelta(days=10), None))
    assert not lapses([held(10), renewed], ON)
    assert [one.record.id for one in lapses([held(9), renewed], ON)] == ["x"]


def test_what_was_renewed_after_a_gap_is_told_until_the_new_one_holds() -> None:
    renewed = License("y", "rosa", "RN", "TX", Span.of(ON, None))
    assert not lapses([held(-3), renewed], ON)
    assert lapses([held(-3), renewed], ON - timedelta(days=1))


def test_another_role_state_or_status_does_not_carry_on() -> None:
    assert lapses([held(10), held(400, "y", role="NP")], ON)
    assert lapses([held(10), held(400, "y", status="suspended")], ON)


def test_a_license_that_does_not_stand_and_one_without_a_known_end_are_not_told() -> None:
    assert not lapses([held(10, status="revoked"), License("z", "rosa", "RN", "NM", ALWAYS)], ON)


def test_every_kind_says_whose_it_is() -> None:
    span = Span.of(None, ON + timedelta(days=5))
    found = lapses(
        [
            Insurance("i", "lonestar", "malpractice", span),
            Certificate("c", "rosa", "cpr", span),
            Engagement("e", "rosa", "lonestar", "RN", span=span),
        ],
        ON,
    )
    assert [(one.kind, one.subject) for one in found] == [
        ("certificate", "rosa"),
        ("engagement", "rosa"),
        ("insurance", "lonestar"),
    ]
