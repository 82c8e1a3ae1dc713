"""From an empty installation to the first person at work: by the command line, then the browser."""

from __future__ import annotations

import re

import requests

from tests.cli.installations import Installation
from tests.stories.house import PASSWORD, House


def typed(browser: requests.Session, address: str, **form: str) -> requests.Response:
    """Open a page, fill in its form, and follow where it leads."""
    page = browser.get(address, timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.text
    return browser.post(
        page.url, {"csrfmiddlewaretoken": token[1], **form}, headers={"Referer": page.url}, timeout=20
    )


def test_gus_is_seated_sets_his_password_by_the_link_and_works(house: House) -> None:
    run = Installation({**house.environment, "OPENMSO_OWNER_URL": ""})
    seated = run(
        "access", "seat", "lone-star", "gus@example.com", "operator", "--at", "mso", "--why", "he begins"
    )
    assert seated.code == 0, seated
    link = run("access", "link", "gus@example.com").out.strip()
    with requests.Session() as browser:
        done = typed(browser, house.address + link, password1=PASSWORD, password2=PASSWORD)
        assert done.status_code == 200
        assert "/password/reset/key/done/" in done.url
        again = browser.get(house.address + link, timeout=20)
        assert "password1" not in again.text
        at_work = typed(
            browser, f"{house.address}/accounts/login/", login="gus@example.com", password=PASSWORD
        )
        assert at_work.status_code == 200
        page = browser.get(f"{house.address}/seats/", timeout=20)
        assert "operator at mso" in page.text
        assert "You work on the <strong>business</strong> side" in page.text
        with_session = browser.get(f"{house.address}/api/v1/structure/sites", timeout=20)
        assert with_session.status_code == 200, with_session.text
