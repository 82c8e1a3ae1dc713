"""A seeded network under the miniature law: practices, sites, directors, workers, papers, and lapses.

Most people are in order most of the time, as in a real network; some renew late, sign never, leave, are excluded,
or work without the competence that was never signed off again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from law import DOES, FAMILY_OF, PROCEDURES, STATES, ZONES
from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
)
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Signature, Site
from openmso.timeline.spans import Span

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
"""The days on which acts are done."""
OPENED = date(2021, 1, 1)
ROLES = ("RN", "NP", "PA", "LPN", "EST", "LT", "MA", "MD")
SHARES = (40, 15, 8, 7, 12, 6, 10, 2)
DELEGATES = frozenset({"RN", "LPN", "MA", "EST", "LT"})


@dataclass(frozen=True)
class Size:
    """How large a network is drawn."""

    sites: int = 200
    workers: int = 2000
    directors: int = 60
    seed: int = 7


@dataclass
class Plan:
    """Where everything is while a network is drawn."""

    rng: Random
    practice_of: dict[str, str] = field(default_factory=dict)
    state_of: dict[str, str] = field(default_factory=dict)
    sites_of: dict[str, list[str]] = field(default_factory=dict)
    """Sites by director."""
    backup_of: dict[str, str] = field(default_factory=dict)


def network(size: Size) -> Facts:
    """The records of a network of this size."""
    plan = Plan(Random(size.seed))
    records = [*_entities(plan, size), *_directors(plan)]
    directors = sorted(plan.sites_of)
    for number in range(size.workers):
        records += _worker(plan, f"w{number:05d}", directors[number % len(directors)])
    settings = Settings(insured_roles=frozenset({"NP", "PA", "RN"}))
    return Facts.of(records, settings=settings, name=f"bench-{size.sites}-{size.workers}")


def _entities(plan: Plan, size: Size) -> Iterator[Record]:
    rng = plan.rng
    yield Organization("mso", "Bench Management", "mso", "LLC", "DE")
    for number in range(size.directors):
        director, state = f"d{number:04d}", STATES[number % len(STATES)]
        plan.sites_of[director] = []
        plan.state_of[director] = state
        practice = f"practice-{state}-{number // (2 * len(STATES))}"
        plan.practice_of[director] = practice
    for number in range(size.sites):
        director = f"d{number % size.directors:04d}"
        site = f"s{number:04d}"
        plan.sites_of[director].append(site)
        yield from _site(plan, site, director)
    for practice in sorted(set(plan.practice_of.values())):
        owners = sorted(one for one, its in plan.practice_of.items() if its == practice)
        for director, other in zip(owners, (*owners[1:], owners[0]), strict=True):
            plan.backup_of[director] = other
        yield from _practice(practice, plan.state_of[owners[0]], owners[0], rng)


def _practice(practice: str, state: str, owner: str, rng: Random) -> Iterator[Record]:
    open_days = Span.of(OPENED)
    yield Organization(practice, practice, "practice", rng.choice(("PC", "PLLC", "PA")), state, open_days)
    yield Ownership(f"own-{practice}", practice, owner, Decimal(100), open_days)
    yield Insurance(f"cover-{practice}", practice, "malpractice", Span.of(OPENED, date(2026, 12, 10)))
    for year in (2024, 2025, 2026):
        signed = Signature(
            owner, date(year, 1, 1) - timedelta(days=rng.randrange(0, 20) - rng.randrange(0, 8))
        )
        span = Span.of(date(year, 1, 1), date(year + 1, 1, 1))
        yield Protocol(
            f"protocol-{practice}-{year}", practice, frozenset(PROCEDURES), span, signatures=(signed,)
        )
    for family in ("injection", "infusion", "skin", "device"):
        if rng.random() < 0.8:
            listed = frozenset(code for code in PROCEDURES if FAMILY_OF[code] == family)
            begins = date(2024, 3, 1) + timedelta(days=rng.randrange(0, 500))
            sign = (Signature(owner, begins),)
            order = f"order-{practice}-{family}"
            yield StandingOrder(order, owner, practice, listed, DELEGATES, Span.of(begins), signatures=sign)


def _site(plan: Plan, site: str, director: str) -> Iterator[Record]:
    rng, state, practice = plan.rng, plan.state_of[director], plan.practice_of[director]
    opened = OPENED if rng.random() < 0.9 else FIRST + timedelta(days=rng.randrange(0, 500))
    latitude, longitude = 33 + rng.random() * 3, -100 + rng.random() * 3
    yield Site(
        site,
        site,
        practice,
        state,
        ZONES[state],
        span=Span.of(opened),
        latitude=latitude,
        longitude=longitude,
    )
    menu = sorted(rng.sample(PROCEDURES, rng.randrange(18, 26)))
    early, late = menu[:-3], menu[-3:]
    yield Service(f"menu-{site}", site, "Menu", frozenset(early), Span.of(opened))
    new = opened if rng.random() < 0.7 else max(opened, FIRST + timedelta(days=rng.randrange(0, 400)))
    yield Service(f"menu-{site}-new", site, "New on the menu", frozenset(late), Span.of(new))
    if rng.random() < 0.93:
        yield Registration(f"laser-{site}", site, "laser_facility", Span.of(opened, date(2027, 3, 1)))


def _directors(plan: Plan) -> Iterator[Record]:
    rng = plan.rng
    for director, sites in plan.sites_of.items():
        role = rng.choice(("MD", "MD", "DO"))
        yield Person(director, director)
        yield from _licenses(plan, director, role, plan.state_of[director], lapsing=0.03)
        practice = plan.practice_of[director]
        named = frozenset(sites)
        yield Engagement(f"eng-{director}", director, practice, role, "owner", named, Span.of(OPENED))
        ends = None if rng.random() < 0.9 else FIRST + timedelta(days=rng.randrange(0, 700))
        yield Appointment(f"app-{director}", director, practice, "director", named, Span.of(OPENED, ends))
        backup = plan.backup_of[director]
        since = Span.of(date(2024, 1, 1))
        yield Appointment(f"app-{director}-backup", backup, practice, "backup", named, since)


def _worker(plan: Plan, person: str, director: str) -> Iterator[Record]:
    rng = plan.rng
    role = rng.choices(ROLES, SHARES)[0]
    state, practice = plan.state_of[director], plan.practice_of[director]
    sites = plan.sites_of[director]
    named = frozenset(rng.sample(sites, min(len(sites), rng.choices((1, 2, 3), (45, 35, 20))[0])))
    yield Person(person, person)
    hired = OPENED if rng.random() < 0.8 else FIRST + timedelta(days=rng.randrange(-200, 600))
    left = None if rng.random() < 0.88 else hired + timedelta(days=rng.randrange(400, 2100))
    engaged = Span.of(hired, left)
    yield Engagement(f"eng-{person}", person, practice, role, "employee", named, engaged)
    if role not in ("MA", "LT"):
        yield from _licenses(plan, person, role, state, lapsing=0.06)
    if role == "LT":
        yield Certificate(f"cert-{person}", person, "laser_operator", Span.of(hired), state)
    years = rng.randrange(0, 8)
    yield Experience(f"exp-{person}", person, role, hired, hours=years * 1800, months=years * 12)
    if years < 4 and role in ("NP", "PA"):
        later = hired + timedelta(days=rng.randrange(300, 1500))
        yield Experience(f"exp-{person}-later", person, role, later, hours=6000, months=40)
    if rng.random() < 0.002:
        yield Exclusion(
            f"out-{person}", person, "LEIE", Span.of(FIRST + timedelta(days=rng.randrange(0, 600)))
        )
    yield from _papers(plan, person, role, director, hired)


def _licenses(plan: Plan, person: str, role: str, state: str, *, lapsing: float) -> Iterator[Record]:
    rng = plan.rng
    compact = role in ("RN", "LPN") and rng.random() < 0.08
    home = rng.choice(STATES) if compact else state
    expiry = date(2024, 6, 1) + timedelta(days=rng.randrange(0, 730))
    begins, number = date(2015, 1, 1), 0
    while begins < LAST:
        yield License(
            f"lic-{person}-{number}", person, role, home, Span.of(begins, expiry), multistate=compact
        )
        gap = rng.randrange(5, 60) if rng.random() < lapsing else 0
        begins, expiry, number = expiry + timedelta(days=gap), expiry + timedelta(days=730), number + 1


def _papers(plan: Plan, person: str, role: str, director: str, hired: date) -> Iterator[Record]:
    rng = plan.rng
    if role == "MD":
        return
    does = [code for code in PROCEDURES if FAMILY_OF[code] in DOES[role]]
    if role in DELEGATES:
        yield from _delegations(plan, person, does, director, hired)
        if rng.random() < 0.1:
            yield from _delegations(plan, person, does[::2], plan.backup_of[director], hired)
    elif rng.random() < 0.9:
        signers = (director, person) if rng.random() < 0.97 else (director,)
        signed = tuple(Signature(one, hired + timedelta(days=rng.randrange(0, 10))) for one in signers)
        span = Span.of(
            hired, None if rng.random() < 0.85 else hired + timedelta(days=rng.randrange(500, 2000))
        )
        kind = "collaborative" if role == "NP" else "supervision"
        yield Agreement(f"agr-{person}", director, person, kind, span, signatures=signed)
    for procedure in does:
        if rng.random() < 0.85:
            yield from _competencies(plan, person, procedure, director, hired)


def _delegations(plan: Plan, person: str, does: list[str], giver: str, hired: date) -> Iterator[Record]:
    rng = plan.rng
    named = frozenset(rng.sample(does, max(1, len(does) * 90 // 100)))
    attests = frozenset({"The delegate is trained in the act."}) if rng.random() < 0.6 else frozenset[str]()
    begins, year = max(hired, date(2023, 1, 1)), 0
    while begins < LAST:
        until = begins + timedelta(days=365)
        late = timedelta(days=rng.randrange(3, 45) if rng.random() < 0.06 else 0)
        signs = (Signature(giver, begins + late),) if rng.random() < 0.985 else ()
        id = f"del-{person}-{giver}-{year}"
        yield Delegation(id, giver, person, named, Span.of(begins, until), signatures=signs, attests=attests)
        begins, year = until, year + 1


def _competencies(plan: Plan, person: str, procedure: str, director: str, hired: date) -> Iterator[Record]:
    rng = plan.rng
    begins = hired + timedelta(days=rng.randrange(0, 400))
    hours, number = rng.choice((8, 16, 24)), 0
    while begins < LAST:
        until = begins + timedelta(days=730)
        id = f"comp-{person}-{procedure}-{number}"
        yield Competency(id, person, procedure, Span.of(begins, until), director, hours)
        if rng.random() < 0.05:
            return
        begins = until + timedelta(days=rng.randrange(5, 50) if rng.random() < 0.1 else 0)
        number += 1
