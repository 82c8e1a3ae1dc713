"""Faults of directors and of what they write and do."""

from __future__ import annotations

from decimal import Decimal

from openmso.authority.facts import Record
from openmso.authority.facts.oversight import (
    Activity,
    Appointment,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import PayPlan
from openmso.launch.rules.draft import Practice
from openmso.launch.rules.faults.ground import (
    Chances,
    Fault,
    Ground,
    as_kind,
    ended,
    some_days,
    unsigned,
)


def _clinics(practice: Practice) -> list[str]:
    return [one.id for one in practice.sites if one.kind != "telehealth"]


def _crowded(ground: Ground) -> Chances:
    found: Chances = []
    for one in ground.draft.practices:
        most = ground.draft.leeway.value(one.state, "medical_director.max_locations")
        for person in one.directors if isinstance(most, int) else ():
            office = as_kind(ground.draft.records[f"{person}-director"], Appointment)
            clinics = _clinics(one)
            if len(set(clinics) & (office.sites or frozenset())) == most and len(clinics) > most:
                found.append(((person,), office))
    return found


def _over_cap(ground: Ground, record: Record) -> tuple[str, str]:
    office = as_kind(record, Appointment)
    practice = next(one for one in ground.draft.practices if one.id == office.practice)
    further = next(one for one in _clinics(practice) if one not in (office.sites or ()))
    ground.change(office, sites=(office.sites or frozenset()) | {further})
    return office.id, f"{office.person} directs {further}, too, beyond the limit of {practice.state}"


def _offices(ground: Ground) -> Chances:
    return [((one.person,), one) for one in ground.all(Appointment) if one.kind == "director"]


def _paid_by_share(ground: Ground, record: Record) -> tuple[str, str]:
    office = as_kind(record, Appointment)
    pay = PayPlan(
        "percentage", percent=Decimal(5), of="clinic_revenue", logged_hours=False, fmv_documented=False
    )
    ground.change(office, pay=pay)
    return office.id, f"{office.person} directs for a share of what the clinics take in"


def _orders(ground: Ground) -> Chances:
    return [((f"papers {one.practice}", one.id), one) for one in ground.all(StandingOrder)]


def _protocols(ground: Ground) -> Chances:
    """Those of few services, so that the rest of the practice goes on."""
    return [
        ((f"papers {one.practice}",), one)
        for one in ground.all(Protocol)
        if one.id.endswith(("-skin", "-infusions"))
    ]


def _protocol_expired(ground: Ground, record: Record) -> tuple[str, str]:
    protocol = as_kind(record, Protocol)
    practice = next(one for one in ground.draft.practices if one.id == protocol.practice)
    site = next(one.id for one in practice.sites if protocol.procedures & ground.draft.menu_of[one.id])
    ground.change(protocol, span=ended(ground, protocol.span, some_days(ground)))
    return site, f"{protocol.id} ended and no version followed"


def _old_protocols(ground: Ground) -> Chances:
    """Those older than a year, but begun after the practice opened: else another control finds them first."""
    opened = {one.id: min(site.span.start for site in one.sites) for one in ground.draft.practices}
    year_ago = ground.draft.on.toordinal() - 400
    return [
        ((f"papers {one.practice}",), one)
        for one in ground.all(Protocol)
        if opened[one.practice] <= one.span.start < year_ago
    ]


def _unreviewed(ground: Ground, record: Record) -> tuple[str, str]:
    ground.change(record, reviewed_on=())
    return record.id, f"{record.id} was not reviewed for more than a year"


def _visited(ground: Ground) -> Chances:
    return [
        ((f"visits {one.site}",), one)
        for one in ground.all(Activity)
        if one.kind == "site_visit" and one.id.endswith("-visit-9")
    ]


def _unvisited(ground: Ground, record: Record) -> tuple[str, str]:
    visit = as_kind(record, Activity)
    ground.remove(one for one in ground.all(Activity) if one.kind == "site_visit" and one.site == visit.site)
    return visit.site, f"nobody appointed visited {visit.site}"


FAULTS = (
    Fault("DIR-06", 25, _crowded, _over_cap),
    Fault("PAY-06", 3, _offices, _paid_by_share),
    Fault("ORD-02", 3, _orders, unsigned),
    Fault("PRO-01", 2, _protocols, _protocol_expired, least=0),
    Fault("PRO-04", 5, _old_protocols, _unreviewed),
    Fault("VIS-01", 3, _visited, _unvisited),
)
