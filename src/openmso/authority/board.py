"""The board of one site: people by services, standing today and on each of the days ahead.

A service made of several procedures shows the weakest of them: somebody who may do one half of it may not do it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openmso.authority.answer import Key, Verdict
from openmso.authority.decisive import decisive
from openmso.authority.facts.structure import Service
from openmso.authority.judge import Judge
from openmso.authority.reasons import Code, Reason
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track


@dataclass(frozen=True, slots=True)
class Cell:
    """One person and one service. `stretches` cover the window; `reasons` decide the first day's standing."""

    standing: Standing
    stretches: tuple[tuple[Span, Standing], ...]
    reasons: tuple[Reason, ...]

    @property
    def changes_on(self) -> int | None:
        """The first day of the window on which the standing is another; None if it stays."""
        return self.stretches[1][0].start if len(self.stretches) > 1 else None

    def weakest(self, days: Span) -> Standing:
        """The weakest standing on some days of the window."""
        return max(standing for span, standing in self.stretches if span.overlaps(days))


@dataclass(frozen=True, slots=True)
class Row:
    """One person, with a cell for each service."""

    person: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A site from the first day of `window`. `strangers` counts people who are not engaged on any day of it."""

    site: str
    window: Span
    services: tuple[Service, ...]
    rows: tuple[Row, ...]
    strangers: int


def board(judge: Judge, site: str, window: Span) -> Board:
    """The board of a site: services on its menu at some time of the window, people engaged at some time of it."""
    services = tuple(
        sorted(
            (one for one in judge.facts.by(Service, "site", site) if one.span.overlaps(window)),
            key=lambda one: (one.name.casefold(), one.id),
        )
    )
    people = sorted({key.person for key in judge.keys_at(site)})
    rows = (Row(person, tuple(_cell(judge, person, one, window) for one in services)) for person in people)
    kept = tuple(row for row in rows if _engaged(judge, row.person, site, services, window))
    return Board(site, window, services, kept, len(people) - len(kept))


def service_track(judge: Judge, person: str, service: Service) -> Track[tuple[Verdict, ...]]:
    """The verdicts on each procedure of a service, day by day."""
    tracks = [judge.track(Key(person, one, service.site)) for one in sorted(service.procedures)]
    cuts = {cut for track in tracks for cut in track.starts}
    return Track.by_day(cuts, lambda day: tuple(track.at(day) for track in tracks))


def weakest(verdicts: Iterable[Verdict]) -> Standing:
    """The weakest standing of several verdicts."""
    return max((one.standing for one in verdicts), default=Standing.UNKNOWN)


def _cell(judge: Judge, person: str, service: Service, window: Span) -> Cell:
    track = service_track(judge, person, service)
    now = track.at(window.start)
    standing = weakest(now)
    reasons = [reason for one in now if one.standing is standing for reason in decisive(one)]
    standings = track.map(weakest)
    return Cell(standing, tuple(standings.pieces(window)), tuple(_distinct(reasons)))


def _distinct(reasons: Iterable[Reason]) -> Iterable[Reason]:
    seen: list[Reason] = []
    for reason in reasons:
        if not any(
            (reason.code, reason.subjects, reason.details) == (one.code, one.subjects, one.details)
            for one in seen
        ):
            seen.append(reason)
    return seen


def _engaged(judge: Judge, person: str, site: str, services: tuple[Service, ...], window: Span) -> bool:
    procedures = sorted({code for one in services for code in one.procedures})
    return any(
        Code.NOT_ENGAGED not in verdict.codes
        for code in procedures
        for _, verdict in judge.track(Key(person, code, site)).pieces(window)
    )
