"""What lapses: the first day lost, per person, procedure and site, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openmso.authority.answer import Key, Verdict
from openmso.authority.judge import Judge
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track


@dataclass(frozen=True, slots=True)
class Loss:
    """`key` has authority until `day`, the first day without it; `until` is the first day it is back, if known."""

    key: Key
    day: int
    before: Verdict
    after: Verdict
    until: int | None


def forecast(judge: Judge, during: Span, keys: Iterable[Key] | None = None) -> tuple[Loss, ...]:
    """The first loss of each key that has authority on the first day of the span; soonest first."""
    losses = (first_loss(key, judge.track(key), during) for key in (judge.keys() if keys is None else keys))
    found = [loss for loss in losses if loss is not None]
    return tuple(
        sorted(found, key=lambda loss: (loss.day, loss.key.site, loss.key.person, loss.key.procedure))
    )


def first_loss(key: Key, track: Track[Verdict], during: Span) -> Loss | None:
    """The first day of the span on which a key loses the authority it has on the span's first day."""
    before: Verdict | None = None
    for span, verdict in track.pieces(during):
        if verdict.standing.authorizes:
            before = verdict
        elif before is None:
            return None
        else:
            return Loss(key, span.start, before, verdict, _regained(track, span.start))
    return None


def _regained(track: Track[Verdict], day: int) -> int | None:
    later = zip(track.starts, track.values, strict=True)
    return next((start for start, verdict in later if start > day and verdict.standing.authorizes), None)
