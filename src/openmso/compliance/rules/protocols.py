"""Protocols: one for each service, signed by somebody entitled, reviewed, and the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from openmso.authority.facts.oversight import Agreement, Delegation, Protocol, StandingOrder
from openmso.authority.facts.structure import Service, Site
from openmso.authority.holdings import giver_roles
from openmso.authority.reasons import Code
from openmso.authority.terms import PHYSICIANS
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.meant import meant
from openmso.compliance.rules.network import (
    dark_for,
    offered,
    open_sites,
    practices,
    reaches,
    sites_of,
    told_dark,
)
from openmso.compliance.rules.words import dated, listed, procedures
from openmso.timeline.calendar import add_months
from openmso.timeline.days import NO_DAYS, Days
from openmso.timeline.spans import FOREVER

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
REVIEW_MONTHS = 12
"""How often protocols and orders are read again, where the law says nothing (house: yearly)."""

Paper = Protocol | StandingOrder


def protocols_at(context: Context, site: Site, procedure: str) -> list[Protocol]:
    """Protocols of the practice for a procedure at a site, of whatever days."""
    every = context.facts.by(Protocol, "practice", site.practice)
    return [one for one in every if procedure in one.procedures and reaches(one.sites, site.id)]


def missing(context: Context) -> Iterator[Fault]:
    """Procedures on a menu without a protocol in force; a must where somebody acts on a physician's paper there."""
    delegated = {
        (one.site.id, one.key.procedure)
        for one in meant(context)
        if any(isinstance(p, Delegation | Agreement) for p in one.papers)
    }
    for site in open_sites(context):
        bare: dict[str, Days] = {}
        for procedure in sorted(offered(context, site)):
            on_menu = Days.of(
                *(
                    one.span
                    for one in context.facts.by(Service, "site", site.id)
                    if procedure in one.procedures
                )
            )
            held = Days.of(*(one.span for one in protocols_at(context, site, procedure)))
            if context.day not in held:
                bare[procedure] = on_menu & Days.of(site.span) - held
        for lesser in (False, True):
            some = {code: days for code, days in bare.items() if ((site.id, code) in delegated) is not lesser}
            keys = (
                ()
                if lesser
                else tuple(key for key in dark_for(context, site, Code.NO_PROTOCOL) if key.procedure in some)
            )
            if some:
                yield Fault(
                    what=f"{site.name} offers {procedures(context, some)} without a protocol in force{told_dark(context, keys)}.",
                    where=(site.id,),
                    days=Days.union_of(some.values()),
                    lesser=lesser,
                    keys=keys,
                )


def unsigned(context: Context) -> Iterator[Fault]:
    """Protocols in force that nobody has signed."""
    for one in context.facts.all(Protocol):
        first = min((signature.on.toordinal() for signature in one.signatures), default=FOREVER)
        yield Fault(
            what=f"The {context.name(one.id)} is not signed.",
            where=(one.id,),
            days=Days.of(one.span) & Days.from_pairs([(0, first)]),
        )


def signed_by_others(context: Context) -> Iterator[Fault]:
    """Protocols signed only by people who are no physicians there and give nobody authority."""
    papers: list[Delegation | Agreement] = [*context.facts.all(Delegation), *context.facts.all(Agreement)]
    givers = {one.physician for one in papers if context.day in one.span}
    for one in context.facts.all(Protocol):
        signers = {signature.person for signature in one.signatures if signature.on <= context.on}
        if not signers or signers & givers:
            continue
        sites = [
            site
            for site in open_sites(context)
            if site.practice == one.practice and reaches(one.sites, site.id)
        ]
        states = sorted({site.state for site in sites})
        wrong = [state for state in states if not any(_physician(context, who, state) for who in signers)]
        if wrong:
            yield Fault(
                what=f"The {context.name(one.id)} is signed by {listed(context.name(who) for who in sorted(signers))}, no "
                f"physician in {listed(context.state(state) for state in wrong)}.",
                where=(one.id, *sorted(signers)),
                days=Days.of(one.span)
                - Days.union_of(_physician_days(context, who, state) for who in signers for state in wrong),
            )


def _physician(context: Context, person: str, state: str) -> bool:
    return bool(giver_roles(context.world, person, state).at(context.day) & PHYSICIANS)


def _physician_days(context: Context, person: str, state: str) -> Days:
    track = giver_roles(context.world, person, state)
    ends = (*track.starts[1:], FOREVER)
    return Days.from_pairs(
        (start, end)
        for start, end, held in zip(track.starts, ends, track.values, strict=True)
        if held & PHYSICIANS
    )


def opening(context: Context, one: Paper) -> date | None:
    """The day on which the first site that a protocol or order covers opened."""
    sites = (site for site in sites_of(context, one.practice) if reaches(one.sites, site.id))
    return min((site.span.first for site in sites if site.span.first), default=None)


def overdue(context: Context, one: Paper, *, since_opening: bool, months: int = REVIEW_MONTHS) -> Days:
    """Days on which a review is overdue, of papers untouched since opening day, or of all others."""
    opened, first = opening(context, one), one.span.first
    read = [day for day in one.reviewed_on if day <= context.on]
    last = max((*read, *([first] if first else [])), default=None)
    untouched = not read and first is not None and opened is not None and first <= opened
    if last is None or untouched is not since_opening:
        return NO_DAYS
    due = add_months(max(last, opened) if untouched and opened else last, months, rounding="up")
    return Days.of(one.span) & Days.from_pairs([(due.toordinal(), FOREVER)])


def last_read(context: Context, one: Paper) -> str:
    """When a protocol or order was last looked at, as the end of a sentence about it."""
    read = [day for day in one.reviewed_on if day <= context.on]
    if read:
        return f"was last reviewed on {dated(max(read))}"
    return f"began on {dated(one.span.first)} and was never reviewed"


