"""Chart reviews and meetings, against what law and agreement ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from openmso.authority.asked import Asked, asked
from openmso.authority.facts.oversight import Activity, Agreement, Delegation
from openmso.authority.holdings import giver_roles
from openmso.compliance.rules.agreements import prefix_of, states_of_agreement
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, open_sites
from openmso.compliance.rules.rhythm import QUARTER, acts, kept, missed, overdue
from openmso.compliance.rules.words import dated, listed, many
from openmso.timeline.days import Days
from openmso.timeline.spans import FOREVER
from openmso.timeline.tracks import Track

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
YEAR = timedelta(days=365)


class Asks(NamedTuple):
    """Where the law book says a number: the plain parameter, the phased one (without their role), its field there."""

    plain: str
    phased: str
    field: str


REVIEWS = Asks("chart_review_every_days", "chart_review", "every_days")
SHARE = Asks("chart_review_pct", "chart_review", "pct")
MEETINGS = Asks("meeting_every_days", "meeting", "every_days")


def in_use(context: Context) -> Iterator[tuple[Agreement, str]]:
    """Agreements in force under which somebody works, once for each state."""
    for one in context.facts.all(Agreement):
        for state in states_of_agreement(context, one) if context.day in one.span else ():
            yield one, state


def _last(done: list[Activity]) -> str:
    return f"the last was on {dated(max(one.on for one in done))}" if done else "none is on record"


def rare(context: Context, kind: str, thing: str, asks: Asks) -> Iterator[Fault]:
    """Pairs of practitioner and physician whose review or meeting is overdue by the law of some of their states."""
    groups: dict[tuple[str, str], list[tuple[Agreement, str, Asked, Days]]] = {}
    for one, state in in_use(context):
        track = _law(context, one, state, asks)
        done = [act.on for act in acts(context, kind, person=one.person)]
        days = Days.of(one.span) & overdue(track, done, one.span.start)
        if context.day in days:
            groups.setdefault((one.person, one.physician), []).append(
                (one, state, track.at(context.day), days)
            )
    for (person, physician), late in groups.items():
        states = listed(f"{context.state(state)} every {now.number} days" for _, state, now, _ in late)
        yield Fault(
            what=f"{thing} of {context.name(person)} and {context.name(physician)} is overdue; the law asks for one in {states}; "
            f"{_last(acts(context, kind, person=person))}.",
            where=(late[0][0].id, person, physician, *(one.id for one, *_ in late[1:])),
            days=Days.union_of(days for *_, days in late),
            law=tuple(dict.fromkeys(now.reading for _, _, now, _ in late)),
            each_suffices=True,
        )


def _law(context: Context, one: Agreement, state: str, asks: Asks) -> Track[Asked]:
    prefix = prefix_of(context, one)
    plain, phased = f"{prefix}.{asks.plain}", f"{prefix}.{asks.phased}"
    return asked(context.law, one, state, plain=plain, phased=phased, field=asks.field)


def promised_meetings(context: Context) -> Iterator[Fault]:
    """Pairs who do not meet as often as their agreements promise, where the law of none of their states sets an interval."""
    by_law = {one.id for one, state in in_use(context) if _meeting_by_law(context, one, state)}
    pairs: dict[tuple[str, str], list[Agreement]] = {}
    for one in context.facts.all(Agreement):
        if one.meeting_every_days is not None and context.day in one.span:
            pairs.setdefault((one.person, one.physician), []).append(one)
    for (person, physician), held in pairs.items():
        if any(one.id in by_law for one in held):
            continue
        one = min(held, key=lambda each: each.meeting_every_days or 0)
        every = one.meeting_every_days or 0
        done = acts(context, "meeting", person=person)
        yield Fault(
            what=f"A meeting of {context.name(person)} and {context.name(physician)} is overdue: they promised one every {every} "
            f"days; {_last(done)}.",
            where=(one.id, person, physician),
            days=Days.of(one.span) - kept((act.on for act in done), every, one.span.start),
        )


def _meeting_by_law(context: Context, one: Agreement, state: str) -> bool:
    track = _law(context, one, state, MEETINGS)
    return track.at(context.day).number is not None


def shares(done: list[Activity], least: int, most_charts: int | None) -> Days:
    """Days on which the last review with known numbers read too small a share of the charts."""
    counted = sorted(
        (one for one in done if one.reviewed is not None and one.population), key=lambda one: one.on
    )
    pairs = []
    for at, one in enumerate(counted):
        end = counted[at + 1].on.toordinal() if at + 1 < len(counted) else FOREVER
        read, population = one.reviewed or 0, one.population or 1
        enough = 100 * read >= least * population or (most_charts is not None and read >= most_charts)
        if not enough:
            pairs.append((one.on.toordinal(), end))
    return Days.from_pairs(pairs)


def _share(done: list[Activity]) -> str:
    last = max(
        (one for one in done if one.reviewed is not None and one.population),
        key=lambda one: one.on,
        default=None,
    )
    return (
        f"{last.reviewed} of {last.population} charts on {dated(last.on)}"
        if last
        else "no review is on record"
    )


def too_few(context: Context) -> Iterator[Fault]:
    """Agreements whose last review read a smaller share of charts than the law asks."""
    for one, state in in_use(context):
        track = _law(context, one, state, SHARE)
        now = track.at(context.day)
        done = acts(context, "chart_review", person=one.person)
        if now.number is not None:
            most = now.reading.value.get("max_charts") if isinstance(now.reading.value, Mapping) else None
            yield Fault(
                what=f"{context.name(one.physician)} read {_share(done)} of {context.name(one.person)}; {context.state(state)} asks "
                f"for {now.number} %.",
                where=(one.id, one.person, one.physician),
                days=Days.of(one.span) & missed(track, partial(_thin, done, most)),
                law=(now.reading,),
            )


def _thin(done: list[Activity], most: int | None, least: int) -> Days:
    return shares(done, least, most)


def promised_shares(context: Context) -> Iterator[Fault]:
    """Pairs whose last review read a smaller share than the largest their agreements promise."""
    pairs: dict[tuple[str, str], list[Agreement]] = {}
    for one in context.facts.all(Agreement):
        if one.chart_review_pct is not None and context.day in one.span:
            pairs.setdefault((one.person, one.physician), []).append(one)
    for (person, physician), held in pairs.items():
        one = max(held, key=lambda each: each.chart_review_pct or 0)
        least = one.chart_review_pct or 0
        done = acts(context, "chart_review", person=person)
        yield Fault(
            what=f"{context.name(physician)} read {_share(done)} of {context.name(person)}; they promised {least} %.",
            where=(one.id, person, physician),
            days=Days.of(one.span) & shares(done, least, None),
        )


def nothing_read(context: Context) -> Iterator[Fault]:
    """Physicians who have read no chart of some of their people for a quarter, where the law sets no interval."""
    by_law = {
        one.id
        for one, state in in_use(context)
        if _law(context, one, state, REVIEWS).at(context.day).number is not None
    }
    at_work = {one.person for one in clinicians(context)}
    papers: list[Agreement | Delegation] = [
        one for one in context.facts.all(Agreement) if one.id not in by_law
    ]
    papers += context.facts.all(Delegation)
    unread: dict[str, dict[str, Days]] = {}
    records: dict[str, list[str]] = {}
    for one in papers:
        done = [act.on for act in acts(context, "chart_review", person=one.person)]
        days = Days.of(one.span) - kept(done, QUARTER, one.span.start)
        if context.day in days and one.person in at_work:
            unread.setdefault(one.physician, {})[one.person] = days
            records.setdefault(one.physician, []).append(one.id)
    for physician, people in unread.items():
        yield Fault(
            what=f"{context.name(physician)} has read no chart for {QUARTER} days of {listed(context.name(who) for who in people)}.",
            where=(physician, *people, *records[physician]),
            days=Days.union_of(people.values()),
        )


def hasty(context: Context) -> Iterator[Fault]:
    """Reviews of the last year with less than a minute for each chart, together for each physician."""
    found: dict[str, list[Activity]] = {}
    for one in acts(context, "chart_review"):
        quick = one.minutes is not None and one.reviewed and one.minutes < one.reviewed
        if quick and one.on > context.on - YEAR:
            found.setdefault(one.physician, []).append(one)
    for physician, quick_ones in found.items():
        last = max(quick_ones, key=lambda one: one.on)
        yield Fault(
            what=f"{many(len(quick_ones), 'review')} of {context.name(physician)} took less than a minute a chart, last "
            f"{last.reviewed} charts in {last.minutes} minutes on {dated(last.on)}.",
            where=(physician, *(one.id for one in quick_ones)),
            days=Days.from_pairs([(min(one.on for one in quick_ones).toordinal(), FOREVER)]),
        )


def unlicensed_reviewers(context: Context) -> Iterator[Fault]:
    """Reviews of the last year by somebody who held no license there on that day, together for each reviewer."""
    states = sorted({site.state for site in open_sites(context)})
    found: dict[str, list[Activity]] = {}
    for one in acts(context, "chart_review"):
        day = one.on.toordinal()
        if one.on > context.on - YEAR and not any(
            giver_roles(context.world, one.physician, it).at(day) for it in states
        ):
            found.setdefault(one.physician, []).append(one)
    for physician, void in found.items():
        yield Fault(
            what=f"{many(len(void), 'review')} by {context.name(physician)} within a year, without a license that day in any state "
            f"of the network: {'it does' if len(void) == 1 else 'they do'} not count.",
            where=(physician, *(one.id for one in void)),
            days=Days.from_pairs([(min(one.on for one in void).toordinal(), FOREVER)]),
        )


CONTROLS = (
    Control(
        id="CAD-01",
        family="reviews and meetings",
        severity=MUST,
        title="Charts are reviewed as often as the law asks",
        tests="The last chart review of an NP or PA lies within the interval the state sets.",
        mend="Review now, and put the next one on the calendar.",
        who="the physician",
        search=partial(
            rare,
            kind="chart_review",
            thing="A chart review",
            asks=REVIEWS,
        ),
        law=(
            "np.chart_review_every_days",
            "np.chart_review",
            "pa.chart_review_every_days",
            "pa.chart_review",
        ),
    ),
    Control(
        id="CAD-02",
        family="reviews and meetings",
        severity=MUST,
        title="Enough charts are reviewed",
        tests="The last review with known numbers read at least the share of charts the state asks for.",
        mend="Review more of the period's charts.",
        who="the physician",
        search=too_few,
        law=(
            "np.chart_review_pct",
            "np.chart_review",
            "pa.chart_review_pct",
            "pa.chart_review",
        ),
    ),
    Control(
        id="CAD-03",
        family="reviews and meetings",
        severity=MUST,
        title="Meetings are held as often as the law asks",
        tests="The last meeting of NP or PA and physician lies within the interval the state sets.",
        mend="Meet now, and put the next meeting on the calendar.",
        who="physician and practitioner",
        search=partial(
            rare,
            kind="meeting",
            thing="A meeting",
            asks=MEETINGS,
        ),
        law=(
            "np.meeting_every_days",
            "np.meeting",
            "pa.meeting_every_days",
            "pa.meeting",
        ),
    ),
    Control(
        id="CAD-04",
        family="reviews and meetings",
        severity=SHOULD,
        title="The promised share of charts is reviewed",
        tests="The last review read at least the share the agreement promises.",
        mend="Review more, or change the promise to what the law asks.",
        who="the physician",
        search=promised_shares,
    ),
    Control(
        id="CAD-05",
        family="reviews and meetings",
        severity=SHOULD,
        title="The promised meetings are held",
        tests="Where the law sets no interval, the last meeting lies within the interval the agreement promises.",
        mend="Meet now, and put the next meeting on the calendar.",
        who="physician and practitioner",
        search=promised_meetings,
    ),
    Control(
        id="CAD-06",
        family="reviews and meetings",
        severity=SHOULD,
        title="Somebody reads charts",
        tests="Where the law sets no interval, charts of everybody who acts on a paper were read within a quarter.",
        mend="Review a sample now, and every month from then on.",
        who="the physician",
        search=nothing_read,
    ),
    Control(
        id="CAD-07",
        family="reviews and meetings",
        severity=WATCH,
        title="Reviews take time",
        tests="No review of the last year took less than a minute a chart.",
        mend="Ask what was read; repeat the review where it was not.",
        who="quality assurance",
        search=hasty,
    ),
    Control(
        id="CAD-08",
        family="reviews and meetings",
        severity=SHOULD,
        title="Reviewers are licensed",
        tests="Every review of the last year was made by somebody licensed that day in a state of the network.",
        mend="Have the charts read again by somebody who is licensed.",
        who="medical director",
        search=unlicensed_reviewers,
    ),
)
