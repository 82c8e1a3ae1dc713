"""Two drafts beside each other: only what differs, in its article."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from openmso.compliance.rules.drafts.comparing import changes
from openmso.compliance.rules.drafts.msa import msa
from tests.compliance.drafted import source
from tests.compliance.worlds import FEE, MSA


def test_a_draft_does_not_differ_from_itself() -> None:
    assert changes(msa(source(), MSA), msa(source(), MSA)) == ()


def test_another_fee_is_the_only_change() -> None:
    dearer = replace(MSA, fee=replace(FEE, amount=Decimal(19_000)))
    (one,) = changes(msa(source(), MSA), msa(source(), dearer))
    assert one.article == "The fee"
    assert ["$18,000" in line for line in one.before] == [True]
    assert ["$19,000" in line for line in one.after] == [True]


def test_what_was_struck_has_nothing_after_it() -> None:
    (one,) = changes(msa(source(), replace(MSA, fee=replace(FEE, cap=Decimal(20_000)))), msa(source(), MSA))
    assert (len(one.before), one.after) == (1, ())
