"""Calendars that other programs read: each at a secret address, which a token of its owner opens and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from openmso.foundation.calendars import Entry, written
from openmso.foundation.door import WrongHandsError
from openmso.foundation.rules.scopes import opens
from openmso.foundation.who import bearer

FRESH: Final = timedelta(minutes=5)
"""So long whoever has read a calendar need not ask again."""

View = Callable[..., tuple[str, tuple[Entry, ...]]]


def calendar(feed: str) -> Callable[[View], Callable[..., HttpResponseBase]]:
    """Make a function of an actor a calendar that its address opens. Whatever else is asked with it is not there."""

    def made(view: View) -> Callable[..., HttpResponseBase]:
        @login_not_required
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, secret: str, **named: str) -> HttpResponseBase:
            request.quiet = True  # type: ignore[attr-defined] # for the session's middleware: a program is nobody at work
            by = bearer(request, secret)
            if by is None or not opens(by.scopes, feed):
                raise Http404
            try:
                name, entries = view(by, **named)
            except WrongHandsError:  # the seat is nobody's any more who works here
                raise Http404 from None
            return _answered(request, written(name, entries, now=timezone.now()))

        return answer

    return made


def _answered(request: HttpRequest, content: bytes) -> HttpResponseBase:
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    kept = {"ETag": tag, "Cache-Control": f"private, max-age={int(FRESH.total_seconds())}"}
    whole = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=kept)
    return get_conditional_response(request, etag=tag, response=whole) or whole
