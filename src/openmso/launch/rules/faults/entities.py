"""Faults of entities, their owners, agreements, filings and policies."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from openmso.authority.facts import Record
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import FeeTerms, Msa, Ownership, Registration
from openmso.launch.rules.draft import Practice
from openmso.launch.rules.faults.ground import (
    Chances,
    Fault,
    Ground,
    as_kind,
    ended,
    policy_lapsed,
    some_days,
)
from openmso.timeline.spans import Span


def _everything_of(one: Practice) -> tuple[str, ...]:
    return (one.id, *(site.id for site in one.sites))


def _closed_to_laymen(ground: Ground) -> Chances:
    # Whatever such a practice does is dark, so a small one has to do.
    people = Counter(one.organization for one in ground.all(Engagement))
    closed = [one for one in ground.draft.practices if ground.draft.leeway.lay_owners_forbidden(one.state)]
    few = min((people[one.id] for one in closed), default=0)
    return [
        (_everything_of(one), ground.draft.records[f"{one.id}-{one.owners[0]}"])
        for one in closed
        if people[one.id] == few
    ]


def _lay_owner(ground: Ground, record: Record) -> tuple[str, str]:
    share = as_kind(record, Ownership)
    practice = next(one for one in ground.draft.practices if one.id == share.organization)
    chief = ground.draft.chief_of[practice.manager.id]
    since = ground.draft.ago(380, 700)
    ground.change(share, percent=share.percent - 10)
    ground.draft.add(Ownership(f"{practice.id}-{chief}", practice.id, chief, Decimal(10), Span.of(since)))
    return practice.id, f"10 % of {practice.id} went to {chief}, who holds no license"


def _shares_forbidden(ground: Ground) -> Chances:
    return [
        ((f"msa {one.id}",), ground.draft.records[f"msa-{one.id}"])
        for one in ground.draft.practices
        if ground.draft.leeway.value(one.state, "fee_splitting.percentage_fee") == "prohibited"
    ]


def _percentage(ground: Ground, record: Record) -> tuple[str, str]:
    msa = as_kind(record, Msa)
    fee = FeeTerms(
        "percentage",
        percent=Decimal(ground.draft.chance.randrange(12, 26)),
        base="collections",
        set_in_advance=True,
        includes_marketing=True,
        depends_on_referrals=False,
        excludes_federal_programs=True,
        fmv_opinion_on=msa.fee.fmv_opinion_on,
        fmv_valid_until=msa.fee.fmv_valid_until,
        fmv_low=Decimal(10),
        fmv_high=Decimal(30),
        change_retroactive=False,
        unpaid_days=0,
    )
    ground.change(msa, fee=fee)
    return msa.id, f"{msa.id} takes {fee.percent} % of collections where that is forbidden"


def _msas(ground: Ground) -> Chances:
    return [((f"msa {one.practice}",), one) for one in ground.all(Msa)]


def _without_associate(ground: Ground, record: Record) -> tuple[str, str]:
    ground.change(record, baa_signed_on=None)
    return record.id, f"{record.id} has no business associate agreement"


def _held_registrations(ground: Ground) -> Chances:
    asked = {
        (site.id, filing.kind)
        for practice in ground.draft.practices
        for site in practice.sites
        for filing in ground.draft.leeway.filings(site.state)
        if filing.procedures & ground.draft.menu_of[site.id] or not filing.procedures
    }
    return [((one.holder,), one) for one in ground.all(Registration) if (one.holder, one.kind) in asked]


def _unregistered(ground: Ground, record: Record) -> tuple[str, str]:
    filing = as_kind(record, Registration)
    ground.remove([filing])
    return filing.holder, f"{filing.holder} never filed its {filing.kind}"


def _registration_lapsed(ground: Ground, record: Record) -> tuple[str, str]:
    filing = as_kind(record, Registration)
    ground.change(filing, span=ended(ground, filing.span, some_days(ground)))
    return filing.id, f"the {filing.kind} of {filing.holder} ran out"


def _policies_of_entities(ground: Ground) -> Chances:
    return [
        ((f"cover {one.id}",), ground.draft.records[f"{one.id}-general"]) for one in ground.draft.practices
    ]


FAULTS = (
    Fault("OWN-03", 4, _closed_to_laymen, _lay_owner),
    Fault("FEE-02", 40, _shares_forbidden, _percentage),
    Fault("MSA-10", 6, _msas, _without_associate),
    Fault("REG-01", 3, _held_registrations, _unregistered),
    Fault("REG-02", 3, _held_registrations, _registration_lapsed),
    Fault("INS-06", 5, _policies_of_entities, policy_lapsed),
)
