"""The management agreement: what stays with the physicians stays, and what would take it is left out and said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from openmso.authority.facts.structure import FeeTerms, Msa, ServiceLine
from openmso.compliance.rules.clauses import CLAUSES, RESERVED_POWERS
from openmso.compliance.rules.drafts.msa import msa
from openmso.compliance.rules.drafts.shape import LAW, OPEN
from tests.compliance.drafted import source, text
from tests.compliance.worlds import CARL, MSA


def opened(one: Msa) -> list[str]:
    made = msa(source(), one)
    return [each.text for article in made.articles for each in article.paragraphs if each.kind == OPEN]


def test_all_twelve_powers_stay_with_the_physicians_whatever_is_recorded() -> None:
    made = text(msa(source(), replace(MSA, reserved_powers=frozenset())))
    for said in RESERVED_POWERS.values():
        assert f"{said} (the record does not reserve this; the draft does)." in made
    assert "the record does not reserve" not in text(msa(source(), MSA))


@pytest.mark.parametrize(
    "clause", [one for one in CLAUSES if one.wanted == "barred"], ids=lambda one: one.code
)
def test_a_clause_that_takes_from_the_practice_is_left_out_and_said(clause: object) -> None:
    code, says = clause.code, clause.says  # type: ignore[attr-defined] # of the parameters above
    bad = replace(MSA, clauses={**MSA.clauses, code: True})
    (said,) = [one for one in opened(bad) if "left out of this draft because it would take" in one]
    assert says in said
    assert not [one for one in opened(MSA) if "left out" in one]


def test_the_fee_is_told_as_agreed_and_whatever_remains_is_refused() -> None:
    assert "The practice pays the manager: $18,000 a month" in text(msa(source(), MSA))
    assert "It finds $15,000 to $20,000." in text(msa(source(), MSA))
    refused = replace(MSA, fee=FeeTerms("remainder"))
    assert "The practice pays the manager" not in text(msa(source(), refused))
    assert any("it is refused here" in one for one in opened(refused))
    share = replace(MSA, fee=FeeTerms("percentage", percent=Decimal(15), base="collections"))
    assert any("share of revenue" in one for one in opened(share))


def test_clinical_lines_are_no_service_of_the_manager() -> None:
    bad = replace(MSA, services=(*MSA.services, ServiceLine("Choosing injectors", clinical=True)))
    assert any("Choosing injectors" in one for one in opened(bad))
    assert (
        "(2)"
        not in text(msa(source(), bad)).split("What stays")[0].split("no others")[1].split("Each month")[0]
    )


def test_money_goes_to_an_account_of_the_practice_whatever_is_recorded() -> None:
    bad = replace(MSA, funds_account_controlled_by=MSA.mso)
    assert any("controlled by" in one for one in opened(bad))
    assert not [one for one in opened(MSA) if "account" in one]


def test_what_is_not_recorded_is_to_be_filled_in() -> None:
    bare = Msa("msa", MSA.mso, MSA.practice, FeeTerms("flat", Decimal(1)))
    said = " ".join(opened(bare))
    for wanted in (
        "the services",
        "fair market value",
        "business associate",
        "malpractice",
        "takes effect",
        "law governs",
    ):
        assert wanted in said


def test_the_state_speaks_with_citations_and_the_owner_signs() -> None:
    made = msa(source(), MSA)
    assert made.states == ("TX",)
    assert any(one.kind == LAW and one.source for each in made.articles for one in each.paragraphs)
    assert "as an owner" in made.signers[0].role
    assert CARL not in {one.name for one in made.signers}
