"""What has to happen at sites and to people regularly: visits of the director, drills, training."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.asked import Asked
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.structure import Site
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, offered, open_sites, reaches
from openmso.compliance.rules.rhythm import QUARTER, acts, kept, overdue
from openmso.compliance.rules.words import dated, listed, many
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
OSHA = "osha_bloodborne_pathogens_training_months"


def unvisited(context: Context) -> Iterator[Fault]:
    """Sites that nobody of those appointed has visited within the law's interval, or a quarter; by practice and state."""
    groups: dict[tuple[str, str], list[tuple[Site, Days]]] = {}
    for site in open_sites(context):
        people = appointed(context, site)
        if people and site.kind != "telehealth":
            track = context.law.track(site.state, "medical_director.site_visit_every_days")
            every = track.map(lambda reading: Asked(reading.value or QUARTER, reading))
            done = [one.on for one in acts(context, "site_visit", site=site.id) if one.physician in people]
            days = Days.of(site.span) & overdue(every, done, site.span.start)
            if context.day in days:
                groups.setdefault((site.practice, site.state), []).append((site, days))
    for (practice, state), late in groups.items():
        reading = _visit_law(context, state)
        told = listed(f"{site.name} ({_last_visit(context, site)})" for site, _ in late)
        yield Fault(
            what=f"{context.name(practice)} has sites not visited by a director for {reading.value or QUARTER} days, "
            f"{'as the law asks' if reading.value else 'as is the custom'}: {told}.",
            where=(late[0][0].id, practice, *(site.id for site, _ in late[1:])),
            days=Days.union_of(days for _, days in late),
            law=(reading,) if reading.value else (),
            lesser=not reading.value,
        )


def appointed(context: Context, site: Site) -> frozenset[str]:
    """People with an appointment in force at a site."""
    offices = context.facts.by(Appointment, "practice", site.practice)
    return frozenset(one.person for one in offices if context.day in one.span and reaches(one.sites, site.id))


def _visit_law(context: Context, state: str) -> Reading:
    return context.reading(state, "medical_director.site_visit_every_days")


def _last_visit(context: Context, site: Site) -> str:
    people = appointed(context, site)
    done = [one.on for one in acts(context, "site_visit", site=site.id) if one.physician in people]
    return f"last {dated(max(done))}" if done else "never"


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
