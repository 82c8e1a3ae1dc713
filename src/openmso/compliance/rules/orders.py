"""Standing orders: allowed by the state, signed by a prescriber, reviewed, and backed by a protocol."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.oversight import Appointment, StandingOrder
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import GIVERS, giver_roles, licensed
from openmso.authority.law import Reading
from openmso.authority.papers import signed_days
from openmso.authority.readings import rule_track
from openmso.authority.terms import Leave
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.licenses import needs
from openmso.compliance.rules.network import offered, open_sites, reaches
from openmso.compliance.rules.protocols import REVIEW_MONTHS, last_read, overdue, protocols_at, since_opening
from openmso.compliance.rules.words import listed, procedures, role, roles
from openmso.timeline.days import Days, days_where

MUST, SHOULD = Severity.MUST, Severity.SHOULD


def sites_of_order(context: Context, one: StandingOrder) -> list[Site]:
    """Open sites at which an order in force is used for something offered there."""
    sites = (
        site for site in open_sites(context) if site.practice == one.practice and reaches(one.sites, site.id)
    )
    return [site for site in sites if context.day in one.span and one.procedures & offered(context, site)]


def rows(context: Context, one: StandingOrder) -> Iterator[tuple[str, str, str]]:
    """State, procedure and role of everything an order covers that is offered."""
    seen = {
        (site.state, procedure, role)
        for site in sites_of_order(context, one)
        for procedure in one.procedures & offered(context, site)
        for role in one.roles
    }
    return iter(sorted(seen))


def barred(context: Context) -> Iterator[Fault]:
    """Orders in a state that accepts no standing order for it."""
    for one in context.facts.all(StandingOrder):
        found: dict[str, dict[str, Days]] = {}
        law: dict[str, list[Reading]] = {}
        for state, procedure, of in rows(context, one):
            days = days_where(
                rule_track(context.world, state, procedure, of), lambda reading: not reading.standing_orders
            )
            if context.day in days:
                known = found.setdefault(state, {})
                known[procedure] = known.get(procedure, Days()) | days
                law.setdefault(state, []).extend(_said(context, state, procedure, of))
        for state, refused in found.items():
            yield Fault(
                what=f"{context.name(one.id)} covers {procedures(context, refused)} in {context.state(state)}, which asks for an "
                f"order for each patient.",
                where=(one.id, one.prescriber),
                days=Days.of(one.span) & Days.union_of(refused.values()),
                law=tuple(dict.fromkeys(law[state])),
                each_suffices=True,
            )


def _said(context: Context, state: str, procedure: str, of: str) -> Iterator[Reading]:
    rule = context.reading(state, "delegation.rule", procedure, of)
    orders = (rule.value or {}).get("orders") or {}
    if orders.get("patient_specific") or orders.get("standing") == Leave.PROHIBITED:
        yield rule
    for which in (procedure, "any"):
        reading = context.reading(state, "orders.standing", which)
        if reading.value and reading.value["leave"] == Leave.PROHIBITED:
            yield reading


def unsigned(context: Context) -> Iterator[Fault]:
    """Orders that the prescriber has not signed."""
    for one in context.facts.all(StandingOrder):
        yield Fault(
            what=f"{context.name(one.id)} is not signed by {context.name(one.prescriber)}.",
            where=(one.id, one.prescriber),
            days=Days.of(one.span) - signed_days(one.signatures, (one.prescriber,)),
        )


def unlicensed(context: Context) -> Iterator[Fault]:
    """Orders of somebody without a prescriber's license there, who neither works nor holds an appointment there."""
    at_work = {(need.person, need.state) for need in needs(context)}
    for one in context.facts.all(StandingOrder):
        for state in sorted({site.state for site in sites_of_order(context, one)}):
            if (one.prescriber, state) in at_work or _holds_office(context, one, state):
                continue
            good = Days.union_of(licensed(context.world, one.prescriber, of, state) for of in GIVERS)
            yield Fault(
                what=f"{context.name(one.id)} is used in {context.state(state)}, where {context.name(one.prescriber)} holds no "
                f"prescriber's license.",
                where=(one.id, one.prescriber),
                days=Days.of(one.span) - good,
            )


def _holds_office(context: Context, one: StandingOrder, state: str) -> bool:
    offices = context.facts.by(Appointment, "person", one.prescriber)
    sites = [site for site in open_sites(context) if site.state == state]
    return any(
        context.day in office.span and site.practice == office.practice and reaches(office.sites, site.id)
        for office in offices
        for site in sites
    )


def unreviewed(context: Context) -> Iterator[Fault]:
    """Orders not reviewed as often as the law asks, or for a year."""
    for one in context.facts.all(StandingOrder):
        asked = [
            reading
            for state, procedure, _ in rows(context, one)
            for reading in _interval(context, state, procedure)
        ]
        shortest = min(asked, key=lambda reading: int(reading.value["review_every_months"]), default=None)
        months = int(shortest.value["review_every_months"]) if shortest else REVIEW_MONTHS
        yield Fault(
            what=f"{context.name(one.id)} {last_read(context, one)}; a review is due every {months} months.",
            where=(one.id, one.prescriber),
            days=overdue(context, one, since_opening=False, months=months),
            law=(shortest,) if shortest else (),
            lesser=shortest is None,
        )


def _interval(context: Context, state: str, procedure: str) -> Iterator[Reading]:
    for which in (procedure, "any"):
        reading = context.reading(state, "orders.standing", which)
        if reading.value and reading.value.get("review_every_months"):
            yield reading
            return


