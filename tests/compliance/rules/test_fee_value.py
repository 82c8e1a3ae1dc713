"""Pairs of worlds for the controls over the file of a fee's fair value."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts.structure import ServiceLine
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import FEE, MSA, Scene, scene

OPINION = date(2026, 3, 1)
BILLING = MSA.services[0]


def fee(**change: Any) -> Scene:
    services = change.pop("services", MSA.services)
    return scene(replace(MSA, fee=replace(FEE, **change), services=services))


def priced(price: int) -> Scene:
    line = replace(BILLING, price=Decimal(price), fmv_low=Decimal(5), fmv_high=Decimal(8))
    return fee(model="per_service", services=(line,))


def margin(percent: int) -> Scene:
    return fee(
        model="cost_plus",
        amount=None,
        margin_percent=Decimal(percent),
        fmv_low=Decimal(7),
        fmv_high=Decimal(14),
    )


PAIRS = (
    Pair(
        "FEE-20",
        fee(services=(BILLING, ServiceLine("Payroll", "payslip", "register"))),
        where="msa",
        since=OPINION,
        says="leaves out Payroll",
    ),
    Pair("FEE-21", fee(fmv_independent=False), where="msa", since=OPINION),
    Pair("FEE-22", priced(9), where="msa", since=OPINION, mended=priced(8), says="Billing as agent at $9"),
    Pair("FEE-22", margin(15), where="msa", since=OPINION, mended=margin(14), says="the margin of 15 %"),
)


@each(PAIRS)
def test_pair(pair: Pair) -> None:
    hold(pair)
