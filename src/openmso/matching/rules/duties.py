"""How many hours a month an office takes: line by line, each from a volume and what the law, or else the house, asks.

A line is a range: minutes for a chart or a call are the house's experience, which is a range itself. What the law asks is told with
its citation. Sums are of hours, to a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from openmso.authority.asked import asked
from openmso.authority.facts.oversight import Agreement
from openmso.authority.law import LawBook
from openmso.authority.terms import PRACTITIONERS
from openmso.matching.rules.openings import Opening
from openmso.timeline.spans import Span

MONTH: Final = Decimal("30.4")
"""Days of a month, on average."""
HOUSE_SHARE: Final = 10
"""Percent of charts that are read (house; a general aim of the market)."""
HOUSE_MEETING: Final = 30
"""Days between meetings where the law asks for none (house)."""
HOUSE_VISIT: Final = 90
"""Days between visits to a site where the law asks for none (house)."""
MILES_AN_HOUR: Final = Decimal(45)
"""How fast somebody travels (house)."""

Minutes = tuple[Decimal, Decimal]
CHART: Final[Minutes] = (Decimal(4), Decimal(8))
MEETING: Final[Minutes] = (Decimal(20), Decimal(40))
VISIT: Final[Minutes] = (Decimal(90), Decimal(180))
CALLS: Final[Mapping[str, Minutes]] = {  # minutes for a hundred visits of patients
    "on_site": (Decimal(20), Decimal(60)),
    "hybrid": (Decimal(30), Decimal(90)),
    "remote": (Decimal(40), Decimal(120)),
}
PAPERS: Final[Minutes] = (Decimal(30), Decimal(90))
"""Protocols, orders and sign-offs a month, for each site."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A number the law asks for, or None; `cite` says where, empty where the house fills in."""

    number: int | None = None
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Demands:
    """What the law of the opening's states asks: by role the percent of charts and the days between meetings, by site the days between visits."""

    charts: Mapping[str, Demand]
    meetings: Mapping[str, Demand]
    visits: Mapping[str, Demand]


@dataclass(frozen=True, slots=True)
class Duty:
    """One line: hours a month from `low` to `high`, how they were counted, and the citation (empty: house)."""

    code: str
    said: str
    low: Decimal
    high: Decimal
    how: str
    cite: str = ""

    @property
    def by_law(self) -> bool:
        """Whether the law asks for it."""
        return bool(self.cite)


@dataclass(frozen=True, slots=True)
class Duties:
    """All lines. `unknown`: what nobody said, without which lines are missing or wide."""

    lines: tuple[Duty, ...]
    unknown: tuple[str, ...] = ()

    @property
    def low(self) -> Decimal:
        """Hours a month at least."""
        return sum((one.low for one in self.lines), Decimal(0))

    @property
    def high(self) -> Decimal:
        """Hours a month at most."""
        return sum((one.high for one in self.lines), Decimal(0))

    @property
    def middle(self) -> Decimal:
        """Hours a month, as they are planned and paid."""
        return tenth((self.low + self.high) / 2)


def tenth(hours: Decimal) -> Decimal:
    """Hours to a tenth."""
    return hours.quantize(Decimal("0.1"), ROUND_HALF_UP)


def demands_of(law: LawBook, opening: Opening, day: int) -> Demands:
    """What the law asks on a day: the strictest of the opening's states. A new agreement stands in its first phase."""
    roles = [role for role, count in opening.people if role in PRACTITIONERS and count]
    charts = {role: _strictest(law, opening, day, role, _CHARTS) for role in roles}
    meetings = {role: _strictest(law, opening, day, role, _MEETINGS) for role in roles}
    visits = {}
    for place in opening.streets:
        reading = law.reading(place.state, "medical_director.site_visit_every_days", day)
        cite = reading.statement.cite if reading.value and reading.statement else ""
        visits[place.site] = Demand(int(reading.value) if reading.value else None, cite)
    return Demands(charts, meetings, visits)


_CHARTS: Final = ("chart_review", "pct")
_MEETINGS: Final = ("meeting", "every_days")


def _strictest(law: LawBook, opening: Opening, day: int, role: str, about: tuple[str, str]) -> Demand:
    what, field = about
    new = Agreement("new", "", "", "collaborative", Span.of(opening.wanted_from))
    prefix = role.lower()
    found = []
    for state in opening.states:
        plain, phased = f"{prefix}.{what}_{field}", f"{prefix}.{what}"
        now = asked(law, new, state, plain=plain, phased=phased, field=field).at(day)
        if now.number is not None and now.reading.statement:
            found.append((now.number, now.reading.statement.cite))
    if not found:
        return Demand()
    return Demand(*(max(found) if about is _CHARTS else min(found)))


