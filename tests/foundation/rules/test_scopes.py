"""What a token may do is what its scopes say, and nothing by default."""

from __future__ import annotations

import pytest

from openmso.foundation.rules.scopes import FEEDS, allows, is_scope, opens


@pytest.mark.parametrize(
    ("scopes", "verb", "room", "expected"),
    [
        (None, "write", "structure", True),
        ((), "read", "structure", False),
        (("read",), "read", "structure", True),
        (("read",), "read", "", True),
        (("read",), "write", "structure", False),
        (("write",), "write", "structure", True),
        (("write",), "read", "structure", True),
        (("structure:read",), "read", "structure", True),
        (("structure:read",), "read", "workforce", False),
        (("structure:read",), "write", "structure", False),
        (("structure:write",), "read", "structure", True),
        (("structure:write",), "write", "structure", True),
        (("structure:write",), "write", "workforce", False),
        (("structure:read", "workforce:write"), "write", "workforce", True),
        (("READ",), "read", "structure", False),
    ],
)
def test_scopes_allow_what_they_say(
    scopes: tuple[str, ...] | None, verb: str, room: str, expected: bool
) -> None:
    assert allows(scopes, verb, room) is expected


@pytest.mark.parametrize("text", ["read", "write", "structure:read", "x_y:write", "feed:shifts"])
def test_a_scope_is_a_verb_or_a_verb_in_a_room(text: str) -> None:
    assert is_scope(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "admin",
        "read ",
        "structure:",
        ":read",
        "structure:admin",
        "Structure:read",
        "a:b:read",
        "feed:all",
        "feed:",
    ],
)
def test_anything_else_is_no_scope(text: str) -> None:
    assert not is_scope(text)


@pytest.mark.parametrize("feed", FEEDS)
def test_what_opens_a_calendar_opens_nothing_else(feed: str) -> None:
    scopes = [f"feed:{feed}"]
    assert [one for one in FEEDS if opens(scopes, one)] == [feed]
    for room in ("", "workforce", "feed", "care"):
        assert not allows(scopes, "read", room)
        assert not allows(scopes, "write", room)
    for more in (None, [], ["read"], ["write"], [*scopes, "read"]):
        assert not opens(more, feed)
