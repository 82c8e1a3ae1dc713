"""One of the network's own people for every post."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Organization, Ownership
from openmso.foundation.rules.sides import CLINICAL_POSTS, Post
from openmso.launch.queries import DOMAIN, Member, cast, drawn

ON = date(2026, 11, 26)
ROLE_OF = {Post.NP: "NP", Post.PA: "PA", Post.RN: "RN", Post.LPN: "LPN", Post.ESTHETICIAN: "EST"}


def members(sites: int = 6, seed: int = 7) -> dict[Post, Member]:
    return {one.post: one for one in cast(drawn(sites, ON, seed=seed).facts, "demo")}


@pytest.mark.parametrize("sites", [6, 60])
@pytest.mark.parametrize("seed", [1, 7, 23])
def test_every_post_has_somebody_and_nobody_has_two(sites: int, seed: int) -> None:
    found = members(sites, seed)
    assert set(found) == set(Post)
    people = [one.person for one in found.values() if one.person]
    assert len(set(people)) == len(people)
    assert len({one.email for one in found.values()}) == len(found)


def test_clinical_people_are_engaged_by_the_practice_of_their_seat_in_their_role() -> None:
    facts = drawn(6, ON).facts
    for post, role in ROLE_OF.items():
        one = members()[post]
        assert role in {each.role for each in facts.by(Engagement, "person", one.person)}
        assert role in {each.role for each in facts.by(License, "person", one.person)}
    for post in CLINICAL_POSTS:
        assert facts.need(Organization, members()[post].organization).kind == "practice"


def test_owners_own_what_they_have_their_seat_in_and_the_director_is_another() -> None:
    facts, found = drawn(6, ON).facts, members()
    shares = {(one.owner, one.organization) for one in facts.all(Ownership)}
    for post in (Post.MSO_OWNER, Post.PHYSICIAN_OWNER):
        assert (found[post].person, found[post].organization) in shares
    assert found[Post.MEDICAL_DIRECTOR].person not in {owner for owner, _ in shares}


def test_counsel_and_auditor_come_from_outside() -> None:
    assert {post for post, one in members().items() if not one.person} == {Post.COUNSEL, Post.AUDITOR}


def test_addresses_are_of_a_domain_to_which_no_letter_goes() -> None:
    assert all(one.email.endswith(f"@demo.{DOMAIN}") for one in members().values())
    assert DOMAIN == "example"


def test_a_network_of_one_site_has_a_cast_of_those_it_has() -> None:
    found = members(sites=1)
    assert Post.MSO_OWNER in found
    assert Post.RN in found
    assert len(found) < len(Post)
