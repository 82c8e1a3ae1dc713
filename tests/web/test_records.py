"""Every kind of record on its pages: read by everybody, written by whoever may, refused to others with nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from openmso.authority.facts.oversight import Activity, Agreement, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, License, Person
from openmso.foundation import register
from openmso.foundation.actor import system
from openmso.foundation.api.examples import example_of
from openmso.foundation.api.shapes import shape_of, to_record
from openmso.foundation.register import NotThereError
from openmso.timeline.spans import Span
from openmso.web.records import CABINET
from tests.browsers import sent
from tests.cast import CAST
from tests.foundation.company import Company
from tests.kept import events
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db

DRAWERS = pytest.mark.parametrize("drawer", CABINET.drawers, ids=lambda one: one.plural)
CLINICAL = (Competency, Activity)
BY_ACTS = (Agreement, Delegation, Protocol, StandingOrder)
INSTEAD = {
    "organization": "lumen-medical", "practice": "lumen-medical", "holder": "austin", "percent": 0, "subject": "rosa",
    "owner": "ben", "procedure": "iv_therapy", "person": "lou",
}  # fmt: skip


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast()
    as_the_product()
    return made


def example(kind: Any) -> Any:
    """A record of a kind that the network of the cast does not hold yet."""
    said: dict[str, Any] = {**example_of(kind)}
    said |= {name: value for name, value in INSTEAD.items() if name in said}
    if "percent" in said:
        said["percent"] = "0"
    if kind is Competency:
        said["signed_by"] = "ada"
    if kind is Delegation:
        said["sites"] = ["austin"]
    record: Any = to_record(kind, shape_of(kind).model_validate(said))
    return record


def there(company: Company, kind: Any, id: str) -> Any:
    """What the network holds; None for nothing."""
    try:
        return register.one(system(company.network), kind, id).record
    except NotThereError:
        return None


def hand(company: Company, kind: Any) -> Client:
    """The browser of somebody who may write a kind."""
    return browser(company, "dana" if kind in (*CLINICAL, *BY_ACTS) else "olga")


def form_of(client: Client, at: str) -> dict[str, list[str]]:
    answer = client.get(at)
    assert answer.status_code == 200, answer
    return {**sent(answer.content.decode()), "why": ["a test"]}


@DRAWERS
def test_a_record_goes_through_its_whole_life_on_pages(company: Company, drawer: Any) -> None:
    """Entered by the system, amended as it was shown, ended, struck; then entered again by the form."""
    record, kind = example(drawer.kind), drawer.kind
    register.enter(by=system(company.network), why="a test", record=record)
    client, at = hand(company, kind), f"/records/{drawer.plural}/{record.id}/"
    shown: dict[str, list[str]] = {}
    if drawer.by_acts:
        assert client.get(f"{at}amend/").headers["Location"] == "/oversight/"
        assert client.get(f"/records/{drawer.plural}/new/").headers["Location"] == "/oversight/"
    else:
        shown = form_of(client, f"{at}amend/")
        before = len(events(company.network, record.id))
        assert client.post(f"{at}amend/", shown).headers["Location"] == at
        assert there(company, kind, record.id) == record
        assert len(events(company.network, record.id)) == before, "what was not changed leaves no trace"
    if drawer.can_end:
        ending = {**form_of(client, f"{at}end/"), "on": ["2031-05-01"]}
        assert client.post(f"{at}end/", ending).headers["Location"] == at
        assert there(company, kind, record.id).span.until == date(2031, 5, 1)
    struck = client.post(f"{at}strike/", form_of(client, f"{at}strike/"))
    assert struck.headers["Location"] == f"/history/{drawer.plural}/{record.id}/"
    assert there(company, kind, record.id) is None
    assert client.get(at).status_code == 404
    assert "struck it" in client.get(struck.headers["Location"]).content.decode()
    if not drawer.by_acts:
        again = {name: values for name, values in shown.items() if name != "seen_version"}
        entered = client.post(f"/records/{drawer.plural}/new/", {**again, "id": [record.id]})
        assert entered.status_code == 302, entered.context["form"].errors
        assert there(company, kind, record.id) == record


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Company, dict[str, Client]]]:
    """One network with a record of every kind, for everything that is only refused; taken away behind the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = seated_cast(slug="standing")
        for one in CABINET.drawers:
            register.enter(by=system(made.network), why="a test", record=example(one.kind))
        yield made, {name: browser(made, name) for name in ("mia", "rosa", "carl")}
        transaction.set_rollback(True)


