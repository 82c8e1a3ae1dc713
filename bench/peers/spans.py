"""What every peer is given: the runs of days of every key, and what each ruling asks. All of it as OpenMSO compiled it.

No peer works out standing from licenses, papers and law: none could say it (a paper's cap, an owner's owner, a
transition to independence). They look up, on the day, what was worked out before, and judge the bedside themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from openmso.authority.answer import Key
from openmso.authority.batch import Table
from openmso.authority.batch.rulings import Ruling

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Spans:
    """One row a run, sorted by key and start. `number` is a row of `rulings`; people, procedures, sites are codes."""

    person: Ints
    procedure: Ints
    site: Ints
    start: Ints
    number: Ints
    rulings: tuple[Ruling, ...]
    people: tuple[str, ...]
    procedures: tuple[str, ...]
    sites: tuple[str, ...]
    zones: tuple[str, ...]
    states: tuple[str, ...]
    """Zone and state of each site."""

    @property
    def key(self) -> Ints:
        """One number for person, procedure and site."""
        return self.key_of(self.person, self.procedure, self.site)

    def key_of(self, person: Ints, procedure: Ints, site: Ints) -> Ints:
        """One number for codes of person, procedure and site."""
        return (site.astype(np.int64) * len(self.people) + person) * len(self.procedures) + procedure


@dataclass(frozen=True)
class Run:
    """The run of one key that holds a day."""

    start: int
    until: int
    ruling: Ruling


def spans_of(table: Table) -> Spans:
    """The runs of a table and of the keys that acts asked about beside it."""
    parts = [_columns(one) for one in (table, *table.asides)]
    columns = np.concatenate(parts, axis=1)
    order = np.lexsort((columns[3], columns[1], columns[0], columns[2]))
    words, places = table.words, table.places
    states = {code: state for state, code in places.states.items()}
    return Spans(
        *columns[:, order],
        rulings=tuple(table.rulings.found),
        people=words.people.words,
        procedures=words.procedures.words,
        sites=words.sites.words,
        zones=tuple(places.calendar.zones[one] for one in places.zone.tolist()),
        states=tuple(states[one] for one in places.state.tolist()),
    )


def _columns(table: Table) -> Ints:
    counts, width = np.diff(table.firsts), len(table.words.procedures)
    keys = np.repeat(np.arange(len(counts)), counts)
    pairs = table.pairs.codes[keys // width] if len(keys) else keys
    rows = (pairs & 0xFFFFFFFF, keys % width, pairs >> 32, table.starts, table.ruling)
    return np.stack([one.astype(np.int64) for one in rows])


class ByKey:
    """The runs in a dictionary, to be searched by bisection: what plain Python does best."""

    def __init__(self, spans: Spans) -> None:
        self.rulings = spans.rulings
        self.runs: dict[tuple[str, str, str], tuple[list[int], list[int]]] = {}
        columns: list[Any] = [spans.person, spans.procedure, spans.site, spans.start, spans.number]
        for person, procedure, site, start, number in zip(*(one.tolist() for one in columns), strict=True):
            key = (spans.people[person], spans.procedures[procedure], spans.sites[site])
            starts, numbers = self.runs.setdefault(key, ([], []))
            starts.append(start)
            numbers.append(number)

    def run(self, key: Key, day: int) -> Run:
        """The run that holds a day."""
        starts, numbers = self.runs[key.person, key.procedure, key.site]
        place = bisect_right(starts, day) - 1
        until = starts[place + 1] if place + 1 < len(starts) else 9_999_999
        return Run(starts[place], until, self.rulings[numbers[place]])
