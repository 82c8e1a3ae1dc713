"""Pairs of worlds for the controls over pay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.authority.facts import Record, Settings
from openmso.authority.facts.people import Engagement, PayPlan, Person
from openmso.authority.law import Statement
from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import (
    AUSTIN,
    DIRECTING,
    DIRECTOR,
    MSO,
    OPENED,
    PC,
    ROSA,
    SHOULD,
    WATCH,
    WORKS,
    Scene,
    duty,
    says,
    scene,
    since,
)

LATER = date(2026, 5, 1)
FREE = says("fee_splitting.prohibited", value=False)
INSURED = Settings(self_pay_only=False)
MONA = Person("mona", "Mona M.")


def share(of: str, basis: str = "percentage") -> PayPlan:
    return PayPlan(basis, percent=Decimal(8), of=of)


def rosa(pay: PayPlan, *law: Statement, kind: str = "employee", **more: Any) -> Scene:
    return scene(replace(WORKS[ROSA], pay=pay, kind=kind), law=law, **more)


def hired(role: str, pay: PayPlan, organization: str = PC) -> tuple[Record, ...]:
    return MONA, Engagement(
        "engagement-mona", "mona", organization, role, sites=frozenset({AUSTIN}), span=since(LATER), pay=pay
    )


def director(pay: PayPlan, *law: Statement) -> Scene:
    return scene(replace(DIRECTOR, pay=pay), law=law)


OWN, CLINIC, LEADS = share("own_services"), share("clinic_revenue"), share("referrals")
ASSISTANT = hired("MA", OWN)
MARKETER = hired("marketing", OWN, MSO)
SOLICITING = duty("patient_solicitation_act", "anti_kickback")
KICKBACKS = duty("anti_kickback_statute", "anti_kickback", "US")
EMPLOYEES = duty("aks_safe_harbor_employees", "anti_kickback", "US")
BY_TREATMENT = replace(DIRECTING, basis="per_service")

PAIRS = (
    Pair("PAY-01", rosa(CLINIC), where="engagement-rosa", since=OPENED, says="8 % of the clinic's revenue", mended=rosa(OWN)),
    Pair("PAY-01", rosa(CLINIC, FREE), where="engagement-rosa", since=OPENED, severity=SHOULD),
    Pair("PAY-02", scene(*ASSISTANT), where="engagement-mona", since=LATER, mended=scene(*hired("MA", share("product_sales")))),
    Pair("PAY-02", scene(*ASSISTANT, law=[FREE]), where="engagement-mona", since=LATER, severity=WATCH),
    Pair("PAY-03", rosa(OWN), where="engagement-rosa", since=OPENED, mended=rosa(OWN, FREE)),
    Pair("PAY-04", rosa(LEADS), where="engagement-rosa", since=OPENED, says="8 % of referrals"),
    Pair("PAY-04", rosa(LEADS, FREE, SOLICITING), where="engagement-rosa", since=OPENED),
    Pair("PAY-04", rosa(LEADS, FREE, KICKBACKS, settings=INSURED), where="engagement-rosa", since=OPENED),
    Pair("PAY-04", rosa(LEADS, FREE, KICKBACKS), where="engagement-rosa", since=OPENED, severity=SHOULD),
    Pair("PAY-05", scene(*MARKETER), where="engagement-mona", since=LATER, says="a layman (marketing)",
         mended=scene(*hired("marketing", PayPlan("salary"), MSO))),
    Pair("PAY-05", scene(*MARKETER, law=[FREE]), where="engagement-mona", since=LATER, severity=SHOULD),
    Pair("PAY-06", director(BY_TREATMENT), where="appointment-ada", since=OPENED, says="per service"),
    Pair("PAY-06", director(BY_TREATMENT, FREE), where="appointment-ada", since=OPENED, severity=SHOULD),
    Pair("PAY-07", director(replace(DIRECTING, logged_hours=False)), where="appointment-ada", since=OPENED),
    Pair("PAY-07", director(replace(DIRECTING, logged_hours=None)), where="appointment-ada", since=OPENED, severity=WATCH),
    Pair("PAY-08", director(replace(DIRECTING, fmv_documented=False)), where="appointment-ada", since=OPENED),
    Pair("PAY-08", director(replace(DIRECTING, fmv_documented=None)), where="appointment-ada", since=OPENED, severity=WATCH),
    Pair("PAY-09", rosa(OWN, EMPLOYEES, kind="contractor", settings=INSURED), where="engagement-rosa", since=OPENED,
         mended=rosa(OWN, EMPLOYEES, settings=INSURED)),
    Pair("PAY-10", rosa(share("")), where="engagement-rosa", since=OPENED, says="something not on record", mended=rosa(OWN)),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_an_owner_may_take_the_profit() -> None:
    owner = replace(WORKS["ada"], pay=CLINIC)
    hold(
        Pair(
            "PAY-01",
            scene(replace(owner, kind="employee")),
            where="engagement-ada",
            since=OPENED,
            mended=scene(owner),
        )
    )
