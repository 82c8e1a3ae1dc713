"""A part of a page that is kept up to date while somebody looks at it.

The part is sent with a token that says of which state of the network, and of which day, it was made. The page shows the token
again every two seconds; it is answered 204 unless something was written since, and then with the part only if it has become another.
Asking so is quiet: it does not count as work, so that a page left open signs nobody in for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from openmso.foundation.pages.desk import Desk

SALT: Final = "openmso.foundation.pages.live"
NOTHING_NEW: Final = 204
NAMED: Final = 2
"""So many records that changed are told by name."""


@dataclass(frozen=True, slots=True)
class Token:
    """Of what a part was made: a state of the network (whoever reads it made it), a day in a zone, and what it looked like."""

    state: str
    zone: str
    on: str
    digest: str

    @property
    def text(self) -> str:
        """Signed, so that nobody else makes one."""
        return signing.dumps([self.state, self.zone, self.on, self.digest], salt=SALT)

    def is_of(self, desk: Desk) -> bool:
        """Whether the day that is looked at is still the same."""
        return desk.at(self.zone).on.isoformat() == self.on


@dataclass(frozen=True, slots=True)
class Live:
    """The part as it is now, and when that was, by the clock of the place."""

    html: str
    token: Token
    at: datetime

    @property
    def clock(self) -> str:
        """What the clock there shows; templates would tell it by that of the server."""
        return f"{self.at:%H:%M}"


def live(request: HttpRequest, template: str, shown: Mapping[str, Any], *, zone: str, state: str) -> Live:
    """The part of a page, from a state that was seen before anything in it was; `shown` holds its `desk`."""
    desk: Desk = shown["desk"]
    html = render_to_string(template, dict(shown), request)
    token = Token(state, zone, desk.on.isoformat(), sha256(html.encode()).hexdigest()[:16])
    return Live(html, token, timezone.localtime(desk.now, ZoneInfo(zone)))


def token_of(request: HttpRequest) -> Token | None:
    """The token with which a page asks whether anything is new; None if it is none of ours."""
    try:
        return Token(*signing.loads(request.GET.get("seen", ""), salt=SALT))
    except (signing.BadSignature, TypeError):
        return None


def nothing_new() -> HttpResponse:
    """The page may stay as it is."""
    return HttpResponse(status=NOTHING_NEW)


def renewed(request: HttpRequest, now: Live, before: Token | None, changed: list[str]) -> HttpResponse:
    """The part with its new token and what changed; only the token where the part looks as before."""
    moved = before is None or now.token.digest != before.digest
    shown = {"live": now, "moved": moved, "changed": changed[:NAMED], "more": len(changed[NAMED:])}
    answer = render(request, "components/live_part.html", shown)
    if not moved:
        answer.headers["HX-Reswap"] = "none"
    return answer
