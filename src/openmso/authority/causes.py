"""Why authority ends on a day: the records that end then, or the law that begins then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from openmso.authority.answer import Key, Verdict
from openmso.authority.decisive import new_in
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Insurance,
    License,
)
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Site
from openmso.authority.law import Statement
from openmso.authority.reasons import Code, Reason
from openmso.timeline.spans import ALWAYS

ENDING: Final[Mapping[Code, tuple[type[Record], ...]]] = {
    Code.SITE_CLOSED: (Site,),
    Code.NOT_ON_MENU: (Service,),
    Code.SITE_UNREGISTERED: (Registration,),
    Code.PRACTICE_NOT_FORMED: (Organization,),
    Code.OWNERSHIP: (Ownership, License),
    Code.NOT_ENGAGED: (Engagement,),
    Code.UNLICENSED: (License,),
    Code.UNINSURED: (Insurance,),
    Code.CERTIFICATE: (Certificate,),
    Code.TRAINING: (Competency,),
    Code.NO_PAPER: (Agreement, Delegation),
    Code.PHYSICIAN_UNLICENSED: (License,),
    Code.DELEGATOR_ROLE: (License,),
    Code.NO_APPOINTMENT: (Appointment,),
    Code.NO_PROTOCOL: (Protocol, License),
    Code.NO_COMPETENCY: (Competency,),
    Code.ORDER: (StandingOrder,),
}
"""Which records, by ending, bring about which reason."""

BEGINNING_BARS: Final[Mapping[Code, type[Exclusion]]] = {
    Code.EXCLUDED: Exclusion,
    Code.PHYSICIAN_EXCLUDED: Exclusion,
}

HOLDERS: Final = (
    "id",
    "person",
    "physician",
    "organization",
    "site",
    "practice",
    "owner",
    "subject",
    "holder",
    "prescriber",
)
"""Attributes that name whom or what a record belongs to."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a standing changes on a day. `records` end (or, exclusions, begin) then, `law` begins then."""

    records: tuple[str, ...]
    law: tuple[Statement, ...]
    reasons: tuple[Reason, ...]

    @property
    def name(self) -> tuple[object, ...]:
        """What makes two causes one: the same records, or the same law, or else the same kinds of reason."""
        return (
            self.records
            or tuple(one.cite for one in self.law)
            or tuple(sorted(one.code for one in self.reasons))
        )


def cause(key: Key, day: int, before: Verdict, after: Verdict, facts: Facts) -> Cause:
    """What happened on `day` that turned `before` into `after`."""
    reasons = new_in(after, before)
    near = _near(key, before, reasons, facts)
    site = facts.get(Site, key.site)
    records = sorted(
        {
            one.id
            for reason in reasons
            for one in _ending(reason.code, day, facts)
            if _touches(one, near) and not (site and _elsewhere(one, site.state))
        }
    )
    cites = (*after.cites, *(cite for reason in reasons for cite in reason.cites))
    law = tuple({one.cite: one for one in cites if one.since_known and one.span.start == day}.values())
    return Cause(tuple(records), law, reasons)


def _near(key: Key, before: Verdict, reasons: tuple[Reason, ...], facts: Facts) -> frozenset[str]:
    site = facts.get(Site, key.site)
    names = {key.person, key.site, site.practice if site else ""}
    for ground in before.grounds:
        names |= {ground.paper, ground.physician}
    for reason in reasons:
        names |= set(reason.subjects)
    for owner in facts.by(Ownership, "organization", site.practice if site else ""):
        names.add(owner.owner)
    return frozenset(names - {""})


def _ending(code: Code, day: int, facts: Facts) -> list[Record]:
    found: list[Record] = []
    for kind in ENDING.get(code, ()):
        found += [one for one in facts.all(kind) if getattr(one, "span", ALWAYS).end == day]
    if code in BEGINNING_BARS:
        found += [one for one in facts.all(BEGINNING_BARS[code]) if one.span.start == day]
    return found


def _elsewhere(record: Record, state: str) -> bool:
    """Whether it is a license that says nothing of what may be done in a state."""
    return isinstance(record, License) and record.state != state and not record.multistate


def _touches(record: Record, near: frozenset[str]) -> bool:
    return any(getattr(record, name, None) in near for name in HOLDERS)
