"""The matrix of skills: what is delegated and not signed off stands out; a director signs off, for others only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from openmso.authority.facts.people import Competency
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from openmso.oversight.queries.skills import Cell, matrix
from tests.cast import ADA, AUSTIN, BOTOX, CAST, ROSA
from tests.oversight.conftest import SIDES, Lumen, lumen_of
from tests.oversight.views.test_director import by_app, location
from tests.web.visits import enroll_app, sign_in, take, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    gone = [one.id for one in CAST.all(Competency) if (one.person, one.procedure) == (ROSA, BOTOX)]
    made = lumen_of(without=gone)
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES["ada"] = "clinical"
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def matrix_cell(lumen: Lumen, day: date) -> Cell:
    """Rosa and Botox in Austin."""
    rows = matrix(lumen.system, AUSTIN, day).rows
    return next(one for row in rows if row.person == ROSA for one in row.cells if one.procedure == BOTOX)


def test_what_is_missing_is_seen_and_signed_off(lumen: Lumen) -> None:
    olga, ada = lumen.browser("olga"), Client()
    with_password(lumen.users["ada"])
    sign_in(ada, "ada")
    take(ada, lumen.seats["ada"], "clinical")
    secret = enroll_app(ada)
    assert "1 delegated and not signed off" in words(olga, f"/skills/?site={AUSTIN}")
    page = f"/skills/{AUSTIN}/{ROSA}/"
    today = timezone.now().astimezone(ZoneInfo("America/Chicago")).date()
    given = {
        "procedures": [BOTOX],
        "since": today.isoformat(),
        "until": (today + timedelta(days=100)).isoformat(),
        "seen": "10",
        "words": "Ten proctored in March",
    }
    assert ada.post(page, {**given, "procedures": []}).status_code == 422
    assert ada.post(page, {**given, "until": "2020-01-01"}).status_code == 422
    assert olga.get(page).status_code == 403
    assert olga.post(page, given).status_code == 403
    assert ada.get(f"/skills/{AUSTIN}/{ADA}/").status_code == 403  # nobody signs off themselves
    asked = location(ada.post(page, given))
    assert asked.startswith("/step-up/")
    assert not matrix_cell(lumen, today).skill
    by_app(ada, secret, asked)
    resumed = ada.get(page)
    assert "as you left it" in resumed.content.decode()
    assert resumed.context["form"]["words"].value() == "Ten proctored in March"
    # Another number of hours is another sign-off, and takes a proof of its own.
    assert location(ada.post(page, {**given, "hours": "9"})).startswith("/step-up/")
    assert not matrix_cell(lumen, today).skill
    assert location(ada.post(page, given)) == f"/skills/?site={AUSTIN}"
    assert "delegated and not signed off" not in words(olga, f"/skills/?site={AUSTIN}")
    cell = matrix_cell(lumen, today)
    assert cell.skill is not None
    assert (cell.skill.signed_by, cell.standing.authorizes) == (ADA, True)
    assert cell.skill.span.until == today + timedelta(days=101)
    rows = olga.get(f"/skills/?site={AUSTIN}&as=csv").content.decode().splitlines()
    assert any("Rosa" in one and "Ada" in one for one in rows)
    assert ada.get(f"/skills/{AUSTIN}/nobody/").status_code == 404
    assert ada.get("/skills/nowhere/rosa/").status_code == 404
