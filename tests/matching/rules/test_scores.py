"""Scores counted by hand, and the order they make."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openmso.matching.rules.duties import Duties, Duty
from openmso.matching.rules.fmv import Fair
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import Preference, Profile
from openmso.matching.rules.scores import WEIGHTS, Pair, Score, order, pair, score
from tests.cast import BOTOX
from tests.matching.need import CORA, opening, profile

TEN = Duties((Duty("charts", "", Decimal(8), Decimal(12), ""),))
RANGE = Fair(Decimal(1000), Decimal(2000), ())


def scored(
    who: Profile, what: Opening | None = None, miles: int | None = 60, record: int | None = 80
) -> Score:
    far = None if miles is None else (Decimal(miles),)
    return score(who, what or opening(), TEN, RANGE, miles=far, record=record)


def test_the_weights_are_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100


def test_every_part_is_a_share_of_its_weight() -> None:
    found = scored(profile(hours_free=Decimal(12), trained=frozenset({BOTOX})))
    # half trained; 12 of 24 to 12 of 16 hours; 60 miles halve nearness; 80 of 100; the middle of the range; no wishes
    assert {one.name: one.points for one in found.parts} == {
        "training": (Decimal(15), Decimal(15)),
        "capacity": (Decimal(10), Decimal(15)),
        "distance": (Decimal("7.5"), Decimal("7.5")),
        "record": (Decimal(12), Decimal(12)),
        "price": (Decimal(10), Decimal(10)),
        "preference": (Decimal(10), Decimal(10)),
    }
    assert (found.low, found.high) == (Decimal("64.5"), Decimal("69.5"))


def test_of_two_who_live_far_the_nearer_counts_more() -> None:
    points = [
        next(part for part in scored(profile(), miles=miles).parts if part.name == "distance").points[0]
        for miles in (0, 60, 120, 180, 522)
    ]
    assert points[:4] == [
        Decimal(15),
        Decimal("7.5"),
        Decimal("3.8"),
        Decimal("1.9"),
    ]  # 15, half, a quarter, an eighth
    assert points == sorted(points, reverse=True)


def test_what_nobody_knows_is_a_range() -> None:
    found = scored(Profile(CORA), miles=None, record=None)
    assert (found.low, found.high) == (Decimal(10), Decimal(100))
    assert [one.name for one in found.parts if one.sure] == ["preference"]


def test_price_falls_from_the_middle_to_the_top() -> None:
    parts = {one.name: one for one in scored(profile(pay_month=Decimal(1750))).parts}
    assert parts["price"].points == (Decimal(5), Decimal(5))


def test_half_the_wishes_are_half_the_points() -> None:
    likes = Preference(frozenset({"remote"}), frozenset({"TX"}))
    part = scored(profile(preference=likes)).parts[-1]
    assert (part.points, part.why) == ((Decimal(5), Decimal(5)), "not how they are there")


def test_who_is_known_goes_before_who_might_be_better() -> None:
    known, unknown = scored(profile()), scored(Profile(CORA), miles=None, record=None)
    assert order({"b": unknown, "a": known}) == ("a", "b")


@given(st.integers(1, 60), st.integers(1, 60))
def test_more_hours_never_score_less(one: int, more: int) -> None:
    low, high = (scored(profile(hours_free=Decimal(hours))) for hours in (one, one + more))
    assert low.low <= high.low
    assert low.high <= high.high
    assert high.low <= high.high


def test_a_pair_is_two_people_and_spares_who_stands_in_already() -> None:
    assert pair(["a", "b", "c"], ["a", "b", "c"], {}) == Pair("a", "b")
    assert pair(["a", "b", "c"], ["a", "b", "c"], {"b": 2}) == Pair("a", "c")
    assert pair(["a"], ["a"], {}) is None
    assert pair(["a", "b"], ["a"], {}) == Pair("b", "a")
