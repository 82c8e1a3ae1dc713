"""The coverage file says what was counted, in YAML."""

from __future__ import annotations

from ruamel.yaml import YAML

from openmso.law import queries
from tests.law.conftest import Draft
from tests.law.queries.test_packs import CASE


def test_the_file_holds_the_counts(draft: Draft) -> None:
    draft.write("tx/cases/np.yaml", CASE)
    path = queries.write_coverage(draft.root)
    written = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    assert (written["statements"], written["cases"]) == (4, 1)
    assert written["confidence"] == {"high": 2, "medium": 1, "low": 1, "signed": 0, "pending": 0}
    texas = written["jurisdictions"]["TX"]
    assert texas["topics"]["np"] == {"answered": 1, "asked": 2, "high": 1, "medium": 1, "low": 0}
    assert texas["doubtful"] == ["delegation.rule peel RN"]
    assert written["jurisdictions"]["US"]["unresearched"] == ["delegation"]


def test_writing_it_changes_nothing_that_is_counted(draft: Draft) -> None:
    first = queries.write_coverage(draft.root).read_bytes()
    assert queries.write_coverage(draft.root).read_bytes() == first