def since_opening(context: Context, one: Paper) -> str:
    """How old a protocol or order is that nobody looked at since opening day, as the end of a sentence."""
    when = "the day" if one.span.first == opening(context, one) else "before"
    return (
        f"dates from {dated(one.span.first)}, {when} the first site it covers opened, and was never reviewed"
    )


def unreviewed(context: Context) -> Iterator[Fault]:
    """Protocols not reviewed for a year."""
    for one in context.facts.all(Protocol):
        yield Fault(
            what=f"The {context.name(one.id)} {last_read(context, one)}.",
            where=(one.id,),
            days=overdue(context, one, since_opening=False),
        )


def untouched(context: Context) -> Iterator[Fault]:
    """Protocols that date from opening day and were never looked at again."""
    for one in context.facts.all(Protocol):
        yield Fault(
            what=f"The {context.name(one.id)} {since_opening(context, one)}.",
            where=(one.id,),
            days=overdue(context, one, since_opening=True),
        )


def doubled(context: Context) -> Iterator[Fault]:
    """Several protocols in force for one procedure at one site."""
    for site in open_sites(context):
        found: dict[tuple[str, ...], list[str]] = {}
        for procedure in sorted(offered(context, site)):
            held = [one for one in protocols_at(context, site, procedure) if context.day in one.span]
            if len(held) > 1:
                found.setdefault(tuple(one.id for one in held), []).append(procedure)
        for ids, codes in found.items():
            spans = [Days.of(context.facts.need(Protocol, id).span) for id in ids]
            yield Fault(
                what=f"{len(ids)} protocols for {procedures(context, codes)} are in force at {site.name}: "
                f"{listed(_version(context, id) for id in ids)}.",
                where=(site.id, *ids),
                days=Days.union_of(one & other for at, one in enumerate(spans) for other in spans[at + 1 :]),
            )


def _version(context: Context, id: str) -> str:
    one = context.facts.need(Protocol, id)
    return f"version {one.version} of {dated(one.span.first)}"


def drifting(context: Context) -> Iterator[Fault]:
    """Sites of one practice in one state that follow different protocols, all procedures of the state together."""
    for practice in practices(context):
        found: dict[str, list[tuple[str, list[str], Days]]] = {}
        for (state, procedure), ids in sorted(_ways(context, practice.id).items()):
            if len(ids) > 1:
                spans = [Days.of(context.facts.need(Protocol, id).span) for id in ids]
                several = Days.union_of(
                    one & other for at, one in enumerate(spans) for other in spans[at + 1 :]
                )
                found.setdefault(state, []).append((procedure, ids, several))
        for state, drifts in found.items():
            most = max(len(ids) for _, ids, _ in drifts)
            yield Fault(
                what=f"{practice.name} follows up to {most} protocols, by site, for "
                f"{procedures(context, (code for code, _, _ in drifts))} in {context.state(state)}.",
                where=(practice.id, *(id for _, ids, _ in drifts for id in ids)),
                days=Days.union_of(days for *_, days in drifts),
            )


def _ways(context: Context, practice: str) -> dict[tuple[str, str], list[str]]:
    """The protocols that sites follow, where a site follows exactly one, by state and procedure."""
    ways: dict[tuple[str, str], dict[str, None]] = {}
    for site in sites_of(context, practice):
        for procedure in offered(context, site) if context.day in site.span else ():
            held = [one.id for one in protocols_at(context, site, procedure) if context.day in one.span]
            if len(held) == 1:
                ways.setdefault((site.state, procedure), {})[held[0]] = None
    return {place: list(ids) for place, ids in ways.items()}


CONTROLS = (
    Control(
        id="PRO-01",
        family="protocols",
        severity=MUST,
        title="Every service has a protocol",
        tests="Every procedure on a menu has a protocol in force there. Where somebody acts on a physician's paper, nothing grants without one, so it is a must; elsewhere a should.",
        mend="Write and sign the protocol; stop the service until then.",
        who="medical director",
        search=missing,
        lesser=SHOULD,
    ),
    Control(
        id="PRO-02",
        family="protocols",
        severity=MUST,
        title="Protocols are signed",
        tests="Every protocol in force is signed.",
        mend="Have it signed by the responsible physician.",
        who="medical director",
        search=unsigned,
    ),
    Control(
        id="PRO-03",
        family="protocols",
        severity=MUST,
        title="Protocols are signed by somebody entitled",
        tests="A protocol is signed by a physician licensed there, or by whoever gives the authority.",
        mend="Have it signed by the responsible physician.",
        who="medical director",
        search=signed_by_others,
    ),
    Control(
        id="PRO-04",
        family="protocols",
        severity=SHOULD,
        title="Protocols are reviewed every year",
        tests="Every protocol in force was reviewed, or was new, within twelve months.",
        mend="Review it, and record the day.",
        who="medical director",
        search=unreviewed,
    ),
    Control(
        id="PRO-05",
        family="protocols",
        severity=SHOULD,
        title="No protocol is left from opening day",
        tests="No protocol that dates from before opening has gone a year without a review.",
        mend="Compare it with what is really done; review and sign a new version.",
        who="medical director",
        search=untouched,
    ),
    Control(
        id="PRO-06",
        family="protocols",
        severity=SHOULD,
        title="One protocol at a time",
        tests="A site has one protocol in force for a procedure.",
        mend="End the older one.",
        who="medical director",
        search=doubled,
    ),
    Control(
        id="PRO-07",
        family="protocols",
        severity=WATCH,
        title="Sites follow one protocol",
        tests="Sites of a practice in a state follow the same protocol for a procedure.",
        mend="Keep one master with addenda where sites truly differ.",
        who="medical director",
        search=drifting,
    ),
)
