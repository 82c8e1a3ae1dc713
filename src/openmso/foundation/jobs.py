"""Jobs: work for later, done by a worker as the system of one network.

A job is put on the queue by the transaction that wants it, so that it is there if and only if what it follows from is. It waits
there once, however often it was asked for, and never runs twice at a time for the same network and key; it must be harmless to
run again. One that fails is tried again, each time after a longer while; every failure stays in the queue to be looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from procrastinate import JobContext, exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Status
from procrastinate.psycopg_connector import PsycopgConnector

from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting
from openmso.foundation.queue import WORKER_ROLE

TRIES = 5
WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""How long it waits before each further try."""


W = TypeVar("W", bound=Callable[..., None])
"""What a job does: it takes the system of a network, and plain arguments by keyword: codes, numbers, days as text."""


def job(name: str, *, every: str = "", tries: int = TRIES) -> Callable[[W], W]:
    """Make a function a job of this name, tried so often. `every`: when it is due for each network, as cron says it, in UTC."""

    def behind(work: W) -> W:
        def run(*, network: str, tried: int = 0, **arguments: Any) -> None:  # noqa: ANN401 - each job has its own
            by = system(UUID(network))
            try:
                work(by, **arguments)
            except Exception:
                if tried + 1 < tries:
                    wait = WAITS[min(tried, len(WAITS) - 1)]
                    enqueue(by, name, after=wait, key=_key(arguments), tried=tried + 1, **arguments)
                raise

        app.task(name=name)(run)
        if every:
            everywhere = app.task(name=f"{name} everywhere", queueing_lock=f"{name} everywhere")(
                _for_all(name)
            )
            app.periodic(cron=every)(everywhere)
        return work

    return behind


def enqueue(
    by: Actor,
    name: str,
    *,
    after: timedelta | None = None,
    key: str | None = None,
    **arguments: Any,  # noqa: ANN401 - each job has its own
) -> bool:
    """Put a job of the actor's network on the queue, by the transaction of the actor; False if it waits there already.

    Jobs of one name and `key` are one: by default its arguments. `after`: not before so long from now.
    """
    at = None if after is None else timezone.now() + after
    key = _key(arguments) if key is None else key
    with acting(by, why=f"asking for {name}"), connection.cursor() as cursor:
        cursor.execute("SELECT openmso_enqueue(%s, %s, %s, %s)", [name, json.dumps(arguments), key, at])
        return cursor.fetchone()[0] is not None


def work(*, until_idle: bool = False, at_once: int = 1) -> None:
    """Take jobs from the queue and do them, so many at once, until told to stop; `until_idle`: until none is left."""
    autodiscover_modules("jobs")  # each room's are in its module of this name
    params = connector_params()
    params["options"] = f"{params.get('options', '')} -c role={WORKER_ROLE}".strip()
    connector = PsycopgConnector(kwargs=params, min_size=1, max_size=at_once + 3)
    with app.replace_connector(connector) as worker:
        worker.run_worker(wait=not until_idle, concurrency=at_once, delete_jobs="successful")


def networks_at_work() -> list[UUID]:
    """All networks, as the worker sees them: their ids and nothing else."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WORKER_ROLE}")
        cursor.execute("SELECT openmso_networks()")
        found = [network for (network,) in cursor.fetchall()]
        cursor.execute("SET LOCAL ROLE NONE")
    return found


def _for_all(name: str) -> Callable[..., None]:
    def everywhere(timestamp: int) -> None:
        del timestamp  # procrastinate tells when it was due
        for network in networks_at_work():
            enqueue(system(network), name)

    return everywhere


def _key(arguments: dict[str, Any]) -> str:
    told = {name: value for name, value in arguments.items() if name != "tried"}
    return json.dumps(told, sort_keys=True) if told else ""


@app.periodic(cron="*/10 * * * *")
@app.task(name="foundation.take_up", queueing_lock="foundation.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> None:
    """Put back on the queue what a worker had begun when it died, unless the same waits there already."""
    del timestamp
    jobs = context.app.job_manager
    for stalled in await jobs.get_stalled_jobs():
        try:
            await jobs.retry_job(stalled)
        except exceptions.ConnectorException:
            await jobs.finish_job(stalled, Status.FAILED, delete_job=False)


@app.periodic(cron="27 7 * * *")
@app.task(name="foundation.forget_sessions", queueing_lock="foundation.forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Remove the sessions that have ended: they belong to no network and prove nothing."""
    del timestamp
    SessionStore.clear_expired()
