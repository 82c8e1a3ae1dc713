"""A worker warns of what ends and looks everybody up; run twice, it changes nothing the second time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from openmso.authority.facts.people import Certificate
from openmso.foundation import register
from openmso.foundation.jobs import enqueue, work
from openmso.timeline.spans import Span
from openmso.workforce.actions import OldListError
from openmso.workforce.files.leie import COLUMNS
from openmso.workforce.jobs import NOTICES, SCREENING, screen_monthly
from openmso.workforce.queries import editions, notices, unscreened
from tests.workforce.staff import events, network


def today() -> date:
    return timezone.now().date()


@pytest.mark.usefixtures("queue")
def test_a_worker_warns_and_screens_and_the_second_time_changes_nothing(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = network()
    ends = today() + timedelta(days=20)
    register.enter(
        by=by, why="course", record=Certificate("rosa/certificate/cpr", "rosa", "cpr", Span.of(None, ends))
    )
    settings.LISTS = tmp_path
    monkeypatch.setattr("openmso.workforce.actions.screening.LEAST_ROWS", 0)
    (tmp_path / f"leie-{today()}.csv").write_text(",".join(COLUMNS) + "\n")
    enqueue(by, NOTICES)
    enqueue(by, SCREENING)
    work(until_idle=True)
    assert [(one.record, one.threshold) for one in notices(by)] == [("rosa/certificate/cpr", 30)]
    assert not unscreened(by, today())
    assert len(editions(by)) == 1
    before = events(by)
    enqueue(by, NOTICES)
    enqueue(by, SCREENING)
    work(until_idle=True)
    assert events(by) == before


@pytest.mark.django_db
def test_without_a_list_the_job_fails_and_nobody_counts_as_looked_up(tmp_path: Path, settings: Any) -> None:
    by = network()
    settings.LISTS = tmp_path / "none"
    before = events(by)
    with pytest.raises(OldListError):
        screen_monthly(by)
    assert events(by) == before
