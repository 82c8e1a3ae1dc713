"""Coverage is counted, and silence and doubt are told."""

from __future__ import annotations

from openmso.law.rules.coverage import Count, measure
from tests.law.conftest import NP_FILE, Draft


def test_each_jurisdiction_is_counted(draft: Draft) -> None:
    pack = draft.read()
    texas, federal = measure(pack.book, pack.asked, pack.jurisdictions, {"TX": 4})
    assert texas.count == Count(high=1, medium=1, low=1)
    assert (texas.cases, federal.cases) == (4, 0)
    assert (texas.topics["np"].answered, texas.topics["np"].asked) == (1, 2)
    assert not federal.topics["delegation"].researched


def test_weak_statements_are_doubtful_until_counsel_signs(draft: Draft) -> None:
    pack = draft.read()
    assert measure(pack.book, pack.asked, ["TX", "US"], {})[0].doubtful == ("delegation.rule peel RN",)
    draft.edit(
        "tx/delegation.yaml", "confidence: low", "confidence: low\n        signed: A. Counsel, 2026-12-01"
    )
    pack = draft.read()
    assert not measure(pack.book, pack.asked, ["TX", "US"], {})[0].doubtful


def test_a_bill_answers_nothing(draft: Draft) -> None:
    pack = draft.edit("us/np.yaml", "confidence: high", "confidence: high\n    status: pending").read()
    federal = measure(pack.book, pack.asked, pack.jurisdictions, {})[1]
    assert (federal.topics["np"].answered, federal.count.pending) == (0, 1)


def test_rivals_are_doubtful(draft: Draft) -> None:
    draft.edit(NP_FILE, "    until: 2026-09-01\n", "    authority: A\n")
    draft.edit(NP_FILE, "confidence: medium", "confidence: medium\n    authority: B")
    pack = draft.read()
    assert "np.authority" in measure(pack.book, pack.asked, pack.jurisdictions, {})[0].doubtful
