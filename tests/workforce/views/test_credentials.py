"""The credential desk: who lapses, what differs, who may be excluded; settled by a human, and what a source showed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.people import Exclusion, License
from openmso.foundation import register
from openmso.foundation.register import version_of
from openmso.workforce.actions import screen
from openmso.workforce.queries import match, matches, verifications
from openmso.workforce.queries import page as page_of
from openmso.workforce.queries.words import Allowance, State
from tests.foundation.company import Company
from tests.workforce.staff import ROSA_LISTED, events, listed
from tests.workforce.views.conftest import today

pytestmark = pytest.mark.django_db

Came = Callable[[str], Client]
LOOK = "/credentials/verify/rosa/license/rn-1/"


def suspected(company: Company) -> str:
    """Rosa's name is on a list: the id of the match."""
    screen(
        by=company.system, why="November", listed=listed(ROSA_LISTED), as_of=today(), on=today(), allowing=frozenset({Allowance.SHORT})
    )  # fmt: skip
    (one,) = matches(company.system)
    return one.id


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(answer.content.decode())))


def test_the_desk_shows_what_lapses_by_lead_time(company: Company, came: Came) -> None:
    hana = came("hana")
    seen = hana.get("/credentials/").context
    assert [one.record.id for one in seen["lapses"]] == ["ada/license/md-1"]
    assert seen["work"].steps == ((0, 0), (7, 1), (14, 1), (30, 1), (60, 2), (90, 2))
    assert len(hana.get("/credentials/?within=90").context["lapses"]) == 2
    assert len(hana.get("/credentials/?within=nonsense").context["lapses"]) == 1
    later = today() + timedelta(days=59)
    assert len(hana.get(f"/credentials/?within=7&on={later}").context["lapses"]) == 2
    text = hana.get("/credentials/").content.decode()
    assert "Ada Lindqvist&#x27;s TX MD license" in text
    assert "in 5 days" in text


def test_hr_begins_at_it(company: Company, came: Came) -> None:
    assert came("hana").get("/").headers["Location"] == "/credentials/"


def test_who_was_not_looked_up_this_month_is_told_to_the_business_only(company: Company, came: Came) -> None:
    assert came("hana").get("/credentials/").context["work"].unscreened == ("ada", "lonestar", "rosa")
    ada = came("ada")
    work = ada.get("/credentials/").context["work"]
    assert (work.unscreened, work.open) == (None, None)
    assert ada.get("/credentials/lists/unscreened.csv").status_code == 403
    suspected(company)
    assert came("hana").get("/credentials/").context["work"].unscreened == ()


def test_lists_are_fetched_as_csv(company: Company, came: Came) -> None:
    hana = came("hana")
    (first, second) = rows(hana.get("/credentials/lists/lapsing.csv"))
    assert (first["who"], first["day"], first["said"]) == (
        "Ada Lindqvist",
        str(today() + timedelta(days=5)),
        "in 5 days",
    )
    assert second["id"] == "rosa/license/rn-1"
    assert [one["who"] for one in rows(hana.get("/credentials/lists/never-verified.csv"))] == [
        "Rosa Delgado-Ruiz",
        "Ada Lindqvist",
    ]
    assert len(rows(hana.get("/credentials/lists/unscreened.csv"))) == 3
    assert rows(hana.get("/credentials/lists/due.csv")) == []
    assert rows(hana.get("/credentials/lists/differing.csv")) == []
    assert hana.get("/credentials/lists/everything.csv").status_code == 404


