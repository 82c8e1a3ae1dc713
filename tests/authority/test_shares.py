"""Interests add up to no more than the whole, and owners do not own each other in a circle."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.facts.structure import Ownership
from openmso.authority.shares import MOST_CIRCLES, MOST_TANGLED, circles, excesses
from openmso.timeline.spans import ALWAYS, Span


def interest(owner: str, organization: str, percent: str = "10", span: Span = ALWAYS) -> Ownership:
    """An interest."""
    return Ownership(f"{organization}/{owner}/{span.start}", organization, owner, Decimal(percent), span)


def test_exactly_the_whole_is_fine() -> None:
    assert not list(
        excesses([interest("a", "x", "33.34"), interest("b", "x", "33.33"), interest("c", "x", "33.33")])
    )


def test_a_sale_on_one_day_is_fine() -> None:
    sold = date(2024, 7, 1)
    before, after = Span.of(None, sold), Span.of(sold)
    assert not list(excesses([interest("a", "x", "100", before), interest("b", "x", "100", after)]))


def test_the_first_day_of_too_much_is_told() -> None:
    late = interest("b", "x", "0.01", Span.of(date(2024, 7, 1)))
    (found,) = excesses([late, interest("a", "x", "100"), interest("a", "y", "100")])
    assert (found.last, found.day) == (interest("a", "x", "100"), date(2024, 7, 1).toordinal())
    assert str(found) == "the owners of x hold 100.01 % from 2024-07-01"


def test_a_circle_is_told_once_with_its_way() -> None:
    (found,) = circles(
        [interest("a", "b"), interest("b", "c"), interest("c", "a"), interest("p", "a"), interest("c", "d")]
    )
    assert str(found) == "owners own each other in a circle: a → b → c → a, on –"


def test_two_circles_are_told() -> None:
    assert len(list(circles([interest("a", "a"), interest("b", "c"), interest("c", "b")]))) == 2


def test_of_very_many_circles_the_first_are_told() -> None:
    owning_themselves = [interest(f"o{number}", f"o{number}") for number in range(MOST_CIRCLES + 3)]
    assert len(list(circles(owning_themselves))) == MOST_CIRCLES


def test_owners_that_took_turns_are_no_circle() -> None:
    turn = date(2024, 1, 1)
    assert not list(
        circles([interest("a", "b", span=Span.of(None, turn)), interest("b", "a", span=Span.of(turn))])
    )


def test_a_diamond_is_no_circle() -> None:
    assert not list(circles([interest("a", "b"), interest("a", "c"), interest("b", "d"), interest("c", "d")]))


def test_a_knot_too_large_to_walk_is_told_as_one() -> None:
    many = [interest(f"o{n}", f"o{(n + 1) % (MOST_TANGLED + 1)}") for n in range(MOST_TANGLED + 1)]
    (found,) = circles(many)
    assert found.day is None


def test_a_long_chain_without_a_circle_is_fine() -> None:
    assert not list(circles([interest(f"o{n}", f"o{n + 1}") for n in range(20_000)]))


NAMES = "abcd"
SPANS = st.sampled_from([ALWAYS, Span(1, 5), Span(3, 9), Span(5, 9)])
INTERESTS = st.lists(
    st.builds(interest, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["30", "60"]), SPANS),
    max_size=7,
)


def circle_stands(interests: Iterable[Ownership]) -> bool:
    """Whether on some day some order of some organizations closes a circle: by trying all."""
    for day in range(10):
        edges = {(one.owner, one.organization) for one in interests if day in one.span}
        for length in range(1, len(NAMES) + 1):
            for way in permutations(NAMES, length):
                if all((way[n], way[(n + 1) % length]) in edges for n in range(length)):
                    return True
    return False


@given(INTERESTS)
def test_a_circle_is_found_where_trying_everything_finds_one(interests: list[Ownership]) -> None:
    assert bool(list(circles(interests))) == circle_stands(interests)


@given(INTERESTS)
def test_too_much_is_found_where_adding_up_day_by_day_finds_it(interests: list[Ownership]) -> None:
    expected = {
        name
        for name in NAMES
        for day in range(10)
        if sum(one.percent for one in interests if one.organization == name and day in one.span) > 100
    }
    assert {one.last.organization for one in excesses(interests)} == expected