@DRAWERS
@pytest.mark.parametrize("name", ["mia", "rosa", "carl"])
def test_who_may_not_write_is_refused_and_nothing_changes(
    standing: tuple[Company, dict[str, Client]], drawer: Any, name: str
) -> None:
    company, browsers = standing
    record, client = example(drawer.kind), browsers[name]
    at, before = f"/records/{drawer.plural}", len(events(company.network))
    page = client.get(f"{at}/{record.id}/").content.decode()
    assert record.id in page
    assert "/amend/" not in page
    assert "/strike/" not in page
    sent_by = {"why": "a try", "on": "2031-05-01", "id": "x"}
    for one in ("new", f"{record.id}/end", f"{record.id}/strike", f"{record.id}/amend"):
        answer = client.post(f"{at}/{one}/", sent_by)
        elsewhere = drawer.by_acts and one.endswith(("new", "amend"))
        assert answer.status_code == (302 if elsewhere and one.endswith("amend") else 403), one
    assert len(events(company.network)) == before
    assert there(company, drawer.kind, record.id) == record


def test_a_form_makes_the_id_and_tells_what_was_entered(company: Company) -> None:
    olga = browser(company, "olga")
    given = {
        "person": "rosa",
        "role": "RN",
        "state": "NM",
        "status": "active",
        "span.until": "2031-01-01",
        "why": "w",
    }
    entered = olga.post("/records/licenses/new/", given)
    assert entered.headers["Location"] == "/records/licenses/rosa/license/rn-nm-active/"
    page = olga.get(entered.headers["Location"]).content.decode()
    assert "Entered: Rosa&#x27;s NM RN license." in page
    assert there(company, License, "rosa/license/rn-nm-active") == License(
        "rosa/license/rn-nm-active", "rosa", "RN", "NM", Span.of(None, date(2031, 1, 1))
    )


def test_an_address_fills_the_form(company: Company) -> None:
    page = browser(company, "olga").get("/records/licenses/new/?person=rosa&nothing=x").content.decode()
    assert sent(page)["person"] == ["rosa"]


def test_the_second_of_two_editors_is_told_who_did_what_and_loses_nothing(company: Company) -> None:
    olga, dana = browser(company, "olga"), browser(company, "dana")
    at = "/records/licenses/license-rosa/amend/"
    first, second = form_of(olga, at), form_of(dana, at)
    dana.post(at, {**second, "number": ["123456"], "why": ["read off the card"]})
    late = olga.post(at, {**first, "status": ["suspended"]})
    page = late.content.decode()
    assert late.status_code == 422
    assert "Dana changed it meanwhile" in page
    assert "read off the card" in page
    assert "<del>123456</del>" in page, "what is there now and would be overwritten"
    assert there(company, License, "license-rosa").status == "active"
    assert sent(page)["status"] == ["suspended"], "what was typed is still there"
    assert olga.post(at, {**sent(page), "why": ["both"], "number": ["123456"]}).status_code == 302
    found = there(company, License, "license-rosa")
    assert (found.status, found.number) == ("suspended", "123456")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"person": "ada"}, None, ""),
        ({"number": "a\tb"}, "number", "control characters"),
        ({"id": "license-lou"}, "id", "is taken by a license"),
        ({"id": "No Id"}, "id", "is not an id"),
        ({"why": ""}, "why", "required"),
        ({"span.since": "2031-01-01"}, "span.until", "not after its first day"),
    ],
    ids=str,
)
def test_what_is_refused_stands_beside_its_field(
    company: Company, typed: dict[str, str], field: str | None, said: str
) -> None:
    given = {
        "person": "rosa",
        "role": "RN",
        "state": "NM",
        "status": "active",
        "span.until": "2031-01-01",
        "why": "w",
    }
    olga, before = browser(company, "olga"), len(events(company.network))
    answer = olga.post("/records/licenses/new/", {**given, **typed})
    if field is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert len(events(company.network)) == before


