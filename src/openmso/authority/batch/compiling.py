"""Compiling: every key of a network at once, and again only what a change can reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from openmso.authority.batch.arrays import Bools, Ints, Small
from openmso.authority.batch.drafts import PARTS, Batch, Draft, Gathered, is_by_giver, runs_of
from openmso.authority.batch.merging import DAY_BITS, DAY_MASK, Flat
from openmso.authority.batch.moving import unfelt
from openmso.authority.batch.tables import Pairs, Table, Words
from openmso.authority.collector import collector_at_rest
from openmso.authority.facts import Record
from openmso.authority.facts.oversight import Appointment, Protocol, StandingOrder
from openmso.authority.facts.people import Engagement, Insurance
from openmso.authority.facts.structure import Organization, Ownership, Registration, Site
from openmso.authority.holdings import engaged_as
from openmso.authority.judge import Judge
from openmso.authority.reach import Reach, reach

PAIRS_AT_ONCE = 2000
"""Pairs merged together: enough to use arrays well, few enough to stay small."""
EVERYTHING: Final[frozenset[str]] = frozenset()


PARTS_OF: Final[Mapping[type, frozenset[str]]] = {
    Organization: frozenset({"place"}),
    Ownership: frozenset({"place"}),
    Registration: frozenset({"place"}),
    Protocol: frozenset({"place"}),  # and papers, where only a giver's own protocol counts: see `_redrawn`
    StandingOrder: frozenset({"ordered"}),
    Insurance: frozenset({"cover"}),
    Appointment: frozenset({"papers"}),
}
"""Records that decide over some parts only. Any other record may change every part, and who has which keys."""


@dataclass(frozen=True)
class Drawn:
    """What was drawn of some pairs: where it was gathered from, how many runs each key has, their starts and rulings."""

    gathered: Gathered
    counts: Ints
    starts: Small
    ruling: Small


def compile_table(judge: Judge) -> Table:
    """The standing of every key of the judge's network, on every day."""
    words, draft = Words.of(judge), Draft()
    pairs: list[int] = []
    drawn = []
    with collector_at_rest():
        for batch in _batches(judge, words):
            # Another judge of the same facts walks: what he remembers of these people goes with him.
            drawn.append(_drawn(judge.revised(judge.facts), batch, words, draft))
            pairs += batch
    return _table(judge, words, Pairs.of(np.array(pairs, np.int64)), drawn, draft)


def recompile(table: Table, changed: Iterable[Record], judge: Judge) -> Table:
    """The table after a change, where only what the changed records can reach is judged again.

    `changed` are the records that differ between the table's facts and the judge's: those that went or were
    altered as they were, and those that came or were altered as they are. Under another law, under other settings,
    or with a procedure that is new to the table, everything is compiled again.
    """
    before, records = table.judge, tuple(changed)
    words = table.words.with_records(records)
    same = judge.law is before.law and judge.facts.settings == before.facts.settings
    if not same or words.procedures is not table.words.procedures:
        return compile_table(judge)
    within = reach(before.facts, records) | reach(judge.facts, records)
    base = replace(table, judge=judge, words=words, asides=[])
    stale = _is_within(table, within)
    parts = {part for one in records for part in PARTS_OF.get(type(one), PARTS)}
    with collector_at_rest():
        if parts != set(PARTS):
            codes = table.pairs.codes[stale]
            return _spliced(base, stale, codes, _redrawn(base, codes, frozenset(parts)))
        found = _pairs_within(judge, words, within)
        if all(isinstance(one, Site) for one in records):
            moved = frozenset(one.id for one in records)
            as_before = unfelt(before.world, judge.world, moved, words, found)
            stale &= ~np.isin(table.pairs.codes, list(as_before))
            found -= as_before
        new = sorted(found)
        return _spliced(base, stale, np.array(new, np.int64), _drawn(judge, new, words, table.draft))


def asked_aside(table: Table, keys: Mapping[int, frozenset[str]]) -> Table:
    """A table of keys that the table does not foresee: by pair, the procedures asked about. Shares the rulings."""
    pairs = sorted(keys)
    drawn = _drawn(table.judge, pairs, table.words, table.draft, keys)
    return _table(table.judge, table.words, Pairs.of(np.array(pairs, np.int64)), [drawn], table.draft)


def _batches(judge: Judge, words: Words) -> Iterator[list[int]]:
    batch: list[int] = []
    for site in words.sites.words:
        batch += sorted(words.pair(person, site) for person in _engaged(judge, site))
        if len(batch) >= PAIRS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def _engaged(judge: Judge, site: str) -> Iterator[str]:
    people = {one.person for one in judge.facts.by(Engagement, "sites", site)}
    return (one for one in people if any(engaged_as(judge.world, one, site).values))


def _drawn(
    judge: Judge,
    pairs: list[int],
    words: Words,
    draft: Draft,
    only: Mapping[int, frozenset[str]] = MappingProxyType({}),
) -> Drawn:
    batch = Batch(judge, words.procedures.codes, draft)
    for code in pairs:
        batch.add(code, *words.of_pair(code), only.get(code, EVERYTHING))
    return _finished(batch, batch.gathered(), np.array(pairs, np.int64))


