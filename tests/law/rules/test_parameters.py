"""Documents of parameters that are not what a parameter file is."""

from __future__ import annotations

import pytest

from tests.law.conftest import Draft

PATH = "parameters/np.yaml"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("- a\n", "1: this is not a mapping; expected `parameter:` with its label and question below"),
        ("np.hours: many\n", "1: np.hours is 'many'; expected a mapping"),
        ("np.hours:\n  fields: many\n", "2: fields of np.hours is 'many'; expected a mapping"),
        ("np.hours:\n  fields:\n    a: many\n", "3: np.hours.a is 'many'; expected {kind: …}"),
        ("np.hours:\n  fields:\n    a: {kind: mapping}\n", "3: np.hours.a is a mapping without fields; expected fields"),
        ("np.hours:\n  fields:\n    a: {kind: code}\n", "3: np.hours.a chooses codes but names none; expected codes"),
        ("np.hours:\n  lable: Hours\n", "2: unknown key 'lable' in np.hours; did you mean 'label'?"),
    ],
)  # fmt: skip
def test_a_file_of_parameters_is_read_strictly(draft: Draft, content: str, problem: str) -> None:
    assert f"{PATH}:{problem}" in draft.write(PATH, content).problems()


def test_a_parameter_stands_in_one_file_only(draft: Draft) -> None:
    text = (draft.root / PATH).read_text()
    draft.write("parameters/pa.yaml", text.partition("np.hours:")[0])
    assert "parameters/pa.yaml:1: np.authority stands in parameters/np.yaml as well; expected it once" in (
        draft.problems()
    )


def test_codes_may_come_from_several_closed_lists(draft: Draft) -> None:
    draft.edit(PATH, "codes: [full, reduced]", "codes: {term: [leave, roles]}")
    draft.edit("tx/np.yaml", "value: reduced", "value: RN").edit(
        "tx/np.yaml", "value: full", "value: permitted"
    )
    codes = draft.read().book.parameters["np.authority"].codes
    assert codes == ("permitted", "conditional", "prohibited", "MD", "RN")
