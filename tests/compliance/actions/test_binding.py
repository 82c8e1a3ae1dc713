"""Binders: who may ask, that each is made with the rights of whoever asked and holds nothing of a patient, and how it is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from openmso.compliance.actions.binding import (
    BusyError,
    NoRightsError,
    ask_for_binder,
    forget_binders,
    make_binder,
    take_back,
)
from openmso.compliance.files.archives import digest_of, verify
from openmso.compliance.files.printing import Printer
from openmso.compliance.models import BinderFile
from openmso.compliance.queries.binders import binders, content
from openmso.evidence.queries import certificates, head, seals_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import end_seat
from openmso.oversight.actions.events import Reported, report_event
from openmso.oversight.facts.held import SHELF
from tests.cast import AUSTIN, ROSA
from tests.foundation.company import Company
from tests.kept import clinician
from tests.web.cast import SIDES, seated_cast

pytestmark = pytest.mark.django_db
WHY = "an audit"
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
YEAR = {"first": date(2025, 3, 3), "last": date(2026, 3, 2)}


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def company() -> Company:
    return seated_cast()


def asked(company: Company, name: str, scope: str = "network") -> tuple[Actor, str]:
    by = company.actor(name, Side(SIDES[name]))
    return by, ask_for_binder(by=by, why=WHY, scope=scope, now=NOW, **YEAR)


def printed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What is told in each document, as JSON, while it is printed as ever."""
    told: dict[str, str] = {}
    pdf = Printer.pdf

    def telling(self: Printer, template: str, data: Any, at: datetime) -> bytes:
        told[data["title"]] = json.dumps(data, ensure_ascii=False)
        return pdf(self, template, data, at)

    monkeypatch.setattr(Printer, "pdf", telling)
    return told


def made(company: Company, name: str, scope: str = "network") -> tuple[Actor, str, bytes]:
    by, code = asked(company, name, scope)
    make_binder(by=company.system, why=WHY, binder=code, now=NOW)
    return by, code, content(by, code)


def test_a_binder_holds_every_document_and_its_manifest_and_the_head_of_the_chain(company: Company) -> None:
    by, code, archive = made(company, "olga")
    one = binders(by)[0]
    found = verify(BytesIO(archive), one.manifest)
    assert (one.code, one.state, one.percent, found.faults) == (code, "done", 100, ())
    with ZipFile(BytesIO(archive)) as opened:
        names = opened.namelist()
        sealed = [seals_of(opened.read(name), certificates(by)) for name in names if name.endswith(".pdf")]
        manifest = json.loads(opened.read("manifest.json"))
    assert [(len(seals), seals[0].holds, seals[0].ours) for seals in sealed] == [(1, True, True)] * len(
        sealed
    )
    parts = {name.split("-")[1].removesuffix(".pdf") for name in names if name.endswith(".pdf")}
    kinds = "index structure directors people authority findings oversight acts separation wall law"
    assert parts == set(kinds.split())
    assert {"manifest.json", "wall.txt"} <= set(names)
    assert manifest["chain"]["head"] == one.head != "none"
    # The chain goes on with the binder itself; its head then was that of the seal before.
    assert head(company.system).startswith(one.head.split(":")[0])
    assert (manifest["scope"], manifest["as_of"], manifest["side"]) == ("network", "2026-03-02", "business")
    assert [each["name"] for each in manifest["files"]] == [n for n in names if n != "manifest.json"]