def test_what_others_refer_to_is_not_struck(company: Company) -> None:
    refused = browser(company, "olga").post("/records/people/rosa/strike/", {"why": "never there"})
    assert refused.status_code == 422
    assert "is referred to by" in refused.content.decode()
    assert there(company, Person, "rosa") is not None


def test_a_list_is_asked_by_name_field_and_day(company: Company) -> None:
    carl = browser(company, "carl")

    def listed(asked: str) -> set[str]:
        return {row.id for row in carl.get(f"/records/licenses/{asked}").context["found"].rows}

    every = {one.id for one in CAST.all(License)}
    assert listed("") == every
    assert listed("?person=rosa") == {"license-rosa"}
    assert listed("?role=MD&state=TX") == {"license-ada"}
    assert listed("?name=ROSA%27s") == {"license-rosa"}
    assert listed("?on=1999-01-01") == set()
    assert listed("?on=1999-01-01&ever=1") == every
    assert listed("?page=nonsense") == every
    assert listed("?person=nobody") == set()


@pytest.mark.parametrize(
    "at", ["nothing/", "people/nobody/", "people/nobody/amend/", "people/nobody/strike/", "nothing/new/"]
)
def test_what_is_not_there_is_not_found(company: Company, at: str) -> None:
    assert browser(company, "olga").get(f"/records/{at}").status_code == 404


def test_the_id_of_a_record_may_end_as_the_address_of_a_form(company: Company) -> None:
    register.enter(by=system(company.network), why="a test", record=Person("odd/end", "Odd End"))
    answer = browser(company, "olga").get("/records/people/odd/end/")
    assert (answer.status_code, "Odd End" in answer.content.decode()) == (200, True)


def test_the_history_tells_who_when_why_and_what(company: Company) -> None:
    olga = browser(company, "olga")
    at = "/records/licenses/license-rosa/amend/"
    olga.post(at, {**form_of(olga, at), "number": ["777"], "why": ["found the card"]})
    page = olga.get("/history/licenses/license-rosa/")
    last, first = page.context["changes"]
    assert (last.who, last.did, last.side, last.post, last.why) == (
        "Olga", "amended", "business", "mso_owner", "found the card",
    )  # fmt: skip
    assert [(one.field, one.before, one.after) for one in last.differences] == [("Number", None, "777")]
    assert (first.who, first.did, first.why) == ("the system", "entered", "the cast")
    then = olga.get("/history/licenses/license-rosa/?at=2001-01-01T10:00")
    assert "It was not on record then." in then.content.decode()
    now = olga.get("/history/licenses/license-rosa/?at=2999-01-01T10:00")
    assert ("Number", "777") in [(one.label, one.text) for one in now.context["known"]]
    assert "is no moment" in olga.get("/history/licenses/license-rosa/?at=soon").content.decode()
    assert olga.get("/history/licenses/nobody/").status_code == 404


@pytest.mark.parametrize(
    ("at", "most"),
    [
        ("/records/", 0), ("/records/licenses/", 0), ("/records/licenses/license-rosa/", 1),
        ("/records/licenses/new/", 0), ("/history/licenses/license-rosa/", 2),
    ],
)  # fmt: skip
def test_a_page_asks_the_database_as_often_however_much_there_is(
    company: Company, at: str, most: int, django_assert_num_queries: Any
) -> None:
    olga = browser(company, "olga")
    olga.get(at)  # the network is held from here on
    with django_assert_num_queries(FRAME + most):
        assert olga.get(at).status_code == 200


FRAME = 38
"""What every page asks: session, user, seat, the transaction, and the network, which a transaction that wrote reads anew."""
