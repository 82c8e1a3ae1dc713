"""Was everything done under authority? A year judged again by what is known now."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponseBase

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.oversight.queries.audited import SPELLED, Audited, audited
from openmso.oversight.queries.named import network_of
from openmso.words.labels import Labels

YEARS: Final = 8
"""So many years back can be chosen."""
WHOLE: Final = 50_000
"""So many rows a sheet has at most; with more of them nobody reads reasons one by one."""


@page("oversight/audited.html")
def acts(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """The acts of a year (`?year=2026`, this one if left out); as a table with `?as=csv`."""
    labels, _, _ = network_of(desk.by)
    years = [desk.today.year - one for one in range(YEARS)]
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), desk.on.year)
    as_sheet = request.GET.get("as") == "csv"
    most = WHOLE if as_sheet else SPELLED
    found = audited(desk.by, date(year, 1, 1), date(year + 1, 1, 1), most=most)
    if as_sheet:
        heads = ("act", "moment", "site", "who", "procedure", "said then", "why not")
        return sheet(f"acts-without-authority-{year}", heads, _rows(found, labels))
    return {"labels": labels, "found": found, "year": year, "years": years, "spelled": SPELLED}


def _rows(found: Audited, labels: Labels) -> list[tuple[object, ...]]:
    return [
        (
            one.code,
            one.at.isoformat(),
            labels.name(one.site),
            labels.name(one.person),
            labels.procedure(one.procedure),
            one.then,
            "; ".join(labels.sentence(reason) for reason in one.reasons),
        )
        for one in found.failed
    ]
