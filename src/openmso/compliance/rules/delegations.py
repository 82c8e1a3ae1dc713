"""Delegations: signed, by somebody who may, to somebody who may, under the conditions of the law's row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import engaged_as, giver_roles
from openmso.authority.law import Reading
from openmso.authority.papers import signed_days
from openmso.authority.regimes import Rule
from openmso.authority.terms import PHYSICIANS, Supervision
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.licenses import needs
from openmso.compliance.rules.meant import meant
from openmso.compliance.rules.network import dark, offered, open_sites, places_of, reaches, told_dark
from openmso.compliance.rules.words import dated, listed, many, plain, procedures, roles
from openmso.timeline.days import Days, days_where
from openmso.timeline.spans import FOREVER

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
YEAR = timedelta(days=365)


def sites_of(context: Context, one: Delegation) -> list[Site]:
    """Open sites at which a delegation is used: the delegate works there, and its procedures are offered."""
    places = places_of(context, one.person)
    return [
        site for site in places if reaches(one.sites, site.id) and offered(context, site) & one.procedures
    ]


def rows(context: Context, one: Delegation) -> Iterator[tuple[Site, Reading]]:
    """The law's rows behind a delegation on the day, for the delegate's roles at each site."""
    for site in sites_of(context, one) if context.day in one.span else ():
        for role in engaged_as(context.world, one.person, site.id).at(context.day):
            for procedure in sorted(one.procedures & offered(context, site)):
                yield site, context.reading(site.state, "delegation.rule", procedure, role)


def unsigned(context: Context) -> Iterator[Fault]:
    """Delegations that the physician has not signed."""
    for one in context.facts.all(Delegation):
        signed = signed_days(one.signatures, (one.physician,))
        keys = dark(context, (
            key for site in sites_of(context, one) for key in context.keys_at(site.id)
            if key.person == one.person and key.procedure in one.procedures
        )) if context.day not in signed else ()  # fmt: skip
        yield Fault(
            what=f"The {context.name(one.id)} is not signed by {context.name(one.physician)}{told_dark(context, keys)}.",
            where=(one.id, one.physician),
            days=Days.of(one.span) - signed,
            keys=keys,
        )


def signed_late(context: Context) -> Iterator[Fault]:
    """Delegations that took effect before the physician signed."""
    for one in context.facts.all(Delegation):
        signed = signed_days(one.signatures, (one.physician,))
        late = signed.toggles[0] - one.span.start if signed else 0
        if late > 0 and context.day in signed:
            yield Fault(
                what=f"The {context.name(one.id)} took effect {many(late, 'day')} before it was signed.",
                where=(one.id, one.physician),
                days=Days.of(one.span) & signed,
            )


def unattested(context: Context) -> Iterator[Fault]:
    """Delegations without the attestations that the law's rows ask for."""
    for one in context.facts.all(Delegation):
        missing: dict[str, Reading] = {}
        for _, reading in rows(context, one):
            for text in Rule.from_value(reading.value).attest if reading.value else ():
                if text not in one.attests:
                    missing[text] = reading
        if missing:
            yield Fault(
                what=f"The {context.name(one.id)} does not attest: {' '.join(missing)}",
                where=(one.id, one.physician),
                days=Days.of(one.span),
                law=tuple(dict.fromkeys(missing.values())),
                each_suffices=True,
            )


def wrong_giver(context: Context) -> Iterator[Fault]:
    """Delegations by somebody whose license there may not delegate this."""
    for one in context.facts.all(Delegation):
        refused: dict[str, tuple[frozenset[str], list[Reading]]] = {}
        for site, reading in rows(context, one):
            accepted = _may_delegate(context, site, reading)
            held = giver_roles(context.world, one.physician, site.state).at(context.day)
            if held and not held & accepted:
                known = refused.setdefault(site.state, (accepted, []))
                known[1].append(reading)
        for state, (accepted, law) in refused.items():
            good = days_where(giver_roles(context.world, one.physician, state), partial(_none_of, accepted))
            yield Fault(
                what=f"{context.name(one.physician)} delegates to {context.name(one.person)}; in {context.state(state)} it takes a "
                f"{roles(accepted)}.",
                where=(one.id, one.physician),
                days=Days.of(one.span) & good,
                law=tuple(dict.fromkeys(reading for reading in law if reading.known)),
                each_suffices=True,
            )


