"""Pairs of worlds for the controls over standing orders."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Service
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ADA,
    AUSTIN,
    BOTOX,
    DRIP,
    NIA,
    OPENED,
    ORDER,
    PC,
    PROTOCOL,
    SHOULD,
    licensed,
    rule,
    says,
    scene,
    signed,
    since,
)

LATER = date(2026, 5, 1)
NO_ORDERS = says("orders.standing", {"leave": "prohibited"}, "any", since=LATER)
EACH_PATIENT = rule(
    "RN", supervision="remote", exam_first=True, orders={"patient_specific": True}, since=LATER
)
HALF_YEARLY = says("orders.standing", {"leave": "permitted", "review_every_months": 6}, BOTOX)
OLGA = Person("olga", "Olga O.")
BY_OLGA = replace(ORDER, prescriber="olga", signatures=signed("olga"))
MA = replace(ORDER, roles=frozenset({"RN", "MA"}))
NOT_MA = rule("MA", leave="prohibited", since=LATER)
DRIPS = Service("drip", AUSTIN, "Drip", frozenset({DRIP}), since())
FOR_DRIPS = replace(ORDER, procedures=frozenset({DRIP}))
BY_NIA = replace(FOR_DRIPS, prescriber=NIA, signatures=signed(NIA))
ONLY_MD = says("iv_therapy.may_order", ("MD",), since=LATER)

PAIRS = (
    Pair("ORD-01", scene(law=[NO_ORDERS]), where="order", since=LATER, mended=scene(law=[NO_ORDERS], without=["order"])),
    Pair("ORD-01", scene(law=[EACH_PATIENT]), where="order", since=LATER, mended=scene(law=[EACH_PATIENT], without=["order"])),
    Pair("ORD-02", scene(replace(ORDER, signatures=())), where="order", since=OPENED),
    Pair("ORD-03", scene(OLGA, BY_OLGA), where="order", since=OPENED, mended=scene(OLGA, BY_OLGA, licensed("olga", "NP"))),
    Pair("ORD-04", scene(replace(ORDER, reviewed_on=(date(2026, 5, 4),)), law=[HALF_YEARLY]), where="order",
         since=date(2026, 11, 4), mended=scene(replace(ORDER, reviewed_on=(date(2026, 8, 4),)), law=[HALF_YEARLY])),
    Pair("ORD-04", scene(replace(ORDER, reviewed_on=(date(2025, 5, 4),))), where="order", since=date(2026, 5, 4), severity=SHOULD),
    Pair("ORD-05", scene(replace(ORDER, reviewed_on=())), where="order", since=date(2025, 1, 1),
         says="dates from Jan 1, 2024, the day the first site it covers opened"),
    Pair("ORD-06", scene(MA, law=[NOT_MA]), where="order", since=LATER, mended=scene(law=[NOT_MA]), says="medical assistant"),
    Pair("ORD-07", scene(replace(PROTOCOL, span=since(OPENED, LATER))), where="order", since=LATER),
    Pair("ORD-08", scene(DRIPS, BY_NIA, law=[ONLY_MD]), where="order", since=LATER,
         mended=scene(DRIPS, FOR_DRIPS, law=[ONLY_MD]), says="as nurse practitioner"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_prescriber_who_holds_an_appointment_there_is_another_controls_finding() -> None:
    office = Appointment("appointment-olga", "olga", PC, "collaborator", None, since(), signed("olga"))
    appointed = scene(OLGA, BY_OLGA, office)
    assert appointed.findings(CONTROLS["ORD-03"]) == []
    assert len(appointed.findings(CONTROLS["DIR-03"])) == 1


def test_the_law_behind_a_refused_order_is_cited() -> None:
    [finding] = scene(law=[NO_ORDERS]).findings(CONTROLS["ORD-01"])
    assert [cite.parameter for cite in finding.cites] == ["orders.standing"]
    assert finding.where[1].record == ADA
