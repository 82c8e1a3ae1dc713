"""What a token may do: `read` or `write` everywhere, or in one room, as `structure:read`. Writing includes reading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SCOPE: Final = re.compile(r"([a-z_]+:)?(read|write)")


def is_scope(text: str) -> bool:
    """Whether a text is a scope at all; whether the room exists is not asked."""
    return SCOPE.fullmatch(text) is not None


def allows(scopes: Iterable[str] | None, verb: str, room: str = "") -> bool:
    """Whether scopes let their holder `read` or `write` in a room. No scopes (None) limit nothing; an empty set allows nothing."""
    if scopes is None:
        return True
    verbs = {verb, "write"}
    return not verbs.isdisjoint(scopes) or not {f"{room}:{one}" for one in verbs}.isdisjoint(scopes)
