"""The chain of one decision, with what the core's days add to it: since when a link is broken, and until when.

The core says what a moment is; how long a broken link has been broken is read off the track of its days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from openmso.authority.answer import Decision, Link, Verdict
from openmso.authority.decisive import marks
from openmso.authority.reasons import Reason
from openmso.timeline.days import days_where
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track


@dataclass(frozen=True, slots=True)
class Hoop:
    """A link as shown. `broken`: the run of days on which its reason stands, around the day of the act."""

    link: Link
    broken: Span | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A decision with its links, and the run of days on which the verdict stays as it is.

    `next_standing` is what comes after that run, if the standing changes then.
    """

    decision: Decision
    verdict: Verdict
    hoops: tuple[Hoop, ...]
    unchanged: Span
    after: Verdict | None


def chain(decision: Decision, track: Track[Verdict]) -> Chain:
    """Read a decision's days off the track of its key."""
    day = decision.day
    verdict = track.at(day)
    run = _run(track, day, lambda one: one.standing == verdict.standing)
    after = track.at(run.end) if run.until else None
    return Chain(decision, verdict, tuple(_hoop(link, track, day) for link in decision.chain), run, after)


def _hoop(link: Link, track: Track[Verdict], day: int) -> Hoop:
    wanted = marks(link.reasons)
    if link.holds is not False or not wanted or not wanted <= marks(_all(track.at(day))):
        return Hoop(link)
    return Hoop(link, _run(track, day, lambda verdict: wanted <= marks(_all(verdict))))


def _run(track: Track[Verdict], day: int, wanted: Callable[[Verdict], bool]) -> Span:
    return next(span for span in days_where(track, wanted).spans() if day in span)


def _all(verdict: Verdict) -> tuple[Reason, ...]:
    return (*verdict.bars, *verdict.wanting)
