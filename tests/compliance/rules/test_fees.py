"""Pairs of worlds for the controls over the model of the fee."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.law import Statement
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import FEE, MSA, OPENED, SHOULD, WATCH, Scene, says, scene

LAX = says("cpom.prohibition", "none")
TENTH: dict[str, Any] = {"model": "percentage", "amount": None, "percent": Decimal(10), "base": "collections"}
LIMITS = says("mso.restrictions", ("percentage_fee_limits",), since=date(2026, 1, 1))


def fee(*law: Statement, **change: Any) -> Scene:
    return scene(replace(MSA, fee=replace(FEE, **change)), law=law)


def says_of_percentage(value: str, **more: Any) -> Statement:
    return says("fee_splitting.percentage_fee", value, **more)


PROHIBITED = says_of_percentage("prohibited", since=date(2026, 1, 1))
AT_VALUE = says_of_percentage("allowed_if_fmv")
NO_RULE = says("fee_splitting.percentage_fee", None)

PAIRS = (
    Pair("FEE-01", fee(model="remainder", amount=None), where="msa", since=OPENED),
    Pair("FEE-01", fee(LAX, model="remainder", amount=None), where="msa", since=OPENED, severity=SHOULD),
    Pair("FEE-02", fee(PROHIBITED, **TENTH), where="msa", since=date(2026, 1, 1), mended=fee(PROHIBITED), says="10 %"),
    Pair("FEE-02", fee(PROHIBITED, **{**TENTH, "model": "hybrid"}), where="msa", since=date(2026, 1, 1),
         mended=fee(PROHIBITED, model="hybrid")),
    Pair("FEE-03", fee(**TENTH, includes_marketing=True), where="msa", since=OPENED, mended=fee(**TENTH)),
    Pair("FEE-03", fee(**TENTH, includes_marketing=None), where="msa", since=OPENED),
    Pair("FEE-04", fee(**TENTH), where="msa", since=OPENED, mended=fee(says_of_percentage("allowed"), **TENTH)),
    Pair(
        "FEE-05",
        fee(AT_VALUE, **TENTH, fmv_valid_until=date(2026, 6, 30)),
        where="msa",
        since=date(2026, 7, 1),
        mended=fee(AT_VALUE, **TENTH),
    ),
    Pair("FEE-05", fee(AT_VALUE, **TENTH, fmv_opinion_on=None), where="msa", since=OPENED,
         mended=fee(says_of_percentage("allowed"), **TENTH, fmv_opinion_on=None)),
    Pair("FEE-06", fee(NO_RULE, **TENTH), where="msa", since=OPENED, mended=fee(says_of_percentage("allowed"), **TENTH)),
    Pair("FEE-07", fee(LIMITS, **TENTH), where="msa", since=date(2026, 1, 1), mended=fee(LIMITS, **TENTH, cap=Decimal(9_000))),
    Pair("FEE-08", fee(**{**TENTH, "base": "profit"}), where="msa", since=OPENED, mended=fee(**TENTH)),
    Pair("FEE-08", fee(LAX, **{**TENTH, "base": "profit"}), where="msa", since=OPENED, severity=WATCH),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)
