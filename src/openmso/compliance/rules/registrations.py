"""Registrations and licenses of sites and entities: held, in force, looked up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.bars import menu_track
from openmso.authority.facts.people import Certificate, Competency
from openmso.authority.facts.structure import Registration, Service, Site
from openmso.authority.law import Reading
from openmso.authority.reasons import Code, Reason
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians, dark, engaged_at, offered, open_sites, told_dark
from openmso.compliance.rules.words import dated, last_day, listed, plain
from openmso.timeline.days import NO_DAYS, Days, days_where

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
LASERS = frozenset({"laser_hair_removal", "laser_nonablative", "laser_ablative"})


def missing(context: Context, *, once_held: bool) -> Iterator[Fault]:
    """Registrations a site needs for what it offers and has not, whether lapsed or never held; one a site and kind."""
    for site in open_sites(context):
        for kind, (days, procedures, reading) in _lacking(context, site).items():
            held = [
                one
                for holder in (site.id, site.practice)
                for one in context.facts.by(Registration, "holder", holder)
                if one.kind == kind
            ]
            past = [one for one in held if one.span.end <= context.day]
            if bool(past) is not once_held:
                continue
            keys = dark(context, (key for key in context.keys_at(site.id) if key.procedure in procedures))
            last = max((one.span.until for one in past if one.span.until), default=None)
            tail = f"; the last one ended on {dated(last)}" if last else ""
            yield Fault(
                what=f"{site.name} lacks the {plain(kind)} registration that {context.state(site.state)} asks for"
                f"{tail}{told_dark(context, keys)}.",
                where=(*(one.id for one in past), site.id),
                days=days,
                law=(reading,),
                keys=keys,
            )


def _lacking(context: Context, site: Site) -> dict[str, tuple[Days, frozenset[str], Reading]]:
    found: dict[str, tuple[Days, frozenset[str], Reading]] = {}
    for procedure in sorted(offered(context, site)):
        track = menu_track(context.world, site.id, procedure)
        on_menu = Days.of(
            *(one.span for one in context.facts.by(Service, "site", site.id) if procedure in one.procedures)
        )
        for reason in _unregistered(track.at(context.day)):
            kind = str(reason.details["kind"])
            days, procedures, _ = found.get(kind, (NO_DAYS, frozenset[str](), Reading()))
            days |= days_where(track, partial(_lacks, kind)) & on_menu & Days.of(site.span)
            found[kind] = (
                days,
                procedures | {procedure},
                context.reading(site.state, "site.registration", kind),
            )
    return found


def _unregistered(bars: tuple[Reason, ...]) -> list[Reason]:
    return [one for one in bars if one.code is Code.SITE_UNREGISTERED]


def _lacks(kind: str, bars: tuple[Reason, ...]) -> bool:
    return any(one.details["kind"] == kind for one in _unregistered(bars))


def lapsed_filings(context: Context) -> Iterator[Fault]:
    """Other registrations that ran out without a new one of the kind."""
    needed = {(site.id, kind) for site in open_sites(context) for kind in _lacking(context, site)}
    needed |= {(site.practice, kind) for site in open_sites(context) for kind in _lacking(context, site)}
    groups: dict[tuple[str, str, str], list[Registration]] = {}
    for one in context.facts.all(Registration):
        groups.setdefault((one.holder, one.kind, one.state), []).append(one)
    for (holder, kind, _), held in groups.items():
        if (holder, kind) in needed:
            continue
        last = max(held, key=lambda one: one.span.end)
        yield Fault(
            what=f"The registration {plain(kind)} of {context.name(holder)} ran out on {last_day(last.span)}.",
            where=(last.id, holder),
            days=Days.from_pairs([(min(one.span.end for one in held), context.day + 1)])
            - Days.of(*(one.span for one in held)),
        )


def unverified(context: Context) -> Iterator[Fault]:
    """Registrations in force that nobody has looked up, together for each holder."""
    groups: dict[str, list[Registration]] = {}
    for one in context.facts.all(Registration):
        if context.day in one.span and one.verified_on is None:
            groups.setdefault(one.holder, []).append(one)
    for holder, held in groups.items():
        yield Fault(
            what=f"Registrations of {context.name(holder)} never verified: {listed(plain(one.kind) for one in held)}.",
            where=(held[0].id, *(one.id for one in held[1:]), holder),
            days=Days.of(*(one.span for one in held)),
        )


def laser_places(context: Context) -> Iterator[Fault]:
    """Sites that offer lasers where a license of the place or device is asked for in words, with none on record."""
    for site in open_sites(context):
        lasers = offered(context, site) & LASERS
        reading = context.reading(site.state, "laser.facility_license")
        typed = any(kind.startswith("laser") for (kind,) in context.law.keys(site.state, "site.registration"))
        held = context.facts.by(Registration, "holder", site.id)
        if (
            lasers
            and reading.value is not None
            and not typed
            and not any(one.kind.startswith("laser") for one in held)
        ):
            days = (one.span for one in context.facts.by(Service, "site", site.id) if one.procedures & LASERS)
            yield Fault(
                what=f"{site.name} offers lasers, and no laser registration is on record; {context.state(site.state)} asks: "
                f"{reading.value}.",
                where=(site.id,),
                days=Days.of(*days) & context.law_days(_stated, site.state, "laser.facility_license"),
                law=(reading,),
            )


def _stated(reading: Reading) -> bool:
    return reading.value is not None


def laser_operators(context: Context) -> Iterator[Fault]:
    """Laser technicians and estheticians signed off for lasers without any certificate, where one is asked for in words."""
    for engagement in clinicians(context, ("LT", "EST")):
        skills = [
            one
            for one in context.facts.by(Competency, "person", engagement.person)
            if one.procedure in LASERS
        ]
        certificates = context.facts.by(Certificate, "person", engagement.person)
        states = {site.state for site in engaged_at(context, engagement) if offered(context, site) & LASERS}
        for state in sorted(states):
            reading = context.reading(state, "laser.technician_certificate")
            if skills and not certificates and reading.value is not None:
                yield Fault(
                    what=f"{context.name(engagement.person)} is signed off for lasers and holds no certificate; "
                    f"{context.state(state)} asks: {reading.value}.",
                    where=(engagement.id, *(one.id for one in skills)),
                    days=Days.of(engagement.span)
                    & Days.of(*(one.span for one in skills))
                    & context.law_days(_stated, state, "laser.technician_certificate"),
                    law=(reading,),
                )


CONTROLS = (
    Control(
        id="REG-01",
        family="registrations",
        severity=MUST,
        title="The site holds every registration it needs",
        tests="A site holds each registration the state asks for what it offers and who owns it.",
        mend="Apply for the registration; stop the services that need it until it is there.",
        who="compliance",
        search=partial(missing, once_held=False),
        law=("site.registration",),
    ),
    Control(
        id="REG-02",
        family="registrations",
        severity=MUST,
        title="No registration a site needs has lapsed",
        tests="A registration the state asks for is renewed before it ends.",
        mend="Renew the registration; stop the services that need it until it is there.",
        who="compliance",
        search=partial(missing, once_held=True),
        law=("site.registration",),
    ),
    Control(
        id="REG-03",
        family="registrations",
        severity=SHOULD,
        title="Other registrations are renewed",
        tests="No other registration on record has run out without a new one of its kind.",
        mend="Renew it, or record that it is no longer needed.",
        who="compliance",
        search=lapsed_filings,
    ),
    Control(
        id="REG-04",
        family="registrations",
        severity=WATCH,
        title="Registrations are verified",
        tests="Every registration in force was looked up at the office that keeps it.",
        mend="Look it up and record the day.",
        who="compliance",
        search=unverified,
    ),
    Control(
        id="REG-05",
        family="registrations",
        severity=WATCH,
        title="Lasers stand where they may",
        tests="Where the state asks for a laser license in words only, a laser registration is on record.",
        mend="Let counsel say what the site has to hold, and record it.",
        who="compliance",
        search=laser_places,
        law=("laser.facility_license",),
    ),
    Control(
        id="REG-06",
        family="registrations",
        severity=SHOULD,
        title="Laser operators hold a certificate",
        tests="Where the state asks laser technicians for a certificate in words only, they hold at least one.",
        mend="Record the certificate, or take the person off the laser.",
        who="the person, with HR",
        search=laser_operators,
        law=("laser.technician_certificate",),
    ),
)
