"""What a plan may not do, what it costs, and why it is as it is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from openmso.matching.rules.portfolio import (
    Breach,
    Choice,
    Need,
    Plan,
    Problem,
    Seat,
    breaches,
    cost,
    explained,
    greedy,
    leaving,
    moved,
    part,
)

AKRON = Need("akron", {"hours": Decimal(10), "OH": Decimal(2)}, {"hours": Decimal(1)}, frozenset({"OH"}))
DAYTON = replace(AKRON, id="dayton")
ANA_BOB = ("ana", "bob")


def problem(**other: object) -> Problem:
    choices = tuple(
        Choice(need, who, price, price / 4)
        for need in ("akron", "dayton")
        for who, price in (("ana", Decimal(1000)), ("bob", Decimal(1200)))
    )
    limits = {who: {"hours": Decimal(21), "OH": Decimal(4)} for who in ANA_BOB}
    made = Problem((AKRON, DAYTON), choices, limits, dict.fromkeys(ANA_BOB, Decimal(500)))
    return replace(made, **other)  # type: ignore[arg-type]  # a test changes any part


def test_a_plan_costs_seats_people_and_what_is_left_open() -> None:
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat()}
    assert cost(problem(), seats) == 1000 + 300 + 2 * 500 + 20000 + 4000


def test_one_person_in_both_parts_is_no_plan() -> None:
    assert breaches(problem(), {"akron": Seat("ana", "ana")})[0] == Breach(
        "akron", "one person in both parts"
    )


def test_nobody_passes_a_limit() -> None:
    tight = problem(limits={"ana": {"hours": Decimal(19), "OH": Decimal(4)}})
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat("ana", "bob")}
    assert breaches(tight, seats) == (Breach("ana", "hours: 20 of 19"),)


def test_who_stands_in_has_room_to_step_in_once() -> None:
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat("bob", "ana")}
    assert breaches(problem(), seats) == ()
    three = {who: {"OH": Decimal(3)} for who in ANA_BOB}
    assert {one.what for one in breaches(problem(limits=three), seats)} == {"OH: 4 of 3"}
    free = {"akron": Seat("ana", "bob"), "dayton": Seat("ana", "bob")}
    assert breaches(problem(limits={"bob": {"OH": Decimal(2)}}), free) == ()


def test_moving_somebody_costs_the_change() -> None:
    was = problem(before={"akron": Seat("bob", "ana")}, change=Decimal(700))
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat("ana", "bob")}
    assert cost(was, seats) - cost(problem(), seats) == 2 * 700
    assert moved(was.before, seats) == ("akron",)


def test_the_explanation_says_who_else_and_what_they_lack() -> None:
    tight = problem(limits={"bob": {"hours": Decimal(5)}})
    seats = {"akron": Seat("ana"), "dayton": Seat("ana")}
    (first, _) = explained(tight, seats)
    assert first.price == 1000
    assert [(one.person, one.more, one.full) for one in first.others] == [("bob", Decimal(700), ("hours",))]


def test_a_part_leaves_what_others_take() -> None:
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat("bob", "ana")}
    some = part(problem(), seats, ["dayton"], problem().choices)
    assert [one.id for one in some.needs] == ["dayton"]
    assert some.limits == {
        "ana": {"hours": Decimal(11), "OH": Decimal(2)},
        "bob": {"hours": Decimal(20), "OH": Decimal(2)},
    }
    assert some.fixed == {"ana": 0, "bob": 0}


def test_who_leaves_can_take_nothing() -> None:
    seats = {"akron": Seat("ana", "bob"), "dayton": Seat("ana", "bob")}
    after = leaving(problem(), seats, ["ana"], Decimal(100))
    assert {one.person for one in after.choices} == {"bob"}
    assert after.before == {"akron": Seat("", "bob"), "dayton": Seat("", "bob")}


def test_the_greedy_plan_fills_what_it_can() -> None:
    assert greedy(problem()) == {one: Seat("ana", "bob") for one in ("akron", "dayton")}


def test_the_gap_is_what_could_still_be_saved() -> None:
    assert Plan({}, Decimal(200), Decimal(199)).gap == Decimal("0.005")
    assert Plan({}, Decimal(0), Decimal(0)).gap == 0