def test_whoever_changes_a_file_is_found(company: Company) -> None:
    _, _, archive = made(company, "carl")
    with ZipFile(BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files["05-findings.pdf"] += b" "
    forged = BytesIO()
    with ZipFile(forged, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    (fault,) = verify(forged).faults
    assert fault.startswith("05-findings.pdf was changed")
    assert digest_of(files["manifest.json"]) == verify(forged).digest


@pytest.mark.parametrize("name", ["mia", "rosa"])
def test_a_post_that_may_not_is_refused_and_nothing_is_written(company: Company, name: str) -> None:
    with pytest.raises(WrongHandsError):
        asked(company, name)
    assert binders(company.system) == ()


def test_a_director_asks_for_what_they_direct_and_not_for_the_network(company: Company) -> None:
    for scope in ("network", "practice:none", "site:none", "nonsense"):
        with pytest.raises(RefusedError):
            asked(company, "dana", scope)
    by, code, archive = made(company, "dana", f"site:{AUSTIN}")
    assert verify(BytesIO(archive), binders(by)[0].manifest).holds
    assert code == binders(by)[0].code


def test_a_director_of_nothing_may_ask_for_nothing(company: Company) -> None:
    company.seat("newt", Post.MEDICAL_DIRECTOR, organization="lumen-medical", person="nobody-yet")
    by = company.actor("newt", Side.CLINICAL)
    for scope in ("network", "practice:lumen-medical", f"site:{AUSTIN}"):
        with pytest.raises(RefusedError):
            ask_for_binder(by=by, why=WHY, scope=scope, now=NOW, **YEAR)


@pytest.mark.parametrize("name", ["olga", "carl", "dana"])
def test_no_word_of_an_event_and_no_chart_crosses_into_a_binder(
    company: Company, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Reported(
        3,
        "extravasation",
        NOW - timedelta(hours=2),
        site=AUSTIN,
        person=ROSA,
        chart="c-secret",
        description="blurred",
    )
    report_event(by=clinician(company.network, ROSA, Post.RN), why="an event", reported=said, now=NOW)
    told = printed(monkeypatch)
    made(company, name, f"site:{AUSTIN}")
    text = " ".join(told.values())
    assert "Director told late" in told["Oversight"]
    for secret in ("blurred", "c-secret", "xtravasation"):
        assert secret not in text


def test_a_binder_of_a_site_tells_of_no_other_site(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    told = printed(monkeypatch)
    made(company, "olga", f"site:{AUSTIN}")
    assert [title for title in told if title.startswith("Authority at")] == ["Authority at Austin"]
    assert "Dallas" not in told["Structure"]


def test_it_is_read_with_rights_that_still_hold(company: Company) -> None:
    _, code = asked(company, "olga")
    end_seat(by=company.system, why=WHY, seat=company.seats["olga"])
    with pytest.raises(NoRightsError):
        make_binder(by=company.system, why=WHY, binder=code, now=NOW)
    with seeing(company.system):
        assert not BinderFile.objects.exists()


def test_only_who_asked_takes_it_and_only_on_their_side(company: Company) -> None:
    _, code, _ = made(company, "olga")
    for name in ("carl", "dana", "mia"):
        other = company.actor(name, Side(SIDES[name]))
        with pytest.raises(NotThereError):
            content(other, code)
        with pytest.raises(NotThereError):
            take_back(by=other, why=WHY, binder=code)
        assert [(one.code, one.mine) for one in binders(other)] == [(code, False)]


def test_one_at_a_time_and_one_taken_back_is_not_made(company: Company) -> None:
    by, code = asked(company, "olga")
    with pytest.raises(BusyError):
        asked(company, "olga")
    take_back(by=by, why=WHY, binder=code)
    make_binder(by=company.system, why=WHY, binder=code, now=NOW)
    assert binders(by)[0].state == "gone"
    with pytest.raises(NotThereError):
        content(by, code)
    asked(company, "olga")


def test_its_file_is_forgotten_after_a_day_and_its_digest_stays(company: Company) -> None:
    by, code, _ = made(company, "olga")
    until = binders(by)[0].until
    assert until is not None
    assert forget_binders(by=company.system, why=WHY, now=until - timedelta(minutes=1)) == 0
    assert forget_binders(by=company.system, why=WHY, now=until) == 1
    with pytest.raises(NotThereError):
        content(by, code)
    assert len(binders(by)[0].manifest) == 64


def test_what_no_binder_can_be_of_is_refused(company: Company) -> None:
    by = company.actor("olga", Side.BUSINESS)
    with pytest.raises(RefusedError, match="before it begins"):
        ask_for_binder(by=by, why=WHY, scope="network", first=YEAR["last"], last=YEAR["first"], now=NOW)
