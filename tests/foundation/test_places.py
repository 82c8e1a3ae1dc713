"""Where somebody stands follows from their places and their last crossing."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from openmso.foundation.places import Place, places_of, standing_side
from openmso.foundation.rules.sides import Post, Side
from tests.foundation.company import Company, company, today, user_named

HERE, THERE = UUID(int=1), UUID(int=2)


def at(post: Post, crossed_to: str = "", network: UUID = HERE) -> Place:
    return Place(UUID(int=9), network, "n", "N", post, "", "", crossed_to)


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ((), None),
        ((at(Post.RN, network=THERE),), None),
        ((at(Post.RN),), Side.CLINICAL),
        ((at(Post.HR),), Side.BUSINESS),
        ((at(Post.COUNSEL),), Side.AUDITOR),
        ((at(Post.PHYSICIAN_OWNER),), Side.CLINICAL),
        ((at(Post.PHYSICIAN_OWNER, "business"),), Side.BUSINESS),
        ((at(Post.PHYSICIAN_OWNER, "clinical"),), Side.CLINICAL),
        ((at(Post.HR), at(Post.RN)), Side.CLINICAL),
        ((at(Post.HR), at(Post.COUNSEL)), Side.BUSINESS),
        ((at(Post.HR, "business"), at(Post.RN, "business")), Side.BUSINESS),
        ((at(Post.RN, "business"),), Side.CLINICAL),
        ((at(Post.HR, network=THERE), at(Post.RN)), Side.CLINICAL),
        ((at(Post.PHYSICIAN_OWNER, "auditor"),), Side.CLINICAL),
    ],
)
def test_one_stands_on_one_side(places: tuple[Place, ...], expected: Side | None) -> None:
    assert standing_side(places, HERE) is expected


@pytest.mark.django_db
def test_the_places_of_a_user_are_their_own_in_all_networks_on_a_day() -> None:
    lone_star, gulf = company(), company("gulf")
    ended: Company = lone_star
    ended.seat("rosa", Post.MA, until=today() - timedelta(days=2))
    found = places_of(lone_star.users["rosa"].id)
    assert [(one.slug, one.network_name, one.post, one.organization, one.person) for one in found] == [
        ("gulf", "Gulf", Post.RN, "austin-pllc", "rosa"),
        ("lone-star", "Lone Star", Post.RN, "austin-pllc", "rosa"),
    ]
    earlier = places_of(lone_star.users["rosa"].id, today() - timedelta(days=3))
    assert {(one.slug, one.post) for one in earlier} == {
        ("gulf", Post.RN),
        ("lone-star", Post.RN),
        ("lone-star", Post.MA),
    }
    assert places_of(user_named("zoe").id) == ()
    assert gulf.network in {one.network for one in found}
