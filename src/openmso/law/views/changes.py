"""What of the law changed in the last year, what will change in the next, and what is pending."""

from __future__ import annotations

from django.http import HttpRequest

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.law.queries.changes import pending, turns
from openmso.law.views.worded import law_of
from openmso.timeline.spans import Span

DAYS = 365


@page("law/changes.html")
def changes(request: HttpRequest, desk: Desk) -> Shown:
    """Turns of law around the day, in all jurisdictions or in those that are named: `?state=TX&state=OK`."""
    law = law_of(desk.by)
    named = [one for one in request.GET.getlist("state") if one in law.pack.jurisdictions]
    states = frozenset(named) or None
    day = desk.on.toordinal()
    return {
        "ahead": turns(law.pack.book, Span(day + 1, day + DAYS + 1), states),
        "lately": tuple(reversed(turns(law.pack.book, Span(day - DAYS, day + 1), states))),
        "pending": pending(law.pack.book, states),
        "named": {code: law.place(code) for code in named},
        "places": law.places,
        "names": dict(law.places),
        "labels": law.labels,
        "lawful": law.lawful,
    }
