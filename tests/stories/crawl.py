"""Somebody of the demonstration's cast at the front door: signed in by the click on the sign-in page, and every page they are led to."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

import requests
from django.urls import Resolver404, resolve

LEFT_OUT = ("/static/", "/api/", "/accounts/", "/step-up/", "/tokens/new/", "/feeds/new/")
"""Not pages of a desk: the style, the API, and what signs in or proves who one is."""
EACH = 1
"""So many pages are opened of one address with different things in it."""


@dataclass(frozen=True)
class Links:
    """The addresses a page leads to; its headings of the first order, its ids, and whether it is a whole page.

    Read with patterns and not parsed: our templates write attributes in double quotes, and two thousand pages are read.
    """

    found: tuple[str, ...]
    titles: int
    ids: tuple[str, ...]
    is_page: bool

    @classmethod
    def of(cls, text: str) -> Links:
        """Those of a page."""
        return cls(
            tuple(unescape(one) for one in re.findall(r'<a\b[^>]*?\shref="([^"]+)"', text)),
            len(re.findall(r"<h1\b", text)),
            tuple(re.findall(r'<[a-z][^>]*?\sid="([^"]+)"', text)),
            "<html" in text,
        )


@dataclass(frozen=True)
class Opened:
    """One page as it was answered; `links` of those that are HTML."""

    name: str
    status: int
    text: str
    links: Links | None


def signed_in(address: str, email: str) -> requests.Session:
    """A browser in which the button of this member of the cast was clicked."""
    browser = requests.Session()
    page = browser.get(f"{address}/accounts/login/", timeout=30)
    for form in re.findall(
        r'<form method="post" action="/accounts/login/">(.*?)</form>', page.text, re.DOTALL
    ):
        fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        if fields.get("login") == email:
            done = browser.post(page.url, fields, headers={"Referer": page.url}, timeout=30)
            assert done.status_code == 200, done.text
            assert "/accounts/" not in urlsplit(done.url).path, done.url
            return browser
    raise AssertionError(f"{email} is not on the sign-in page")


def cast_of(address: str) -> list[str]:
    """The emails on the sign-in page."""
    page = requests.get(f"{address}/accounts/login/", timeout=30).text
    return re.findall(r'name="login" value="([^"]+@[^"]+)"', page)


def walked(
    address: str, browser: requests.Session, *, begin: str = "/", asking: bool = True
) -> Mapping[str, Opened]:
    """Every page that can be reached by links from where they begin, `EACH` of one kind; by path with its query.

    Pages that are asked for something are kinds of their own, unless not `asking`.
    """
    opened: dict[str, Opened] = {}
    kinds: dict[str, int] = {}
    seen: set[str] = set()
    waiting = deque([begin])
    while waiting:
        path = waiting.popleft()
        name = kind_of(path)
        if name is not None and not asking:
            name = name.partition("?")[0]
        if path in seen or name is None or kinds.get(name, 0) >= EACH:
            continue
        seen.add(path)
        kinds[name] = kinds.get(name, 0) + 1
        answer = browser.get(address + path, timeout=60)
        is_html = answer.headers["Content-Type"].startswith("text/html")
        links = Links.of(answer.text) if is_html else None
        opened[path] = Opened(name, answer.status_code, answer.text, links)
        if links is not None:
            waiting.extend(_inside(answer.url, links))
    return opened


def kind_of(path: str) -> str | None:
    """The name of the address, with the names of what is asked for behind it; None for what is no page of a desk.

    A page of another day is of the same kind: every link keeps the day, and all pages would be walked twice.
    """
    parts = urlsplit(path)
    if parts.path.startswith(LEFT_OUT):
        return None
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return f"nowhere: {parts.path}"
    names = (one.partition("=")[0] for one in parts.query.split("&") if one)
    asked = "&".join(sorted(name for name in names if name != "on"))
    return f"{name}?{asked}" if asked else name


def _inside(url: str, links: Links) -> list[str]:
    here = urlsplit(url)
    found = []
    for link in links.found:
        to = urlsplit(urljoin(url, link))
        if to.netloc == here.netloc and to.scheme == here.scheme:
            found.append(to.path + (f"?{to.query}" if to.query else ""))
    return found
