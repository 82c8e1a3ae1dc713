"""Giving seats and ending them; every refusal leaves everything as it was."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.models import Seat, User
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import BadSeatError, NoSeatError, end_seat, enter_user, give_seat, seats
from tests.foundation.company import WHY, Company, company, today, user_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def lone_star() -> Company:
    return company()


def all_seats(lone_star: Company) -> list[tuple[UUID, UUID, str, object]]:
    with seeing(lone_star.system):
        return list(Seat.objects.order_by("id").values_list("id", "user_id", "post", "until"))


def test_olga_seats_a_biller_whom_she_enters_by_email(lone_star: Company) -> None:
    olga = lone_star.actor("olga", Side.BUSINESS)
    user = enter_user(by=olga, why=WHY, email="Bea@Example.com ", name="Bea")
    seat = give_seat(by=olga, why=WHY, user=user, post=Post.BILLING, organization="mso")
    found = next(one for one in seats(olga) if one.id == seat)
    assert (found.email, found.name, found.post, found.since) == (
        "bea@example.com",
        "Bea",
        Post.BILLING,
        today(),
    )
    entered = User.objects.get(id=user)
    assert not entered.has_usable_password()
    assert (entered.is_active, entered.is_staff, entered.is_superuser, entered.is_demo) == (
        True,
        False,
        False,
        False,
    )


def test_an_email_is_one_user_however_it_is_written(lone_star: Company) -> None:
    ada = lone_star.actor("ada", Side.CLINICAL)
    assert enter_user(by=ada, why=WHY, email="ROSA@example.com", name="Another") == lone_star.users["rosa"].id
    assert User.objects.get(email="rosa@example.com").name == "Rosa"


@pytest.mark.parametrize(
    ("name", "side"),
    [("mia", Side.BUSINESS), ("rosa", Side.CLINICAL), ("ada", Side.BUSINESS), ("carl", Side.AUDITOR)],
)
def test_who_gives_no_seats_enters_no_users(lone_star: Company, name: str, side: Side) -> None:
    with pytest.raises(WrongHandsError):
        enter_user(by=lone_star.actor(name, side), why=WHY, email="friend@example.com")
    assert not User.objects.filter(email="friend@example.com").exists()


@pytest.mark.parametrize(
    ("name", "side", "post", "organization"),
    [
        ("olga", Side.BUSINESS, Post.MEDICAL_DIRECTOR, "austin-pllc"),
        ("olga", Side.BUSINESS, Post.PHYSICIAN_OWNER, "austin-pllc"),
        ("olga", Side.BUSINESS, Post.AUDITOR, ""),
        ("ada", Side.CLINICAL, Post.OPERATOR, "austin-pllc"),
        ("ada", Side.CLINICAL, Post.PHYSICIAN_OWNER, "austin-pllc"),
        ("ada", Side.CLINICAL, Post.RN, "dallas-pllc"),
        ("ada", Side.CLINICAL, Post.RN, ""),
        ("ada", Side.BUSINESS, Post.RN, "austin-pllc"),
        ("ada", Side.BUSINESS, Post.FRONT_DESK, "austin-pllc"),
        ("rosa", Side.CLINICAL, Post.RN, "austin-pllc"),
        ("mia", Side.BUSINESS, Post.MARKETING, "mso"),
        ("carl", Side.AUDITOR, Post.AUDITOR, ""),
    ],
)
def test_a_seat_from_the_wrong_hands_is_refused(
    lone_star: Company, name: str, side: Side, post: Post, organization: str
) -> None:
    friend, before = user_named("friend").id, all_seats(lone_star)
    with pytest.raises(WrongHandsError):
        give_seat(by=lone_star.actor(name, side), why=WHY, user=friend, post=post, organization=organization)
    assert all_seats(lone_star) == before


def test_nobody_gives_or_ends_a_seat_of_their_own(lone_star: Company) -> None:
    olga, before = lone_star.actor("olga", Side.BUSINESS), all_seats(lone_star)
    assert olga.user
    with pytest.raises(WrongHandsError, match="their own"):
        give_seat(by=olga, why=WHY, user=olga.user, post=Post.BILLING)
    with pytest.raises(WrongHandsError, match="their own"):
        end_seat(by=olga, why=WHY, seat=lone_star.seats["olga"])
    assert all_seats(lone_star) == before


def test_a_seat_ends_today_or_later_and_is_never_removed(lone_star: Company) -> None:
    ada = lone_star.actor("ada", Side.CLINICAL)
    end_seat(by=ada, why="moved away", seat=lone_star.seats["rosa"], on=today() + timedelta(days=7))
    assert any(one.user == lone_star.users["rosa"].id for one in seats(ada))
    end_seat(by=ada, why="at once", seat=lone_star.seats["rosa"])
    assert all(one.user != lone_star.users["rosa"].id for one in seats(ada))
    assert lone_star.seats["rosa"] in [key for key, *_ in all_seats(lone_star)]


def test_a_seat_does_not_end_twice_in_the_past_or_out_of_thin_air(lone_star: Company) -> None:
    ada = lone_star.actor("ada", Side.CLINICAL)
    end_seat(by=ada, why="moved away", seat=lone_star.seats["rosa"], on=today() + timedelta(days=1))
    before = all_seats(lone_star)
    for seat, day in (
        (lone_star.seats["rosa"], today() + timedelta(days=1)),
        (lone_star.seats["rosa"], today() + timedelta(days=9)),
        (lone_star.seats["rosa"], today() - timedelta(days=1)),
        (uuid4(), today()),
    ):
        with pytest.raises(NoSeatError):
            end_seat(by=ada, why=WHY, seat=seat, on=day)
    assert all_seats(lone_star) == before


def test_a_seat_that_has_not_begun_ends_as_it_begins(lone_star: Company) -> None:
    seat = lone_star.seat("nina", Post.NP, organization="austin-pllc", since=today() + timedelta(days=5))
    end_seat(by=lone_star.actor("ada", Side.CLINICAL), why="she declined", seat=seat)
    with seeing(lone_star.system):
        row = Seat.objects.get(id=seat)
    assert row.until == row.since


def test_the_other_side_ends_no_seat(lone_star: Company) -> None:
    before = all_seats(lone_star)
    with pytest.raises(WrongHandsError):
        end_seat(by=lone_star.actor("olga", Side.BUSINESS), why=WHY, seat=lone_star.seats["rosa"])
    with pytest.raises(WrongHandsError):
        end_seat(by=lone_star.actor("ada", Side.CLINICAL), why=WHY, seat=lone_star.seats["mia"])
    assert all_seats(lone_star) == before


def test_a_seat_of_another_network_is_not_there(lone_star: Company) -> None:
    other = company("gulf")
    with pytest.raises(NoSeatError):
        end_seat(by=lone_star.actor("ada", Side.CLINICAL), why=WHY, seat=other.seats["rosa"])
    with seeing(other.system):
        assert not Seat.objects.filter(until__isnull=False).exists()


def test_one_person_of_a_network_is_one_user(lone_star: Company) -> None:
    before = all_seats(lone_star)
    with pytest.raises(BadSeatError, match="rosa signs in as another user here") as refused:
        lone_star.seat("zoe", Post.NP, person="rosa")
    assert (refused.value.field, all_seats(lone_star)) == ("person", before)
    lone_star.seat("rosa", Post.MA, person="rosa")
    company("gulf")


@pytest.mark.parametrize("days", [0, -1])
def test_a_seat_does_not_end_before_it_begins(lone_star: Company, days: int) -> None:
    before = all_seats(lone_star)
    with pytest.raises(BadSeatError) as refused:
        lone_star.seat("zoe", Post.NP, since=today(), until=today() + timedelta(days=days))
    assert (refused.value.field, all_seats(lone_star)) == ("until", before)


def test_a_side_sees_its_colleagues_and_no_stranger(lone_star: Company) -> None:
    stranger = user_named("stranger")
    gulf = company("gulf")
    gulf.seat("gus", Post.RN)
    for name, side in (("olga", Side.BUSINESS), ("rosa", Side.CLINICAL), ("carl", Side.AUDITOR)):
        with seeing(lone_star.actor(name, side)):
            seen = set(User.objects.values_list("email", flat=True))
        assert seen == {f"{one}@example.com" for one in ("olga", "ada", "rosa", "mia", "carl")}
    assert stranger.email not in {one.email for one in seats(lone_star.system)}


def test_a_side_reads_no_password_and_changes_no_user(lone_star: Company) -> None:
    from tests.foundation.walls import may, on

    for by in (
        lone_star.actor("olga", Side.BUSINESS),
        lone_star.actor("ada", Side.CLINICAL),
        lone_star.system,
    ):
        assert not may(by, on("SELECT password FROM {}", "foundation_user"))
        assert not may(by, on("UPDATE {} SET is_superuser = true", "foundation_user"))
        assert not may(by, on("DELETE FROM {}", "foundation_user"))
        with acting(by, why=WHY):
            assert (
                User.objects.filter(email="rosa@example.com").values_list("name", flat=True).get() == "Rosa"
            )
