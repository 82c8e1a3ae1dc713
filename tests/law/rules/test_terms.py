"""Every word of a closed list is labeled and defined, and says what its list asks."""

from __future__ import annotations

import pytest

from openmso.law import queries
from tests.law.conftest import Draft


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("terms/leave.yaml", "- a\n", "1: this is not a mapping; expected `code:` with label and definition below"),
        ("terms/leave.yaml", "permitted: yes\n", "1: permitted is not a mapping; expected label and definition"),
        (
            "terms/registrations.yaml",
            'med_spa:\n  label: M\n  definition: "D."\n  holder: sites\n',
            "4: med_spa.holder is 'sites', which is not one of its codes; did you mean 'site'?",
        ),
        (
            "terms/procedures.yaml",
            'peel:\n  label: P\n  definition: "D."\n  family: skin\n  general_scope: [NR]\n',
            "5: peel.general_scope is 'NR', which is not one of its codes; expected MD, RN",
        ),
    ],
)  # fmt: skip
def test_a_closed_list_is_read_strictly(draft: Draft, path: str, content: str, problem: str) -> None:
    assert f"{path}:{problem}" in draft.write(path, content).problems()


def test_every_word_of_the_shipped_pack_is_defined_in_a_sentence() -> None:
    bare = [
        f"{name}.{code}"
        for name, words in queries.terms().items()
        for code, term in words.items()
        if not term.label or not term.definition.endswith(".")
    ]
    assert not bare


def test_every_code_of_a_parameter_is_a_defined_word() -> None:
    defined = {code for words in queries.terms().values() for code in words}
    codes = {code for one in queries.pack().parameters.values() for code in one.codes}
    assert codes <= defined


def test_the_closed_lists_are_those_of_the_research() -> None:
    terms = queries.terms()
    assert len(terms["procedures"]) == 17
    assert [*terms["roles"]] == ["MD", "DO", "NP", "PA", "RN", "LPN", "MA", "EST", "LT", "PHARM", "DENT"]
    assert len(terms["jurisdictions"]) == 52
