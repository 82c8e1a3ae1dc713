"""Pairs of worlds for the controls over how a fee was fixed, valued and paid."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts import Settings
from openmso.authority.law import Statement
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import FEE, MSA, OPENED, SHOULD, Scene, duty, says, scene

INSURED = Settings(self_pay_only=False)
MARKETING = duty("aks_percentage_management_fee", "anti_kickback", "US")
TENTH: dict[str, Any] = {
    "model": "percentage",
    "percent": Decimal(10),
    "base": "collections",
    "includes_marketing": True,
}


def fee(*law: Statement, settings: Settings | None = None, **change: Any) -> Scene:
    return scene(replace(MSA, fee=replace(FEE, **change)), law=law, settings=settings)


SPLITTING_ALLOWED = says("fee_splitting.prohibited", value=False)

PAIRS = (
    Pair("FEE-09", fee(set_in_advance=False), where="msa", since=OPENED),
    Pair("FEE-10", fee(depends_on_referrals=True), where="msa", since=OPENED),
    Pair("FEE-10", fee(SPLITTING_ALLOWED, depends_on_referrals=True), where="msa", since=OPENED, severity=SHOULD),
    Pair(
        "FEE-10",
        fee(
            SPLITTING_ALLOWED,
            duty("anti_kickback_statute", "anti_kickback", "US"),
            settings=INSURED,
            depends_on_referrals=True,
        ),
        where="msa",
        since=OPENED,
    ),
    Pair(
        "FEE-11",
        fee(change_retroactive=True, last_changed_on=date(2026, 2, 1)),
        where="msa",
        since=date(2026, 2, 1),
        mended=fee(change_retroactive=False, last_changed_on=date(2026, 2, 1)),
    ),
    Pair(
        "FEE-12",
        fee(last_changed_on=date(2024, 12, 31)),
        where="msa",
        since=date(2024, 12, 31),
        mended=fee(last_changed_on=date(2025, 1, 1)),
    ),
    Pair("FEE-13", fee(fmv_opinion_on=None), where="msa", since=OPENED),
    Pair("FEE-14", fee(fmv_valid_until=date(2026, 10, 31)), where="msa", since=date(2026, 11, 1)),
    Pair(
        "FEE-14",
        fee(fmv_opinion_on=date(2025, 3, 1), fmv_valid_until=None),
        where="msa",
        since=date(2026, 3, 1),
        mended=fee(fmv_valid_until=None),
    ),
    Pair("FEE-15", fee(amount=Decimal(25_000)), where="msa", since=date(2026, 3, 1), says="$15,000 to $20,000"),
    Pair("FEE-15", fee(amount=Decimal(9_000), fmv_high=None), where="msa", since=date(2026, 3, 1)),
    Pair(
        "FEE-16",
        fee(MARKETING, settings=INSURED, **TENTH, excludes_federal_programs=False),
        where="msa",
        since=OPENED,
        mended=fee(MARKETING, settings=INSURED, **TENTH),
    ),
    Pair(
        "FEE-17",
        fee(unpaid_days=100),
        where="msa",
        since=date(2026, 11, 16),
        mended=scene(
            replace(MSA, fee=replace(FEE, unpaid_days=100), clauses={**MSA.clauses, "loan": "line of 2025"})
        ),
    ),
    Pair("FEE-18", fee(unpaid_days=None, set_in_advance=None), where="msa", since=OPENED, says="set in advance and how long"),
    Pair("FEE-18", fee(settings=INSURED, excludes_federal_programs=None), where="msa", since=OPENED),
    Pair("FEE-18", fee(**{**TENTH, "includes_marketing": None}), where="msa", since=OPENED),
    Pair("FEE-18", fee(fmv_valuer="", fmv_services=frozenset()), where="msa", since=OPENED, says="who valued it and which services"),
    Pair("FEE-19", fee(amount=None), where="msa", since=OPENED, says="its amount is not on record"),
    Pair("FEE-19", fee(model="cost_plus"), where="msa", since=OPENED, mended=fee(model="cost_plus", margin_percent=Decimal(8))),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_missing_opinion_is_found_once_where_the_law_itself_asks_for_it() -> None:
    law = [says("fee_splitting.percentage_fee", "allowed_if_fmv")]
    tenth = replace(MSA, fee=replace(FEE, model="percentage", percent=Decimal(10), fmv_opinion_on=None))
    flat = replace(MSA, fee=replace(FEE, fmv_opinion_on=None))
    hold(Pair("FEE-13", scene(flat, law=law), where="msa", since=OPENED, mended=scene(tenth, law=law)))
