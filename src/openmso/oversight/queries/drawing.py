"""What a draw of charts is made of: the charts of a clinician in a period, how many law and papers ask for, and who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from openmso.authority.asked import asked
from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import engaged_as
from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Act, Draw, Review, ReviewSheet
from openmso.oversight.queries.appointed import directors_of
from openmso.oversight.rules.reviews import CLEAN, NEW_PROCEDURE, NEWCOMER, Chart, is_grave


def clinicians_with_charts(by: Actor, first: date, until: date) -> tuple[str, ...]:
    """Who did something in a period."""
    with seeing(by):
        rows = Act.objects.filter(network=by.network, on__gte=first, on__lt=until)
        return tuple(rows.order_by("person__code").values_list("person__code", flat=True).distinct())


def charts_of(by: Actor, clinician: str, first: date, until: date) -> tuple[Chart, ...]:
    """The charts of a clinician in a period, by their id; marked with what every act of them is, and with what was new to the clinician."""
    with seeing(by):
        rows = Act.objects.filter(network=by.network, person__code=clinician, on__gte=first, on__lt=until)
        acts = list(
            rows.order_by("at", "code").values_list("source", "chart", "site__code", "procedure", "marks")
        )
        early = _early(by, clinician, first, {procedure for *_, procedure, _ in acts})
    found: dict[tuple[str, str], Chart] = {}
    for source, chart, site, procedure, marks in acts:
        known = found.get((source, chart), Chart(chart, source, site))
        news = early(procedure, (source, chart) not in found)
        found[source, chart] = replace(known, marks=known.marks.union(marks), firsts=known.firsts | news)
    return tuple(sorted(found.values(), key=lambda one: (one.source, one.code)))


class _Early:
    """Counts the first charts of a clinician, and of each procedure by them."""

    def __init__(self, charts: int, acts: dict[str, int]) -> None:
        self.charts, self.acts = charts, acts

    def __call__(self, procedure: str, is_new_chart: bool) -> frozenset[str]:  # noqa: FBT001 - whether the act opens a chart
        news = set()
        if is_new_chart:
            self.charts += 1
            if self.charts <= NEWCOMER:
                news.add("newcomer")
        self.acts[procedure] = self.acts.get(procedure, 0) + 1
        if self.acts[procedure] <= NEW_PROCEDURE:
            news.add("new_procedure")
        return frozenset(news)


def _early(by: Actor, clinician: str, first: date, procedures: Iterable[str]) -> _Early:
    """What there was before the period: counted only as far as it matters."""
    before = Act.objects.filter(network=by.network, person__code=clinician, on__lt=first)
    charts = len(before.values("source", "chart").distinct()[:NEWCOMER])
    acts = {one: len(before.filter(procedure=one).values("id")[:NEW_PROCEDURE]) for one in sorted(procedures)}
    return _Early(charts, acts)


def shares_asked(judge: Judge, clinician: str, day: date) -> tuple[int, ...]:
    """The shares of charts, in percent, that the law of each state and each agreement of a clinician ask for on a day."""
    return tuple(_shares(judge, clinician, day))


def _shares(judge: Judge, clinician: str, day: date) -> Iterator[int]:
    on = day.toordinal()
    for one in judge.facts.by(Agreement, "person", clinician):
        if on not in one.span:
            continue
        if one.chart_review_pct is not None:
            yield one.chart_review_pct
        for state, role in _states(judge, one, on):
            plain, phased = f"{role}.chart_review_pct", f"{role}.chart_review"
            number = asked(judge.law, one, state, plain=plain, phased=phased, field="pct").at(on).number
            if number is not None:
                yield number


def _states(judge: Judge, one: Agreement, on: int) -> set[tuple[str, str]]:
    """The states in which somebody is at work under an agreement, with the part of the law that speaks of their role."""
    found: set[tuple[str, str]] = set()
    works = {each.role for each in judge.facts.by(Engagement, "person", one.person) if on in each.span}
    role = "pa" if "PA" in works else "np"
    for site in judge.facts.all(Site):
        reaches = on in site.span and (one.sites is None or site.id in one.sites)
        if reaches and any(engaged_as(judge.world, one.person, site.id).values):
            found.add((site.state, role))
    return found


def reviewer_of(by: Actor, clinician: str, site: str, day: date) -> str:
    """Who reads the charts of a clinician: the physician of their agreement, of their delegation, or who directs the site; never themselves; nobody if there is nobody."""
    judge, _ = judge_of(by)
    on = day.toordinal()
    papers: list[Agreement | Delegation] = [*judge.facts.by(Agreement, "person", clinician)]
    papers += judge.facts.by(Delegation, "person", clinician)
    for one in papers:
        if on in one.span and one.physician != clinician and (one.sites is None or site in one.sites):
            return one.physician
    return next((one for one in directors_of(by, site, day) if one != clinician), "")


def site_of(by: Actor, clinician: str, source: str, chart: str) -> str:
    """Where a chart of a clinician was begun."""
    rows = Act.objects.filter(network=by.network, source=source, chart=chart, person__code=clinician)
    return str(rows.order_by("at").values_list("site__code", flat=True)[0])


def is_doubled(by: Actor, clinician: str, first: date) -> bool:
    """Whether one of the last periods before this one, or a correction that is open, has a grave finding."""
    draws = Draw.objects.filter(network=by.network, clinician__code=clinician, first__lt=first)
    last = list(draws.order_by("-first").values_list("id", flat=True)[:CLEAN])
    rows = Review.objects.filter(draw__in=last, state="done").values_list("code", flat=True)
    sheets = _sheets(by, rows)
    return any(is_grave(level or 0, items) for level, items in sheets)


def _sheets(by: Actor, reviews: Iterable[str]) -> list[tuple[int | None, dict[str, str]]]:
    rows = ReviewSheet.objects.filter(network=by.network, code__in=list(reviews))
    return list(rows.values_list("level", "items"))


def period_over(until: date, today: date) -> bool:
    """Whether a period is over everywhere: no site is still on its last day."""
    return today >= until + timedelta(days=1)
