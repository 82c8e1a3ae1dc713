"""A worker makes what was asked for, and says so where it cannot."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from openmso.compliance.actions import binding
from openmso.compliance.actions.binding import ask_for_binder
from openmso.compliance.queries.binders import binders, content
from openmso.foundation.jobs import work
from openmso.foundation.rules.sides import Side
from tests.web.cast import seated_cast


@pytest.mark.usefixtures("queue")
def test_a_worker_makes_a_binder() -> None:
    by = seated_cast().actor("olga", Side.BUSINESS)
    today = date.today()  # noqa: DTZ011 - any day will do
    last = today - timedelta(days=1)
    code = ask_for_binder(by=by, why="an audit", scope="network", first=last - timedelta(days=30), last=last)
    assert binders(by)[0].unmade
    work(until_idle=True)
    assert binders(by)[0].there
    assert content(by, code).startswith(b"PK")


@pytest.mark.usefixtures("queue")
def test_a_binder_that_cannot_be_made_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    by = seated_cast().actor("olga", Side.BUSINESS)
    monkeypatch.setattr(binding, "PARTS", (None,))
    today = date.today()  # noqa: DTZ011 - any day will do
    ask_for_binder(by=by, why="an audit", scope="network", first=today, last=today)
    work(until_idle=True)
    assert binders(by)[0].state == "failed"