def estimate(opening: Opening, demands: Demands, miles: tuple[Decimal, ...] | None) -> Duties:
    """The hours of an office. `miles`: from the director's place to each site with a street, in order; None: not known."""
    lines = [*_charts(opening, demands), *_meetings(opening, demands), *_visits(opening, demands)]
    unknown = []
    if opening.visits is None:
        unknown.append("how many patients come in a month")
    else:
        low, high = CALLS[opening.mode]
        share = Decimal(opening.visits) / 100
        how = f"{opening.visits} visits a month, {low}–{high} minutes for a hundred"
        lines.append(_line(("calls", "Questions and calls"), (low, high), share, how))
    travel = _travel(opening, demands, miles)
    if travel is not None:
        lines.append(travel)
    elif opening.streets:
        unknown.append("where the physician comes from")
    sites = Decimal(len(opening.places))
    lines.append(
        _line(
            ("papers", "Protocols, orders, sign-off"),
            PAPERS,
            sites,
            f"{sites} sites, {PAPERS[0]}–{PAPERS[1]} minutes each",
        )
    )
    return Duties(tuple(lines), tuple(unknown))


def _charts(opening: Opening, demands: Demands) -> Iterable[Duty]:
    if opening.visits is None:
        return
    roles = opening.people or (("", 1),)
    heads = max(sum(count for _, count in roles), 1)
    for role, count in roles:
        asks = demands.charts.get(role, Demand())
        percent = max(asks.number or 0, HOUSE_SHARE)
        charts = Decimal(opening.visits) * count / heads * percent / 100
        by_law = asks.cite if (asks.number or 0) >= HOUSE_SHARE else ""
        how = f"{percent} % of {round(Decimal(opening.visits) * count / heads)} charts, {CHART[0]}–{CHART[1]} minutes each"
        said = f"Reading charts of {role}s" if role else "Reading charts"
        if charts:
            yield _line(("charts", said), CHART, charts, how, by_law)


def _meetings(opening: Opening, demands: Demands) -> Iterable[Duty]:
    for role, count in opening.people:
        if not count or role not in PRACTITIONERS:
            continue
        asks = demands.meetings.get(role, Demand())
        every = min(asks.number or HOUSE_MEETING, HOUSE_MEETING)
        by_law = asks.cite if asks.number and asks.number <= HOUSE_MEETING else ""
        times = MONTH / every * count
        how = f"{count} {role}, every {every} days, {MEETING[0]}–{MEETING[1]} minutes"
        yield _line(("meetings", f"Meeting {role}s"), MEETING, times, how, by_law)


def visit_every(opening: Opening, demands: Demands, site: str) -> Demand:
    """Days between visits to a site: the law's, the practice's own if that is stricter, else the house's."""
    asks = demands.visits.get(site, Demand())
    own = opening.visit_every or (None if asks.number else HOUSE_VISIT)
    if asks.number and (own is None or asks.number <= own):
        return asks
    return Demand(own)


def _visits(opening: Opening, demands: Demands) -> Iterable[Duty]:
    for place in opening.streets:
        every = visit_every(opening, demands, place.site)
        how = f"every {every.number} days, {VISIT[0]}–{VISIT[1]} minutes there"
        yield _line(
            ("visits", "Visiting the site"),
            VISIT,
            MONTH / Decimal(every.number or HOUSE_VISIT),
            how,
            every.cite,
        )


def _travel(opening: Opening, demands: Demands, miles: tuple[Decimal, ...] | None) -> Duty | None:
    if miles is None or not opening.streets:
        return None
    hours = sum(
        (
            MONTH
            / Decimal(visit_every(opening, demands, place.site).number or HOUSE_VISIT)
            * 2
            * far
            / MILES_AN_HOUR
            for place, far in zip(opening.streets, miles, strict=True)
        ),
        Decimal(0),
    )
    said = ", ".join(str(far) for far in miles)
    return Duty(
        "travel",
        "Travel",
        tenth(hours * Decimal("0.9")),
        tenth(hours * Decimal("1.2")),
        f"{said} miles each way by air line, {MILES_AN_HOUR} miles an hour",
    )


def _line(what: tuple[str, str], minutes: Minutes, times: Decimal, how: str, cite: str = "") -> Duty:
    low, high = minutes
    return Duty(*what, tenth(low * times / 60), tenth(high * times / 60), how, cite)
