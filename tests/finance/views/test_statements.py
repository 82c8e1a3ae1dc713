"""Fees in a browser: drawn and sent by the finance of the business, answered by an owner, billed and paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from openmso.finance.actions import enter_evidence
from openmso.finance.queries import evidence_of, statements
from openmso.finance.rules.money import after, month_of
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.held import SHELF
from tests.finance.world import (
    BILLING,
    FEBRUARY,
    JANUARY,
    MSA,
    WHY,
    approved,
    billed,
    books,
    count,
    fay,
    sent,
)
from tests.foundation.company import Company
from tests.today import civil_today
from tests.web.cast import as_the_product
from tests.web.network import browser as seated
from tests.web.visits import sign_in, take

pytestmark = pytest.mark.django_db
SIDES = {"fay": "business", "olga": "business", "ada": "clinical", "rosa": "clinical", "carl": "auditor"}
MONTH = f"/fees/of/{FEBRUARY:%Y-%m}/{MSA.id}/"


@pytest.fixture
def company() -> Iterator[Company]:
    SHELF.clear()
    made = books()
    as_the_product()
    yield made
    SHELF.clear()


def browser(company: Company, name: str) -> Client:
    client = Client()
    sign_in(client, name)
    take(client, company.seats[name], SIDES[name])
    return client


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return " ".join(unescape(answer.content.decode()).split())


def entry(**other: Any) -> dict[str, Any]:
    told = {"do": "enter", "service": BILLING, "kind": "count", "reference": "log-2026-02", "units": "412"}
    return {**told, **other}


def test_fay_enters_evidence_draws_and_sends(company: Company) -> None:
    client = browser(company, "fay")
    assert "Not drawn" not in words(client, "/fees/")
    drawn = client.post(MONTH, {"do": "draw"})
    assert "no evidence for Billing as agent" in words(client, drawn["Location"])
    assert client.post(drawn["Location"], {"do": "send"}).status_code == 422
    assert client.post(MONTH, entry(units="many")).status_code == 422
    paper = SimpleUploadedFile("log.pdf", b"%PDF-1.7 claims of February")
    assert client.post(MONTH, entry(file=paper)).status_code == 302
    (piece,) = evidence_of(fay(company), MSA.id, FEBRUARY)
    taken = browser(company, "ada").get(f"/api/v1/evidence/content/{piece.document}")
    assert taken.content == b"%PDF-1.7 claims of February"
    again = client.post(drawn["Location"], {"do": "draw"})
    assert client.post(again["Location"], {"do": "send"}).status_code == 302
    said = words(client, again["Location"])
    assert "Waits for the owner" in said
    assert "$18,000 lies inside the range of the opinion, $15,000 to $21,000" in said
    assert "A later statement has taken its place" in words(client, drawn["Location"])


def test_a_sheet_is_taken_on_the_page(company: Company) -> None:
    client = browser(company, "fay")
    bad = SimpleUploadedFile("a.csv", b"service,kind,reference,units\nBotox,count,1,2\n")
    answer = client.post(MONTH, {"do": "sheet", "sheet": bad})
    assert answer.status_code == 422
    assert "line 2" in answer.content.decode()
    good = SimpleUploadedFile("a.csv", b"service,kind,reference,units,amount\n,collections,bank,,81250\n")
    assert client.post(MONTH, {"do": "sheet", "sheet": good}).status_code == 302
    assert "$81,250.00" in words(client, MONTH)
    latin = SimpleUploadedFile("a.csv", b"\xff\xfe\xfa")
    assert client.post(MONTH, {"do": "sheet", "sheet": latin}).status_code == 422


def test_ada_approves_with_a_fresh_proof_and_nobody_else(company: Company) -> None:
    found = sent(company)
    page = f"/fees/{found.code}/"
    ada = seated(company, "ada", Side.CLINICAL)
    assert "1 statement of fees waits for my word" in words(ada.client, "/fees/")
    approve = {"do": "approve", "csrfmiddlewaretoken": ada.token}
    asked = parse_qs(urlsplit(ada.client.post(page, approve)["Location"]).query)
    assert asked["next"] == [page]
    for other in ("fay", "olga", "rosa", "carl"):
        assert browser(company, other).post(page, {"do": "approve"}).status_code == 403
    ada.prove(company.actor("ada", Side.CLINICAL), asked["purpose"][0])
    assert ada.client.post(page, approve).status_code == 302
    assert "as an owner" in words(ada.client, page)


def test_a_question_stands_beside_the_statement(company: Company) -> None:
    found = sent(company)
    page = f"/fees/{found.code}/"
    client = browser(company, "ada")
    assert client.post(page, {"do": "question", "line": BILLING, "reason": ""}).status_code == 422
    assert (
        client.post(page, {"do": "question", "line": BILLING, "reason": "412 seems many"}).status_code == 302
    )
    fays = browser(company, "fay")
    assert "412 seems many" in words(fays, page)
    assert "questioned" in words(fays, "/fees/")


def test_an_approved_statement_is_billed_paid_and_taken_away(company: Company) -> None:
    found = approved(company)
    page, client = f"/fees/{found.code}/", browser(company, "fay")
    assert client.post(page, {"do": "bill"}).status_code == 302
    (one,) = statements(fay(company))
    assert one.bill is not None
    today = civil_today().isoformat()
    told = {"do": "pay", "amount": "18000.00", "on": today, "basis": "fee of February"}
    swept = client.post("/fees/bills/", {**told, "against": "remainder"})
    assert swept.status_code == 422
    assert "a sweep of the remainder is no payment" in swept.content.decode()
    assert client.post("/fees/bills/", {**told, "against": one.bill.code}).status_code == 302
    said = words(client, "/fees/bills/")
    assert "for invoice" in said
    assert words(client, page).count("Paid")
    pdf = client.get(f"/fees/{found.code}.pdf")
    assert pdf.content.startswith(b"%PDF")
    table = client.get(f"/fees/{found.code}.csv").content.decode()
    assert table.splitlines()[-1].endswith("18000.00")
    slip = client.get(said_link(client, "/fees/slips/"))
    assert slip.content.startswith(b"%PDF")
    assert (
        client.post(
            "/fees/bills/", {"do": "undo", "code": said_link(client, "/fees/slips/")[12:-4]}
        ).status_code
        == 302
    )


def said_link(client: Client, begins: str) -> str:
    page = client.get("/fees/bills/").content.decode()
    return next(one.split('"')[0] for one in page.split('href="') if one.startswith(begins))


def test_a_correction_and_what_is_owed_beside_are_entered(company: Company) -> None:
    found = approved(company)
    client = browser(company, "fay")
    page = f"/fees/{found.code}/"
    told = {"do": "correct", "month": "2026-03-05", "amount": "-90", "reason": "counted twice"}
    assert client.post(page, {**told, "month": "2026-01-05"}).status_code == 422
    assert client.post(page, told).status_code == 302
    owed = {
        "do": "owe",
        "msa": MSA.id,
        "kind": "reimbursement",
        "reference": "r-7",
        "amount": "500",
        "due_on": "2026-04-01",
        "about": "lasers",
    }
    assert client.post("/fees/bills/", {**owed, "kind": "loan"}).status_code == 422
    assert client.post("/fees/bills/", owed).status_code == 302
    assert "r-7" in words(client, "/fees/bills/")


def test_whoever_has_no_part_in_fees_does_not_see_them(company: Company) -> None:
    found = billed(company)
    paths = (
        "/fees/",
        f"/fees/{found.code}/",
        f"/fees/{found.code}.pdf",
        "/fees/bills/",
        "/fees/watch/",
        MONTH,
        f"/fees/agreements/{MSA.id}/",
    )
    rosa, carl = browser(company, "rosa"), browser(company, "carl")
    assert [rosa.get(path).status_code for path in paths] == [403] * len(paths)
    assert [carl.get(path).status_code for path in paths] == [200] * len(paths)
    assert carl.post(MONTH, entry()).status_code == 403
    assert carl.get("/fees/none/").status_code == 404
    assert carl.get(f"/fees/of/2026-13/{MSA.id}/").status_code == 404


def test_the_page_asks_the_database_as_often_however_many_months_there_are(
    company: Company, django_assert_num_queries: Any
) -> None:
    client = browser(company, "fay")
    for month in (FEBRUARY, JANUARY):
        approved(company, month)
        client.get("/fees/")  # what is held of the network is read
        with django_assert_num_queries(QUERIES):
            assert client.get("/fees/").status_code == 200


QUERIES = 51
"""Session, user, seat, the transaction, the network, and what fees are."""


def test_the_watch_shows_its_numbers(company: Company) -> None:
    billed(company)
    enter = {"do": "enter", "service": "", "kind": "collections", "reference": "bank", "amount": "90000"}
    client = browser(company, "fay")
    last = after(month_of(civil_today()), -1)
    for month in (last, after(last, -1)):
        path = f"/fees/of/{month:%Y-%m}/{MSA.id}/"
        assert client.post(path, enter).status_code == 302
        enter_evidence(by=fay(company), why=WHY, msa=MSA.id, month=month, piece=count())
        assert client.post(path, {"do": "draw"}).status_code == 302
    said = words(client, "/fees/watch/")
    assert "2 months, too few to say" in said
    assert "20.0 %" in said
    assert "File of its fair value" in words(client, f"/fees/agreements/{MSA.id}/")
    assert Decimal(18000) == statements(fay(company))[0].total
