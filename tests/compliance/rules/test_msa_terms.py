"""Pairs of worlds for the controls over the terms of management agreements."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts import Settings
from openmso.authority.facts.structure import ServiceLine
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import CARL, MSA, MSO, OPENED, SHOULD, Scene, duty, says, scene

LAX = says("cpom.prohibition", "none")
STRICT_LATELY = says("cpom.prohibition", "strict", since=date(2026, 1, 1))
INJECTING = ServiceLine("Injecting", "unit", "chart", clinical=True)
BILLING = ServiceLine("Billing")
HIPAA = duty("hipaa_business_associate_agreement", "privacy", "US")
INSURED = Settings(self_pay_only=False)


def terms(**change: Any) -> Scene:
    return scene(replace(MSA, **change))


def lax(**change: Any) -> Scene:
    return scene(replace(MSA, **change), law=[LAX])


FEW: dict[str, Any] = {"reserved_powers": frozenset({"records"})}
CLAUSES = {code: value for code, value in MSA.clauses.items() if code != "change_of_law"}

PAIRS = (
    Pair("MSA-07", terms(services=()), where="msa", since=OPENED, says="without a schedule"),
    Pair("MSA-07", terms(services=(*MSA.services, BILLING)), where="msa", since=OPENED, says="for Billing"),
    Pair("MSA-08", terms(services=(*MSA.services, INJECTING)), where="msa", since=OPENED, says="Injecting"),
    Pair("MSA-08", lax(services=(INJECTING,)), where="msa", since=OPENED, severity=SHOULD),
    Pair("MSA-09", terms(**FEW), where="msa", since=OPENED, says="keeps 1 of the twelve"),
    Pair("MSA-09", scene(replace(MSA, **FEW), law=[STRICT_LATELY]), where="msa", since=date(2026, 1, 1)),
    Pair("MSA-09", lax(**FEW), where="msa", since=OPENED, severity=SHOULD),
    Pair(
        "MSA-10",
        scene(replace(MSA, baa_signed_on=None), law=[HIPAA], settings=INSURED),
        where="msa",
        since=OPENED,
        mended=scene(law=[HIPAA], settings=INSURED),
    ),
    Pair(
        "MSA-10",
        scene(replace(MSA, baa_signed_on=date(2026, 12, 1)), law=[HIPAA]),
        where="msa",
        since=OPENED,
        severity=SHOULD,
    ),
    Pair("MSA-11", terms(funds_account_owner=MSO), where="msa", since=OPENED, says="belongs to Cedar Management"),
    Pair("MSA-11", terms(funds_account_controlled_by=CARL), where="msa", since=OPENED, says="controlled by Carl",
         mended=terms(funds_account_controlled_by="ada")),
    Pair("MSA-11", lax(funds_account_owner=MSO), where="msa", since=OPENED, severity=SHOULD),
    Pair("MSA-12", terms(governing_law="DE"), where="msa", since=OPENED, says="Delaware"),
    Pair("MSA-13", terms(termination_penalty_months=Decimal(6)), where="msa", since=OPENED, says="6 months' fee"),
    Pair("MSA-13", terms(term_years=20), where="msa", since=OPENED, says="20 years", mended=terms(term_years=10)),
    Pair("MSA-13", terms(auto_renews_without_notice=True), where="msa", since=OPENED),
    Pair("MSA-14", terms(governing_law="", term_years=None), where="msa", since=OPENED, says="governing law and its term"),
    Pair("MSA-15", terms(clauses=CLAUSES), where="msa", since=OPENED, says="what happens when the law changes"),
    Pair("MSA-15", terms(clauses={**MSA.clauses, "wind_down": False}), where="msa", since=OPENED),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)
