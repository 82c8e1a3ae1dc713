"""May I? The two taps, the verdict with what mends it, the bedside, and moments on the clock of the site."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.authority.answer import Outcome
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Service
from openmso.foundation.rules.sides import Post
from openmso.timeline.spans import Span
from tests.cast import AUSTIN, BOTOX, LASER, LUMEN, OPENED, ROSA, SINCE_OPENING, engaged, licensed
from tests.kept import events
from tests.oversight.conftest import Found, Lumen

pytestmark = pytest.mark.django_db(transaction=True)

NEUROTOXIN = Service("neurotoxin", AUSTIN, "Neurotoxin", frozenset({BOTOX}), SINCE_OPENING)
BOTH = Service("both", AUSTIN, "Glow", frozenset({BOTOX, LASER}), SINCE_OPENING)
HERE = engaged(ROSA, sites=frozenset({AUSTIN}))
ASK = f"/check/?person={ROSA}&service=neurotoxin"
GOOD = {
    "told-exam_by": "nia:NP",
    "told-exam_mode": "in_person",
    "told-supervisor": "ada:MD",
    "told-near": "on_site",
    "told-consent": "yes",
    "told-state": "TX",
}
"""What the law of Texas wants of a nurse who injects: an exam by a practitioner, and a supervisor on the premises."""


def today() -> date:
    return timezone.localdate(timezone=ZoneInfo("America/Chicago"))


@pytest.fixture
def lumen(founded_lumen: Found) -> Lumen:
    """Austin offers a neurotoxin; Rosa works there only."""
    return founded_lumen(NEUROTOXIN, BOTH, HERE, without=["menu-austin"])


@pytest.fixture
def rosa(lumen: Lumen) -> Client:
    return lumen.browser("rosa")


def words(answer: Any) -> str:
    """What an answer says, in words."""
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def tell(client: Client, **told: str) -> Any:
    """Ask again with what is good at the bedside, and this instead."""
    given = {
        **GOOD,
        "told-exam_on": today().isoformat(),
        **{f"told-{name}": one for name, one in told.items()},
    }
    return client.post(ASK, given)


def test_a_nurse_who_works_at_one_site_gets_there_in_two_taps(rosa: Client) -> None:
    page = rosa.get("/check/")
    assert [one.service.name for one in page.context["menu"]] == ["Glow", "Neurotoxin"]
    tap = re.search(r'class="tap" href="([^"]*neurotoxin[^"]*)"', page.content.decode())
    assert tap
    verdict = rosa.get(tap[1].replace("&amp;", "&"))
    assert verdict.context["checked"].outcome is Outcome.ALLOW_WITH_CONDITIONS
    assert "May I do Neurotoxin?" in words(verdict)
    assert "an exam by DO, MD, NP, PA comes first" in words(verdict)


def test_who_works_at_several_sites_chooses_once(founded_lumen: Found) -> None:
    rosa = founded_lumen().browser("rosa")
    assert [one.name for one in rosa.get("/check/").context["own"]] == ["Austin", "Dallas", "Telehealth"]
    assert rosa.get("/check/?site=dallas").context["site"].name == "Dallas"
    assert rosa.get("/check/").context["site"].name == "Dallas"


def test_a_site_remembered_from_elsewhere_is_none_of_hers(rosa: Client) -> None:
    rosa.cookies["openmso-site"] = "dallas"
    assert rosa.get("/check/").context["site"].id == AUSTIN
    rosa.cookies["openmso-site"] = "of another network"
    assert rosa.get("/check/").context["site"].id == AUSTIN


def test_a_manager_asks_for_anybody_of_the_site(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    assert manny.get("/check/").context["site"] is None
    people = manny.get("/check/?site=austin")
    assert {one.name for one in people.context["people"]} >= {"Rosa", "Nia", "Ada"}
    assert "May Rosa do Neurotoxin?" in words(manny.get(ASK))


def test_who_manages_one_site_begins_there_and_is_asked_for_whom(founded_lumen: Found) -> None:
    """A manager treats nobody: their own name would be barred from everything."""
    manages = Engagement("engagement-mia", "mia", LUMEN, "manager", sites=frozenset({AUSTIN}))
    lumen = founded_lumen(NEUROTOXIN, Person("mia", "Mia"), manages, without=["menu-austin"])
    lumen.seat("manny", Post.CLINIC_MANAGER, person="mia")
    page = lumen.browser("manny").get("/check/")
    assert page.context["site"].id == AUSTIN
    assert page.context["person"] is None
    assert "Rosa, RN" in words(page)


def test_what_is_shown_at_the_bedside_lets_her_go_ahead_and_is_kept_nowhere(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    before = len(events(lumen.network))
    answer = tell(rosa)
    assert answer.status_code == 200
    assert answer.context["checked"].outcome is Outcome.ALLOW
    assert "with what was told of the bedside" in words(answer)
    assert len(events(lumen.network)) == before


@pytest.mark.parametrize(
    ("told", "outcome", "said"),
    [
        ({"exam_by": "nobody"}, Outcome.STOP, "an exam by DO, MD, NP, PA comes first"),
        ({"supervisor": "nobody"}, Outcome.STOP, "a supervisor is on the premises"),
        ({"consent": "no"}, Outcome.STOP, "the patient consents"),
        ({"state": "NM"}, Outcome.STOP, "the patient is in TX"),
        ({"exam_by": ""}, Outcome.ALLOW_WITH_CONDITIONS, "an exam by DO, MD, NP, PA comes first"),
        ({"exam_by": ":PA", "supervisor": ":DO"}, Outcome.ALLOW, "May go ahead"),
        ({"exam_on": "2020-01-01"}, Outcome.STOP, "an exam by DO, MD, NP, PA comes first"),
    ],
    ids=["no exam", "no supervisor", "no consent", "elsewhere", "untold", "others", "long ago"],
)
def test_what_is_told_decides(rosa: Client, told: dict[str, str], outcome: Outcome, said: str) -> None:
    answer = tell(rosa, **told)
    assert answer.context["checked"].outcome is outcome
    assert said in words(answer)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"exam_on": "2090-01-01"}, "exam_on"),
        ({"exam_on": "yesterday"}, "exam_on"),
        ({"exam_by": "somebody"}, "exam_by"),
        ({"state": "Texas"}, "state"),
    ],
)
def test_what_cannot_be_told_is_refused_beside_its_field(
    rosa: Client, told: dict[str, str], field: str
) -> None:
    answer = tell(rosa, **told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["checked"].outcome is Outcome.ALLOW_WITH_CONDITIONS
    assert "with what was told" not in words(answer)
    assert f'id="id_told-{field}_error"' in answer.content.decode()


def test_nothing_about_the_patient_is_taken_from_an_address(rosa: Client) -> None:
    answer = rosa.get(ASK, {**dict(re.findall(r"(\w+)=(\w+)", ASK)), **GOOD})
    assert answer.context["checked"].outcome is Outcome.ALLOW_WITH_CONDITIONS


def test_asked_by_htmx_only_the_answer_is_sent(rosa: Client) -> None:
    answer = rosa.post(ASK, {**GOOD, "told-exam_on": today().isoformat()}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "May go ahead" in words(answer)


def test_a_stop_says_what_is_missing_who_mends_it_since_when_and_who_may_instead(
    founded_lumen: Found,
) -> None:
    """Rosa's license ended ten days ago. Ada, Ben and Nia inject by their own scope or agreement; the physicians hold it outright."""
    ended = licensed(ROSA, span=Span.of(OPENED, today() - timedelta(days=10)))
    lumen = founded_lumen(NEUROTOXIN, HERE, ended, without=["menu-austin"])
    answer = lumen.browser("rosa").get(ASK)
    assert answer.context["checked"].outcome is Outcome.STOP
    said = words(answer)
    assert "the person holds no RN license good in TX Mended by: the person, with HR" in said
    assert "The papers last allowed it 11 days ago" in said
    others = [one.person for one in answer.context["others"]]
    assert others[:2] == ["ada", "ben"]
    assert {"nia", "lou"} <= set(others)
    assert ROSA not in others
    assert answer.context["form"] is None


