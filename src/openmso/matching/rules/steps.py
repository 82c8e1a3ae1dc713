"""The way from a need to a director who is active: steps in order, and whose word each takes.

A step is done when every side it takes has said so; a side says a step only once, and only the first that is not done. A declined
introduction goes no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

BUSINESS, CLINICAL = "business", "clinical"
BOTH: Final = frozenset({BUSINESS, CLINICAL})

STEPS: Final[Mapping[str, frozenset[str]]] = {
    "shortlist": frozenset({BUSINESS}),
    "introduction": BOTH,
    "diligence": BOTH,
    "terms": BOTH,
    "papers": frozenset({BUSINESS}),
    "ready": BOTH,
    "active": frozenset({BUSINESS}),
}
"""Each step and the sides whose word it takes."""
SAID: Final[Mapping[str, str]] = {
    "shortlist": "On the shortlist",
    "introduction": "Introduced",
    "diligence": "Looked into, both ways",
    "terms": "Terms agreed",
    "papers": "Papers signed",
    "ready": "Ready",
    "active": "Active",
    "renewed": "Renewed",
    "replaced": "Replaced",
    "declined": "Declined",
}
ENDS: Final = ("renewed", "replaced", "declined")
"""What may be said besides: of who is active that they are renewed or replaced, of anybody before that they declined."""
KINDS: Final[Mapping[str, str]] = {"director": "Director", "backup": "Stands in"}
SAME_DAY: Final = timedelta(hours=24)
"""From the opening to the first call (house goal)."""


@dataclass(frozen=True, slots=True)
class Said:
    """A side said a step. `who`: the person, empty where the seat names none; `post`: as what they said it."""

    step: str
    side: str
    at: datetime
    who: str = ""
    post: str = ""


def done(step: str, said: Iterable[Said]) -> bool:
    """Whether every side that a step takes has said it."""
    return {one.side for one in said if one.step == step} >= STEPS[step]


def current(said: Sequence[Said]) -> str:
    """The first step that is not done; how it ended, once it did; `active` if all are done."""
    ended = [one.step for one in said if one.step in ENDS]
    if ended and ended[-1] != "renewed":
        return ended[-1]
    return next((step for step in STEPS if not done(step, said)), "active")


def waits_for(said: Sequence[Said]) -> frozenset[str]:
    """The sides whose word the current step takes and has not; none where it ended or is done."""
    step = current(said)
    if step not in STEPS:
        return frozenset()
    return STEPS[step] - {one.side for one in said if one.step == step}


def is_active(said: Sequence[Said]) -> bool:
    """Whether every step is done and it did not end."""
    return current(said) == "active" and done("active", said)


def wrong(step: str, side: str, said: Sequence[Said]) -> tuple[str, str] | None:
    """Why a side may not say a step now, and how to mend it; None if it may."""
    now = current(said)
    if now in ("declined", "replaced"):
        return f"it was {now}", "introduce somebody else, or the same person anew"
    if step in ("renewed", "replaced"):
        return (
            None
            if is_active(said)
            else ("only who is active is renewed or replaced", "finish the steps first")
        )
    if step == "declined":
        return ("they are active", "replace them") if is_active(said) else None
    if step not in STEPS:
        return f'"{step}" is no step', "one of " + ", ".join(STEPS)
    if step != now or side not in waits_for(said):
        return f"what comes next is: {SAID[now].lower()}", "say the steps in their order, each side once"
    return None


@dataclass(frozen=True, slots=True)
class Clock:
    """From the opening to the first call: `called` None while there was none."""

    opened: datetime
    called: datetime | None

    @property
    def due(self) -> datetime:
        """By when the first call should be."""
        return self.opened + SAME_DAY

    def late(self, now: datetime) -> bool:
        """Whether it was, or is, later than the goal."""
        return (self.called or now) > self.due