def _redrawn(table: Table, codes: Ints, parts: frozenset[str]) -> Drawn:
    """Pairs of a table whose keys stay what they are, with some of their parts looked up again."""
    batch = Batch(table.judge, table.words.procedures.codes, table.draft, parts)
    old = table.gathered.take(np.flatnonzero(np.isin(table.gathered.pair, codes))).in_order()
    if parts == {"place"}:
        place = batch.place_of(old, table.words.sites.words.__getitem__)
        if _own_protocols_differ(table.draft, old, place):
            return _redrawn(table, codes, parts | {"papers"})
        mixed = old.with_parts({"place": place})
        codes_by_hand = np.setdiff1d(codes, old.pair)  # who is judged one by one has no rows
        _add(batch, table.words, codes_by_hand)
    else:
        _add(batch, table.words, codes)
        new = batch.gathered().in_order()
        mixed = old.with_parts({name: new.parts[PARTS.index(name)] for name in parts})
    return _finished(batch, mixed, codes)


def _add(batch: Batch, words: Words, codes: Ints) -> None:
    for code in codes.tolist():
        batch.add(code, *words.of_pair(code))


def _own_protocols_differ(draft: Draft, old: Gathered, place: Flat) -> bool:
    """Whether for any row a giver's own protocol alone counts now and did not before, or the other way round."""
    by_giver = np.array([is_by_giver(one.signers) for one in draft.place.examples], np.bool_)
    was, now = (one.any_of(by_giver) for one in (old.parts[PARTS.index("place")], place))
    return not np.array_equal(was, now)


def _finished(batch: Batch, gathered: Gathered, pairs: Ints) -> Drawn:
    width = len(batch.procedures)
    codes, ruling = runs_of(gathered, batch.by_hand, pairs, width, batch.draft)
    batch.draft.forget()
    counts = np.bincount(codes >> DAY_BITS, minlength=len(pairs) * width)
    return Drawn(gathered, counts, (codes & DAY_MASK).astype(np.int32), ruling.astype(np.int32))


def _table(judge: Judge, words: Words, pairs: Pairs, drawn: list[Drawn], draft: Draft) -> Table:
    counts = np.concatenate([np.zeros(1, np.int64), *(one.counts for one in drawn)])
    starts = np.concatenate([one.starts for one in drawn])
    ruling = np.concatenate([one.ruling for one in drawn])
    gathered = reduce(Gathered.with_rows, [one.gathered for one in drawn])
    return Table(judge, words, pairs, np.cumsum(counts).astype(np.int32), starts, ruling, gathered, draft)


def _pairs_within(judge: Judge, words: Words, within: Reach) -> set[int]:
    facts = judge.facts
    pairs = {
        words.pair(person, site)
        for site in within.sites
        if facts.get(Site, site)
        for person in _engaged(judge, site)
    }
    for person in within.people:
        for one in facts.by(Engagement, "person", person):
            own = (site.id for site in facts.by(Site, "practice", one.organization))
            for site in own if one.sites is None else one.sites:
                if facts.get(Site, site) and any(engaged_as(judge.world, person, site).values):
                    pairs.add(words.pair(person, site))
    return pairs


def _is_within(table: Table, within: Reach) -> Bools:
    people = np.zeros(len(table.words.people), np.bool_)
    sites = np.zeros(len(table.words.sites), np.bool_)
    people[[code for one in within.people if (code := table.words.people.codes.get(one)) is not None]] = True
    sites[[code for one in within.sites if (code := table.words.sites.codes.get(one)) is not None]] = True
    codes = table.pairs.codes
    return np.asarray(people[codes & 0xFFFFFFFF] | sites[codes >> 32])


def _spliced(table: Table, stale: Bools, new: Ints, drawn: Drawn) -> Table:
    """The table with the runs of stale pairs taken out and those of new pairs put in."""
    width = len(table.words.procedures)
    kept = np.flatnonzero(~stale)
    codes = np.concatenate([table.pairs.codes[kept], new])
    order = np.argsort(codes)
    counts = np.concatenate([np.diff(table.firsts).reshape(-1, width)[kept], drawn.counts.reshape(-1, width)])
    firsts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts[order])]).astype(np.int32)
    old_firsts, new_firsts = table.firsts[::width], np.cumsum([0, *drawn.counts.reshape(-1, width).sum(1)])
    starts, ruling = [table.starts[:0]], [table.ruling[:0]]
    # Stretches of kept pairs are copied whole.
    breaks = np.flatnonzero(
        np.diff(np.concatenate([kept, np.full(len(new), -1)])[order], prepend=-9, append=-9) != 1
    )
    for begin, end in pairwise(breaks.tolist()):
        first, last = int(order[begin]), int(order[end - 1])
        if first < len(kept):
            runs = slice(old_firsts[kept[first]], old_firsts[kept[last] + 1])
            source: Drawn | Table = table
        else:
            runs = slice(new_firsts[first - len(kept)], new_firsts[last - len(kept) + 1])
            source = drawn
        starts.append(source.starts[runs])
        ruling.append(source.ruling[runs])
    same = np.array_equal(codes[order], table.pairs.codes)
    pairs = table.pairs if same else Pairs.of(codes[order])
    others = np.flatnonzero(~np.isin(table.gathered.pair, table.pairs.codes[stale]))
    return replace(
        table,
        pairs=pairs,
        firsts=firsts,
        starts=np.concatenate(starts),
        ruling=np.concatenate(ruling),
        gathered=table.gathered.take(others).with_rows(drawn.gathered),
    )
