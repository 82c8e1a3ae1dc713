"""Counsel states law over the pack and takes it back; what cannot be read is told by its line, and everybody else is refused."""

from __future__ import annotations

import pytest

from openmso.law.queries.lawbook import overlays
from tests.foundation.company import Company
from tests.law.views.desks import desk, law_firm, posted, proved, proven

pytestmark = pytest.mark.django_db

NEW = "/law/overlays/new/"
TEXT = """\
jurisdiction: TX
np.authority:
  - value: full
    since: 2027-01-01
    note: "Opinion of counsel."
"""
SAID = {"text": TEXT, "counsel": "C. Bench", "signed_on": "2026-11-26", "why": "Opinion of November."}


@pytest.fixture
def company() -> Company:
    return law_firm()


def test_counsel_states_law_reads_it_in_words_and_takes_it_back(company: Company) -> None:
    client = proven(company, "cora", NEW, **SAID)
    (one,) = overlays(company.system)
    assert (one.text.replace("\r\n", "\n"), one.counsel, str(one.signed_on)) == (
        TEXT,
        "C. Bench",
        "2026-11-26",
    )
    page = client.get(f"/law/overlays/{one.id}/").content.decode()
    assert "NP practice authority</strong>: full" in page
    assert "counts" in client.get("/law/overlays/").content.decode()
    assert posted(client, f"/law/overlays/{one.id}/", why="The board wrote.")[0] == 302
    assert overlays(company.system) == ()
    told = client.get("/law/overlays/").content.decode()
    assert "withdrawn today" in told
    again = posted(client, f"/law/overlays/{one.id}/", why="Once more.")
    assert (again[0], "it was withdrawn on" in again[1]) == (422, True)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"text": TEXT.replace("full", "royal")}, "line 3: value is &#x27;royal&#x27;"),
        ({"text": TEXT.replace("TX", "ZZ")}, "line 1: jurisdiction is &#x27;ZZ&#x27;"),
        ({"text": "- a list: ["}, "line 1: "),
        ({"text": ""}, "This field is required."),
        ({"signed_on": "someday"}, "Enter a valid date."),
        ({"counsel": "x" * 201}, "at most 200 characters"),
        ({"why": ""}, "This field is required."),
    ],
    ids=["no such value", "no such state", "no yaml", "no text", "no day", "no name", "no reason"],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_written(
    company: Company, changed: dict[str, str], told: str
) -> None:
    status, page = posted(desk(company, "cora"), NEW, **{**SAID, **changed})
    (field,) = changed
    assert status == 422
    beside = page[page.index(f'id="id_{field}_error"') :]
    assert told in beside[: beside.index("</div>")]
    assert 'aria-invalid="true"' in page
    assert f'aria-describedby="id_{field}' in page
    assert overlays(company.system, withdrawn=True) == ()


def test_what_was_typed_is_kept_on_the_page_that_refuses(company: Company) -> None:
    _, page = posted(desk(company, "cora"), NEW, **{**SAID, "text": TEXT.replace("full", "royal")})
    assert "value: royal" in page


@pytest.mark.parametrize("name", ["carla", "rosa"])
def test_whoever_is_not_counsel_states_nothing_and_is_told_who_does(company: Company, name: str) -> None:
    client = desk(company, name)
    assert "Counsel alone states" in client.get(NEW).content.decode()
    assert posted(client, NEW, **SAID)[0] == 403
    assert overlays(company.system) == ()


def test_only_counsel_takes_back_what_counsel_stated(company: Company) -> None:
    proven(company, "cora", NEW, **SAID)
    (one,) = overlays(company.system)
    client = desk(company, "carla")
    assert "Take it back" not in client.get(f"/law/overlays/{one.id}/").content.decode()
    assert posted(client, f"/law/overlays/{one.id}/", why="Mine.")[0] == 403
    assert overlays(company.system) == (one,)


def test_nothing_is_stated_without_a_fresh_proof_and_what_was_typed_comes_back(company: Company) -> None:
    client = desk(company, "cora")
    assert posted(client, NEW, **SAID)[0] == 302
    assert overlays(company.system) == ()
    again = client.get(NEW).content.decode()
    assert "value: full" in again
    assert "You have proved who you are" in again


def test_a_proof_is_for_the_words_that_were_seen(company: Company) -> None:
    client = proved(company, "cora", NEW, **SAID)
    assert posted(client, NEW, **{**SAID, "text": TEXT.replace("full", "reduced")})[0] == 302
    assert overlays(company.system) == ()


def test_a_page_begins_with_what_the_law_says_now(company: Company) -> None:
    client = desk(company, "cora")
    page = client.get(f"{NEW}?state=TX&parameter=np.authority").content.decode()
    assert "value: restricted" in page  # tx/np.yaml
    assert "value:" not in client.get(f"{NEW}?state=TX&parameter=np.crown").content.decode()
    assert client.get("/law/overlays/overlay-1/").status_code == 404
