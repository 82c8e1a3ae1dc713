"""A statement, its bill or the slip of a transfer to take away: for archives as a PDF, for spreadsheets as a table."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from openmso.finance.access import seeing_fees
from openmso.finance.files.printing import printer
from openmso.finance.models import Transfer
from openmso.finance.queries import Stated, statement, transfers
from openmso.finance.queries.statements import SAID
from openmso.finance.rules.fair import Fair
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import page
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.register import NotThereError
from openmso.oversight.queries.named import network_of
from openmso.words.labels import Labels

ROUNDING = (
    "Each line is rounded to the cent, half a cent away from zero; the total is the sum of rounded lines."
)


@page("finance/statement.html")
def pdf(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """The statement, or the bill once there is one."""
    del request
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    found = statement(desk.by, code)
    now = desk.now.astimezone(ZoneInfo(settings.ZONE))
    told = {
        "title": f"Bill {found.bill.number}" if found.bill else f"Statement of fees, {found.month:%B %Y}",
        "number": found.bill.number
        if found.bill
        else f"Statement of {found.month:%B %Y}, no. {found.revision}",
        "network": judge.facts.name,
        "payer": labels.name(found.practice),
        "payee": labels.name(found.mso),
        "facts": _facts(found, labels),
        "lines": [
            {
                "name": one.name,
                "shown": list(one.shown),
                "basis": one.basis,
                "why": "" if one.billable else one.why,
                "amount": f"{one.amount:,.2f}",
            }
            for one in found.lines
        ],
        "total": f"{found.total:,.2f}",
        "notes": [ROUNDING],
        "made": _moment(now),
    }
    return _file(printer().pdf("statement", told, now), f"fees-{found.month:%Y-%m}-{found.revision}")


def _facts(found: Stated, labels: Labels) -> list[tuple[str, str]]:
    told = [
        ("Agreement", labels.record(found.msa)),
        ("Month", f"{found.month:%B %Y}"),
        ("Fair value", fair_said(found.fair)),
        ("State", SAID[found.state]),
    ]
    if found.approved:
        who = labels.name(found.approved.person)
        told.append(
            (
                "Approved",
                f"{who}, owner, {found.approved.on:%b %-d, %Y}, {labels.record(found.approved.license)}",
            )
        )
    if found.bill:
        told += [
            ("Of", f"{found.bill.issued_on:%b %-d, %Y}"),
            ("Due on", f"{found.bill.due_on:%b %-d, %Y}"),
            ("Paid", f"${found.bill.paid:,.2f} of ${found.bill.amount:,.2f}"),
        ]
    return told


def fair_said(fair: Fair) -> str:
    """Whether a rate is fair, in words."""
    if fair.low is None or fair.high is None:
        return f"not shown: {fair.why}" if fair.why else "not shown"
    span = f"{_rate(fair.low, fair)} to {_rate(fair.high, fair)}"
    if fair.rate is None:
        return f"the opinion goes from {span}; the agreement gives no single rate"
    return f"{_rate(fair.rate, fair)} lies {'inside' if fair.inside else 'outside'} {span}"


def _rate(value: Decimal, fair: Fair) -> str:
    return f"{value.normalize():f} %" if fair.percent else f"${value:,.2f}"


@page("finance/statement.html")
def table(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The lines for a spreadsheet."""
    del request
    seeing_fees(desk.by)
    found = statement(desk.by, code)
    head = (
        "kind",
        "service",
        "unit",
        "units",
        "evidence",
        "how it comes about",
        "billable",
        "why not",
        "US dollars",
    )
    rows: list[list[Any]] = [
        [
            one.kind,
            one.name,
            one.unit,
            one.units,
            "; ".join(one.shown),
            one.basis,
            "yes" if one.billable else "no",
            one.why,
            one.amount,
        ]
        for one in found.lines
    ]
    rows.append(["total", "", "", "", "", "", "", "", found.total])
    return sheet(f"fees-{found.month:%Y-%m}-{found.revision}", head, rows)


@page("finance/bills.html")
def slip(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """The slip of a transfer between entities: agreement, day, amount, basis."""
    del request
    seeing_fees(desk.by)
    labels, judge, _ = network_of(desk.by)
    found = next((one for one in transfers(desk.by) if one.code == code), None)
    if found is None:
        raise NotThereError(Transfer, code)
    now = desk.now.astimezone(ZoneInfo(settings.ZONE))
    told = {
        "title": "Reversal of a transfer" if found.reverses else "Slip of a transfer between entities",
        "network": judge.facts.name,
        "facts": [
            ("From", labels.name(found.payer)),
            ("To", labels.name(found.payee)),
            ("Agreement", labels.record(found.msa)),
            ("Day", f"{found.on:%B %-d, %Y}"),
            ("Amount", f"${found.amount:,.2f}"),
            ("Clears", f"{found.kind} {found.against}"),
            ("Basis", found.basis),
            ("Number of the bank", found.reference or "not given"),
        ],
        "notes": ["It was entered wrongly and counts no more."] if found.reversed else [],
        "made": _moment(now),
    }
    return _file(printer().pdf("slip", told, now), f"slip-{found.on.isoformat()}")


def _moment(now: datetime) -> str:
    return f"{now:%b %-d, %Y, %H:%M}"


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
