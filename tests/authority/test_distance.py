"""How far a director may be from the site. Austin and Dallas are about 182 miles apart."""

from datetime import timedelta
from typing import Any

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests.authority.asking import codes, standing
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    NIA,
    OPENED,
    ROSA,
    TELE,
    TODAY,
    altered,
    book,
    cast,
    engaged,
    says,
)

FAR = {Code.TOO_FAR, Code.DISTANCE_UNKNOWN}


def within(**distance: Any) -> LawBook:
    """The law with a distance."""
    return book(says("medical_director.distance", distance))


def far(law: LawBook, facts: Facts = CAST, *, site: str = DALLAS, person: str = ROSA) -> frozenset[Code]:
    """What the law says of the distance alone."""
    return codes(person, BOTOX, facts, law, site=site) & FAR


def test_a_director_works_where_she_directs() -> None:
    assert far(within(miles=1), site=AUSTIN) == frozenset()


def test_a_director_beyond_the_miles_gives_nothing() -> None:
    assert far(within(miles=100)) == {Code.TOO_FAR}
    assert standing(ROSA, BOTOX, law=within(miles=100), site=DALLAS) is Standing.ABSENT
    assert far(within(miles=100), person=NIA) == {Code.TOO_FAR}


@pytest.mark.parametrize(("miles", "found"), [(181, {Code.TOO_FAR}), (184, set())])
def test_miles_are_measured_over_the_sphere(miles: int, found: set[Code]) -> None:
    assert far(within(miles=miles)) == found


def test_the_nearest_place_of_the_director_counts() -> None:
    second = Engagement("engagement-ada-2", ADA, "somebody-else", "MD", sites=frozenset({DALLAS}))
    assert far(within(miles=100), cast(second)) == frozenset()


def test_of_several_places_elsewhere_the_nearest_counts() -> None:
    waco = Site("waco", "Waco", "elsewhere", "TX", "America/Chicago", latitude=31.55, longitude=-97.15)
    houston = Site(
        "houston", "Houston", "elsewhere", "TX", "America/Chicago", latitude=29.76, longitude=-95.37
    )
    facts = cast(waco, houston, engaged(ADA, sites=frozenset({"waco", "houston"})))
    assert (
        far(within(miles=100), facts) == frozenset()
    )  # Waco is about 88 miles from Dallas, Houston about 225
    assert far(within(miles=80), facts) == {Code.TOO_FAR}


def test_an_engagement_that_has_ended_is_no_place_any_more() -> None:
    ended = Engagement(
        "engagement-ada-2", ADA, "elsewhere", "MD", sites=frozenset({DALLAS}), span=Span.of(OPENED, TODAY)
    )
    assert far(within(miles=100), cast(ended)) == {Code.TOO_FAR}


@pytest.mark.parametrize(
    "sites", [None, frozenset({TELE})], ids=["no site named", "a site without coordinates"]
)
def test_a_director_without_a_place_leaves_the_distance_to_be_shown(sites: frozenset[str] | None) -> None:
    assert far(within(miles=100), cast(engaged(ADA, sites=sites))) == {Code.DISTANCE_UNKNOWN}


def test_a_site_without_coordinates_leaves_the_distance_to_be_shown() -> None:
    for lost in ({"latitude": None}, {"longitude": None}):
        assert far(within(miles=100), cast(altered(Site, DALLAS, **lost))) == {Code.DISTANCE_UNKNOWN}


def test_a_place_without_coordinates_is_still_the_site_itself() -> None:
    facts = cast(altered(Site, AUSTIN, latitude=None))
    assert far(within(miles=100), facts, site=AUSTIN) == frozenset()


@pytest.mark.parametrize("other_way", [{"or_minutes": 60}, {"or_contiguous_county": True}])
def test_another_way_to_be_near_is_to_be_shown(other_way: dict[str, Any]) -> None:
    assert far(within(miles=100, **other_way)) == {Code.DISTANCE_UNKNOWN}
    assert far(within(miles=100, ceiling_miles=200, **other_way)) == {Code.DISTANCE_UNKNOWN}
    assert far(within(miles=100, ceiling_miles=150, **other_way)) == {Code.TOO_FAR}


def test_a_distance_binds_from_the_day_it_is_law() -> None:
    law = book(says("medical_director.distance", {"miles": 100}, since=TODAY))
    before = codes(ROSA, BOTOX, law=law, site=DALLAS, on=TODAY - timedelta(days=1))
    assert before.isdisjoint(FAR)
    assert far(law) == {Code.TOO_FAR}


def test_a_ceiling_alone_changes_nothing() -> None:
    assert far(within(miles=100, ceiling_miles=200)) == {Code.TOO_FAR}


def test_telehealth_is_not_measured() -> None:
    assert far(within(miles=1), site=TELE) == frozenset()


@pytest.mark.parametrize("distance", [{}, {"or_minutes": 60}])
def test_without_miles_nothing_is_measured(distance: dict[str, Any]) -> None:
    assert far(within(**distance)) == frozenset()
    assert far(book(says("medical_director.distance", None))) == frozenset()
