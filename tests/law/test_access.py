"""Who adopts a pack and who states law, as the actions hold it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from openmso.foundation.actor import Actor, system
from openmso.foundation.rules.sides import Post, Side, sides_of
from openmso.law.access import adopts, states_law

ADOPTERS = {(Post.COMPLIANCE, Side.BUSINESS), (Post.MSO_OWNER, Side.BUSINESS), (Post.COUNSEL, Side.AUDITOR)}


@pytest.mark.parametrize("post", Post)
def test_compliance_owners_of_the_mso_and_counsel_adopt_and_counsel_alone_states_law(post: Post) -> None:
    for side in sides_of(post):
        by = Actor(uuid4(), uuid4(), post, side)
        assert adopts(by) is ((post, side) in ADOPTERS)
        assert states_law(by) is (post is Post.COUNSEL)


def test_the_system_is_led_to_no_form() -> None:
    by = system(uuid4())
    assert (adopts(by), states_law(by)) == (False, False)
