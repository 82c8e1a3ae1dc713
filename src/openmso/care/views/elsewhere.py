"""What other systems told of a patient, and the papers that came with it: each look at one is written down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from openmso.care.queries.charts import chart as chart_of
from openmso.care.queries.elsewhere import MOST, elsewhere, paper, paper_of
from openmso.care.views.patients import handed, opening, opening_of
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page


@page("care/elsewhere.html", first=opening("elsewhere"))
def from_elsewhere(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """All of a patient that came from other systems."""
    del request
    found = elsewhere(desk.by, code)
    return {"chart": chart_of(desk.by, code), "found": found, "most": MOST}


@page("care/elsewhere.html", first=opening_of(paper_of, "paper"))
def outside_paper(request: HttpRequest, desk: Desk, code: str) -> HttpResponseBase:
    """The paper itself, to be saved and not run here; no cache keeps it."""
    del request
    return handed(paper(desk.by, code), "application/pdf", f'attachment; filename="{code}.pdf"')
