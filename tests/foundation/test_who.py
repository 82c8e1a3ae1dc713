"""Who asks is looked up anew for every request, and whoever has no place is nobody."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from openmso.foundation.actor import Actor
from openmso.foundation.crossings import cross, purpose_of
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Seat, Token, User
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import end_seat
from openmso.foundation.stepup import prove
from openmso.foundation.tokens import Issued, issue, revoke
from openmso.foundation.who import (
    CrossingNeededError,
    NobodyError,
    NoPlaceError,
    actor_of,
    bearer,
    leave,
    seated,
    take,
)
from tests.foundation.company import WHY, Company, company, today, user_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def lone_star() -> Company:
    return company()


def crossed(lone_star: Company, name: str, to: Side) -> None:
    """Somebody crosses the line, from wherever they stand."""
    other = Side.BUSINESS if to is Side.CLINICAL else Side.CLINICAL
    by = lone_star.actor(name, other)
    proof = prove(by=by, why=WHY, purpose=purpose_of(to), method=Method.PASSWORD)
    cross(by=by, why="the lease", seat=lone_star.seats[name], to=to, proof=proof)


def test_who_takes_a_seat_is_an_actor_with_all_that_the_seat_says(lone_star: Company) -> None:
    request = lone_star.request("rosa")
    taken = take(request, lone_star.seats["rosa"], Side.CLINICAL)
    expected = Actor(
        user=lone_star.users["rosa"].id,
        network=lone_star.network,
        post=Post.RN,
        side=Side.CLINICAL,
        door="web",
        seat=lone_star.seats["rosa"],
        organization="austin-pllc",
        person="rosa",
    )
    assert taken == seated(request) == actor_of(request) == expected


def test_taking_a_seat_changes_the_key_of_the_session(lone_star: Company) -> None:
    request = lone_star.request("rosa")
    before = request.session.session_key
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    assert request.session.session_key != before
    assert not request.session.exists(str(before))


def test_signed_in_without_a_seat_is_nobody(lone_star: Company) -> None:
    for request in (lone_star.request("rosa"), lone_star.request(), RequestFactory().get("/")):
        assert seated(request) is None
        with pytest.raises(NobodyError):
            actor_of(request)


def test_who_left_the_seat_is_nobody(lone_star: Company) -> None:
    request = lone_star.request("rosa")
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    leave(request)
    assert seated(request) is None


@pytest.mark.parametrize("side", list(Side))
def test_nobody_takes_the_seat_of_somebody_else(lone_star: Company, side: Side) -> None:
    request = lone_star.request("mia")
    for seat in (lone_star.seats["rosa"], lone_star.seats["olga"], uuid4()):
        with pytest.raises(NoPlaceError):
            take(request, seat, side)
    assert seated(request) is None


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("mia", Side.CLINICAL),
        ("rosa", Side.BUSINESS),
        ("carl", Side.CLINICAL),
        ("olga", Side.SYSTEM),
        ("ada", Side.AUDITOR),
    ],
)
def test_a_seat_has_no_place_on_another_side(lone_star: Company, name: str, side: Side) -> None:
    request = lone_star.request(name)
    with pytest.raises(NoPlaceError):
        take(request, lone_star.seats[name], side)
    assert seated(request) is None


def test_a_side_put_into_the_session_by_hand_is_not_believed(lone_star: Company) -> None:
    request = lone_star.request("ada")
    take(request, lone_star.seats["ada"], Side.CLINICAL)
    request.session["openmso_side"] = "business"
    assert seated(request) is None
    request.session["openmso_side"] = "system"
    assert seated(request) is None


def test_a_physician_owner_stands_on_the_clinical_side_until_they_cross(lone_star: Company) -> None:
    request = lone_star.request("ada")
    with pytest.raises(CrossingNeededError):
        take(request, lone_star.seats["ada"], Side.BUSINESS)
    assert seated(request) is None
    crossed(lone_star, "ada", Side.BUSINESS)
    assert take(request, lone_star.seats["ada"], Side.BUSINESS).side is Side.BUSINESS


def test_who_crossed_in_one_window_is_nobody_in_the_other(lone_star: Company) -> None:
    request = lone_star.request("ada")
    take(request, lone_star.seats["ada"], Side.CLINICAL)
    crossed(lone_star, "ada", Side.BUSINESS)
    assert seated(request) is None
    with pytest.raises(CrossingNeededError):
        take(request, lone_star.seats["ada"], Side.CLINICAL)


def test_two_seats_on_two_sides_are_one_line_to_cross(lone_star: Company) -> None:
    clinical = lone_star.seats["rosa"]
    business = lone_star.seat("rosa", Post.HR)
    request = lone_star.request("rosa")
    with pytest.raises(CrossingNeededError):
        take(request, business, Side.BUSINESS)
    assert take(request, clinical, Side.CLINICAL).seat == clinical


def test_a_line_crossed_in_one_network_is_not_crossed_in_another(lone_star: Company) -> None:
    other = company("gulf")
    crossed(lone_star, "ada", Side.BUSINESS)
    request = lone_star.request("ada")
    with pytest.raises(CrossingNeededError):
        take(request, other.seats["ada"], Side.BUSINESS)
    assert take(request, other.seats["ada"], Side.CLINICAL).network == other.network


def test_a_seat_that_ended_is_no_seat(lone_star: Company) -> None:
    request = lone_star.request("rosa")
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    end_seat(by=lone_star.system, why="moved away", seat=lone_star.seats["rosa"])
    assert seated(request) is None
    with pytest.raises(NoPlaceError):
        take(request, lone_star.seats["rosa"], Side.CLINICAL)


def test_a_seat_that_begins_tomorrow_is_no_seat_yet(lone_star: Company) -> None:
    seat = lone_star.seat("nina", Post.NP, since=today() + timedelta(days=1))
    with pytest.raises(NoPlaceError):
        take(lone_star.request("nina"), seat, Side.CLINICAL)


def test_a_seat_ends_as_its_last_day_begins(lone_star: Company) -> None:
    over = lone_star.seat("nina", Post.NP, until=today())
    last = lone_star.seat("nina", Post.MA, until=today() + timedelta(days=1))
    with pytest.raises(NoPlaceError):
        take(lone_star.request("nina"), over, Side.CLINICAL)
    assert take(lone_star.request("nina"), last, Side.CLINICAL).post is Post.MA


def test_a_deactivated_user_has_no_place(lone_star: Company) -> None:
    request = lone_star.request("rosa")
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    User.objects.filter(email="rosa@example.com").update(is_active=False)
    assert seated(request) is None


def test_in_production_a_user_of_the_demonstration_is_nobody(lone_star: Company, settings: Settings) -> None:
    request = lone_star.request("rosa")
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    token = token_of(lone_star, "rosa", Side.CLINICAL)
    User.objects.filter(email="rosa@example.com").update(is_demo=True)
    request.user = User.objects.get(email="rosa@example.com")
    assert seated(request) is not None
    assert bearer(request, token.text) is not None
    settings.PRODUCTION = True
    assert seated(request) is None
    assert bearer(request, token.text) is None


def token_of(
    lone_star: Company, name: str, side: Side, *scopes: str, lasts: timedelta = timedelta(days=1)
) -> Issued:
    """A token made by the system for somebody's seat."""
    return issue(
        by=lone_star.system,
        why=WHY,
        name="roster",
        scopes=scopes or ("read",),
        seat=lone_star.seats[name],
        side=side,
        lasts=lasts,
    )


