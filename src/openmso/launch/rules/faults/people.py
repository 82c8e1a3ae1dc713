"""Faults of what people hold, how they are engaged and paid."""

from __future__ import annotations

from decimal import Decimal

from openmso.authority.facts import Record
from openmso.authority.facts.oversight import (
    Agreement,
    Delegation,
)
from openmso.authority.facts.people import Engagement, Insurance, License, PayPlan, Screening
from openmso.launch.rules.faults.ground import (
    Chances,
    Fault,
    Ground,
    as_kind,
    ended,
    policy_lapsed,
    some_days,
    unsigned,
)
from openmso.launch.rules.menus import DELEGATES


def _agreements(ground: Ground) -> Chances:
    return [((one.person,), one) for one in ground.all(Agreement)]


def _half_signed(ground: Ground, record: Record) -> tuple[str, str]:
    paper = as_kind(record, Agreement)
    ground.change(paper, signatures=paper.signatures[:1])
    return paper.id, f"{paper.person} never signed {paper.id}"


def _delegations(ground: Ground) -> Chances:
    return [((one.person,), one) for one in ground.all(Delegation)]


def _nurses(ground: Ground) -> Chances:
    return [chance for chance in _delegations(ground) if ground.draft.role_of[chance[0][0]] == "RN"]


def _undelegated(ground: Ground, record: Record) -> tuple[str, str]:
    paper = as_kind(record, Delegation)
    ground.remove([paper])
    return paper.person, f"{paper.person} works without a delegation"


def _licenses(ground: Ground) -> Chances:
    working = {one.person for one in ground.all(Delegation)} | {
        one.person for one in ground.all(Engagement) if one.role in ("NP", "PA")
    }
    return [((one.person,), one) for one in ground.all(License) if one.person in working]


def _lapsed(ground: Ground, record: Record) -> tuple[str, str]:
    held = as_kind(record, License)
    ground.change(held, span=ended(ground, held.span, some_days(ground)))
    return held.id, f"the {held.role} license of {held.person} lapsed"


def _unverified(ground: Ground, record: Record) -> tuple[str, str]:
    ground.change(record, verified_on=None, verified_with="")
    return record.id, f"{record.id} was never looked up at the board"


def _own_policies(ground: Ground) -> Chances:
    clinicians = {one.person for one in ground.all(Engagement) if one.role in ("NP", "PA")}
    return [
        ((one.subject,), one)
        for one in ground.all(Insurance)
        if one.subject in clinicians and not one.id.endswith("-before")
    ]


def _employees(ground: Ground) -> Chances:
    return [
        ((one.person,), one)
        for one in ground.all(Engagement)
        if one.kind == "employee" and one.role in DELEGATES
    ]


def _unscreened(ground: Ground, record: Record) -> tuple[str, str]:
    person = as_kind(record, Engagement).person
    ground.remove(one for one in ground.all(Screening) if one.subject == person and one.source == "SAM")
    return person, f"{person} was not looked up in SAM"


def _employed_by_manager(ground: Ground) -> Chances:
    forbidding = {
        one.id: one.manager.id
        for one in ground.draft.practices
        if ground.draft.leeway.value(one.state, "cpom.lay_entity_may_employ_clinicians") == "prohibited"
    }
    return [
        (touched, one)
        for touched, one in _employees(ground)
        if as_kind(one, Engagement).organization in forbidding
    ]


def _by_manager(ground: Ground, record: Record) -> tuple[str, str]:
    work = as_kind(record, Engagement)
    practice = next(one for one in ground.draft.practices if one.id == work.organization)
    ground.change(work, organization=practice.manager.id)
    return work.id, f"{work.person} is employed by {practice.manager.id}"


def _marketers(ground: Ground) -> Chances:
    return [((one.person,), one) for one in ground.all(Engagement) if one.role == "marketing"]


def _share_for_marketing(ground: Ground, record: Record) -> tuple[str, str]:
    work = as_kind(record, Engagement)
    ground.change(work, pay=PayPlan("percentage", percent=Decimal(3), of="clinic_revenue"))
    return work.id, f"{work.person} markets for a share of what the clinics take in"


FAULTS = (
    Fault("AGR-02", 4, _agreements, _half_signed, least=0),
    Fault("DEL-15", 2, _nurses, _undelegated),
    Fault("DEL-01", 1, _delegations, unsigned, least=0),
    Fault("LIC-02", 1.5, _licenses, _lapsed),
    Fault("LIC-06", 1, _licenses, _unverified),
    Fault("INS-02", 2, _own_policies, policy_lapsed),
    Fault("SCR-06", 1.5, _employees, _unscreened),
    Fault("EMP-01", 1, _employed_by_manager, _by_manager),
    Fault("PAY-01", 30, _marketers, _share_for_marketing),
)
