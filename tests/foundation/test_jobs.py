"""Jobs: there with the transaction that wants them, once, done by a worker as the system of their network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

from openmso.foundation import jobs
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.jobs import enqueue, job, work
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from tests.foundation.walls import SIDES, actor_of

DONE: list[tuple[Actor, dict[str, Any]]] = []


@pytest.fixture
def known() -> Iterator[None]:
    """Two jobs that the product does not have, for the time of a test: one notes, one fails."""

    def note(by: Actor, **arguments: Any) -> None:
        DONE.append((by, arguments))

    def fail(by: Actor, **arguments: Any) -> None:
        DONE.append((by, arguments))
        raise RuntimeError("the other side is down")

    autodiscover_modules("jobs")  # those of the rooms are there before, and stay
    before = dict(app.tasks)
    job("test.note", every="0 0 1 1 *")(note)
    job("test.fail", tries=2)(fail)
    DONE.clear()
    yield
    app.tasks.clear()
    app.tasks.update(before)
    for key in [one for one in app.periodic_registry.periodic_tasks if one[0].startswith("test.")]:
        del app.periodic_registry.periodic_tasks[key]


def network(slug: str = "n") -> UUID:
    return Network.objects.create(slug=slug, name=slug).id


def waiting(what: str = "task_name") -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id")  # noqa: S608 - ours
        return [one for (one,) in cursor.fetchall()]


@pytest.mark.django_db
def test_a_job_is_there_only_if_what_wants_it_is() -> None:
    by = actor_of(Side.BUSINESS, network())
    with acting(by, why="hiring"):
        assert enqueue(by, "test.note", person="rosa")
    with pytest.raises(RuntimeError), acting(by, why="hiring"):
        ask_and_fail(by)
    assert [one["person"] for one in map(_read, waiting("args"))] == ["rosa"]


def ask_and_fail(by: Actor) -> None:
    enqueue(by, "test.note", person="nina")
    raise RuntimeError("whatever goes wrong after asking")


def _read(value: Any) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


@pytest.mark.django_db
def test_a_job_waits_once_for_each_network_and_key() -> None:
    own, other = system(network("own")), system(network("other"))
    assert [enqueue(own, "test.note", person="rosa") for _ in range(3)] == [True, False, False]
    assert enqueue(own, "test.note", person="nina")
    assert enqueue(other, "test.note", person="rosa")
    assert [enqueue(own, "test.note", key="all", person=name) for name in "ab"] == [True, False]
    assert len(waiting()) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("side", SIDES)
def test_a_side_puts_jobs_of_its_own_network_on_the_queue_and_sees_none(side: Side) -> None:
    own, other = network("own"), network("other")
    by = actor_of(side, own)
    with acting(by, why="smuggling"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT openmso_enqueue('test.note', jsonb_build_object('network', %s::text), '', NULL)",
            [str(other)],
        )
    assert [_read(one)["network"] for one in waiting("args")] == [str(own)]
    for statement in (
        "SELECT 1 FROM procrastinate_jobs",
        "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'x')",
        "UPDATE procrastinate_jobs SET status = 'failed'",
        "DELETE FROM procrastinate_jobs",
        "SELECT openmso_networks()",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why="looking"):
            _run(statement)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["openmso_app", "openmso_worker"])
def test_outside_the_door_nobody_puts_a_job_on_the_queue_of_a_network(role: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied for function openmso_enqueue"),
        transaction.atomic(),
    ):
        _run(f"SET LOCAL ROLE {role}; SELECT openmso_enqueue('test.note', '{{}}', '', NULL)")


@pytest.mark.django_db
def test_the_worker_sees_the_queue_and_no_table_of_a_network() -> None:
    with transaction.atomic():
        _run("SET LOCAL ROLE openmso_worker")
        _run("SELECT 1 FROM procrastinate_jobs")
        for table in ("workforce_person", "evidence_event", "foundation_network", "foundation_user"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                _run(f"SELECT 1 FROM {table}")  # noqa: S608 - our tables


@pytest.mark.usefixtures("queue", "known")
def test_a_worker_does_a_job_as_the_system_of_its_network_and_leaves_nothing_behind() -> None:
    own = network()
    enqueue(actor_of(Side.CLINICAL, own), "test.note", person="rosa")
    work(until_idle=True)
    assert [(system(own), {"person": "rosa"})] == DONE
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("queue", "known")
def test_a_job_that_fails_is_tried_again_later_and_then_no_more() -> None:
    enqueue(system(network()), "test.fail", person="rosa")
    work(until_idle=True)
    assert len(DONE) == 1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, scheduled_at > now() FROM procrastinate_jobs WHERE task_name = 'test.fail' ORDER BY id"
        )
        assert cursor.fetchall() == [("failed", None), ("todo", True)]
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
    work(until_idle=True)
    assert [arguments for _, arguments in DONE] == [{"person": "rosa"}] * 2
    assert waiting() == []


@pytest.mark.usefixtures("queue", "known")
def test_a_job_that_fails_while_the_same_was_asked_for_anew_waits_once() -> None:
    by = system(network())
    enqueue(by, "test.fail")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert enqueue(by, "test.fail")
    assert not enqueue(by, "test.fail", after=timedelta(minutes=1), key="")
    assert waiting() == ["test.fail"]


@pytest.mark.usefixtures("queue", "known")
def test_what_is_due_by_the_clock_is_put_on_the_queue_for_every_network() -> None:
    made = {network("own"), network("other")}
    assert set(jobs.networks_at_work()) == made
    app.tasks["test.note everywhere"].func(timestamp=0)
    app.tasks["test.note everywhere"].func(timestamp=0)
    assert sorted(waiting()) == ["test.note"] * 2
    work(until_idle=True)
    assert {by.network for by, _ in DONE} == made


@pytest.mark.usefixtures("queue", "known")
def test_what_a_dead_worker_had_begun_is_taken_up_unless_it_waits_anew() -> None:
    first, second = system(network("first")), system(network("second"))
    enqueue(first, "test.note")
    enqueue(second, "test.note")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    enqueue(second, "test.note")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('default', 'foundation.take_up', "
            "'{\"timestamp\": 0}')"
        )
    work(until_idle=True)
    assert sorted(by.network for by, _ in DONE) == sorted([first.network, second.network])
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE task_name = 'test.note'")
        assert cursor.fetchall() == [("failed",)]


@pytest.mark.django_db
def test_sessions_that_ended_are_forgotten_and_others_stay() -> None:
    for key, days in (("ended", -1), ("alive", 1)):
        expires = timezone.now() + timedelta(days=days)
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    with transaction.atomic():
        _run("SET LOCAL ROLE openmso_app")  # as which the worker's jobs sign in
        jobs.forget_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["alive"]


def test_every_job_of_the_product_has_its_clock() -> None:
    due = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert due["evidence.seal everywhere"] == "7 7 * * *"
    assert due["evidence.verify everywhere"] == "37 7 * * 0"
    assert due["foundation.take_up"] == "*/10 * * * *"
