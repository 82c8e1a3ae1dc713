"""What differs between two books is told once, with its kind."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.law.queries import diff
from tests.law.conftest import NP_FILE, Draft

RULE = "tx/delegation.yaml"


def test_a_book_does_not_differ_from_itself(draft: Draft) -> None:
    book = draft.read().book
    assert not diff(book, book)
    assert not diff(
        book, draft.edit(NP_FILE, "np.authority:\n", "# moved down a line\nnp.authority:\n").read().book
    )


@pytest.mark.parametrize(
    ("edit", "kind", "question"),
    [
        ((NP_FILE, "value: full", "value: reduced"), "changed", "np.authority"),
        ((NP_FILE, "until: 2026-09-01", "until: 2026-08-01"), "changed", "np.authority"),
        ((NP_FILE, "confidence: high", "confidence: low"), "sources", "np.authority"),
        ((NP_FILE, 'cite: "Tex. Code 1"', 'cite: "Tex. Code 2"'), "sources", "np.authority"),
        ((RULE, "    RN:", "    MD:"), "added", "delegation.rule"),
        ((RULE, "exam_first: true", "exam_first: false"), "changed", "delegation.rule"),
    ],
)
def test_a_difference_has_a_kind(draft: Draft, edit: tuple[str, str, str], kind: str, question: str) -> None:
    old = draft.read().book
    new = draft.edit(*edit).read().book
    first = diff(old, new)[0]
    assert (first.kind, first.jurisdiction, first.parameter) == (kind, "TX", question)
    assert first.before == old.said("TX", question, *first.key)
    assert first.after == new.said("TX", question, *first.key)


def test_the_other_way_round_added_is_removed(draft: Draft) -> None:
    old = draft.read().book
    new = draft.edit(RULE, "    RN:", "    MD:").read().book
    assert [one.kind for one in diff(old, new)] == ["added", "removed"]
    assert [one.kind for one in diff(new, old)] == ["removed", "added"]


def test_on_a_day_only_that_day_counts(draft: Draft) -> None:
    old = draft.read().book
    new = draft.edit(NP_FILE, "value: full", "value: reduced").read().book
    assert not diff(old, new, date(2026, 8, 31))
    assert [one.kind for one in diff(old, new, date(2026, 9, 1))] == ["changed"]
