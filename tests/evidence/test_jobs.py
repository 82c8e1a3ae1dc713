"""By night a worker seals, and once a week it verifies; what it finds stays on the queue as failed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from openmso.evidence.jobs import FORGET, SEAL, VERIFY, TamperedError, verify_weekly
from openmso.evidence.queries import verify
from openmso.foundation.actor import system
from openmso.foundation.door import acting, seeing
from openmso.foundation.jobs import enqueue, work
from openmso.foundation.models import Answered
from tests.evidence.kept import behind_the_triggers, network


@pytest.mark.usefixtures("queue")
def test_a_worker_seals_and_verifies_a_network() -> None:
    by = system(network())
    assert verify(by).unsealed == 2
    enqueue(by, SEAL)
    enqueue(by, VERIFY)
    work(until_idle=True)
    found = verify(by)
    assert (found.seals, found.unsealed, found.holds) == (1, 0, True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_what_was_tampered_with_is_told_by_its_id_and_not_by_what_it_holds() -> None:
    by = system(network())
    verify_weekly(by)
    behind_the_triggers("UPDATE workforce_person SET name = 'Mallory'")
    with pytest.raises(TamperedError, match="workforce_person rosa") as told:
        verify_weekly(by)
    assert "Mallory" not in str(told.value)


@pytest.mark.usefixtures("queue")
def test_a_worker_forgets_answers_whose_day_is_over_and_no_others() -> None:
    by = system(network())
    now = timezone.now()
    with acting(by, why="two requests"):
        for key, until in (("old", now - timedelta(hours=1)), ("new", now + timedelta(hours=1))):
            Answered.objects.create(network_id=by.network, route="POST /", key=key, digest=b"", until=until)
    enqueue(by, FORGET)
    work(until_idle=True)
    with seeing(by):
        assert [one.key for one in Answered.objects.all()] == ["new"]
