"""Paper against practice, on a page and as a table."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from openmso.compliance.queries.truth import truth
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.oversight.queries.named import labels_of

HEAD = ("what", "site", "procedure", "who", "acts", "last on", "mend")


@page("compliance/truth.html")
def paper_and_practice(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Does the paper say what is done? As a table with `?as=csv`."""
    found, labels = truth(desk.by, desk.on), labels_of(desk.by)
    if request.GET.get("as") == "csv":
        rows = [
            (
                one.said,
                labels.name(one.site),
                labels.procedure(one.procedure) if one.procedure else "",
                labels.name(one.person) if one.person else "",
                one.count,
                one.last,
                one.mend,
            )
            for one in found.apart
        ]
        return sheet(f"paper-and-practice-{desk.on.isoformat()}", HEAD, rows)
    return {"labels": labels, "found": found}
