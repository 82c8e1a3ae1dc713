"""The page that describes the API, in a real browser: it comes from the install alone and breaks no rule of its own headers."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.stories.house import House


def test_the_page_shows_every_room_and_loads_nothing_from_elsewhere(house: House, chromium: Browser) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{house.address}/api/v1/docs")
    page.get_by_role("heading", name="OpenMSO").first.wait_for()
    for room in ("structure", "workforce", "oversight", "evidence", "law"):
        page.locator(f"#operations-tag-{room}").wait_for()
    page.locator("#operations-tag-structure button").first.click()
    page.get_by_text("List organizations").first.wait_for()
    page.close()
    assert {url.startswith((house.address, "data:", "blob:")) for url in asked} == {True}
    assert said == []
