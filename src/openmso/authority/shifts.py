"""What a difference of two networks means for services: for whom they stand otherwise, which go dark, which are covered again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openmso.authority.board import service_track, weakest
from openmso.authority.facts.structure import Service
from openmso.authority.judge import Judge
from openmso.authority.outlook import covered
from openmso.authority.terms import Standing
from openmso.timeline.days import Days
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track, together


@dataclass(frozen=True, slots=True)
class Shift:
    """For one person a service stands otherwise: the first run of days on which it does."""

    person: str
    service: Service
    span: Span
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Turned:
    """On the days of `span`, the first run of them, a service would be dark that is covered, or covered that is dark."""

    service: Service
    span: Span


@dataclass(frozen=True, slots=True)
class AtSite:
    """What differs at one site."""

    site: str
    shifts: tuple[Shift, ...]
    dark: tuple[Turned, ...]
    lit: tuple[Turned, ...]


def at_site(before: Judge, after: Judge, site: str, window: Span) -> AtSite:
    """What differs at a site of both networks on the days of the window, by person and service."""
    menu = sorted(before.facts.by(Service, "site", site), key=lambda one: (one.name.casefold(), one.id))
    people = sorted({key.person for judge in (before, after) for key in judge.keys_at(site)})
    shifts = (_shift(before, after, person, one, window) for person in people for one in menu)
    days = [(one, covered(before, one), covered(after, one)) for one in menu]
    dark = _turned(((one, old - new) for one, old, new in days), window)
    lit = _turned(((one, new - old) for one, old, new in days), window)
    return AtSite(site, tuple(one for one in shifts if one is not None), tuple(dark), tuple(lit))


def _shift(before: Judge, after: Judge, person: str, service: Service, window: Span) -> Shift | None:
    tracks = [service_track(judge, person, service).map(weakest) for judge in (before, after)]
    for span, (old, new) in Track.of(together(tracks)).pieces(window):
        if old is not new:
            return Shift(person, service, span, old, new)
    return None


def _turned(found: Iterable[tuple[Service, Days]], window: Span) -> Iterator[Turned]:
    for service, days in found:
        inside = (one for span in days.spans() if (one := span.intersection(window)) is not None)
        first = next(inside, None)
        if first is not None:
            yield Turned(service, first)
