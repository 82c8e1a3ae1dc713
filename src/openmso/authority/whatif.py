"""What if: facts changed in memory, and the difference between two judges' answers as runs of days on which the standing differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from openmso.authority.answer import Key, Verdict
from openmso.authority.contingency import going, removed
from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.reach import reach
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track


@dataclass(frozen=True, slots=True)
class Change:
    """On the days of `span` the verdict on `key` would be `after` instead of `before`."""

    key: Key
    span: Span
    before: Verdict
    after: Verdict

    @property
    def loses(self) -> bool:
        """Whether authority is lost."""
        return self.before.standing.authorizes and not self.after.standing.authorizes

    @property
    def gains(self) -> bool:
        """Whether authority is gained."""
        return self.after.standing.authorizes and not self.before.standing.authorizes


@dataclass(frozen=True, slots=True)
class Supposed:
    """Facts as they would be. `keys` are all whose standing the change could reach."""

    judge: Judge
    keys: tuple[Key, ...]


def without(judge: Judge, record: str, from_day: int) -> Supposed:
    """The network in which a record ends on a day, with all that hangs on it if it is a person. Raises `UnknownRecordError`."""
    touched = tuple(going(judge.facts, record))
    return _supposed(judge, removed(judge.facts, record, from_day), [one.id for one in touched])


def moved(facts: Facts, site: str, state: str) -> Facts:
    """The facts in which a site has always stood in another state. Raises `UnknownRecordError`.

    Street and distance stay behind: where in the new state the site would stand, nobody said.
    """
    there = facts.need(Site, site)
    return facts.changed(replace(there, state=state, county="", latitude=None, longitude=None))


def elsewhere(judge: Judge, site: str, state: str) -> Supposed:
    """The network in which a site has always stood in another state. Raises `UnknownRecordError`."""
    return _supposed(judge, moved(judge.facts, site, state), [site])


def _supposed(judge: Judge, facts: Facts, ids: Iterable[str]) -> Supposed:
    versions = (known.find(id) for id in ids for known in (judge.facts, facts))
    changed = [one for one in versions if one is not None]
    within = reach(judge.facts, changed) | reach(facts, changed)
    after = judge.revised(facts, changed)
    keys = {*judge.keys(), *after.keys()}
    return Supposed(after, tuple(sorted(key for key in keys if key in within)))


def whatif(
    before: Judge, after: Judge, during: Span, keys: Iterable[Key] | None = None
) -> tuple[Change, ...]:
    """Every run of days in the span on which a key's standing differs; without `keys` those of either network are compared."""
    compared = {*before.keys(), *after.keys()} if keys is None else set(keys)
    ordered = sorted(compared, key=lambda key: (key.site, key.person, key.procedure))
    return tuple(
        change for key in ordered for change in _changes(key, _track(before, key), _track(after, key), during)
    )


def _track(judge: Judge, key: Key) -> Track[Verdict]:
    if judge.facts.get(Site, key.site) is None:
        return Track.constant(Verdict(Standing.BARRED, bars=(Reason(Code.SITE_CLOSED, (key.site,)),)))
    return judge.track(key)


def _changes(key: Key, before: Track[Verdict], after: Track[Verdict], during: Span) -> Iterator[Change]:
    cuts = {during.start, during.end, *before.starts, *after.starts}
    inside = sorted(cut for cut in cuts if during.start <= cut <= during.end)
    run: Change | None = None
    for start, end in pairwise(inside):
        old, new = before.at(start), after.at(start)
        differs = old.standing is not new.standing
        if (
            run is not None
            and differs
            and (run.before.standing, run.after.standing) == (old.standing, new.standing)
        ):
            run = Change(key, Span(run.span.start, end), run.before, run.after)
            continue
        if run is not None:
            yield run
        run = Change(key, Span(start, end), old, new) if differs else None
    if run is not None:
        yield run
