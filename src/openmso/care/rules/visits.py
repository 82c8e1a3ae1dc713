"""How a visit goes: its states, why it may be given up, and how long a service usually takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "booked": ("confirmed", "arrived", "no_show", "cancelled"),
    "confirmed": ("arrived", "no_show", "cancelled"),
    "arrived": ("in_room", "cancelled"),
    "in_room": ("done", "cancelled"),
    "done": (),
    "no_show": (),
    "cancelled": (),
}
"""Where a visit may go from each state."""

WHY_CANCELLED: Final[Mapping[str, str]] = {
    "patient_asked": "the patient asked for it",
    "patient_ill": "the patient is ill",
    "moved": "it is at another time now",
    "staff_away": "somebody who is needed is away",
    "uncovered": "nobody covers it",
    "not_indicated": "it is not indicated",
    "site_closed": "the site is closed",
}
MOST_AT_ONCE: Final = 6
"""So many visits one supervisor covers at a time in a house that says nothing else; the law may say fewer."""

MINUTES: Final[Mapping[str, int]] = {
    "injection": 30,
    "device": 45,
    "skin": 45,
    "infusion": 60,
    "prescribing": 30,
    "consult": 20,
}
"""How long a procedure of a family usually takes, with coming and going."""
ANOTHER: Final = 15
"""And so much each further procedure of the same visit."""
SHORTEST: Final = 15


def minutes_of(families: Iterable[str]) -> int:
    """How long procedures of these families usually take together: the longest, and a little for each other."""
    each = sorted((MINUTES.get(one, 30) for one in families), reverse=True)
    return max(SHORTEST, sum(each[:1]) + ANOTHER * len(each[1:]))
