"""The slot finder against one that asks every minute of everything."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from openmso.care.rules.slots import (
    Candidate,
    Slot,
    Times,
    Wanted,
    apart,
    both,
    find,
    full,
    joined,
    why_not,
    without,
)

END = 40
TIMES = st.lists(st.tuples(st.integers(0, END), st.integers(0, END)), max_size=4).map(
    lambda found: tuple((min(one), max(one)) for one in found)
)
THINGS = st.one_of(st.none(), st.dictionaries(st.sampled_from("abc"), TIMES, max_size=3))


def minutes(times: Times) -> set[int]:
    return {at for start, until in times for at in range(start, until)}


@given(TIMES, TIMES)
def test_stretches_hold_the_moments_that_sets_of_minutes_hold(one: Times, other: Times) -> None:
    assert minutes(joined(one)) == minutes(one)
    assert minutes(both(joined(one), joined(other))) == minutes(one) & minutes(other)
    assert minutes(without(joined(one), joined(other))) == minutes(one) - minutes(other)


@given(TIMES, st.integers(1, 3))
def test_full_are_the_minutes_in_which_so_many_run(visits: Times, most: int) -> None:
    running = {at for at in range(END) if sum(start <= at < until for start, until in visits) >= most}
    assert minutes(full(visits, most)) == running


def naive(wanted: Wanted, candidates: list[Candidate]) -> set[tuple[int, str]]:
    """Who can begin when, by asking every minute."""
    first, last = wanted.window
    found = set()
    for one in candidates:
        for start in range(first, last):
            span = set(range(start, start + wanted.minutes))
            if start % wanted.step or start + wanted.minutes > last:
                continue
            free = span <= minutes(one.works) and not span & minutes(one.taken)
            covered = one.under is None or any(span <= minutes(times) for times in one.under.values())
            if free and covered and thing(wanted.rooms, span) and thing(wanted.devices, span):
                found.add((start, one.person))
    return found


def thing(taken: Mapping[str, Times] | None, span: set[int]) -> bool:
    return taken is None or any(not span & minutes(times) for times in taken.values())


@given(
    st.lists(st.tuples(TIMES, TIMES, THINGS), min_size=1, max_size=3),
    THINGS,
    THINGS,
    st.integers(1, 9),
    st.sampled_from([1, 5]),
)
def test_the_finder_finds_what_asking_every_minute_finds(
    people: list[tuple[Times, Times, dict[str, Times] | None]],
    rooms: dict[str, Times] | None,
    devices: dict[str, Times] | None,
    so_long: int,
    step: int,
) -> None:
    candidates = [Candidate(f"p{n}", *one) for n, one in enumerate(people)]
    wanted = Wanted(so_long, (3, END - 3), rooms, devices, step)
    found = find(wanted, candidates)
    assert {(one.start, one.person) for one in found.slots} == naive(wanted, candidates)
    by_name = {one.person: one for one in candidates}
    assert all(why_not(wanted, by_name[one.person], one) == "" for one in found.slots)
    without_slots = set(by_name) - {one.person for one in found.slots}
    assert set(found.left_out) == without_slots


def test_what_is_first_in_the_way_is_told() -> None:
    day: Times = ((0, 100),)
    wanted = Wanted(30, (0, 100), {"room": ()}, None)
    people = [
        Candidate("away", ()),
        Candidate("busy", day, ((10, 90),)),
        Candidate("alone", day, (), {"ada": ((0, 20),)}),
        Candidate("well", day, (), {"ada": ((0, 50),)}),
    ]
    found = find(wanted, people)
    assert found.left_out == {"away": "not_on_shift", "busy": "taken", "alone": "uncovered"}
    assert found.slots == (Slot(0, "well", "room", "", "ada"), Slot(15, "well", "room", "", "ada"))
    nowhere = find(Wanted(30, (0, 100), {"room": day}), people[3:])
    assert nowhere.left_out == {"well": "no_room"}


def test_just_one_slot_is_judged_by_what_is_in_its_way() -> None:
    wanted = Wanted(30, (0, 100), {"room": ((60, 90),)}, None)
    rosa = Candidate("rosa", ((0, 100),), ((0, 10),), {"ada": ((0, 50),)})
    assert why_not(wanted, rosa, Slot(12, "rosa", "room", "", "ada")) == ""
    assert why_not(wanted, rosa, Slot(0, "rosa", "room", "", "ada")) == "taken"
    assert why_not(wanted, rosa, Slot(12, "rosa", "room", "", "ben")) == "uncovered"
    assert why_not(wanted, rosa, Slot(12, "rosa", "attic", "", "ada")) == "no_room"
    assert why_not(wanted, rosa, Slot(80, "rosa", "room", "", "ada")) == "not_on_shift"


def test_slots_beside_each_other_share_nobody_and_nothing_and_are_spread() -> None:
    def at(start: int, person: str, room: str = "", supervisor: str = "") -> Slot:
        return Slot(start, person, room, "", supervisor)

    found = apart([at(0, "a"), at(15, "a"), at(0, "b"), at(30, "a"), at(60, "a")], 30, 10)
    assert found == (at(0, "a"), at(0, "b"), at(30, "a"), at(60, "a"))
    assert apart([at(0, "a", "r"), at(0, "b", "r"), at(30, "b", "r")], 30, 10) == (
        at(0, "a", "r"),
        at(30, "b", "r"),
    )
    assert apart([at(0, "a", "r", "s"), at(15, "b", "q", "s")], 30, 10) == (at(0, "a", "r", "s"),)
    assert [one.start for one in apart([at(30 * one, "a") for one in range(6)], 30, 3)] == [0, 60, 120]
    assert apart([], 30, 3) == ()
