"""The structure desk: who owns, governs and manages whom, on both sides of the line; one organization; where the money goes."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Msa, Organization
from openmso.finance.queries import sees_fees
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.insight.queries.structure import Business, Held, Managed, Share, organization
from openmso.insight.queries.structure import structure as structure_of
from openmso.oversight.queries.named import network_of
from openmso.words.dates import short
from openmso.words.fees import fee, number
from openmso.words.labels import Labels, spaced

FEW: Final = 4
"""Up to so many practices are drawn with each of their sites."""


@page("insight/structure.html")
def structure(request: HttpRequest, desk: Desk) -> Shown:
    """The whole network as one drawing, or the practices of a state (`?state=TX`), and the same in words."""
    labels, _, _ = network_of(desk.by)
    whole = structure_of(desk.by, desk.on)
    states = sorted({state for one in whole.practices for state in one.practice.states})
    state = request.GET.get("state", "")
    found = whole.within(state) if state in states else whole
    near = len(found.practices) <= FEW
    drawn = [_drawn(one, labels, desk, near=near) for one in found.businesses]
    if found.alone:
        drawn.append(
            {"business": None, "practices": [_row(one, labels, desk, near=near) for one in found.alone]}
        )
    return {
        "labels": labels,
        "found": found,
        "drawn": drawn,
        "states": states,
        "state": state if state in states else "",
        "near": near,
        "crossing": [
            (one.practice, share) for one in found.practices for share in one.practice.shares if share.crosses
        ],
        "flows": [_flow(one.agreement, labels) for one in found.practices if one.agreement] if near else [],
    }


@page("insight/part_structure.html", fragment="insight/structure_drawing.html")
def structure_of_one(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """The drawing of one practice, with who manages it. Raises `UnknownRecordError`."""
    del request
    labels, judge, _ = network_of(desk.by)
    called = judge.facts.need(Organization, code).name
    found = structure_of(desk.by, desk.on)
    drawn = [
        _drawn(
            Business(
                one.business, tuple(each for each in one.practices if each.practice.organization.id == code)
            ),
            labels,
            desk,
            near=True,
        )
        for one in found.businesses
        if any(each.practice.organization.id == code for each in one.practices)
    ]
    alone = [
        _row(one, labels, desk, near=True) for one in found.alone if one.practice.organization.id == code
    ]
    if alone:
        drawn.append({"business": None, "practices": alone})
    return {"labels": labels, "drawn": drawn, "called": called, "title": f"How {called} is built"}


@page("insight/organization.html")
def one_organization(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """An organization: owners, officers, registrations, management agreements with their terms, sites, where the money goes."""
    del request
    labels, _, _ = network_of(desk.by)
    found = organization(desk.by, desk.on, code)
    return {
        "labels": labels,
        "papers": found,
        "held": found.held,
        "qualified": sorted(found.held.organization.qualified_in),
        "sees_fees": sees_fees(desk.by),
        "terms": [
            {"msa": one, "fee": fee(one.fee), "flow": _flow(one, labels), "in_force": desk.on in one.span}
            for one in found.agreements
        ],
    }


def _drawn(one: Business, labels: Labels, desk: Desk, *, near: bool) -> dict[str, Any]:
    return {
        "business": {
            **_box(one.business, desk),
            "owners": [_owner(share, labels, desk) for share in one.business.shares],
        },
        "practices": [_row(each, labels, desk, near=near) for each in one.practices],
    }


def _row(one: Managed, labels: Labels, desk: Desk, *, near: bool) -> dict[str, Any]:
    sites = [
        {"name": site.name, "href": f"{reverse('site', args=[site.id])}{desk.as_of}"}
        for site in one.practice.sites
    ]
    return {
        **_box(one.practice, desk),
        "owners": [_owner(share, labels, desk) for share in one.practice.shares],
        "sites": sites if near else [],
        "fee": fee(one.agreement.fee) if one.agreement else "",
        "until": _until(one.agreement, desk) if one.agreement else "",
    }


def _box(one: Held, desk: Desk) -> dict[str, Any]:
    organization = one.organization
    sites = f" · {len(one.sites)} site{'' if len(one.sites) == 1 else 's'}" if one.clinical else ""
    behind = f" · {spaced(organization.investor)} behind it" if organization.investor else ""
    return {
        "name": organization.name,
        "note": f"{organization.form}, {organization.state}{sites}{behind}",
        "href": f"{reverse('organization', args=[organization.id])}{desk.as_of}",
    }


def _owner(share: Share, labels: Labels, desk: Desk) -> dict[str, Any]:
    owner = share.ownership.owner
    page = "organization" if labels.kind(owner) == "organization" else "person"
    return {
        "said": f"{labels.name(owner)} {number(share.ownership.percent)} %",
        "crosses": share.crosses,
        "href": f"{reverse(page, args=[owner])}{desk.as_of}",
    }


def _until(agreement: Msa, desk: Desk) -> str:
    last = agreement.span.until
    return f"until {short(last, desk.today)}" if last else "no end"


def _flow(agreement: Msa, labels: Labels) -> dict[str, Any]:
    """Where money goes under an agreement: what its terms say, and no amount besides."""
    return {
        "title": labels.record(agreement.id),
        "steps": [
            {
                "title": "Patients and payers",
                "lines": [_payers(labels.facts)],
                "side": "outside",
                "then": "pay",
            },
            {
                "title": labels.name(agreement.practice),
                "lines": _account(agreement, labels),
                "side": "clinical",
                "then": fee(agreement.fee),
            },
            {
                "title": labels.name(agreement.mso),
                "lines": ["keeps what its costs leave of the fee"],
                "side": "business",
                "then": "spends on",
            },
            {
                "title": "What the agreement has it do",
                "lines": [one.name for one in agreement.services] or ["no services schedule is recorded"],
                "side": "outside",
                "then": "",
            },
        ],
    }


def _payers(facts: Facts) -> str:
    if facts.settings.self_pay_only:
        return "patients pay themselves; no federal program is billed"
    return "patients, insurers and federal programs"


def _account(agreement: Msa, labels: Labels) -> list[str]:
    owner, controller = agreement.funds_account_owner, agreement.funds_account_controlled_by
    if not owner and not controller:
        return ["whose account takes the money is not recorded"]
    return [
        f"account of {labels.name(owner)}" if owner else "owner of the account not recorded",
        f"controlled by {labels.name(controller)}" if controller else "who controls it is not recorded",
    ]
