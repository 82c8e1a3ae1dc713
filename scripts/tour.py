"""Take the pictures of docs/tour.md: the desks of the demonstration, in a real browser.

Run it with `make docs-pictures` after a change of what is shown; the pictures are checked in. It makes a demonstration in a database of
its own, and needs Chromium on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures" / "tour"
MOST = 300_000
"""Bytes of a picture."""
DESKTOP, PHONE = (1280, 800), (390, 844)


@dataclass(frozen=True)
class Stop:
    """One picture: its name, whose desk (nobody's: ""), the address, what is clicked from there, and how large."""

    name: str
    post: str
    path: str
    clicks: tuple[str, ...] = ()
    size: tuple[int, int] = DESKTOP


STOPS = (
    Stop("sign-in", "", "/accounts/login/"),
    Stop("home", "operator", "/home/"),
    Stop("sites", "operator", "/sites/"),
    Stop("board", "operator", "/sites/", ('main a[href^="/sites/"]',)),
    Stop("check", "rn", "/check/", ("a.tap:has(.s-conditional)",), PHONE),
    Stop("person", "operator", "/people/", ('main a[href^="/people/"]',)),
    Stop("credentials", "hr", "/credentials/"),
    Stop("oversight", "medical-director", "/oversight/"),
    Stop("structure", "operator", "/structure/"),
    Stop("law", "counsel", "/law/"),
    Stop("law-state", "counsel", "/law/", ('main a[href^="/law/"]:has-text("Florida")',)),
    Stop("whatif", "operator", "/whatif/", ('main button:has-text("What if?")',)),
    Stop("findings", "compliance", "/findings/"),
    Stop("history", "operator", "/changes/", ('main a[href^="/history/"]',)),
    Stop("wall", "auditor", "/wall/"),
)


def main() -> None:
    """Take every picture."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("no chromium on this machine: apt-get install chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for stop in STOPS:
            take(browser, address, stop)
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The demonstration of six sites, until the block ends; its address."""
    home = Path(tempfile.mkdtemp(prefix="openmso-tour-"))
    home.chmod(0o755)  # as root the server runs as another user
    program = [sys.executable, "-c", "from openmso.cli.main import app; app()"]
    given = {**os.environ, "OPENMSO_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        [*program, "demo", "--sites", "6", "--serve", "--port", "0"],
        env=given,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for line in server.stdout or ():
            if at := re.search(r"OpenMSO is at (http://\S+?)/$", line.strip()):
                yield at[1]
                break
        else:
            raise SystemExit("the demonstration did not come up")
    finally:
        server.terminate()
        server.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def take(browser: Browser, address: str, stop: Stop) -> None:
    """One picture, taken at the desk of somebody of the cast."""
    context = browser.new_context(
        viewport={"width": stop.size[0], "height": stop.size[1]}, color_scheme="light"
    )
    page = context.new_page()
    if stop.post:
        page.goto(f"{address}/accounts/login/")
        form = page.locator("form", has=page.locator(f'[value="{stop.post}@demo.example"]'))
        form.get_by_role("button").click()
        page.wait_for_load_state("networkidle")
    page.goto(address + stop.path)
    for click in stop.clicks:
        page.locator(click).first.click()
    page.wait_for_load_state("networkidle")
    _kept(page, PICTURES / f"{stop.name}.png")
    context.close()


def _kept(page: Page, path: Path) -> None:
    page.screenshot(path=path)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)} {size / 1000:.0f} kB")
    if size > MOST:
        raise SystemExit(f"{path.name} is over {MOST / 1000:.0f} kB")


if __name__ == "__main__":
    main()
