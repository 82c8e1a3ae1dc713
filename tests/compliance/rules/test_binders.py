"""What a manifest says, and what differs from it; which periods and scopes there are."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.compliance.rules.binders import (
    ASKERS,
    FORMAT,
    Listed,
    Scope,
    faults_of,
    manifest_of,
    scope_of,
    why_not,
)
from openmso.foundation.rules.sides import Post

TODAY = date(2026, 3, 2)
FILES = (Listed("a.pdf", "A", 3, "aa"), Listed("b.pdf", "B", 4, "bb"))
AS_MADE = {"a.pdf": (3, "aa"), "b.pdf": (4, "bb")}


def test_a_binder_as_it_was_made_has_no_fault() -> None:
    assert faults_of(manifest_of(FILES, {"network": "Lumen"}), AS_MADE) == ()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({**AS_MADE, "a.pdf": (3, "ab")}, "a.pdf was changed"),
        ({**AS_MADE, "a.pdf": (2, "aa")}, "a.pdf was changed"),
        ({"b.pdf": (4, "bb")}, "a.pdf is missing"),
        ({**AS_MADE, "c.pdf": (1, "cc")}, "c.pdf is not in the manifest"),
    ],
)
def test_each_kind_of_change_is_told_with_its_file(found: dict[str, tuple[int, str]], said: str) -> None:
    (fault,) = faults_of(manifest_of(FILES, {}), found)
    assert fault.startswith(said)


@pytest.mark.parametrize(
    "manifest", [None, [], "x", {}, {"format": "another/1", "files": []}, {"format": FORMAT, "files": 3}]
)
def test_what_is_no_manifest_is_the_only_fault(manifest: object) -> None:
    (fault,) = faults_of(manifest, AS_MADE)
    assert FORMAT in fault


def test_scopes_are_read_as_they_are_written() -> None:
    for scope in (Scope("network"), Scope("practice", "lumen:medical"), Scope("site", "austin")):
        assert scope_of(scope.text) == scope
    for nonsense in ("", "network:x", "practice", "site:", "person:rosa"):
        assert scope_of(nonsense) is None


@pytest.mark.parametrize(
    ("first", "last", "fine"),
    [
        (date(2025, 3, 3), TODAY, True),
        (TODAY, TODAY, True),
        (TODAY, date(2026, 12, 31), True),
        (date(2026, 3, 2), date(2026, 3, 1), False),
        (date(2026, 3, 3), date(2026, 4, 1), False),
        (date(2020, 1, 1), TODAY, False),
    ],
)
def test_a_period_has_begun_and_is_of_three_years_at_most(first: date, last: date, *, fine: bool) -> None:
    assert (why_not(first, last, TODAY) == "") is fine


def test_who_asks_is_among_the_posts_and_most_are_not() -> None:
    assert {Post(one) for one in ASKERS} == {
        Post.MSO_OWNER,
        Post.OPERATOR,
        Post.COMPLIANCE,
        Post.PHYSICIAN_OWNER,
        Post.MEDICAL_DIRECTOR,
        Post.COUNSEL,
        Post.AUDITOR,
    }
