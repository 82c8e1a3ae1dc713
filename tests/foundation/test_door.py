"""Nobody writes without being somebody, on a side, with a reason; and the door falls shut behind everybody."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from openmso.evidence.models import Event
from openmso.foundation.actor import Actor, WrongSideError, system
from openmso.foundation.door import (
    NestedActorError,
    NoActorError,
    NoReasonError,
    WrongHandsError,
    acting,
    action,
    seeing,
)
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="n", name="N").id)


@pytest.fixture
def director(by: Actor) -> Actor:
    return Actor(user=None, network=by.network, post=Post.MEDICAL_DIRECTOR, side=Side.CLINICAL, door="web")


def now(setting: str) -> str:
    """What the pass of the transaction says, as the database takes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(openmso_pass('any') ->> %s, '')", [setting])
        value: str = cursor.fetchone()[0]
    return value


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        name: str = cursor.fetchone()[0]
    return name


def hire(by: Actor, name: str) -> None:
    Person.objects.create(network_id=by.network, code=name.lower(), name=name)


def hire_and_stop(by: Actor, name: str) -> None:
    with acting(by, why="trying"):
        hire(by, name)
        raise ValueError("stop")


@action(Side.CLINICAL)
def sign_off(name: str, *, by: Actor, why: str) -> str:
    hire(by, name)
    if name == "Nobody":
        raise ValueError(name)
    return f"{role()} because {now('why')} {why}"


def test_inside_the_door_the_database_knows_who_where_and_why(director: Actor) -> None:
    with acting(director, why="a new colleague"):
        assert role() == "openmso_clinical"
        assert [now(name) for name in ("network", "post", "side", "door", "why")] == [
            str(director.network),
            "medical_director",
            "clinical",
            "web",
            "a new colleague",
        ]


def test_behind_the_outermost_door_nothing_is_left_even_inside_a_wider_transaction(by: Actor) -> None:
    with transaction.atomic():
        outside = role()
        with acting(by, why="one"), acting(by, why="two"):
            pass
        assert role() == outside
        assert [now(name) for name in ("network", "actor", "post", "side", "door", "why")] == [""] * 6


def test_behind_an_inner_door_the_outer_one_is_still_open(by: Actor) -> None:
    with acting(by, why="outer"):
        with acting(by, why="inner"):
            hire(by, "Ada")
        assert role() == "openmso_system"
        hire(by, "Rosa")
    with seeing(by):
        assert dict(Event.objects.filter(table="workforce_person").values_list("code", "why")) == {
            "ada": "inner",
            "rosa": "outer",
        }


def test_an_error_puts_the_role_back_and_undoes_what_was_written(by: Actor) -> None:
    outside = role()
    with pytest.raises(ValueError, match="stop"):
        hire_and_stop(by, "Ada")
    assert (role(), now("network")) == (outside, "")
    with seeing(by):
        assert not Person.objects.exists()
        assert not Event.objects.filter(table="workforce_person").exists()


def test_an_error_in_an_inner_block_undoes_only_that(by: Actor) -> None:
    with acting(by, why="outer"):
        hire(by, "Ada")
        with pytest.raises(ValueError, match="stop"):
            hire_and_stop(by, "Rosa")
        assert (role(), now("why")) == ("openmso_system", "outer")
    with seeing(by):
        assert [one.name for one in Person.objects.all()] == ["Ada"]


def test_another_actor_waits_outside(by: Actor, director: Actor) -> None:
    with acting(by, why="mine"), pytest.raises(NestedActorError), acting(director, why="yours"):
        pass
    with seeing(by), pytest.raises(NestedActorError), seeing(director):
        pass


@pytest.mark.parametrize("why", ["", "  ", "\n"])
def test_without_a_reason_the_door_stays_shut(by: Actor, why: str) -> None:
    with pytest.raises(NoReasonError, match="say why"), acting(by, why=why):
        pass


def test_who_is_seeing_cannot_write(by: Actor) -> None:
    with pytest.raises(InternalError, match="read-only transaction"), seeing(by):
        hire(by, "Ada")


def test_after_seeing_inside_a_wider_transaction_writing_goes_on(by: Actor) -> None:
    with transaction.atomic():
        with seeing(by):
            assert not Person.objects.exists()
        with acting(by, why="later"):
            hire(by, "Ada")
    with seeing(by):
        assert Person.objects.count() == 1


def test_looking_around_while_acting_does_not_bar_writing(by: Actor) -> None:
    with acting(by, why="both"):
        with seeing(by):
            assert not Person.objects.exists()
        hire(by, "Ada")
        with seeing(by):
            assert Person.objects.count() == 1


def test_an_action_runs_under_the_role_of_its_actor_and_says_why(director: Actor) -> None:
    assert sign_off("Ada", by=director, why="trained") == "openmso_clinical because trained trained"


def test_an_action_of_one_side_is_not_for_the_other(by: Actor) -> None:
    operator = Actor(user=None, network=by.network, post=Post.OPERATOR, side=Side.BUSINESS)
    with pytest.raises(WrongHandsError, match="sign off is not for the business side"):
        sign_off("Ada", by=operator, why="cheaper")
    with seeing(by):
        assert not Person.objects.exists()


def test_an_action_without_an_actor_or_a_reason_does_nothing(director: Actor) -> None:
    with pytest.raises(NoActorError, match="sign_off needs by="):
        sign_off("Ada", why="trained")  # type: ignore[call-arg] # what this is about
    with pytest.raises(NoActorError):
        sign_off("Ada", by="ada", why="trained")  # type: ignore[arg-type] # what this is about
    with pytest.raises(NoReasonError):
        sign_off("Ada", by=director)  # type: ignore[call-arg] # what this is about
    with seeing(director):
        assert not Person.objects.exists()


def test_an_action_that_fails_changes_nothing(director: Actor) -> None:
    with pytest.raises(ValueError, match="Nobody"):
        sign_off("Nobody", by=director, why="trained")
    with seeing(director):
        assert not Person.objects.exists()


def test_the_system_may_do_every_action(by: Actor) -> None:
    assert sign_off("Ada", by=by, why="import").startswith("openmso_system")


@pytest.mark.django_db(transaction=True)
def test_the_door_costs_one_statement_where_it_is_the_outermost(by: Actor) -> None:
    for door in (seeing(by), acting(by, why="one")):
        with CaptureQueriesContext(connection) as asked, door:
            pass
        assert [one["sql"].split()[0] for one in asked] == ["BEGIN", "SELECT", "COMMIT"]
        assert (now("network"), now("why")) == ("", "")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user = session_user, current_setting('transaction_read_only')")
            assert cursor.fetchone() == (True, "off")


def test_a_marketer_has_no_place_on_the_clinical_side() -> None:
    with pytest.raises(WrongSideError, match="a marketing has no place on the clinical side"):
        Actor(user=None, network=UUID(int=1), post=Post.MARKETING, side=Side.CLINICAL)
