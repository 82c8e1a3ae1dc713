"""What other systems told of a patient, and the papers that came with it: each look at one is written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from openmso.care.access import OutOfReachError
from openmso.care.actions.patients import open_chart
from openmso.care.queries.charts import chart as chart_of
from openmso.care.queries.elsewhere import MOST, elsewhere, paper, paper_of
from openmso.care.views.patients import opening
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page


@page("care/elsewhere.html", first=opening("elsewhere"))
def from_elsewhere(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """All of a patient that came from other systems."""
    del request
    found = elsewhere(desk.by, code)
    return {"chart": chart_of(desk.by, code), "found": found, "most": MOST}


def _opening(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase | None:
    """Before a paper is shown: write down that somebody looks at it; whom the chart is not open to gets nothing."""
    del request
    try:
        open_chart(by=desk.by, why="looking at a paper", patient=paper_of(desk.by, code), what="paper")
    except OutOfReachError:
        return HttpResponse(status=403)
    return None


@page("care/elsewhere.html", first=_opening)
def outside_paper(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """The paper itself, to be saved and not run here; no cache keeps it."""
    del request
    return HttpResponse(
        paper(desk.by, code),
        content_type="application/pdf",
        headers={
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="{code}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )
