"""Nobody is seated from the other side of the line."""

from __future__ import annotations

import pytest

from openmso.foundation.rules.seating import GIVERS, seats_given
from openmso.foundation.rules.sides import Post, Side, sides_of


@pytest.mark.parametrize("side", list(Side))
def test_a_side_gives_only_seats_that_have_no_place_on_another(side: Side) -> None:
    assert all(sides_of(post) == {side} for post in seats_given(side))


def test_the_business_seats_no_clinician_and_medicine_no_manager() -> None:
    assert {Post.MEDICAL_DIRECTOR, Post.NP, Post.RN, Post.PHYSICIAN_OWNER}.isdisjoint(
        seats_given(Side.BUSINESS)
    )
    assert {Post.OPERATOR, Post.MSO_OWNER, Post.BILLING, Post.PHYSICIAN_OWNER}.isdisjoint(
        seats_given(Side.CLINICAL)
    )


def test_physician_owners_auditors_and_counsel_are_seated_by_neither_side() -> None:
    given = {post for side in Side for post in seats_given(side)}
    assert set(Post) - given == {Post.PHYSICIAN_OWNER, Post.COUNSEL, Post.AUDITOR}


def test_who_gives_seats_has_a_place_on_that_side() -> None:
    assert all(side in sides_of(post) for side, post in GIVERS.items())
