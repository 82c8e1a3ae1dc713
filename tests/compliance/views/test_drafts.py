"""Documents on pages: from a record to its document, as a PDF, and beside what it was."""

from __future__ import annotations

import pytest

from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db
ADA = "/documents/appointments/appointment-ada"


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast()
    as_the_product()
    return made


@pytest.mark.parametrize("name", ["olga", "dana", "carl"])
def test_a_record_leads_to_its_document_and_that_to_a_pdf(company: Company, name: str) -> None:
    client = browser(company, name)
    assert f'href="{ADA}/"' in client.get("/records/appointments/appointment-ada/").content.decode()
    assert f'href="{ADA}/"' in client.get("/documents/").content.decode()
    page = client.get(f"{ADA}/?on=2026-03-02").content.decode()
    assert "must review it" in page
    assert "What Texas asks" in page
    made = client.get(f"{ADA}.pdf")
    assert (made.headers["Content-Type"], made.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_record_of_another_kind_has_no_document(company: Company) -> None:
    olga = browser(company, "olga")
    assert "The document" not in olga.get("/records/people/rosa/").content.decode()
    for nothing in (
        "/documents/people/rosa/",
        "/documents/people/rosa.pdf",
        "/documents/appointments/none/",
        "/documents/msas/none.pdf",
    ):
        assert olga.get(nothing).status_code == 404


def test_a_day_before_there_was_anything_is_said_beside_the_field(company: Company) -> None:
    olga = browser(company, "olga")
    assert "choose one as" in olga.get(f"{ADA}/?before=x").content.decode()
    page = olga.get(f"{ADA}/?before=2001-01-01")
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()
    assert "Nothing: what was known then" in olga.get(f"{ADA}/?before=2099-01-01").content.decode()
