"""A director agreement goes out and comes back signed: counsel reviews it, the director signs on a phone by virtue of the license of that day, the MSO's owner last; then it is sealed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories.house import House
from tests.stories.person import PHONE, at_the_desk_of, proves_by_passkey, with_a_passkey
from tests.stories.test_a_director_found import clean

pytestmark = pytest.mark.slow


def named(page: Page, turn: int, post: str, part: str, role: str, *, licensed: bool = False) -> None:
    """Somebody is asked at a turn; by the post in which they sit."""
    section = page.locator(f'section[aria-labelledby="turn-{turn}"]')
    choice = section.get_by_label(f"{turn}. Who?")
    found = next(one for one in choice.locator("option").all_inner_texts() if one.endswith(f", {post}"))
    choice.select_option(label=found)
    section.get_by_label("What is asked of them?").select_option(part)
    section.get_by_label("As what?").fill(role)
    section.get_by_label("by virtue of a license").set_checked(licensed)


def nobody(page: Page, turn: int) -> None:
    page.locator(f'section[aria-labelledby="turn-{turn}"]').get_by_label(f"{turn}. Who?").select_option("")


def goes_out(page: Page, director: str) -> str:
    """The owner of the MSO takes the draft as a PDF, as counsel would finish it, and sends that; the address of its page."""
    page.goto("/documents/")
    page.locator('section[aria-labelledby="kind-appointments"]').get_by_role(
        "link", name=re.compile(f"^{re.escape(director)}")
    ).first.click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take as PDF").click()
    page.get_by_role("link", name="Send for signature").click()
    clean(page)
    page.get_by_label("as counsel finished it").set_input_files(taken.value.path())
    named(page, 1, "counsel", "reviews", "counsel")
    named(page, 2, "medical director", "signs", "medical director", licensed=True)
    named(page, 3, "mso owner", "signs", "for the management company")
    nobody(page, 4)
    nobody(page, 5)
    page.get_by_role("button", name="Send it out").click()
    expect(page.locator(".messages")).to_contain_text("on its way")
    expect(page.get_by_text("In review: waits for")).to_be_visible()
    clean(page)
    return page.url


def signs(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign", exact=True).click()
    proves_by_passkey(page)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("You have signed")


def test_a_director_agreement_goes_out_and_comes_back_signed(chromium: Browser, demonstration: House) -> None:
    house = demonstration
    (found,) = house.as_owner(
        "SELECT p.name FROM foundation_seat s JOIN foundation_user u ON u.id = s.user_id JOIN workforce_person p ON p.code = s.person "
        "AND p.network_id = s.network_id WHERE u.email = 'medical-director@demo.example'"
    )
    director = str(found[0])
    with at_the_desk_of(chromium, house.address, "mso-owner") as owner:
        address = goes_out(owner, director)
    with at_the_desk_of(chromium, house.address, "medical-director", width=PHONE) as doctor:
        doctor.goto("/documents/to-sign/")
        expect(doctor.get_by_text("Nothing waits for you.")).to_be_visible()
        doctor.goto(address)  # it is in review: there is nothing to sign yet
        expect(doctor.get_by_role("button", name="Sign", exact=True)).to_have_count(0)
    with at_the_desk_of(chromium, house.address, "counsel") as counsel:
        counsel.goto("/documents/to-sign/")
        counsel.locator(f'a[href="{address.removeprefix(house.address)}"]').click()
        clean(counsel)
        counsel.get_by_role("button", name="It may go on").click()
        expect(counsel.locator(".messages")).to_contain_text("goes on to the next")
    with (
        at_the_desk_of(chromium, house.address, "medical-director", width=PHONE) as doctor,
        with_a_passkey(doctor, house, "medical-director"),
    ):
        doctor.goto("/mine/")
        expect(doctor.get_by_role("heading", name="Sent to me to sign or to review")).to_be_visible()
        doctor.goto(address)
        expect(doctor.get_by_text("You sign under")).to_be_visible()
        clean(doctor)
        signs(doctor, address)
        clean(doctor)
    with (
        at_the_desk_of(chromium, house.address, "mso-owner") as owner,
        with_a_passkey(owner, house, "mso-owner"),
    ):
        signs(owner, address)
        expect(owner.get_by_text("Active, to be reviewed")).to_be_visible()
        expect(owner.get_by_text("The bytes are those that were signed.")).to_have_count(2)
        clean(owner)
    signed = house.as_owner(
        "SELECT s.license <> '', s.license_valid @> current_date FROM evidence_signature s JOIN evidence_envelopeword w ON w.signature_id = s.id ORDER BY s.at"
    )
    assert signed[-2:] == [(True, True), (False, None)]
