"""What makes a function a page: it takes a desk and says what is shown; the rest is the same for every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openmso.authority.facts import UnknownRecordError
from openmso.foundation.door import seeing
from openmso.foundation.pages.desk import Desk, desk_of
from openmso.foundation.register import NotThereError

Shown = Mapping[str, Any]
"""What a template is given."""
View = Callable[..., Shown | HttpResponseBase]
First = Callable[..., HttpResponseBase | None]
"""What is done before a page is read, such as writing down that it is; an answer of its own is shown instead of the page."""
REFUSED: Final = 422


def page(
    template: str,
    *,
    fragment: str = "",
    writes: bool = False,
    quiet: bool = False,
    first: First | None = None,
) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a function of a desk (and what the address names) a page; it returns what the template is given, or an answer of its own.

    A page reads in one transaction, in which nothing can be written. With `writes` it also takes POST, outside of it: what was done
    is answered by a redirect, and a page that is shown again after a POST was refused (422). `fragment` is the template of the part that
    htmx asks for. What the network has not is 404. What is `quiet` is asked by the page itself and not by somebody at work: it does
    not keep the session alive. `first` is called before a page is read, outside of that transaction, with what the page is called with.
    """

    def made(view: View) -> Callable[..., HttpResponseBase]:
        @require_http_methods(["GET", "HEAD", "POST"] if writes else ["GET", "HEAD"])
        @wraps(view)
        def shown(request: HttpRequest, **named: Any) -> HttpResponseBase:  # noqa: ANN401 - what the address names
            request.quiet = quiet  # type: ignore[attr-defined] # for the session's middleware
            desk = desk_of(request)
            request.desk = desk  # type: ignore[attr-defined] # for the frame around the page
            try:
                if request.method == "POST":
                    return _answer(request, template, desk, view(request, desk, **named), status=REFUSED)
                instead = first(request, desk, **named) if first is not None else None
                if instead is not None:
                    return instead
                with seeing(desk.by):
                    name = fragment if fragment and asks_for_part(request) else template
                    return _answer(request, name, desk, view(request, desk, **named))
            except (NotThereError, UnknownRecordError) as nothing:
                raise Http404(str(nothing)) from None

        return shown

    return made


def asks_for_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of a page and not for the page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def _answer(
    request: HttpRequest, template: str, desk: Desk, found: Shown | HttpResponseBase, *, status: int = 200
) -> HttpResponse | HttpResponseBase:
    if isinstance(found, HttpResponseBase):
        return found
    # A view may have looked at the days of a site: its desk is the one that is shown.
    return render(request, template, {"desk": desk, **found}, status=status)