def untouched(context: Context) -> Iterator[Fault]:
    """Orders that date from opening day and were never looked at again."""
    for one in context.facts.all(StandingOrder):
        yield Fault(
            what=f"{context.name(one.id)} {since_opening(context, one)}.",
            where=(one.id, one.prescriber),
            days=overdue(context, one, since_opening=True),
        )


def forbidden_roles(context: Context) -> Iterator[Fault]:
    """Orders that let a role do what the law forbids to it."""
    for one in context.facts.all(StandingOrder):
        found: dict[tuple[str, str], dict[str, Days]] = {}
        for state, procedure, of in rows(context, one):
            track = context.law.track(state, "delegation.rule", procedure, of)
            days = days_where(track, _prohibits)
            if context.day in days:
                found.setdefault((state, of), {})[procedure] = days
        for (state, of), refused in found.items():
            yield Fault(
                what=f"{context.name(one.id)} lets a {role(of)} do {procedures(context, refused)}, which {context.state(state)} "
                f"forbids.",
                where=(one.id, one.prescriber),
                days=Days.of(one.span) & Days.union_of(refused.values()),
                law=tuple(context.reading(state, "delegation.rule", code, of) for code in refused),
                each_suffices=True,
            )


def _prohibits(reading: Reading) -> bool:
    return reading.value is not None and reading.value["leave"] == Leave.PROHIBITED


def without_protocol(context: Context) -> Iterator[Fault]:
    """Orders for procedures that no protocol in force says how to do."""
    for one in context.facts.all(StandingOrder):
        bare = {
            procedure: Days.of(*(held.span for held in protocols_at(context, site, procedure)))
            for site in sites_of_order(context, one)
            for procedure in one.procedures & offered(context, site)
            if not any(context.day in held.span for held in protocols_at(context, site, procedure))
        }
        if bare:
            yield Fault(
                what=f"{context.name(one.id)} covers {procedures(context, bare)}, and no protocol in force says how.",
                where=(one.id,),
                days=Days.of(one.span) - Days.union_of(bare.values()),
            )


def wrong_prescriber(context: Context) -> Iterator[Fault]:
    """Orders for infusions by a role that may not order them in the state."""
    for one in context.facts.all(StandingOrder):
        for state in sorted(
            {state for state, procedure, _ in rows(context, one) if procedure == "iv_therapy"}
        ):
            reading = context.reading(state, "iv_therapy.may_order")
            held = giver_roles(context.world, one.prescriber, state).at(context.day)
            if reading.value is not None and held and not held & set(reading.value):
                yield Fault(
                    what=f"{context.name(one.prescriber)} orders infusions as {listed(role(of) for of in sorted(held))}; in "
                    f"{context.state(state)} it takes a {roles(reading.value)}.",
                    where=(one.id, one.prescriber),
                    days=Days.of(one.span)
                    & context.law_days(partial(_leaves_out, held), state, "iv_therapy.may_order"),
                    law=(reading,),
                )


def _leaves_out(held: frozenset[str], reading: Reading) -> bool:
    return reading.value is not None and not held & set(reading.value)


CONTROLS = (
    Control(
        id="ORD-01",
        family="standing orders",
        severity=MUST,
        title="Standing orders are used only where they suffice",
        tests="No standing order covers what the state wants ordered for each patient.",
        mend="End the order there; have each patient's order written.",
        who="medical director",
        search=barred,
        law=(
            "orders.standing",
            "delegation.rule",
        ),
    ),
    Control(
        id="ORD-02",
        family="standing orders",
        severity=MUST,
        title="Standing orders are signed",
        tests="Every standing order in force is signed by its prescriber.",
        mend="Have it signed; do not date the signature back.",
        who="the prescriber",
        search=unsigned,
    ),
    Control(
        id="ORD-03",
        family="standing orders",
        severity=MUST,
        title="The prescriber is licensed there",
        tests="The prescriber of a standing order holds a license that can prescribe in the state.",
        mend="Have it given by somebody who is licensed there.",
        who="medical director",
        search=unlicensed,
    ),
    Control(
        id="ORD-04",
        family="standing orders",
        severity=MUST,
        title="Standing orders are reviewed",
        tests="A standing order is reviewed as often as the state asks: a must; without a number in the law, every twelve months: a should.",
        mend="Review it, and record the day.",
        who="the prescriber",
        search=unreviewed,
        law=("orders.standing",),
        lesser=SHOULD,
    ),
    Control(
        id="ORD-05",
        family="standing orders",
        severity=SHOULD,
        title="No standing order is left from opening day",
        tests="No standing order that dates from before opening has gone a year without a review.",
        mend="Compare it with what is really done; review and sign a new version.",
        who="the prescriber",
        search=untouched,
    ),
    Control(
        id="ORD-06",
        family="standing orders",
        severity=MUST,
        title="No order lets a role do what the law forbids",
        tests="Every role a standing order names may do the procedure in the state.",
        mend="Take the role out of the order.",
        who="the prescriber",
        search=forbidden_roles,
        law=("delegation.rule",),
    ),
    Control(
        id="ORD-07",
        family="standing orders",
        severity=SHOULD,
        title="A protocol says how",
        tests="Every procedure of a standing order has a protocol in force.",
        mend="Write and sign the protocol.",
        who="medical director",
        search=without_protocol,
    ),
    Control(
        id="ORD-08",
        family="standing orders",
        severity=MUST,
        title="Infusions are ordered by who may",
        tests="A standing order for infusions is given by a role that may order them in the state.",
        mend="Have it given by a role that may.",
        who="medical director",
        search=wrong_prescriber,
        law=("iv_therapy.may_order",),
    ),
)
