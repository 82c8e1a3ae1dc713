"""Binders on pages: asked for by who may, taken by who asked, and one from elsewhere compared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from ssl import PEM_cert_to_DER_cert
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openmso.compliance.actions.binding import make_binder
from openmso.compliance.queries.binders import binders
from openmso.evidence.files.pades import made, sealed
from openmso.foundation.rules.sides import Side
from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db
YEAR = {"first": "2025-03-03", "last": "2026-03-02"}


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast()
    as_the_product()
    return made


def test_an_owner_asks_sees_how_far_it_is_and_takes_it(company: Company) -> None:
    olga = browser(company, "olga")
    assert "You asked for none yet" in olga.get("/binders/").content.decode()
    assert olga.post("/binders/", {"scope": "network", **YEAR}).status_code == 302
    page = olga.get("/binders/").content.decode()
    assert "Waiting for the worker" in page
    assert 'hx-get="/binders/progress/"' in page
    again = olga.post("/binders/", {"scope": "network", **YEAR})
    assert again.status_code == 422
    assert "is being made" in again.content.decode()
    code = binders(company.actor("olga", Side.BUSINESS))[0].code
    make_binder(by=company.system, why="asked", binder=code)
    part = olga.get("/binders/progress/").content.decode()
    assert f"/binders/{code}.zip" in part
    assert "hx-get" not in part
    taken = olga.get(f"/binders/{code}.zip")
    assert (taken.headers["Content-Type"], taken.content[:2]) == ("application/zip", b"PK")
    assert browser(company, "carl").get(f"/binders/{code}.zip").status_code == 404
    assert olga.post("/binders/", {"do": "take_back", "code": code}).status_code == 302
    assert olga.get(f"/binders/{code}.zip").status_code == 404


def test_who_may_not_ask_has_no_form_and_is_refused(company: Company) -> None:
    for name in ("mia", "rosa"):
        page = browser(company, name).get("/binders/")
        assert page.context["form"] is None
        assert "Ask one of them" in page.content.decode()
        browser(company, name).post("/binders/", {"scope": "network", **YEAR})
    assert binders(company.system) == ()


def test_a_director_is_offered_what_they_direct(company: Company) -> None:
    form = browser(company, "dana").get("/binders/").context["form"]
    offered = {value for value, _ in form.fields["scope"].choices}
    assert "network" not in offered
    assert offered


def test_a_binder_is_compared_with_what_this_network_made(company: Company) -> None:
    olga, carl = browser(company, "olga"), browser(company, "carl")
    olga.post("/binders/", {"scope": "network", **YEAR})
    code = binders(company.actor("olga", Side.BUSINESS))[0].code
    make_binder(by=company.system, why="asked", binder=code)
    archive = olga.get(f"/binders/{code}.zip").content
    told = carl.post("/binders/check/", {"file": SimpleUploadedFile("b.zip", archive)}).content.decode()
    assert "Yes, and it was made here" in told
    broken = BytesIO(archive[: len(archive) // 2]).getvalue()
    told = carl.post("/binders/check/", {"file": SimpleUploadedFile("b.zip", broken)}).content.decode()
    assert "No: something was changed" in told


def test_one_pdf_of_a_binder_is_held_against_the_seal_of_this_network(company: Company) -> None:
    olga, carl = browser(company, "olga"), browser(company, "carl")
    olga.post("/binders/", {"scope": "network", **YEAR})
    code = binders(company.actor("olga", Side.BUSINESS))[0].code
    make_binder(by=company.system, why="asked", binder=code)
    with ZipFile(BytesIO(olga.get(f"/binders/{code}.zip").content)) as opened:
        paper = opened.read("01-structure.pdf")

    def told(data: bytes) -> str:
        answer = carl.post("/binders/check/", {"file": SimpleUploadedFile("a.pdf", data)})
        return str(answer.content.decode())

    assert "It is as this network sealed it" in told(paper)
    assert "It was changed after it was sealed" in told(paper.replace(b"/Type", b"/Tipe", 1))
    mine = sealed(paper, made("Somebody", datetime.now(UTC) - timedelta(minutes=1)), "mine")
    assert "It is as it was sealed, by somebody else" in told(mine)
    assert "it cannot be read" in told(b"%PDF-1.7 and nothing")
    pem = carl.get("/binders/seal.pem")
    assert pem.content.startswith(b"-----BEGIN CERTIFICATE-----")
    (ours,) = [sha256(PEM_cert_to_DER_cert(pem.content.decode())).hexdigest()]
    assert ours in carl.get("/binders/").content.decode()
