"""The compiled table: the standing of every key on every day, as flat arrays.

A pair is a person at a site where they were ever engaged. Key number `pair * procedures + procedure` has the runs
`firsts[key]` up to `firsts[key + 1]`; run `r` begins on `starts[r]` and has the ruling `ruling[r]`. A key that is
not worth asking (see `Judge.keys`) has no runs; the audit asks the judge about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from openmso.authority.answer import Key
from openmso.authority.batch.arrays import Ints, Small
from openmso.authority.batch.drafts import Draft, Gathered
from openmso.authority.batch.rulings import Ruling, Rulings
from openmso.authority.batch.zones import Calendar
from openmso.authority.facts import Record
from openmso.authority.facts.people import Engagement, License, Person
from openmso.authority.facts.structure import Service, Site
from openmso.authority.judge import Judge
from openmso.timeline.tracks import Track

NOWHERE = -1


@dataclass(frozen=True)
class Vocabulary:
    """Ids and their codes: the place of each in `words`. Small stay what they are when words are added."""

    words: tuple[str, ...]
    codes: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """Words in any order, sorted."""
        listed = tuple(sorted(set(words)))
        return cls(listed, {word: code for code, word in enumerate(listed)})

    def with_words(self, words: Iterable[str]) -> Vocabulary:
        """With new words at the end."""
        new = sorted(set(words) - self.codes.keys())
        if not new:
            return self
        listed = (*self.words, *new)
        return Vocabulary(listed, {word: code for code, word in enumerate(listed)})

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True)
class Words:
    """The ids of people, procedures and sites that a table knows."""

    people: Vocabulary
    procedures: Vocabulary
    sites: Vocabulary

    @classmethod
    def of(cls, judge: Judge) -> Words:
        """Everybody, every procedure of the law and of menus, and every site."""
        facts = judge.facts
        people = {one.id for one in facts.all(Person)}
        people |= {one.person for one in facts.all(Engagement)}
        people |= {one.person for one in facts.all(License)}
        offered = {code for one in facts.all(Service) for code in one.procedures}
        procedures = offered.union(judge.law.procedures)
        sites = (one.id for one in facts.all(Site))
        return cls(Vocabulary.of(people), Vocabulary.of(procedures), Vocabulary.of(sites))

    def with_records(self, records: Iterable[Record]) -> Words:
        """With the ids that these records bring; codes stay what they are."""
        people: set[str] = set()
        procedures: set[str] = set()
        sites: set[str] = set()
        for record in records:
            match record:
                case Person():
                    people.add(record.id)
                case Engagement() | License():
                    people.add(record.person)
                case Service():
                    procedures |= record.procedures
                case Site():
                    sites.add(record.id)
        return Words(
            self.people.with_words(people),
            self.procedures.with_words(procedures),
            self.sites.with_words(sites),
        )

    def pair(self, person: str, site: str) -> int:
        """The code of a pair."""
        return self.sites.codes[site] << 32 | self.people.codes[person]

    def of_pair(self, code: int) -> tuple[str, str]:
        """Person and site of a code."""
        return self.people.words[code & 0xFFFFFFFF], self.sites.words[code >> 32]


@dataclass(frozen=True)
class Places:
    """The zone and state of each site, by code, and the calendar of the zones."""

    zone: Ints
    state: Ints
    states: dict[str, int]
    calendar: Calendar

    @classmethod
    def of(cls, judge: Judge, sites: Vocabulary) -> Places:
        """Look up the sites. One that the network has no more is nowhere."""
        found = [judge.facts.get(Site, one) for one in sites.words]
        zones, zone = _coded(one.zone if one else "UTC" for one in found)
        states, state = _coded(one.state if one else "" for one in found)
        return cls(zone, state, states, Calendar(tuple(zones)))


def _coded(words: Iterable[str]) -> tuple[dict[str, int], Ints]:
    codes: dict[str, int] = {}
    return codes, np.array([codes.setdefault(word, len(codes)) for word in words], np.int64)


@dataclass(frozen=True)
class Pairs:
    """Pairs of site and person as a hash table with open addresses, for many look-ups at once.

    `codes` are `site << 32 | person`, sorted; `slots` holds the code at each address and `numbers` its place in
    `codes`. A code is looked for at its own address and, while others stand there, at the next ones.
    """

    codes: Ints
    slots: Ints
    numbers: Small

    @classmethod
    def of(cls, codes: Ints) -> Pairs:
        """Address sorted codes."""
        size = 1 << max(4, int(len(codes) * 4).bit_length())
        slots, numbers = np.full(size, NOWHERE, np.int64), np.full(size, NOWHERE, np.int32)
        waiting = np.arange(len(codes), dtype=np.int32)
        addresses = addresses_of(codes, size)
        while len(waiting):
            free = slots[addresses] == NOWHERE
            slots[addresses[free]] = codes[waiting[free]]
            numbers[addresses[free]] = waiting[free]
            turned_away = slots[addresses] != codes[waiting]
            waiting, addresses = waiting[turned_away], (addresses[turned_away] + 1) & (size - 1)
        return cls(codes, slots, numbers)

    def find(self, people: Small, sites: Small) -> Small:
        """The number of each pair, or -1."""
        codes = sites.astype(np.int64) << 32 | people
        addresses = addresses_of(codes, len(self.slots))
        found = np.where(self.slots[addresses] == codes, self.numbers[addresses], NOWHERE)
        open_rows = np.flatnonzero((found == NOWHERE) & (self.slots[addresses] != NOWHERE))
        while len(open_rows):
            next_ones = (addresses[open_rows] + 1) & (len(self.slots) - 1)
            addresses[open_rows] = next_ones
            there = self.slots[next_ones]
            hit = there == codes[open_rows]
            found[open_rows[hit]] = self.numbers[next_ones[hit]]
            open_rows = open_rows[~hit & (there != NOWHERE)]
        return found


def addresses_of(codes: Ints, size: int) -> Ints:
    """Where each code is looked for first: the upper bits of a product with an odd constant (Fibonacci hashing)."""
    spread = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return (spread >> np.uint64(65 - size.bit_length())).astype(np.int64)


@dataclass(frozen=True)
class Table:
    """Standing of a whole network, compiled. Build it with `compile_table`; never changed."""

    judge: Judge
    words: Words
    pairs: Pairs
    firsts: Small
    starts: Small
    ruling: Small
    gathered: Gathered = field(repr=False)
    draft: Draft = field(repr=False)
    asides: list[Table] = field(default_factory=list, repr=False)
    """Tables of keys that were not foreseen and that acts asked about. Grows, so that nothing is asked twice."""

    @cached_property
    def places(self) -> Places:
        """The sites of the table."""
        return Places.of(self.judge, self.words.sites)

    @property
    def rulings(self) -> Rulings:
        """What the numbers in `ruling` mean."""
        return self.draft.rulings

    @property
    def keys(self) -> int:
        """How many keys have runs."""
        return int(np.count_nonzero(np.diff(self.firsts)))

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        arrays = (
            self.firsts,
            self.starts,
            self.ruling,
            self.pairs.codes,
            self.pairs.slots,
            self.pairs.numbers,
        )
        return sum(array.nbytes for array in arrays)

    def track(self, key: Key) -> Track[Ruling] | None:
        """The rulings of a key as a track; None if the table has no runs for it."""
        words = self.words
        if key.person not in words.people.codes or key.site not in words.sites.codes:
            return None
        code = words.pair(key.person, key.site)
        pair = int(np.searchsorted(self.pairs.codes, code))
        if pair == len(self.pairs.codes) or self.pairs.codes[pair] != code:
            return None
        number = pair * len(words.procedures) + words.procedures.codes[key.procedure]
        runs = slice(self.firsts[number], self.firsts[number + 1])
        values = tuple(self.rulings.found[one] for one in self.ruling[runs].tolist())
        return Track(tuple(self.starts[runs].tolist()), values) if values else None
