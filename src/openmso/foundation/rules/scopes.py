"""What a token may do: `read` or `write` everywhere, or in one room, as `structure:read`. Writing includes reading.

A token that stands in an address, for programs that only know addresses, opens one calendar and nothing else: `feed:shifts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

FEEDS: Final = ("shifts", "roster", "clocks")
"""The calendars: one's own shifts, the roster of a site, the days one's own papers end."""
SCOPE: Final = re.compile(rf"([a-z_]+:)?(read|write)|feed:({'|'.join(FEEDS)})")


def is_scope(text: str) -> bool:
    """Whether a text is a scope at all; whether the room exists is not asked."""
    return SCOPE.fullmatch(text) is not None


def opens(scopes: Iterable[str] | None, feed: str) -> bool:
    """Whether scopes are those of this calendar alone: what can do more has no place in an address."""
    return scopes is not None and set(scopes) == {f"feed:{feed}"}


def allows(scopes: Iterable[str] | None, verb: str, room: str = "") -> bool:
    """Whether scopes let their holder `read` or `write` in a room. No scopes (None) limit nothing; an empty set allows nothing."""
    if scopes is None:
        return True
    verbs = {verb, "write"}
    return not verbs.isdisjoint(scopes) or not {f"{room}:{one}" for one in verbs}.isdisjoint(scopes)
