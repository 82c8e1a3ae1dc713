"""One house for all stories, with an identity provider beside it, and a real browser where the machine has one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.cli.installations import Installation
from tests.stories.house import House, database, peopled, served
from tests.stories.provider import CLIENT, SECRET, Provider, provided


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    """The organization's identity provider."""
    with provided() as one:
        yield one


@pytest.fixture(scope="session")
def house(
    django_db_modify_db_settings: None, provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The front door with its own database. Its stories share it: each takes a person of its own."""
    environment = {
        **database("house"),
        "OPENMSO_OIDC_ISSUER": provider.address,
        "OPENMSO_OIDC_CLIENT_ID": CLIENT,
        "OPENMSO_OIDC_CLIENT_SECRET": SECRET,
        "OPENMSO_OIDC_NAME": "Lone Star Identity",
    }
    seats = peopled(environment)
    with served(environment, tmp_path_factory.mktemp("house") / "log") as address:
        yield House(address, environment, seats)


@pytest.fixture(scope="session")
def demonstration(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The demonstration of six sites, served as `make demo` serves it; its cast signs in by a click."""
    environment = database("demonstration")
    said = Installation(environment)("demo", "--sites", "6")
    assert said.code == 0, said
    with served(environment, tmp_path_factory.mktemp("demonstration") / "log") as address:
        yield House(address, environment, {})


@pytest.fixture  # for one story: while it is open its event loop runs, beside which Django refuses to work
def chromium() -> Iterator[Browser]:
    """A real browser, the machine's own."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    expect.set_options(timeout=30_000)  # beside other tests on few cores a page takes its time
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
