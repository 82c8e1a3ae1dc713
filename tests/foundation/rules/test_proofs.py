"""A password crosses the line; it signs nothing."""

from __future__ import annotations

import pytest

from openmso.foundation.rules.proofs import Method, enough_for


@pytest.mark.parametrize("purpose", ["cross:business", "token"])
def test_a_password_is_enough_for_what_one_may_do_anyway(purpose: str) -> None:
    assert Method.PASSWORD in enough_for(purpose)


@pytest.mark.parametrize("purpose", ["sign:protocol 7", "", "something new", "crossing", "Cross:business"])
def test_all_else_takes_something_in_the_hand(purpose: str) -> None:
    assert enough_for(purpose) == {Method.TOTP, Method.PASSKEY}
