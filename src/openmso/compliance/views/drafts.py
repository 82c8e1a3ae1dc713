"""Drafts on pages: the document of a record to read, to take as a PDF, and beside what it was before."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from openmso.compliance.files.printing import Printer
from openmso.compliance.queries.drafts import CALLED, REVIEW, differs, draft, drafts
from openmso.compliance.queries.envelopes import of_record
from openmso.compliance.views.envelopes import may_send
from openmso.evidence.queries import STATES
from openmso.foundation.pages.desk import Desk, day_of
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.register import NotThereError, RefusedError

END_OF_DAY: Final = time(23, 59, 59)


@page("compliance/drafts.html")
def listing(request: HttpRequest, desk: Desk) -> Shown:
    """Every record of which there is a document."""
    del request
    return {"kinds": drafts(desk.by, desk.on)}


@page("compliance/draft.html")
def one(request: HttpRequest, desk: Desk, kind: str, code: str) -> Shown:
    """The document of a record; with `?before=2026-01-01`, what is not as it was known at the end of that day."""
    asked = request.GET.get("before", "").strip()
    found = draft(desk.by, kind, code, desk.on)
    shown = {
        "found": found,
        "kind": kind,
        "code": code,
        "called": CALLED[kind],
        "review": REVIEW,
        "before": asked,
        "sends": desk.is_today and may_send(desk, kind),
        "envelopes": [(each, STATES[each.state(desk.today)]) for each in of_record(desk.by, kind, code)],
    }
    day = day_of(asked) if asked else None
    if asked and day is None:
        return {**shown, "unread": "That is no day: choose one as 2026-01-31."}
    if day is not None:
        moment = datetime.combine(day, END_OF_DAY, ZoneInfo(settings.ZONE))
        try:
            return {**shown, "compared": True, "changes": differs(desk.by, kind, code, moment, desk.on)}
        except NotThereError:
            return {**shown, "unread": "On that day it was not recorded yet."}
        except RefusedError as refused:
            return {**shown, "unread": f"{refused.faults[0].what}; choose {refused.faults[0].mend}."}
    return shown


@page("compliance/draft.html")
def pdf(request: HttpRequest, desk: Desk, kind: str, code: str) -> HttpResponse:
    """The document as a PDF for archives."""
    del request
    found = draft(desk.by, kind, code, desk.on)
    told = {
        **asdict(found.draft),
        "open": found.draft.open,
        "doubtful": found.draft.doubtful,
        "review": REVIEW,
        "pack": found.pack,
        "made": f"{desk.on:%b} {desk.on.day}, {desk.on.year}",
    }
    data = Printer().pdf("draft", told, desk.now.astimezone(ZoneInfo(settings.ZONE)))
    answer = HttpResponse(data, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="draft-{kind}-{desk.on.isoformat()}.pdf"'
    return answer
