"""The collector rests inside, and afterwards is as it was, whatever happened."""

from __future__ import annotations

import gc

import pytest

from openmso.authority.collector import collector_at_rest


def rested() -> bool:
    with collector_at_rest():
        return not gc.isenabled()


def stopped() -> None:
    with collector_at_rest():
        raise ValueError("stop")


def test_the_collector_rests_inside_and_works_again_afterwards() -> None:
    assert rested()
    assert gc.isenabled()


def test_after_an_error_it_works_again() -> None:
    with pytest.raises(ValueError, match="stop"):
        stopped()
    assert gc.isenabled()


def test_where_it_rested_before_it_goes_on_resting() -> None:
    gc.disable()
    try:
        assert rested()
        assert not gc.isenabled()
    finally:
        gc.enable()
