"""The cast of a demonstration gets users and seats, once, and nobody else's address; it works by the installed law pack."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.models import Network, User
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import seats
from openmso.launch.actions import PASSWORD, RealUserError, adopt_installed, enter_cast, seat_cast
from openmso.launch.queries import Member, cast, drawn
from openmso.law.models import Adoption
from openmso.law.queries import pack
from openmso.law.queries.lawbook import adoptions, lawbook

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 26)
OWNER = "default"  # the tests sign in as the owner


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="demo", name="Demo").id)


@pytest.fixture(scope="module")
def members() -> tuple[Member, ...]:
    return cast(drawn(6, ON).facts, "demo")


def seated(by: Actor) -> set[tuple[str, Post, str, str]]:
    return {(one.email, one.post, one.organization, one.person) for one in seats(by)}


def wanted(members: tuple[Member, ...]) -> set[tuple[str, Post, str, str]]:
    return {(one.email, one.post, one.organization, one.person) for one in members}


def test_everybody_of_the_cast_has_a_seat_and_the_known_password(
    by: Actor, members: tuple[Member, ...]
) -> None:
    users = enter_cast(members, using=OWNER)
    seat_cast(by=by, why="demonstration", cast=members, users=users)
    assert seated(by) == wanted(members)
    made = User.objects.filter(id__in=users.values())
    assert len(made) == len(members)
    assert all(one.check_password(PASSWORD) and one.is_demo and not one.is_superuser for one in made[:3])
    assert len(PASSWORD) >= 12


def test_seating_them_again_changes_nothing(by: Actor, members: tuple[Member, ...]) -> None:
    users = enter_cast(members, using=OWNER)
    seat_cast(by=by, why="demonstration", cast=members, users=users)
    before = {one.id for one in seats(by)}
    again = enter_cast(members, using=OWNER)
    seat_cast(by=by, why="again", cast=members, users=again)
    assert again == users
    assert {one.id for one in seats(by)} == before


def test_another_network_in_its_place_gives_them_other_seats(by: Actor, members: tuple[Member, ...]) -> None:
    users = enter_cast(members, using=OWNER)
    seat_cast(by=by, why="demonstration", cast=members, users=users)
    other = cast(drawn(6, ON, seed=8).facts, "demo")
    assert wanted(other) != wanted(members)
    seat_cast(by=by, why="another", cast=other, users=enter_cast(other, using=OWNER))
    assert seated(by) == wanted(other)


def test_an_address_of_somebody_real_is_not_taken_and_nobody_is_entered(members: tuple[Member, ...]) -> None:
    real = User.objects.create_user(members[-1].email, "a password of their own")
    with pytest.raises(RealUserError, match=members[-1].email):
        enter_cast(members, using=OWNER)
    assert User.objects.get(id=real.id).check_password("a password of their own")
    assert not User.objects.filter(email=members[0].email).exists()


def test_only_the_system_seats_a_cast(by: Actor, members: tuple[Member, ...]) -> None:
    users: dict[str, UUID] = {}
    owner = Actor(user=None, network=by.network, post=Post.MSO_OWNER, side=Side.BUSINESS)
    with pytest.raises(WrongHandsError):
        seat_cast(by=owner, why="mine", cast=members, users=users)
    assert not seats(by)


def test_a_demonstration_works_by_the_installed_pack_and_adopts_it_once(by: Actor) -> None:
    adopt_installed(by=by, why="demonstration", on=ON)
    adopt_installed(by=by, why="again", on=date(2026, 12, 1))
    (one,) = adoptions(by)
    assert (one.version, one.digest, one.since) == (pack().version, pack().digest, ON)
    assert lawbook(by).notes == ()


def test_another_pack_that_was_adopted_later_is_replaced_on_its_day(by: Actor) -> None:
    later = date(2026, 12, 24)
    with acting(by, why="long ago"):
        Adoption.objects.create(
            network_id=by.network, code="first", version="2026.1.0", digest="older", since=later, make=1
        )
    adopt_installed(by=by, why="demonstration", on=ON)
    assert [(one.digest, one.since) for one in adoptions(by)] == [("older", later), (pack().digest, later)]


def test_only_the_system_adopts_for_a_demonstration(by: Actor) -> None:
    owner = Actor(user=None, network=by.network, post=Post.MSO_OWNER, side=Side.BUSINESS)
    with pytest.raises(WrongHandsError):
        adopt_installed(by=owner, why="mine", on=ON)
    assert adoptions(by) == ()
