"""What if: the difference between two judges' answers, as runs of days on which the standing differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from openmso.authority.answer import Key, Verdict
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
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
