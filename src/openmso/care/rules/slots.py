"""When can it be done? Stretches of time against each other: who works, which room and device is free, who covers.

Moments are whole numbers (minutes since a beginning). A stretch is half open; `Times` are sorted and do not touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Times = tuple[tuple[int, int], ...]
NEVER: Final[Times] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may by law do it: when they work there, when they are taken, and who covers them when.

    `under` is None where the law wants nobody near.
    """

    person: str
    works: Times
    taken: Times = ()
    under: Mapping[str, Times] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """So long, beginning at multiples of `step`, within the window. `rooms` and `devices`: when each is taken; None: none is needed."""

    minutes: int
    window: tuple[int, int]
    rooms: Mapping[str, Times] | None = None
    devices: Mapping[str, Times] | None = None
    step: int = 15


@dataclass(frozen=True, slots=True)
class Slot:
    """A lawful combination: who, when it begins, and with what; empty where nothing is needed."""

    start: int
    person: str
    room: str = ""
    device: str = ""
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """All slots, earliest first; and for each candidate without one the first thing that was in the way."""

    slots: tuple[Slot, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


def apart(slots: Iterable[Slot], minutes: int, most: int) -> tuple[Slot, ...]:
    """So many of the slots, spread over all that fit beside each other: none overlaps another with the same person, room, device, supervisor."""
    ends: dict[str, int] = {}
    beside = []
    for one in sorted(slots, key=lambda slot: (slot.start, slot.person)):
        held = [code for code in (one.person, one.room, one.device, one.supervisor) if code]
        if all(ends.get(code, one.start) <= one.start for code in held):
            ends.update(dict.fromkeys(held, one.start + minutes))
            beside.append(one)
    step = max(1, -(-len(beside) // most))
    return tuple(beside[::step])


def joined(times: Iterable[tuple[int, int]]) -> Times:
    """The same moments as stretches that do not touch."""
    found: list[tuple[int, int]] = []
    for start, until in sorted(times):
        if start >= until:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((start, until))
    return tuple(found)


def both(one: Times, other: Times) -> Times:
    """The moments of both."""
    found = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, until = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < until:
            found.append((start, until))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def without(one: Times, taken: Times) -> Times:
    """The moments of one that are not taken."""
    found = []
    for start, until in one:
        at = start
        for begins, ends in taken:
            if ends <= at or begins >= until:
                continue
            if begins > at:
                found.append((at, begins))
            at = max(at, ends)
        if at < until:
            found.append((at, until))
    return tuple(found)


def beginnings(free: Times, minutes: int) -> Times:
    """The moments at which something so long can begin."""
    return tuple((start, until - minutes + 1) for start, until in free if until - start >= minutes)


def full(visits: Iterable[tuple[int, int]], most: int) -> Times:
    """When so many run at once that none more may."""
    spans = tuple(visits)
    edges = sorted([(start, 1) for start, _ in spans] + [(until, -1) for _, until in spans])
    return joined(_full(edges, most))


def _full(edges: Sequence[tuple[int, int]], most: int) -> Iterator[tuple[int, int]]:
    running, since = 0, 0
    for at, change in edges:
        before, running = running, running + change
        if before < most <= running:
            since = at
        elif running < most <= before:
            yield since, at


def find(wanted: Wanted, candidates: Sequence[Candidate]) -> Found:
    """Every slot of every candidate; of rooms, devices and supervisors that are free the first."""
    window: Times = (wanted.window,)
    rooms = _beginnings_of(wanted.rooms, wanted, window)
    devices = _beginnings_of(wanted.devices, wanted, window)
    slots: list[Slot] = []
    left_out: dict[str, str] = {}
    for one in candidates:
        at, why = _narrowed(one, wanted, (rooms, devices))
        if why:
            left_out[one.person] = why
            continue
        covers = _covers(one, wanted)
        slots += (
            Slot(start, one.person, _free(rooms, start), _free(devices, start), _free(covers, start))
            for start in _grid(at, wanted.step)
        )
    return Found(tuple(sorted(slots, key=lambda one: (one.start, one.person))), left_out)


def _narrowed(
    one: Candidate, wanted: Wanted, things: tuple[Mapping[str, Times] | None, Mapping[str, Times] | None]
) -> tuple[Times, str]:
    """When one can begin; or else what is in the way, in the order in which people mend it."""
    window: Times = (wanted.window,)
    steps: list[tuple[str, Times | None]] = [
        ("not_on_shift", beginnings(both(joined(one.works), window), wanted.minutes)),
        ("taken", beginnings(without(both(joined(one.works), window), joined(one.taken)), wanted.minutes)),
        ("uncovered", _any(_covers(one, wanted))),
        ("no_room", _any(things[0])),
        ("no_device", _any(things[1])),
    ]
    at: Times = ((wanted.window[0], wanted.window[1] + 1),)
    for why, times in steps:
        if times is not None:
            at = both(at, times)
            if next(_grid(at, wanted.step), None) is None:
                return NEVER, why
    return at, ""


def _beginnings_of(
    taken: Mapping[str, Times] | None, wanted: Wanted, window: Times
) -> Mapping[str, Times] | None:
    if taken is None:
        return None
    return {
        one: beginnings(without(window, joined(times)), wanted.minutes)
        for one, times in sorted(taken.items())
    }


def _covers(one: Candidate, wanted: Wanted) -> Mapping[str, Times] | None:
    if one.under is None:
        return None
    return {who: beginnings(joined(times), wanted.minutes) for who, times in sorted(one.under.items())}


def _any(times: Mapping[str, Times] | None) -> Times | None:
    return None if times is None else joined(span for spans in times.values() for span in spans)


def _free(times: Mapping[str, Times] | None, at: int) -> str:
    """The first that is free at a moment; nothing where none is needed."""
    found = (
        one for one, spans in (times or {}).items() if any(start <= at < until for start, until in spans)
    )
    return next(found, "")


def _grid(at: Times, step: int) -> Iterator[int]:
    for start, until in at:
        yield from range(-(-start // step) * step, until, step)


def why_not(wanted: Wanted, one: Candidate, slot: Slot) -> str:
    """What is in the way of just this slot; empty if nothing is. On the grid or not."""
    span: Times = ((slot.start, slot.start + wanted.minutes),)
    if both(joined(one.works), span) != span:
        return "not_on_shift"
    if both(joined(one.taken), span):
        return "taken"
    if one.under is not None and both(joined(one.under.get(slot.supervisor, ())), span) != span:
        return "uncovered"
    for why, things, thing in (
        ("no_room", wanted.rooms, slot.room),
        ("no_device", wanted.devices, slot.device),
    ):
        if things is not None and (thing not in things or both(joined(things[thing]), span)):
            return why
    return ""