def test_a_service_of_two_procedures_is_decided_by_the_worse(rosa: Client) -> None:
    """Nothing lets Rosa use the laser, whatever she injects."""
    checked = rosa.get("/check/?service=both").context["checked"]
    assert checked.outcome in (Outcome.STOP, Outcome.UNKNOWN)
    assert len(checked.answers) == 2


def test_a_moment_is_one_on_the_clock_of_the_site(rosa: Client) -> None:
    page = rosa.get(f"{ASK}&at=2026-12-05T14:30")
    assert page.context["when"].at.isoformat() == "2026-12-05T14:30:00-06:00"
    assert "Sat, Dec 5" in words(page)
    assert "14:30" in words(page)


def test_a_time_that_never_comes_is_told_with_the_next_that_does(rosa: Client) -> None:
    page = rosa.get(f"{ASK}&at=2026-03-08T02:30")
    assert "The clock at the site never shows 02:30 on Mar 8, 2026" in words(page)
    assert "Ask for 03:30" in words(page)
    assert "checked" not in page.context


def test_a_time_that_comes_twice_is_asked_back_and_either_can_be_meant(rosa: Client) -> None:
    """On November 1, 2026 the clocks of Austin are set back from 02:00 to 01:00."""
    page = rosa.get(f"{ASK}&at=2026-11-01T01:30")
    assert "shows 01:30 on Nov 1, 2026 twice" in words(page)
    assert "the first (CDT)" in words(page)
    assert "the second (CST)" in words(page)
    offsets = [
        rosa.get(f"{ASK}&at=2026-11-01T01:30&fold={fold}").context["when"].at.isoformat()[-6:]
        for fold in (0, 1)
    ]
    assert offsets == ["-05:00", "-06:00"]


@pytest.mark.parametrize("typed", ["soon", "2026-13-01T10:00", "1066-10-14T09:00", "2026-12-05T14:30-06:00"])
def test_what_is_no_moment_is_said_to_be_none(rosa: Client, typed: str) -> None:
    page = rosa.get(ASK, {"person": ROSA, "service": "neurotoxin", "at": typed})
    assert "pick a day and a time" in words(page)
    assert "checked" not in page.context


@pytest.mark.parametrize("query", ["person=nobody", "service=nothing", "site=nowhere"])
def test_what_the_network_has_not_is_not_found(rosa: Client, query: str) -> None:
    assert rosa.get(f"/check/?{query}").status_code == 404


@pytest.mark.parametrize("path", ["/check/", ASK])
def test_a_check_asks_for_what_is_new_and_for_nothing_else(
    rosa: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    """Session, user and seats; the side; what is new; the session again."""
    rosa.get(path)
    with django_assert_num_queries(10):
        rosa.get(path)
