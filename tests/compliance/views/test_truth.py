"""Paper against practice on its page: what is done and not written is told with who, how often and what mends it; as a table, too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts.held import SHELF
from tests.cast import AUSTIN, BOTOX, ROSA
from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    SHELF.clear()
    made = seated_cast()
    for n, procedure in enumerate((BOTOX, "microneedling", "microneedling")):
        told = Done(ROSA, AUSTIN, procedure, DAY - timedelta(days=n + 1), f"secret-{n}", source="emr")
        record_act(by=made.system, why="treated", done=told)
    as_the_product()
    yield made
    SHELF.clear()


def test_what_is_on_no_menu_is_told_and_no_chart(company: Company) -> None:
    for name in ("olga", "dana", "carl"):
        page = browser(company, name).get("/documents/practice/?on=2026-03-02").content.decode()
        assert "3 acts since" in page
        assert "on no line of the menu" in page
        assert "Put it on the menu" in page
        assert "secret" not in page
    table = browser(company, "olga").get("/documents/practice/?on=2026-03-02&as=csv").content.decode()
    assert "Done, and on no line of the menu" in table
    before = browser(company, "olga").get("/documents/practice/?on=2026-01-15").content.decode()
    assert "Nothing was done in these days" in before
