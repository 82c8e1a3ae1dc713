"""The same request with the same key is done once, however often and however simultaneously it is sent."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.db.models import F
from django.http import HttpResponse

from openmso.authority.facts.people import Person
from openmso.evidence.models import Event
from openmso.foundation.actor import system
from openmso.foundation.api.once import forget_answers
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Answered
from openmso.foundation.register import table_of
from openmso.foundation.rules.sides import Side
from tests.callers import Caller, caller, problem

PEOPLE = "/api/workforce/people"
MAX = {"id": "max", "name": "Max Moor"}


def told(response: HttpResponse) -> tuple[Any, ...]:
    return (
        response.status_code,
        json.loads(response.content),
        response.headers.get("ETag"),
        response.headers.get("Location"),
    )


def people(network: UUID) -> list[str]:
    with seeing(system(network)):
        return list(table_of(Person)._default_manager.order_by("code").values_list("code", flat=True))


def test_a_repeated_request_is_answered_as_before_even_after_a_change(
    operator: Caller, network: UUID
) -> None:
    first = operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1")
    assert first.status_code == 201, first.content
    operator.send("PUT", f"{PEOPLE}/max", {**MAX, "name": "Max Mohr"}, If_Match=first.headers["ETag"])
    again = operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1")
    assert told(again) == told(first)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert people(network) == ["ada", "max", "rosa"]


def test_without_a_key_or_with_another_one_the_request_is_a_new_one(operator: Caller) -> None:
    assert operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1").status_code == 201
    assert problem(operator.send("POST", PEOPLE, MAX)) == "refused"
    assert problem(operator.send("POST", PEOPLE, MAX, Idempotency_Key="k2")) == "refused"


def test_a_key_with_another_body_is_refused_and_nothing_is_done(operator: Caller, network: UUID) -> None:
    operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1")
    other = operator.send("POST", PEOPLE, {"id": "mia", "name": "Mia"}, Idempotency_Key="k1")
    assert (other.status_code, problem(other)) == (422, "key-used")
    assert people(network) == ["ada", "max", "rosa"]


def test_what_failed_may_be_tried_again_with_the_same_key(operator: Caller, director: Caller) -> None:
    body = {
        "id": "max/license/tx-rn",
        "person": "max",
        "role": "RN",
        "state": "TX",
        "span": {"since": "2020-01-01"},
    }
    assert problem(operator.send("POST", "/api/workforce/licenses", body, Idempotency_Key="k1")) == "refused"
    operator.send("POST", PEOPLE, MAX)
    assert operator.send("POST", "/api/workforce/licenses", body, Idempotency_Key="k1").status_code == 201


def test_a_key_is_its_owners_on_their_side_and_in_their_network(
    operator: Caller, director: Caller, stranger: Caller
) -> None:
    assert operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1").status_code == 201
    assert problem(director.send("POST", PEOPLE, MAX, Idempotency_Key="k1")) == "refused"
    assert stranger.send("POST", PEOPLE, MAX, Idempotency_Key="k1").status_code == 201


def test_an_answer_is_kept_for_a_day_and_then_forgotten(operator: Caller, network: UUID) -> None:
    operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1")
    with acting(system(network), why="a day goes by"):
        Answered.objects.update(until=F("until") - timedelta(hours=24))
    assert problem(operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1")) == "refused"
    operator.send("POST", PEOPLE, {"id": "mia", "name": "Mia"}, Idempotency_Key="k2")
    with acting(system(network), why="another day goes by"):
        Answered.objects.update(until=F("until") - timedelta(hours=24))
    assert forget_answers(by=system(network), why="they are too old") == 1
    with seeing(system(network)):
        assert not Answered.objects.exists()


def test_answers_are_no_records_and_leave_no_events(operator: Caller, network: UUID) -> None:
    operator.send("POST", PEOPLE, MAX, Idempotency_Key="k1")
    with seeing(system(network)):
        assert set(Event.objects.values_list("table", flat=True)) == {
            "foundation_network",
            "workforce_person",
        }


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_the_same_moment_one_does_it_and_all_are_answered_alike(network: UUID) -> None:
    waiting = Barrier(8)
    token = caller(Side.BUSINESS, network).token

    def send(number: int) -> tuple[Any, ...]:
        try:
            waiting.wait()
            return told(Caller(token).send("POST", PEOPLE, MAX, Idempotency_Key="k1"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {one[0] for one in answers} == {201}
    assert all(one == answers[0] for one in answers)
    with seeing(system(network)):
        assert Event.objects.filter(table="workforce_person", code="max").count() == 1
