"""The collector rests inside, and afterwards is as it was, whatever happened."""

from __future__ import annotations

import gc
import weakref

import pytest

from openmso.authority.collector import collector_at_rest, set_aside
from openmso.authority.judge import Judge
from tests.cast import AUSTIN, DALLAS, LAW, cast


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


class Big:
    """Something to be let go of."""


def test_what_is_set_aside_is_not_walked_through_again_and_freed_when_it_is_let_go_of() -> None:
    big = Big()
    gone = weakref.ref(big)
    before = gc.get_freeze_count()
    set_aside()
    assert gc.get_freeze_count() > before
    assert not any(one is big for one in gc.get_objects())
    del big
    assert gone() is None
    gc.unfreeze()


def test_a_judge_and_what_was_judged_hold_no_cycles() -> None:
    judge = Judge(cast(), LAW)
    answers = [judge.track(key) for site in (AUSTIN, DALLAS) for key in judge.keys_at(site)]
    assert answers
    gone, seen = weakref.ref(judge), weakref.ref(judge.facts)
    gc.disable()
    try:
        del judge
        assert gone() is None
        assert seen() is None
    finally:
        gc.enable()
