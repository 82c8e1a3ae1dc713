"""The people of a site: one practitioner, the delegates its menu needs, a manager and a front desk.

Everybody is licensed, insured, screened, trained, signed off and given papers for exactly what the state's law
lets their role do.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Experience,
    PayPlan,
)
from openmso.authority.facts.structure import Signature, Site
from openmso.authority.regimes import Rule, Threshold
from openmso.authority.terms import UNLICENSED, Supervision
from openmso.launch.rules import entities
from openmso.launch.rules.draft import Draft, Practice
from openmso.launch.rules.entities import insure, screen
from openmso.launch.rules.leeway import nearest
from openmso.launch.rules.menus import Type
from openmso.timeline.spans import Span

HOURLY: Final = {"RN": (38, 52), "LPN": (27, 35), "MA": (18, 25), "EST": (22, 30), "LT": (24, 32)}
SALARY: Final = {"NP": (112, 150), "PA": (110, 148)}
YEARS_HOURS: Final = 1800
FULL: Final = 2
"""In how many practices the first site has somebody of every role."""
LASERS: Final = frozenset({"laser_hair_removal", "laser_nonablative"})


def practitioner(draft: Draft, of: Practice, site: Site, role: str) -> str:
    """The NP or PA of a site, under an agreement where the state wants one; their id."""
    person = draft.person(provider=True)
    draft.license(person, role, of.state)
    draft.add(*insure(draft, person, "malpractice", 1_000_000))
    hired = _hire(draft, of, site, person, role)
    years = draft.chance.randrange(6, 15)
    draft.add(
        Experience(
            f"{person}-experience", person, role, draft.ago(30, 300), years * YEARS_HOURS, years * 12, "log"
        )
    )
    does = {one for one in draft.menu_of[site.id] if draft.leeway.rule(of.state, one, role) is not None}
    _sign_off(draft, site, person, sorted(does), hired)
    if draft.leeway.needs_agreement(of.state, role):
        draft.add(_agreement(draft, site, person, role, hired))
    return person


def delegates(draft: Draft, of: Practice, site: Site, type_: Type) -> list[str]:
    """The delegates of a site: of each role its kind wants, if the role may do anything on the menu."""
    hired = []
    for place, role in enumerate(type_.staff):
        does = sorted(
            one for one in draft.menu_of[site.id] if draft.leeway.rule(of.state, one, role) is not None
        )
        # The first sites of the first practices have everybody; elsewhere the second of a role and the rarer ones are fewer.
        full = site is of.sites[0] and len(draft.practices) <= FULL
        if does and (place == 0 or full or draft.chance.random() < (0.75 if role in ("RN", "EST") else 0.4)):
            hired.append(delegate(draft, of, site, role, does))
    return hired


def delegate(draft: Draft, of: Practice, site: Site, role: str, does: list[str]) -> str:
    """One nurse, esthetician, technician or assistant with a delegation for what they do; their id."""
    person = draft.person()
    draft.role_of[person] = role
    if role not in UNLICENSED:
        draft.license(person, role, of.state)
    since = _hire(draft, of, site, person, role)
    _sign_off(draft, site, person, does, since)
    rules = [_rule(draft, site, one, role) for one in does]
    director = draft.director_of[site.id]
    begins = max(since, draft.ago(20, 340))
    attested = frozenset[str]().union(*(draft.leeway.attests(site.state, one, role) for one in does))
    draft.add(
        Delegation(
            f"{person}-delegation",
            director,
            person,
            frozenset(does),
            Span.of(begins),
            frozenset({site.id}),
            (Signature(director, begins - timedelta(days=draft.chance.randrange(0, 9))),),
            attested,
            nearest([one.supervision for one in rules]) or Supervision.REMOTE.value,
        )
    )
    return person


def _rule(draft: Draft, site: Site, procedure: str, role: str) -> Rule:
    found = draft.leeway.rule(site.state, procedure, role)
    if found is None:  # pragma: no cover - callers ask first
        raise ValueError(f"{role} may not do {procedure} in {site.state}")
    return found


def _hire(draft: Draft, of: Practice, site: Site, person: str, role: str) -> date:
    opened = site.span.first or draft.on
    days_open = max((draft.on - opened).days, 60)
    since = draft.on - timedelta(days=draft.chance.randrange(50, days_open))
    low, high = SALARY.get(role) or HOURLY[role]
    amount = Decimal(draft.chance.randrange(low, high))
    pay = PayPlan("salary", amount * 1000) if role in SALARY else PayPlan("hourly", amount, logged_hours=True)
    fte = draft.chance.choice((Decimal(1), Decimal(1), Decimal(1), Decimal("0.8"), Decimal("0.6")))
    director = draft.director_of[site.id]
    draft.add(
        Engagement(
            f"{person}-works",
            person,
            of.id,
            role,
            "employee",
            frozenset({site.id}),
            Span.of(since),
            fte,
            pay,
            director,
        )
    )
    screen(draft, person)
    entities.hired(draft, person, since)
    return since


def _sign_off(draft: Draft, site: Site, person: str, does: list[str], hired: date) -> None:
    director, role = draft.director_of[site.id], draft.role_of[person]
    since = max(hired, draft.ago(60, 500))
    until = draft.ahead(40, 600)
    for procedure in does:
        rule = _rule(draft, site, procedure, role)
        hours = max(rule.training_hours or 0, draft.chance.choice((8, 16, 24)))
        draft.add(
            Competency(f"{person}-{procedure}", person, procedure, Span.of(since, until), director, hours)
        )
        _demanded(draft, person, role, rule, hired)
    if role in ("LT", "EST") and LASERS & set(does):
        _certify(draft, person, frozenset({"laser_safety"}), hired)


def _demanded(draft: Draft, person: str, role: str, rule: Rule, hired: date) -> None:
    """The certificates and the experience that a rule asks for, so that the person has them."""
    asked = rule.certificates
    if rule.experience is not None:
        asked |= rule.experience.certificates
        _experience(draft, person, role, rule.experience)
    _certify(draft, person, asked, hired)


def _certify(draft: Draft, person: str, asked: frozenset[str], hired: date) -> None:
    """One of the certificates asked for, unless the person holds one."""
    held = draft.certificates.setdefault(person, set())
    if asked and not held & asked:
        kind = min(asked)
        held.add(kind)
        draft.licenses += 1
        draft.add(
            Certificate(
                f"{person}-{kind.replace('_', '-')}",
                person,
                kind,
                Span.of(hired - timedelta(days=200), draft.ahead(120, 700)),
                number=f"DEMO-{draft.licenses:06d}",
            )
        )


def _experience(draft: Draft, person: str, role: str, asked: Threshold) -> None:
    on = draft.ago(500, 700)
    if asked.hours is not None or asked.months is not None:
        hours, months = (asked.hours or 0) + 800, (asked.months or 0) + 8
        draft.add(Experience(f"{person}-as-{role.lower()}", person, role, on, hours, months, "log"))
    if asked.rn_hours is not None:
        draft.add(Experience(f"{person}-as-nurse", person, "RN", on, asked.rn_hours + 800, None, "log"))


def _agreement(draft: Draft, site: Site, person: str, role: str, hired: date) -> Agreement:
    physician = draft.director_of[site.id]
    signed = hired - timedelta(days=draft.chance.randrange(1, 10))
    years = max(0, (draft.on - hired).days // 330)
    return Agreement(
        f"{person}-agreement",
        physician,
        person,
        "supervision" if role == "PA" else ("prescriptive" if site.state == "TX" else "collaborative"),
        Span.of(hired),
        frozenset({site.id}),
        None,
        (Signature(physician, signed), Signature(person, signed)),
        reviewed_on=tuple(hired + timedelta(days=330 * (year + 1)) for year in range(years)),
        filed_on=hired + timedelta(days=min(14, (draft.on - hired).days)),
        substitute=draft.backup_of.get(physician, ""),
        chart_review_pct=20,
        meeting_every_days=30,
    )


def desk(draft: Draft, of: Practice, site: Site) -> None:
    """A clinic manager and somebody at the front desk, engaged by the management company."""
    if site.kind == "telehealth":
        return
    for post, low, high in (("manager", 26, 36), ("front_desk", 16, 23)):
        person = draft.person()
        opened = max(site.span.first or draft.on, draft.ago(100, 1500))
        pay = PayPlan("hourly", Decimal(draft.chance.randrange(low, high)), logged_hours=True)
        draft.add(
            Engagement(
                f"{person}-works",
                person,
                of.manager.id,
                post,
                sites=frozenset({site.id}),
                span=Span.of(opened),
                pay=pay,
            )
        )
        screen(draft, person)
        entities.hired(draft, person, opened)
