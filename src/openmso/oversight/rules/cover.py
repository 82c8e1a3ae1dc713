"""Who stands in: days on which nobody of those who direct a site is there, and whether they can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

AHEAD: Final = 60
"""So many days ahead a plan is looked at."""
EVERY: Final = 30
"""So many days after the last answer they are tried again (house)."""
WITHIN_MINUTES: Final = 15
"""Whoever answers later was not reached (house; as an urgent question)."""
HOWS: Final[Mapping[str, str]] = {"phone": "By phone", "video": "By video", "message": "By message"}


@dataclass(frozen=True, slots=True)
class Days:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def gaps(offices: Mapping[date, Sequence[str]], away: Mapping[str, Iterable[Days]]) -> tuple[Days, ...]:
    """Stretches of days on which nobody who directs is there. `offices`: who directs, by day, in order of days."""
    found: list[Days] = []
    for day, people in offices.items():
        if any(not _is_away(away.get(one, ()), day) for one in people):
            continue
        if found and found[-1].last == day - timedelta(days=1):
            found[-1] = Days(found[-1].first, day)
        else:
            found.append(Days(day, day))
    return tuple(found)


def _is_away(spells: Iterable[Days], day: date) -> bool:
    return any(day in one for one in spells)


def next_try(last: date | None, since: date) -> date:
    """Until when somebody is to be tried again: so long after the last time they answered, at first after they began."""
    return (last or since) + timedelta(days=EVERY)
