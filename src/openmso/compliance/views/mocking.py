"""The mock audits on a page."""

from __future__ import annotations

from django.http import HttpRequest

from openmso.compliance.queries.mocking import drawn_again, mock_audits
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.oversight.queries.named import labels_of
from openmso.oversight.queries.walking import EACH, LOOKED

LATEST = 12
"""So many are held against their seeds on the page."""


@page("compliance/mock.html")
def mocked(request: HttpRequest, desk: Desk) -> Shown:
    """What would an auditor find of a few acts of last month?"""
    del request
    found = mock_audits(desk.by)
    return {
        "labels": labels_of(desk.by),
        "audits": [
            (one, drawn_again(desk.by, one) if place < LATEST else None) for place, one in enumerate(found)
        ],
        "each": EACH,
        "looked": LOOKED,
    }
