"""Cases stand in their state's folder and are read as strictly as statements."""

from __future__ import annotations

import pytest

from openmso.law.facts import PackError
from openmso.law.facts.cases import read_cases
from tests.law.conftest import Draft

GOOD = """\
- name: "Full from September"
  ask: np.authority
  on: 2026-09-01
  expect: full
  because: "Tex. Code 1, as amended, https://example.org/1: in force on 2026-09-01"
"""


def test_a_case_is_read_with_its_place(draft: Draft) -> None:
    (case,) = read_cases(draft.write("tx/cases/np.yaml", GOOD).root, draft.read())
    assert (case.jurisdiction, case.parameter, case.key, case.where) == (
        "TX", "np.authority", (), "tx/cases/np.yaml:1",
    )  # fmt: skip


def test_cases_change_nothing_of_the_digest(draft: Draft) -> None:
    before = draft.read().book.digest
    assert draft.write("tx/cases/np.yaml", GOOD).read().book.digest == before


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("expect: full", "expect: ful", "4: expect is 'ful', which is not one of its codes; did you mean 'full'?"),
        ("ask: np.authority", "ask: np.autority", "2: ask names no parameter: 'np.autority'; did you mean 'np.authority'?"),
        ("ask: np.authority", 'ask: "np.authority RN"', "2: np.authority is asked with 1 keys; expected nothing behind it"),
        ("ask: np.authority", "ask: delegation.rule", "2: delegation.rule is asked with 0 keys; expected procedure and role behind it"),
        ("on: 2026-09-01", "on: September", "3: on is 'September'; expected a day as 2026-12-05"),
        ("  because", "  becuase", "5: unknown key 'becuase'; did you mean 'because'?"),
        ("  on: 2026-09-01\n", "", "1: 'on' is missing; expected it in every case"),
        ("  ask: np.authority\n", "", "1: a case has either 'ask' or 'given'; expected one of them"),
        ("  ask: np.authority", "  ask: np.authority\n  given: {a: 1}", "1: a case has either 'ask' or 'given'; expected one of them"),
        ("  ask: np.authority", "  given: {a: 1}", "4: expect is 'full', which is not one of its codes; expected absent, barred, conditional, held, unknown"),
    ],
)  # fmt: skip
def test_a_case_is_read_strictly(draft: Draft, before: str, after: str, problem: str) -> None:
    draft.write("tx/cases/np.yaml", GOOD).edit("tx/cases/np.yaml", before, after)
    with pytest.raises(PackError) as caught:
        read_cases(draft.root, draft.read())
    assert f"tx/cases/np.yaml:{problem}" in [str(one) for one in caught.value.problems]
