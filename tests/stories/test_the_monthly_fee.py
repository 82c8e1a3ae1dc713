"""The fee of a month: drawn by the finance of the business, questioned by an owner on her phone, mended, approved with a proof, billed and paid; a sweep is refused."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.stories.acting import on_the_floor
from tests.stories.house import House
from tests.stories.person import PHONE, at_the_desk_of, proves_by_passkey, with_a_passkey

pytestmark = pytest.mark.slow
LINE = "Billing and card processing as agent"


def clean(page: Page) -> None:
    """Nothing on the page keeps anybody out, and it does not run out of its width."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def owned(house: House) -> tuple[str, str, str]:
    """The practice of the owner among the cast, its agreement, and the month before last, of which no statement waits."""
    found = house.as_owner(
        "SELECT o.name, m.code, to_char(max(s.month), 'YYYY-MM') FROM finance_feestatement s"
        " JOIN structure_msa m ON m.id = s.msa_id JOIN structure_organization o ON o.id = m.practice_id"
        " JOIN foundation_seat seat ON seat.organization = o.code JOIN foundation_user u ON u.id = seat.user_id"
        " WHERE u.email = 'physician-owner@demo.example' AND s.month < date_trunc('month', now() - interval '2 months')"
        " GROUP BY o.name, m.code"
    )
    name, msa, month = found[0]
    return str(name), str(msa), str(month)


def draws_and_sends(page: Page, msa: str, month: str, count: str) -> str:
    """Fay's part: evidence under the same number, the statement drawn and sent; its address."""
    page.goto(f"/fees/of/{month}/{msa}/")
    page.get_by_label("For which service?").select_option(LINE)
    page.get_by_label("What is it?").select_option("count")
    page.get_by_label("Number of the report or bill").fill(f"report-{month}-1")
    page.get_by_label("Units").fill(count)
    page.get_by_label("More about it").fill("processor report")
    clean(page)
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("It is entered.")).to_be_visible()
    page.get_by_role("button", name="Draw the statement").click()
    expect(page.get_by_role("heading", name="Line by line")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Send it to the owners").click()
    expect(page.get_by_text("It waits for an owner of the practice.")).to_be_visible()
    return page.url


def pays(page: Page, number: str, amount: str) -> None:
    """A sweep of what remains is refused; the bill is paid and goes."""
    page.goto("/fees/bills/")
    form = page.locator("form", has=page.get_by_role("heading", name="Write down a transfer"))
    form.get_by_label("What does it clear?").select_option("remainder")
    form.get_by_label("Amount, in US dollars").fill(amount)
    form.get_by_label("On which day").fill(date.today().isoformat())  # noqa: DTZ011 - the demonstration lives on the machine's day
    form.get_by_label("On what does the amount rest?").fill("what is left this month")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("a sweep of the remainder is no payment")).to_be_visible()
    clean(page)
    choice = form.locator("option", has_text=number).first.get_attribute("value")
    form.get_by_label("What does it clear?").select_option(choice)
    form.get_by_label("On what does the amount rest?").fill("the approved statement of the month")
    form.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The transfer is written down, with its slip.")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Slip").first.click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    clean(page)


def questions(chromium: Browser, house: House, statement: str) -> None:
    """The owner finds on her phone what waits, and questions a line of this statement."""
    with at_the_desk_of(chromium, house.address, "physician-owner", width=PHONE) as owner:
        owner.goto("/fees/")
        expect(owner.get_by_role("heading", level=1)).to_contain_text("for my word")
        clean(owner)
        owner.goto(statement)
        owner.get_by_text("Question it").click()
        owner.get_by_label("Which line?").select_option(LINE)
        owner.get_by_label("Why?").fill("912 transactions are more than we had patients")
        clean(owner)
        owner.get_by_role("button", name="Ask").click()
        expect(owner.get_by_text("The question stands beside the statement.")).to_be_visible()
        clean(owner)


def approves(chromium: Browser, house: House, statement: str) -> None:
    """The owner approves on her phone, with her passkey."""
    with at_the_desk_of(chromium, house.address, "physician-owner", width=PHONE) as owner:
        owner.goto(statement)
        with with_a_passkey(owner, house, "physician-owner"):
            owner.get_by_role("button", name="Approve $").click()
            proves_by_passkey(owner)
            owner.get_by_role("button", name="Approve $").click()
            expect(owner.get_by_text("Approved. It is never changed from here on.")).to_be_visible()
            clean(owner)


def bills(page: Page, statement: str) -> None:
    """The approved statement becomes a bill, which is paid."""
    page.goto(statement)
    expect(page.get_by_text("as an owner")).to_be_visible()
    page.get_by_role("button", name="Bill it").click()
    number = page.get_by_text("is made.").inner_text().removeprefix("Bill ").removesuffix(" is made.")
    amount = page.get_by_role("heading", level=1).inner_text().rpartition("$")[2].replace(",", "")
    clean(page)
    pays(page, number, amount)
    page.goto(statement)
    expect(page.get_by_text("Paid: ")).to_be_visible()


def test_a_month_is_earned_questioned_approved_billed_and_paid(
    chromium: Browser, demonstration: House
) -> None:
    on_the_floor(demonstration, "months", floor="tests.stories.fees")
    practice, msa, month = owned(demonstration)
    with at_the_desk_of(chromium, demonstration.address, "finance") as fay:
        fay.goto("/fees/")
        expect(
            fay.get_by_role("heading", name="What was billed for what, and who approved it?")
        ).to_be_visible()
        clean(fay)
        first = draws_and_sends(fay, msa, month, "912")
    questions(chromium, demonstration, first)
    with at_the_desk_of(chromium, demonstration.address, "finance") as fay:
        fay.goto(first)
        expect(fay.get_by_text("more than we had patients")).to_be_visible()
        second = draws_and_sends(fay, msa, month, "391")
    assert second != first
    approves(chromium, demonstration, second)
    with at_the_desk_of(chromium, demonstration.address, "finance") as fay:
        bills(fay, second)
    with at_the_desk_of(chromium, demonstration.address, "operator", width=PHONE) as operator:
        operator.goto(f"/fees/agreements/{msa}/")
        expect(operator.get_by_role("heading", name="File of its fair value")).to_be_visible()
        clean(operator)
        operator.get_by_role("link", name="Clause by clause").click()
        expect(operator.get_by_role("heading", name="Must have", exact=True)).to_be_visible()
        clean(operator)
        operator.goto("/fees/watch/")
        expect(operator.get_by_role("heading", name=practice)).to_be_visible()
        clean(operator)