def _may_delegate(context: Context, site: Site, reading: Reading) -> frozenset[str]:
    stated = Rule.from_value(reading.value).delegators if reading.value else frozenset()
    eligible = context.reading(site.state, "medical_director.eligible").value or ()
    return stated or PHYSICIANS | ({"NP"} & set(eligible))


def _none_of(accepted: frozenset[str], held: frozenset[str]) -> bool:
    return bool(held) and not held & accepted


def unlicensed_giver(context: Context) -> Iterator[Fault]:
    """Delegations by somebody without a license there who neither works nor holds an appointment there."""
    at_work = {(need.person, need.state) for need in needs(context)}
    offices = {(one.person, site.state) for site in open_sites(context) for one in _offices(context, site)}
    for one in context.facts.all(Delegation):
        for state in sorted({site.state for site in sites_of(context, one)}):
            if (one.physician, state) not in at_work | offices:
                none = days_where(giver_roles(context.world, one.physician, state), lambda held: not held)
                yield Fault(
                    what=f"{context.name(one.physician)} delegates to {context.name(one.person)} without a license good in "
                    f"{context.state(state)}.",
                    where=(one.id, one.physician),
                    days=Days.of(one.span) & none,
                )


def _offices(context: Context, site: Site) -> list[Appointment]:
    offices = context.facts.by(Appointment, "practice", site.practice)
    return [one for one in offices if context.day in one.span and reaches(one.sites, site.id)]


def no_office(context: Context) -> Iterator[Fault]:
    """Physicians whose papers are used at a site where they hold no appointment, though others do."""
    groups: dict[tuple[str, str], list[str]] = {}
    spans: dict[tuple[str, str], Days] = {}
    for one in meant(context):
        offices = _offices(context, one.site)
        for paper in one.papers:
            if offices and all(office.person != paper.physician for office in offices):
                place = (paper.physician, one.site.id)
                groups.setdefault(place, []).append(paper.id)
                spans[place] = spans.get(place, Days()) | Days.of(paper.span)
    for (physician, site), papers in groups.items():
        held = [one for one in context.facts.by(Appointment, "person", physician) if reaches(one.sites, site)]
        keys = dark(
            context,
            (
                one.key
                for one in meant(context)
                if one.site.id == site and any(p.id in papers for p in one.papers)
            ),
        )
        yield Fault(
            what=f"{context.name(physician)} gives authority at {context.name(site)} and holds no appointment "
            f"there{told_dark(context, keys)}.",
            where=(papers[0], physician, site, *papers[1:]),
            days=spans[physician, site] - Days.of(*(one.span for one in held)),
            keys=keys,
        )


def too_loose(context: Context) -> Iterator[Fault]:
    """Delegations that promise less supervision than the law's rows and their alternatives ask for."""
    for one in context.facts.all(Delegation):
        if not one.supervision:
            continue
        promised = Supervision(one.supervision).rank
        law = []
        for _, reading in rows(context, one):
            rule = Rule.from_value(reading.value) if reading.value else None
            if (
                rule
                and rule.supervision
                and promised < min((rule.supervision.rank, *(way.mode.rank for way in rule.supervision_or)))
            ):
                law.append(reading)
        if law:
            asked = listed(plain(str(reading.value["supervision"])) for reading in law)
            yield Fault(
                what=f"The {context.name(one.id)} promises supervision {plain(one.supervision)}; the law asks for {asked}.",
                where=(one.id, one.person),
                days=Days.of(one.span),
                law=tuple(dict.fromkeys(law)),
                each_suffices=True,
            )