def carrying(text: str) -> Actor:
    """Whoever is behind a request with this token."""
    return actor_of(RequestFactory().get("/", headers={"Authorization": f"Bearer {text}"}))


def test_a_token_is_its_user_at_its_seat_on_its_side_within_its_scopes(lone_star: Company) -> None:
    found = carrying(token_of(lone_star, "ada", Side.BUSINESS, "structure:read").text)
    assert (found.user, found.seat, found.side) == (
        lone_star.users["ada"].id,
        lone_star.seats["ada"],
        Side.BUSINESS,
    )
    assert (found.door, found.scopes) == ("api", frozenset({"structure:read"}))


def test_a_token_beats_the_session_even_if_it_is_no_good(lone_star: Company) -> None:
    request = lone_star.request("rosa")
    take(request, lone_star.seats["rosa"], Side.CLINICAL)
    request.META["HTTP_AUTHORIZATION"] = "Bearer oms_made-up"
    with pytest.raises(NobodyError):
        actor_of(request)


@pytest.mark.parametrize("text", ["", "oms_", "oms_made-up", "made-up", "oms_' OR true --"])
def test_a_made_up_token_is_nobody(lone_star: Company, text: str) -> None:
    token_of(lone_star, "rosa", Side.CLINICAL)
    with pytest.raises(NobodyError):
        carrying(text)


def test_the_digest_of_a_token_is_no_token(lone_star: Company) -> None:
    token_of(lone_star, "rosa", Side.CLINICAL)
    with seeing(lone_star.system):
        kept = Token.objects.get()
    for text in (kept.digest, f"oms_{kept.digest}", kept.prefix):
        with pytest.raises(NobodyError):
            carrying(text)


def test_a_token_ends_with_its_seat_its_user_its_time_and_by_being_revoked(lone_star: Company) -> None:
    for name, side in (
        ("rosa", Side.CLINICAL),
        ("mia", Side.BUSINESS),
        ("carl", Side.AUDITOR),
        ("olga", Side.BUSINESS),
    ):
        token = token_of(lone_star, name, side)
        assert carrying(token.text).side is side
        if name == "rosa":
            end_seat(by=lone_star.system, why="moved away", seat=lone_star.seats[name])
        elif name == "mia":
            User.objects.filter(email="mia@example.com").update(is_active=False)
        elif name == "carl":
            revoke(by=lone_star.system, why="the audit is over", token=token.id)
        else:
            with acting(lone_star.system, why="time goes by"):
                assert Token.objects.filter(id=token.id).exists()
            expire(token)
        with pytest.raises(NobodyError):
            carrying(token.text)


def expire(token: Issued) -> None:
    """Let the time of a token be over, as the owner of the database can."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_token SET expires_at = now() WHERE id = %s", [token.id])
        assert cursor.rowcount == 1


def test_the_day_of_a_tokens_use_is_recorded_once(lone_star: Company) -> None:
    token = token_of(lone_star, "rosa", Side.CLINICAL)
    carrying(token.text)
    carrying(token.text)
    from openmso.evidence.models import Event

    with seeing(lone_star.system):
        assert Token.objects.get(id=token.id).last_used_on == today()
        uses = Event.objects.filter(table="foundation_token", verb="update")
        assert [(one.actor, one.side, one.door) for one in uses] == [
            (str(lone_star.users["rosa"].id), "clinical", "api")
        ]


def test_a_user_without_any_seat_is_nobody(lone_star: Company) -> None:
    lone_star.users["zoe"] = user_named("zoe")
    with pytest.raises(NoPlaceError):
        take(lone_star.request("zoe"), lone_star.seats["rosa"], Side.CLINICAL)
    with seeing(lone_star.system):
        assert not Seat.objects.filter(user=lone_star.users["zoe"]).exists()