def test_the_desk_takes_as_many_statements_however_many_are_on_it(
    company: Company, came: Came, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    suspected(company)
    hana = came("hana")
    hana.get("/credentials/")
    with django_assert_num_queries(27):
        hana.get("/credentials/")


def test_a_match_is_shown_side_by_side(company: Company, came: Came) -> None:
    page = came("hana").get(f"/credentials/matches/{suspected(company)}/")
    text = page.content.decode()
    for said in ("Rosa Delgado-Ruiz", "ROSA M DELGADO", "TX RN RN-1", "1 ELM ST, AUSTIN", "May 20, 2024"):
        assert said in text
    assert came("hana").get("/credentials/matches/nothing/").status_code == 404
    assert came("ada").get(f"/credentials/matches/{suspected(company)}/").status_code == 403


@pytest.mark.parametrize(("verdict", "state"), [("clear", State.CLEARED), ("confirm", State.CONFIRMED)])
def test_a_human_settles_a_match_with_a_reason(
    company: Company, came: Came, verdict: str, state: State
) -> None:
    id = suspected(company)
    page = f"/credentials/matches/{id}/"
    hana, before = came("hana"), events(company.system)
    for given in ({"verdict": verdict, "why": ""}, {"verdict": "perhaps", "why": "x"}, {"why": "x"}):
        assert hana.post(page, given).status_code == 422
    assert events(company.system) == before
    assert (
        hana.post(page, {"verdict": verdict, "why": "born in another year"}).headers["Location"]
        == "/credentials/"
    )
    settled = match(company.system, id)
    assert (settled.state, settled.settled_why) == (state, "born in another year")
    assert len(page_of(company.system, Exclusion, subject="rosa").items) == (verdict == "confirm")
    after = events(company.system)
    assert "It was settled" in hana.get(page).content.decode()
    assert hana.post(page, {"verdict": "clear", "why": "again"}).status_code == 422
    assert events(company.system) == after


def test_nobody_settles_their_own_case_or_from_another_post(company: Company, came: Came) -> None:
    page = f"/credentials/matches/{suspected(company)}/"
    before = events(company.system)
    for name in ("rosa", "mia", "carl", "ada"):
        client = came(name)
        if name != "ada":
            assert "You cannot settle it" in client.get(page).content.decode()
        assert client.post(page, {"verdict": "clear", "why": "it is me"}).status_code == 403
    assert events(company.system) == before


def looked(company: Company, **other: Any) -> dict[str, Any]:
    held = register.one(company.system, License, "rosa/license/rn-1").record
    last = today() + timedelta(days=59)
    told = {
        "source": "nursys", "on": today(), "looked_by": "Hana", "found": "yes", "name": "Rosa Delgado-Ruiz", "number": "RN-1",
        "status": "active", "expires": last, "shows_expiry": "no", "why": "monthly", "version": version_of(held),
    }  # fmt: skip
    return {**told, **other}


def test_what_a_primary_source_agrees_with_counts_as_verified(company: Company, came: Came) -> None:
    hana = came("hana")
    assert hana.post(LOOK, looked(company)).headers["Location"] == LOOK
    held = register.one(company.system, License, "rosa/license/rn-1").record
    assert (held.verified_on, held.verified_with) == (today(), "Nursys")
    assert "Verified today with Nursys" in hana.get(LOOK).content.decode()


def test_what_differs_stays_open_and_shows_at_the_desk(company: Company, came: Came) -> None:
    hana = came("hana")
    hana.post(LOOK, looked(company, number="RN-7"))
    assert register.one(company.system, License, "rosa/license/rn-1").record.verified_on is None
    (one,) = hana.get("/credentials/").context["work"].differing
    assert (one.license, one.differs[0].theirs) == ("rosa/license/rn-1", "RN-7")
    (row,) = rows(hana.get("/credentials/lists/differing.csv"))
    assert row["said"] == "number: RN-1 on record, RN-7 at the source"


def test_a_look_that_cannot_be_is_refused_and_nothing_changed(company: Company, came: Came) -> None:
    hana, before = came("hana"), events(company.system)
    for given, field in (
        ({"looked_by": ""}, "looked_by"),
        ({"number": ""}, "number"),
        ({"status": "splendid"}, "status"),
        ({"on": today() + timedelta(days=2)}, "on"),
        ({"next_due": today()}, "next_due"),
        ({"why": ""}, "why"),
        ({"version": "0" * 32}, "__all__"),
    ):
        refused = hana.post(LOOK, looked(company, **given))
        assert refused.status_code == 422, given
        assert field in refused.context["form"].errors, given
    for name in ("ada", "carl"):
        assert came(name).post(LOOK, looked(company)).status_code == 403
    assert hana.get("/credentials/verify/nothing/").status_code == 404
    assert events(company.system) == before
    assert verifications(company.system) == []


def test_a_license_is_renewed_from_the_desk(company: Company, came: Came) -> None:
    hana, page = came("hana"), "/credentials/renew/ada/license/md-1/"
    held = register.one(company.system, License, "ada/license/md-1")
    last = today() + timedelta(days=370)
    before = events(company.system)
    for given, field in (
        ({"last": today()}, "last"),
        ({"last": ""}, "last"),
        ({"why": ""}, "why"),
        ({"version": "0" * 32}, "__all__"),
    ):
        refused = hana.post(
            page, {"last": last, "why": "the board says so", "version": held.version, **given}
        )
        assert refused.status_code == 422, given
        assert field in refused.context["form"].errors
    for name in ("mia", "carl"):
        told = {"last": last, "why": "x", "version": held.version}
        assert came(name).post(page, told).status_code == 403
    assert events(company.system) == before
    done = hana.post(page, {"last": last, "why": "the board says so", "version": held.version})
    new = register.one(company.system, License, f"ada/license/md-1/{held.record.span.until}").record
    assert done.headers["Location"] == f"/credentials/verify/{new.id}/"
    assert (new.span.first, new.span.until) == (held.record.span.until, last + timedelta(days=1))
    assert hana.get("/credentials/").context["lapses"] == []
