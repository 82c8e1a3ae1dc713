"""What has to happen at sites and to people regularly: visits of the director, drills, training."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.structure import Site
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.directors import posts
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, offered, open_sites
from openmso.compliance.rules.rhythm import QUARTER, acts, kept
from openmso.compliance.rules.words import dated, listed, many
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
OSHA = "osha_bloodborne_pathogens_training_months"


def unvisited(context: Context) -> Iterator[Fault]:
    """Sites that nobody of those appointed has visited within the law's interval, or a quarter."""
    for site in open_sites(context):
        people = {post.appointment.person for post in posts(context) if post.site == site}
        if not people or site.kind == "telehealth":
            continue
        reading = context.reading(site.state, "medical_director.site_visit_every_days")
        every = reading.value or QUARTER
        done = [one.on for one in acts(context, "site_visit", site=site.id) if one.physician in people]
        last = f"the last was on {dated(max(done))}" if done else "none is on record"
        yield Fault(
            what=f"A visit to {site.name} by its director is overdue: one every {every} days is "
            f"{'the law' if reading.value else 'the custom'}; {last}.",
            where=(site.id, *sorted(people)),
            days=Days.of(site.span) - kept(done, every, site.span.start),
            law=(reading,) if reading.value else (),
            lesser=not reading.value,
        )


def undrilled(context: Context) -> Iterator[Fault]:
    """Sites without an emergency drill for a quarter, all of one practice together."""
    groups: dict[str, list[tuple[Site, Days]]] = {}
    for site in open_sites(context):
        if site.kind == "telehealth" or not offered(context, site):
            continue
        done = [one.on for one in acts(context, "drill", site=site.id)]
        days = Days.of(site.span) - kept(done, QUARTER, site.span.start)
        if context.day in days:
            groups.setdefault(site.practice, []).append((site, days))
    for practice, bare in groups.items():
        yield Fault(
            what=f"No emergency drill of {context.name(practice)} within {QUARTER} days at "
            f"{listed(site.name for site, _ in bare)}.",
            where=(bare[0][0].id, practice, *(site.id for site, _ in bare[1:])),
            days=Days.union_of(days for _, days in bare),
        )


def untrained(context: Context) -> Iterator[Fault]:
    """Clinical people without any training on record for as long as the yearly training on blood allows."""
    reading = context.federal(OSHA)
    months = int(((reading.value or {}).get("details") or {}).get("every_months", 12))
    groups: dict[str, dict[str, Days]] = {}
    for work in clinicians(context):
        done = [one.on for one in acts(context, "training", person=work.person)]
        good = Days.from_pairs(
            (day.toordinal(), add_months(day, months, rounding="up").toordinal()) for day in done
        )
        days = Days.of(work.span) - good
        if context.day in days:
            groups.setdefault(work.organization, {})[work.person] = days
    for employer, people in groups.items():
        yield Fault(
            what=f"{many(len(people), 'worker')} of {context.name(employer)} without any training on record for {months} months, "
            f"the yearly one on blood and needles included: {listed(context.name(who) for who in people)}.",
            where=(employer, *people),
            days=Days.union_of(people.values()),
            law=(reading,) if reading.known else (),
        )


CONTROLS = (
    Control(
        id="VIS-01",
        family="visits, drills and training",
        severity=MUST,
        title="The director visits",
        tests="Somebody appointed visited the site within the interval the state sets: a must; without one, within a quarter: a should.",
        mend="Visit the site, and put the next visit on the calendar.",
        who="medical director",
        search=unvisited,
        law=("medical_director.site_visit_every_days",),
        lesser=SHOULD,
    ),
    Control(
        id="VIS-02",
        family="visits, drills and training",
        severity=WATCH,
        title="Emergencies are drilled",
        tests="Every site had an emergency drill within a quarter.",
        mend="Hold a drill; record who took part.",
        who="clinic manager",
        search=undrilled,
    ),
    Control(
        id="VIS-03",
        family="visits, drills and training",
        severity=SHOULD,
        title="Clinical people are trained every year",
        tests="Everybody in a clinical role has some training on record within the interval of the federal rule on bloodborne pathogens. Records do not name topics, so this shows only where no training at all is on record.",
        mend="Train, and record person and day.",
        who="HR",
        search=untrained,
        law=("duty.rule",),
    ),
)
