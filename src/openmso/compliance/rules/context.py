"""What a control may ask: facts, law and standing on one day, and how far ahead to look."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from openmso.authority.answer import Key
from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Service
from openmso.authority.holdings import engaged_as
from openmso.authority.judge import Judge
from openmso.authority.law import FEDERAL, LawBook, Reading
from openmso.authority.world import World
from openmso.compliance.rules.finding import Place
from openmso.compliance.rules.practice import Practice
from openmso.compliance.rules.words import STATES, label, small
from openmso.timeline.days import Days, days_where
from openmso.timeline.tracks import Track

NOTHING_TOLD: Final = Practice()


@dataclass(frozen=True)
class Context:
    """Facts, law and judge of one network, the day asked about, the days ahead that count as soon, and what finance keeps."""

    facts: Facts
    law: LawBook
    judge: Judge
    on: date
    window: int = 90
    practice: Practice = NOTHING_TOLD

    @cached_property
    def day(self) -> int:
        """The day asked about, as an ordinal."""
        return self.on.toordinal()

    @property
    def world(self) -> World:
        """Facts and law as the cellar's functions want them, with what the judge already worked out."""
        return self.judge.world

    @cached_property
    def memory(self) -> dict[Hashable, Any]:
        """What several controls need and one has worked out: filled by `remembered` functions."""
        return {}

    @cached_property
    def _keys(self) -> dict[str, tuple[Key, ...]]:
        return {}

    def keys_at(self, site: str) -> tuple[Key, ...]:
        """The keys of a site that can count on the day: procedures on its menu, people engaged there."""
        if site not in self._keys:
            menu = self.facts.by(Service, "site", site)
            offered = {name for one in menu if self.day in one.span for name in one.procedures}
            self._keys[site] = tuple(
                key
                for key in self.judge.keys_at(site)
                if key.procedure in offered and engaged_as(self.world, key.person, site).at(self.day)
            )
        return self._keys[site]

    def reading(self, state: str, parameter: str, *key: str) -> Reading:
        """What the law says on the day."""
        return self.law.reading(state, parameter, self.day, *key)

    def federal(self, topic: str) -> Reading:
        """What federal law says of a duty on the day."""
        return self.reading(FEDERAL, "duty.rule", topic)

    def law_days(self, wanted: Callable[[Reading], bool], state: str, parameter: str, *key: str) -> Days:
        """The days on which the law's reading is as wanted."""
        return days_where(self.law.track(state, parameter, *key), wanted)

    def soon(self, end: int) -> bool:
        """Whether an end (exclusive, an ordinal) lies ahead, but within the window."""
        return self.day < end <= self.day + self.window

    def place(self, record: str) -> Place:
        """A record as a finding shows it."""
        return Place(record, self.name(record), self.facts.sources.get(record, ""))

    def name(self, record: str) -> str:
        """A record in words; an id nobody knows stays as it is."""
        found = self.facts.find(record)
        return record if found is None else label(self, found)

    def procedure(self, code: str) -> str:
        """A procedure in words."""
        known = self.law.procedures.get(code)
        return code.replace("_", " ") if known is None else small(known.label)

    def parameter(self, name: str) -> str:
        """A parameter of law in words."""
        known = self.law.parameters.get(name)
        return name if known is None else known.label

    def state(self, code: str) -> str:
        """A jurisdiction in words."""
        return STATES.get(code, code)


T = TypeVar("T")
P = ParamSpec("P")


def remembered(compute: Callable[Concatenate[Context, P], T]) -> Callable[Concatenate[Context, P], T]:
    """Work out once per context and arguments. Arguments are positional and hashable."""

    @wraps(compute)
    def recall(context: Context, /, *args: P.args, **kwargs: P.kwargs) -> T:
        place = (compute, args)
        if place not in context.memory:
            context.memory[place] = compute(context, *args, **kwargs)
        found: T = context.memory[place]
        return found

    return recall


def days_when(cuts: Iterable[int], holds: Callable[[int], bool]) -> Days:
    """The days on which something holds that can change only at the cuts."""
    return days_where(Track.by_day(cuts, holds), bool)