def old(context: Context) -> Iterator[Fault]:
    """Delegations that have not been renewed for a year, all of one physician together."""
    groups: dict[str, list[tuple[Delegation, Days]]] = {}
    for one in context.facts.all(Delegation):
        if one.span.first:
            due = (one.span.first + YEAR).toordinal()
            days = Days.of(one.span) & Days.from_pairs([(due, FOREVER)])
            if context.day in days:
                groups.setdefault(one.physician, []).append((one, days))
    for physician, stale in groups.items():
        people = listed(f"{context.name(one.person)} ({dated(one.span.first)})" for one, _ in stale)
        yield Fault(
            what=f"{many(len(stale), 'delegation')} of {context.name(physician)} older than a year: {people}.",
            where=(stale[0][0].id, physician, *(one.id for one, _ in stale[1:])),
            days=Days.union_of(days for _, days in stale),
        )


def idle(context: Context) -> Iterator[Fault]:
    """Delegations to somebody who no longer works at any of the sites."""
    for one in context.facts.all(Delegation):
        works = Days.of(*(work.span for work in context.facts.by(Engagement, "person", one.person)))
        yield Fault(
            what=f"The {context.name(one.id)} for {procedures(context, one.procedures)} is open, but {context.name(one.person)} "
            f"is no longer engaged.",
            where=(one.id, one.person),
            days=Days.of(one.span) - works,
        )


CONTROLS = (
    Control(
        id="DEL-01",
        family="delegations",
        severity=MUST,
        title="Delegations are signed",
        tests="Every delegation in force is signed by the physician who gives it.",
        mend="Have it signed; do not date the signature back.",
        who="delegating physician",
        search=unsigned,
    ),
    Control(
        id="DEL-02",
        family="delegations",
        severity=SHOULD,
        title="Delegations were signed before work began",
        tests="No delegation took effect before it was signed.",
        mend="Record it, and let the physician review what was done in between.",
        who="delegating physician",
        search=signed_late,
    ),
    Control(
        id="DEL-05",
        family="delegations",
        severity=SHOULD,
        title="The law's conditions are attested",
        tests="A delegation attests every condition of the law's row that no record can show.",
        mend="Let the physician attest what is true, and mend what is not.",
        who="delegating physician",
        search=unattested,
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-06",
        family="delegations",
        severity=MUST,
        title="Who delegates may delegate",
        tests="A delegation is given by a license that may delegate this in the state.",
        mend="Have it given by somebody of an accepted license.",
        who="medical director",
        search=wrong_giver,
        law=(
            "delegation.rule",
            "medical_director.eligible",
        ),
    ),
    Control(
        id="DEL-07",
        family="delegations",
        severity=MUST,
        title="Who delegates is licensed there",
        tests="A delegation is given by somebody who is licensed in the state of the site.",
        mend="Have it given by a physician who is licensed there.",
        who="medical director",
        search=unlicensed_giver,
    ),
    Control(
        id="DEL-08",
        family="delegations",
        severity=MUST,
        title="Who gives authority holds an appointment",
        tests="Everybody whose delegations or agreements are used at a site holds an appointment there.",
        mend="Appoint the physician at the site, or have the paper given by one who is appointed.",
        who="physician owner",
        search=no_office,
    ),
    Control(
        id="DEL-14",
        family="delegations",
        severity=MUST,
        title="Supervision is as near as the law asks",
        tests="A delegation promises at least the supervision of the law's row, or of one of its alternatives.",
        mend="Amend the delegation, and the roster with it.",
        who="delegating physician",
        search=too_loose,
        law=("delegation.rule",),
    ),
    Control(
        id="DEL-16",
        family="delegations",
        severity=WATCH,
        title="Delegations are renewed every year",
        tests="No delegation is older than a year.",
        mend="Renew it, after looking at the person's work.",
        who="delegating physician",
        search=old,
    ),
    Control(
        id="DEL-17",
        family="delegations",
        severity=WATCH,
        title="Delegations end with the work",
        tests="No delegation is open for somebody who is no longer engaged.",
        mend="End the delegation.",
        who="delegating physician",
        search=idle,
    ),
)
