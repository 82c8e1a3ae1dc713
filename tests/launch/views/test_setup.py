"""Set up an MSO from nothing in Texas: the page says what comes next, its forms write real records, and what follows opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.authority.facts.people import License, Person
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import ALWAYS
from openmso.workforce.actions import enter
from tests.kept import network_of_the_cast
from tests.oversight.conftest import Lumen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def empty() -> Lumen:
    """A network with two people and nothing else: Olga, who operates it, and Ada, a physician of Texas."""
    network: UUID = Network.objects.using("default").create(slug="new", name="New").id
    made = Lumen(network)
    for one in (Person("olga", "Olga Stern"), Person("ada", "Ada Reyes")):
        enter(by=made.system, why="hired", record=one)
    enter(by=made.system, why="seen", record=License("ada-tx", "ada", "MD", "TX", ALWAYS))
    made.seat("olga", Post.OPERATOR)
    made.seat("carl", Post.AUDITOR)
    return made


def page(client: Client, path: str = "/setup/?state=TX") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def opens(text: str) -> dict[str, str]:
    """The forms that may be filled in now, by what they do."""
    return {
        said: href for href, said in re.findall(r'href="(/records/[^"]+)" aria-label="Do it: ([^"]+)"', text)
    }


def fill(client: Client, href: str, **given: object) -> str:
    """Post a form with what its address fills in and the rest; where it leads."""
    known = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items() if name != "back"}
    form = client.get(href).context["form"]
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    sent = {name: said for name, said in sent.items() if said not in (None, "", False)}
    answer = client.post(href, {**sent, **known, **given, "why": "setting up"})
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def test_from_nothing_the_forms_of_the_path_write_the_structure(empty: Lumen) -> None:
    olga = empty.browser("olga")
    text = page(olga)
    assert "What is left before a new practice treats in Texas?" in text
    assert set(opens(text)) == {"A management company is formed", "A practice is formed"}
    assert "first: A management company is formed" in re.sub(r"\s+", " ", strip_tags(text))
    back = fill(olga, opens(text)["A management company is formed"], name="Star Management LLC", form="LLC")
    assert back.startswith("/setup/?state=TX")
    text = page(olga, back)
    assert "Star Management LLC" in text
    assert "A management company is formed" not in opens(text)
    back = fill(olga, opens(text)["A practice is formed"], name="Star Medical PLLC", form="PLLC")
    text = page(olga)
    assert "What is left before Star Medical PLLC treats in Texas?" in text
    assert olga.get(re.findall(r'hx-get="(/structure/[^"]+)"', text)[0]).status_code == 200
    before = opens(text)
    assert {
        "An agreement is signed for both parties",
        "A medical director is appointed",
        "A site is open in the state",
    } <= set(before)
    assert "mso=" in before["An agreement is signed for both parties"]
    for said, owner in (("Its owners are on record, up to 100 %", "olga"),):
        fill(olga, before[said], owner=owner, percent="100")
    after = opens(page(olga))
    assert after["Its owners are on record, up to 100 %"] != before["Its owners are on record, up to 100 %"]


def test_each_step_says_what_the_law_of_the_state_says_with_its_source(empty: Lumen) -> None:
    text = page(empty.browser("olga"))
    sections = re.findall(r'<section class="sheet" id="step-(\w+)".*?</section>', text, re.DOTALL)
    assert sections == ["mso", "msa", "practice", "director", "protocols"]
    practice = text.split('id="step-practice"')[1].split("</section>")[0]
    # Texas forbids the corporate practice of medicine (Tex. Occ. Code §§ 155.001, 164.052, 165.156).
    assert re.search(r"Occ(\.|upations) Code", practice)


def test_a_practice_at_work_has_its_steps_ticked() -> None:
    lumen = Lumen(network_of_the_cast())
    lumen.seat("olga", Post.OPERATOR)
    olga = lumen.browser("olga")
    text = page(olga)
    assert "Lumen Medical" in text
    director = text.split('id="step-director"')[1].split("</section>")[0]
    assert director.count("Done") >= 3
    assert "A management company is formed" not in opens(text)
    assert olga.get("/setup/?state=XX&practice=nowhere").status_code == 200
    assert "What is left before a new practice treats in Ohio?" in page(olga, "/setup/?state=OH")
    assert "What is left before a new practice treats in Texas?" in page(
        olga, "/setup/?state=TX&practice=new"
    )


def test_a_form_leads_back_to_pages_of_ours_only(empty: Lumen) -> None:
    olga = empty.browser("olga")
    for number, back in enumerate(("https://evil.example/", "//evil.example/", "/\\evil.example")):
        href = f"/records/organizations/new/?kind=mso&state=TX&back={back}"
        assert fill(olga, href, name=f"Star {number} LLC", form="LLC").startswith("/records/organizations/")


def test_who_may_not_write_a_record_is_led_to_no_form_of_it(empty: Lumen) -> None:
    carl = empty.browser("carl")
    text = page(carl)
    assert opens(text) == {}
    assert "Next:" not in text
    assert text.count("who keeps these records enters it") == 2  # the two that wait for nothing
