"""Search: one box for people, sites, organizations, law and pages. It stands at the front door, which knows every address."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.insight.queries.search import Name, pages
from openmso.insight.queries.search import search as search_of
from openmso.oversight.queries.named import labels_of
from openmso.web.desks import rail
from openmso.words.labels import Labels

LONGEST: Final = 80
"""So many letters of what was typed are looked at."""
CALLED: Final = {
    "people": "People",
    "sites": "Sites",
    "organizations": "Organizations",
    "states": "Law of a state",
    "procedures": "Procedures in the law",
    "questions": "Questions of law",
}
PAGES: Final = {
    "people": "person",
    "sites": "site",
    "organizations": "organization",
    "states": "law_state",
    "questions": "law_topic",
}
"""Where what is found is shown, by the names of addresses."""


@page("search.html", fragment="search_found.html")
def search(request: HttpRequest, desk: Desk) -> Shown:
    """What is meant by `q`: pages first, then what the network has, then what the law says."""
    typed = " ".join(request.GET.get("q", "")[:LONGEST].split())
    if not typed:
        return {"typed": "", "groups": []}
    labels = labels_of(desk.by)
    groups = [_pages(typed, desk)]
    for found in search_of(desk.by, typed):
        hits = [hit for one in found.names if (hit := _hit(found.kind, one, labels, desk))]
        groups.append({"called": CALLED[found.kind], "hits": hits})
    return {"typed": typed, "groups": [one for one in groups if one["hits"]]}


def _pages(typed: str, desk: Desk) -> dict[str, Any]:
    blocks = rail(desk.by.side, desk.by.post)
    named = [(one.address, one.called) for block in blocks for one in (*block.daily, *block.rest)]
    hits = [
        {"called": one.called, "note": "", "href": f"{reverse(one.id)}{desk.as_of}"}
        for one in pages(typed, named)
    ]
    return {"called": "Pages", "hits": hits}


def _hit(kind: str, one: Name, labels: Labels, desk: Desk) -> dict[str, str] | None:
    """What was found, with the address of its page; None where there is no such page."""
    try:
        href = _href(kind, one.id, desk)
    except NoReverseMatch:
        return None
    note = {
        "people": labels.roles(one.id),
        "sites": one.known_by.split(" ")[0],
        "organizations": one.known_by.replace("mso", "MSO", 1),
    }.get(kind, "")
    return {"called": one.called, "note": note, "href": href}


def _href(kind: str, id: str, desk: Desk) -> str:
    day = {} if desk.is_today else {"on": desk.on.isoformat()}
    if kind == "procedures":
        return f"{reverse('law_topic', args=['delegation.rule'])}?{urlencode({'procedure': id, **day})}"
    return f"{reverse(PAGES[kind], args=[id])}{desk.as_of}"
