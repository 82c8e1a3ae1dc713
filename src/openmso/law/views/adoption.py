"""By which pack does the network work, and what would the installed one change? Adopting it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.law.access import adopts
from openmso.law.actions import adopt_pack
from openmso.law.forms import Adopting
from openmso.law.queries import diff, whole
from openmso.law.queries.lawbook import adoptions, pack_of
from openmso.law.views.worded import law_of


@page("law/adoption.html", writes=True)
def adoption(request: HttpRequest, desk: Desk) -> Shown | HttpResponse:
    """What was adopted when, how the installed pack differs, and adopting it for those who may."""
    installed = whole()
    form = Adopting(request.POST or None, initial={"digest": installed.book.digest})
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: adopt_pack(by=desk.by, on=desk.today, **form.cleaned_data))
        if made is not None:
            messages.success(request, f"The network works by law pack {made} from now on.")
            return redirect("law_adoption")
    law, found = law_of(desk.by), adoptions(desk.by)
    return {
        "form": form,
        "adoptions": tuple(reversed(found)),
        "installed": installed,
        "current": bool(found) and found[-1].digest == installed.book.digest,
        "changes": diff(pack_of(desk.by).book, installed.book),
        "names": dict(law.places),
        "labels": law.labels,
        "lawful": law.lawful,
        "may_adopt": adopts(desk.by),
    }
