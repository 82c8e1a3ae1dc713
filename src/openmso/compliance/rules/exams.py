"""Initial exams: whether a site has anybody who may examine, in a way the state accepts."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.people import Competency, Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import licensed
from openmso.authority.law import Reading
from openmso.authority.regimes import Rule
from openmso.authority.terms import Leave
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, engaged_at, offered, open_sites, reaches, works_at
from openmso.compliance.rules.words import listed, procedures, role, roles
from openmso.timeline.days import NO_DAYS, Days

MUST, SHOULD = Severity.MUST, Severity.SHOULD
EXAM = "good_faith_exam"
EXAMINERS = frozenset({"MD", "DO", "NP", "PA"})


def at_hand(context: Context, site: Site, of: frozenset[str], *, on_site: bool = False) -> Days:
    """Days on which somebody licensed in one of the roles works at a site or, unless `on_site`, is appointed there."""
    ties: list[Engagement | Appointment] = [*works_at(context, site.id)]
    if not on_site:
        offices = context.facts.by(Appointment, "practice", site.practice)
        ties += [one for one in offices if reaches(one.sites, site.id)]
    days = NO_DAYS
    for tie in ties:
        good = Days.union_of(licensed(context.world, tie.person, one, site.state) for one in sorted(of))
        days |= Days.of(tie.span) & good
    return days


def _asked(context: Context, site: Site) -> Reading | None:
    reading = context.reading(site.state, "initial_exam.required")
    return reading if reading.value is True and offered(context, site) else None


def nobody(context: Context) -> Iterator[Fault]:
    """Sites where an exam comes first and nobody at hand may make it."""
    for site in open_sites(context):
        required = _asked(context, site)
        by = context.reading(site.state, "initial_exam.performed_by")
        if required:
            examiners = frozenset(by.value or EXAMINERS)
            yield Fault(
                what=f"{site.name} treats only after an exam, and nobody there may make it in {context.state(site.state)}: it "
                f"takes a {roles(examiners)}.",
                where=(site.id,),
                days=Days.of(site.span) - at_hand(context, site, examiners),
                law=tuple(one for one in (required, by) if one.known),
            )


def from_afar(context: Context) -> Iterator[Fault]:
    """Sites where an exam must be made in person and every examiner works elsewhere."""
    for site in open_sites(context):
        required = _asked(context, site)
        way = context.reading(site.state, "initial_exam.telehealth_allowed")
        by = context.reading(site.state, "initial_exam.performed_by")
        examiners = frozenset(by.value or EXAMINERS)
        near, far = at_hand(context, site, examiners, on_site=True), at_hand(context, site, examiners)
        if required and way.value == Leave.PROHIBITED and (context.day in far or site.kind == "telehealth"):
            distant = "is by telehealth" if site.kind == "telehealth" else "has examiners only elsewhere"
            yield Fault(
                what=f"{context.state(site.state)} accepts no exam by telehealth, and {site.name} {distant}.",
                where=(site.id,),
                days=(Days.of(site.span) if site.kind == "telehealth" else far - near & Days.of(site.span))
                & context.law_days(_barred, site.state, "initial_exam.telehealth_allowed"),
                law=(required, way),
            )


def _barred(reading: Reading) -> bool:
    return bool(reading.value == Leave.PROHIBITED)


def wrong_examiner(context: Context) -> Iterator[Fault]:
    """People signed off for exams, or handed exams, in a role that may not make them; one for each role and state."""
    groups: dict[tuple[str, str], list[tuple[Engagement, list[Competency | Delegation]]]] = {}
    for work in clinicians(context):
        papers = [one for one in _exam_papers(context, work.person) if context.day in one.span]
        states = {site.state for site in engaged_at(context, work) if context.day in site.span}
        for state in sorted(states) if papers else ():
            by = context.reading(state, "initial_exam.performed_by")
            if by.value is not None and work.role not in by.value:
                groups.setdefault((work.role, state), []).append((work, papers))
    for (of, state), found in groups.items():
        by = context.reading(state, "initial_exam.performed_by")
        yield Fault(
            what=f"{listed(context.name(work.person) for work, _ in found)} is meant to examine as {role(of)}; in "
            f"{context.state(state)} it takes a {roles(by.value)}.",
            where=(*(one.id for _, papers in found for one in papers), *(work.id for work, _ in found)),
            days=Days.union_of(
                Days.of(work.span) & Days.of(*(one.span for one in papers)) for work, papers in found
            ),
            law=(by,),
        )


def _exam_papers(context: Context, person: str) -> Iterator[Competency | Delegation]:
    yield from (one for one in context.facts.by(Competency, "person", person) if one.procedure == EXAM)
    yield from (one for one in context.facts.by(Delegation, "person", person) if EXAM in one.procedures)


def narrower(context: Context) -> Iterator[Fault]:
    """Procedures whose own row wants an examiner of a license that nobody at hand holds."""
    for site in open_sites(context):
        wanted: dict[frozenset[str], dict[str, Reading]] = {}
        roles_there = {one.role for one in works_at(context, site.id) if context.day in one.span}
        for of in sorted(roles_there):
            for procedure in sorted(offered(context, site)):
                reading = context.reading(site.state, "delegation.rule", procedure, of)
                rule = Rule.from_value(reading.value) if reading.value else None
                if rule and rule.exam_by and rule.leave is not Leave.PROHIBITED:
                    wanted.setdefault(rule.exam_by, {})[procedure] = reading
        for by, rows in wanted.items():
            yield Fault(
                what=f"{site.name} offers {procedures(context, rows)}, for which {context.state(site.state)} wants an exam by a "
                f"{roles(by)}; nobody at hand is one.",
                where=(site.id,),
                days=Days.of(site.span) - at_hand(context, site, by),
                law=tuple(dict.fromkeys(rows.values())),
                each_suffices=True,
            )


CONTROLS = (
    Control(
        id="EXM-01",
        family="exams",
        severity=MUST,
        title="Somebody at hand may examine",
        tests="Where an exam comes first, somebody who works at the site or is appointed there may make it.",
        mend="Engage or appoint an examiner; stop treating new patients until then.",
        who="medical director",
        search=nobody,
        law=(
            "initial_exam.required",
            "initial_exam.performed_by",
        ),
    ),
    Control(
        id="EXM-02",
        family="exams",
        severity=MUST,
        title="Exams in person can be made in person",
        tests="Where an exam by telehealth is not accepted, an examiner works at the site, and no telehealth site treats.",
        mend="Bring an examiner to the site, or send patients where one is.",
        who="medical director",
        search=from_afar,
        law=(
            "initial_exam.required",
            "initial_exam.telehealth_allowed",
        ),
    ),
    Control(
        id="EXM-03",
        family="exams",
        severity=MUST,
        title="Only examiners examine",
        tests="Nobody is signed off for exams, or handed exams, in a role that may not make them.",
        mend="End the sign-off or delegation.",
        who="medical director",
        search=wrong_examiner,
        law=("initial_exam.performed_by",),
    ),
    Control(
        id="EXM-04",
        family="exams",
        severity=MUST,
        title="The examiner a procedure's own row wants is at hand",
        tests="Where the row of a procedure names who examines, somebody of such a license works at the site or is appointed there.",
        mend="Engage or appoint such an examiner; stop the procedure until then.",
        who="medical director",
        search=narrower,
        law=("delegation.rule",),
    ),
)
