"""Austin on a day of March: Botox on the menu, Rosa and Ada on shift, a room; nurses who may do the same as Rosa."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from openmso.authority.facts import Record
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Service
from openmso.care.actions.visits import Booking
from openmso.foundation.actor import system
from openmso.structure.actions import add_room
from openmso.workforce.actions import Planned, plan_shift
from tests.cast import ADA, AUSTIN, BOTOX, ROSA, delegated, engaged, licensed, skilled
from tests.kept import network_of_the_cast, operator

DAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
"""Seven in the morning in Austin."""
MENU = "m-botox"
NURSES = tuple(f"nurse-{number}" for number in range(10))


def at(hour: int, minute: int = 0) -> datetime:
    """An hour of the day by UTC; it is five hours earlier in Austin."""
    return datetime(2026, 3, 10, hour, minute, tzinfo=UTC)


def nurses() -> Iterator[Record]:
    """People who may do what Rosa may."""
    for one in NURSES:
        yield from (
            Person(one, one.title()),
            licensed(one, "RN"),
            engaged(one, "RN"),
            delegated(one, BOTOX),
            skilled(one, BOTOX),
        )


def austin(*people: str, rooms: int = 1) -> UUID:
    """The network; these people besides Ada are on shift from nine to five (14 to 22 UTC)."""
    menu = Service(MENU, AUSTIN, "Botox", frozenset({BOTOX}))
    network = network_of_the_cast(menu, *nurses(), without=["menu-austin"])
    by = operator(network)
    for number in range(rooms):
        add_room(
            by=by, why="a room", site=AUSTIN, name=f"Room {number}", kind="treatment", since=date(2026, 1, 1)
        )
    for one in (ADA, *people):
        plan_shift(by=system(network), why="the roster", planned=Planned(one, AUSTIN, at(14), at(22)))
    return network


def rosas(hour: int, room: str, minute: int = 0, **more: str) -> Booking:
    """Botox by Rosa under Ada."""
    given = {"supervisor": ADA, "person": ROSA, "room": room, **more}
    return Booking(AUSTIN, (MENU,), at=at(hour, minute), patient_state="TX", **given)
