"""Counsel states law over HTTP as they wrote it, in many lines; what cannot be read is told by its line, and nothing is written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse

from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Post, Side
from openmso.law.models import Overlay
from openmso.law.queries.lawbook import overlays
from tests.callers import problem
from tests.foundation.company import Company
from tests.web.network import Browser, browser, network_of, program

pytestmark = pytest.mark.django_db

AT = "/api/v1/law/add-overlay"
TEXT = """\
# Opinion of November, § 1

jurisdiction: TX
np.authority:
  - value: full
    since: 2027-01-01
    note: "Opinion of counsel."
"""


@pytest.fixture
def company() -> Company:
    made = network_of()
    made.seat("cora", Post.COUNSEL)
    return made


@pytest.fixture
def counsel(company: Company) -> Browser:
    return browser(company, "cora", Side.AUDITOR)


def stated(text: str) -> dict[str, str]:
    return {"text": text, "counsel": "C. Bench", "signed_on": "2026-11-26"}


def errors(answer: HttpResponse) -> list[dict[str, str]]:
    assert (answer.status_code, problem(answer)) == (422, "refused")
    found: list[dict[str, str]] = json.loads(answer.content)["errors"]
    return found


def kept(company: Company) -> int:
    with seeing(company.system):
        return Overlay.objects.count()


def test_a_text_of_many_lines_is_kept_as_it_was_written(company: Company, counsel: Browser) -> None:
    made = counsel.ask("POST", AT, stated(TEXT))
    assert made.status_code == 200, made.content
    (one,) = overlays(company.system)
    assert (one.id, one.text, one.counsel) == (json.loads(made.content), TEXT, "C. Bench")


def test_a_text_of_two_hundred_thousand_signs_is_taken_and_no_longer_one(
    company: Company, counsel: Browser
) -> None:
    long = TEXT + "#".ljust(200_000 - len(TEXT) - 1, "x") + "\n"
    assert counsel.ask("POST", AT, stated(long)).status_code == 200
    too_long = counsel.ask("POST", AT, stated(long + "\n"))
    assert problem(too_long) == "invalid"
    assert json.loads(too_long.content)["errors"][0]["where"] == "body.text"
    assert kept(company) == 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (TEXT.replace("np.authority", "np.authorty"), 4, "np.authorty"),
        (TEXT.replace("full", "complete"), 5, "complete"),
        (TEXT.replace("2027-01-01", "2027-13-01"), 6, "2027-13-01"),
        (TEXT.replace("    note", "\tnote"), 7, "a tab indents this line"),
        (TEXT.replace("Opinion of counsel", "Opinion\x01"), 7, "control sign U+0001"),
    ],
    ids=["question", "value", "day", "tab", "control sign"],
)
def test_what_is_wrong_is_told_with_its_line(
    company: Company, counsel: Browser, text: str, line: int, what: str
) -> None:
    found = errors(counsel.ask("POST", AT, stated(text)))
    assert f"body.text, line {line}" in {one["where"] for one in found}
    assert what in " ".join(one["what"] for one in found)
    assert all(one["mend"] for one in found)
    assert kept(company) == 0


def test_everything_that_is_wrong_is_told_at_once(company: Company, counsel: Browser) -> None:
    both = TEXT.replace("full", "complete").replace("2027-01-01", "2027-13-01")
    places = [one["where"] for one in errors(counsel.ask("POST", AT, stated(both)))]
    assert places == ["body.text, line 5", "body.text, line 6"]


def test_a_program_and_another_post_state_no_law(company: Company) -> None:
    token = program(company, "cora", Side.AUDITOR)
    assert problem(token.ask("POST", AT, stated(TEXT))) == "wrong-hands"
    carl = browser(company, "carl", Side.AUDITOR)
    assert problem(carl.ask("POST", AT, stated(TEXT))) == "wrong-hands"
    assert kept(company) == 0


def test_what_an_overlay_would_change_is_asked_in_many_lines_too(company: Company) -> None:
    olga = program(company, "olga", Side.BUSINESS)
    asked: Any = {"on": "2026-12-31", "days": 2, "overlay": TEXT}
    found = olga.ask("POST", "/api/v1/oversight/impact", asked)
    assert [one["parameter"] for one in json.loads(found.content)["law"]] == ["np.authority"]
    asked["overlay"] = TEXT.replace("full", "complete")
    (one,) = errors(olga.ask("POST", "/api/v1/oversight/impact", asked))
    assert one["where"] == "body.overlay, line 5"
    assert kept(company) == 0


def test_the_words_of_a_closed_list_are_told_with_what_they_mean(company: Company) -> None:
    olga = program(company, "olga", Side.BUSINESS)
    told = json.loads(olga.ask("GET", "/api/v1/law/words?list=np_authorities").content)
    assert {"full", "reduced", "restricted"} <= {one["code"] for one in told}
    assert all(one["label"] and one["definition"] for one in told)
    assert problem(olga.ask("GET", "/api/v1/law/words?list=nothing")) == "not-there"


def test_charts_in_texas_are_kept_for_seven_years(counsel: Browser) -> None:
    """22 Tex. Admin. Code § 163.2: seven years from the last treatment."""
    answer = counsel.ask("GET", "/api/v1/law/charts?state=TX&on=2026-11-26")
    assert answer.status_code == 200, answer.content
    told = json.loads(answer.content)
    assert told["years"] == 7
    assert told["statements"][0]["cite"]


def test_a_network_that_works_by_the_installed_pack_differs_from_it_in_nothing(counsel: Browser) -> None:
    answer = counsel.ask("GET", "/api/v1/law/differences")
    assert (answer.status_code, json.loads(answer.content)) == (200, [])
