"""The director's agreement: duties with how often, pay by the log, and what makes an office only a name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import PayPlan
from openmso.compliance.rules.drafts.director import director
from tests.compliance.drafted import source, text
from tests.compliance.worlds import DIRECTOR


def test_duties_hours_and_who_stands_in_are_told() -> None:
    made = text(director(source(), DIRECTOR))
    assert (
        "(1) adopting and reviewing protocols and orders: each protocol and order before it is used" in made
    )
    assert "up to 4 hours a month" in made
    assert "Ben B. stands in" in made
    assert "a stipend of $2,500" in made
    assert "only a name" not in made


def test_an_office_without_its_core_duties_is_only_a_name() -> None:
    made = text(director(source(), replace(DIRECTOR, duties=frozenset({"quality"}))))
    assert "Without these an office is only a name" in made
    assert "reviewing charts" in made


def test_pay_that_follows_treatments_is_left_out() -> None:
    share = PayPlan("percentage", percent=Decimal(5), of="clinic_revenue")
    made = text(director(source(), replace(DIRECTOR, pay=share)))
    assert "may be fee splitting" in made
    assert "The director is paid a" not in made


def test_what_is_not_recorded_is_to_be_filled_in() -> None:
    bare = Appointment("a", DIRECTOR.person, DIRECTOR.practice)
    made = text(director(source(), bare))
    for wanted in ("who stands in, with a license", "the hours of the office", "the pay: a fixed sum"):
        assert f"To be filled in: {wanted}" in made
