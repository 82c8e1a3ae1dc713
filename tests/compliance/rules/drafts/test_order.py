"""A standing order: who may act on it by name, and the protocol whose doses it takes."""

from __future__ import annotations

from dataclasses import replace

from openmso.compliance.rules.drafts.order import order
from tests.compliance.drafted import source, text
from tests.compliance.worlds import DRIP, ORDER


def test_people_are_named_and_doses_come_from_the_signed_protocol() -> None:
    made = text(order(source(), ORDER))
    assert "Rosa" in made
    assert "by the protocol in force (version 1.0)" in made


def test_without_a_signed_protocol_an_order_does_not_count() -> None:
    made = text(order(source(), replace(ORDER, procedures=frozenset({DRIP}))))
    assert "no signed protocol is in force" in made


def test_nobody_of_the_role_is_left_open() -> None:
    assert "nobody of these roles is engaged there" in text(
        order(source(), replace(ORDER, roles=frozenset({"LT"})))
    )
