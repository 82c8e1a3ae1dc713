"""`openmso check` as it is typed."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import NETWORKS, Run

ON = ("--on", "2026-03-02")
OWNERSHIP = ("--only", "ownership")


@pytest.fixture
def lay(clinic: Path, tmp_path: Path) -> Path:
    """The clinic, owned by an MSO, which the miniature law forbids."""
    path = tmp_path / "lay.yaml"
    text = clinic.read_text().replace("{owner: ada, percent: 100", "{owner: mso, percent: 100")
    path.write_text(
        text.replace(
            "organizations:\n",
            "organizations:\n  mso: {name: Manager LLC, kind: mso, form: LLC, state: TX}\n",
        )
    )
    return path


def test_a_clean_check_leaves_with_0(run: Run, clinic: Path) -> None:
    said = run("check", clinic, *ON, *OWNERSHIP)
    assert said.code == 0
    assert "✓ Nothing found" in said.out


def test_a_must_leaves_with_1_and_says_what_where_since_when_and_by_which_law(run: Run, lay: Path) -> None:
    said = run("check", lay, *ON, *OWNERSHIP)
    assert said.code == 1
    assert "Lumen · Mar 2, 2026" in said.out
    assert "⊘ Must" in said.out
    assert "lay.yaml:13" in said.out  # the owner's line
    assert "Jan 1, 2024, for 2 years" in said.out
    assert "TX: TX code on cpom.lay_ownership_allowed · high confidence" in said.out


def test_brief_is_one_line_a_finding(run: Run, lay: Path) -> None:
    said = run("check", lay, *ON, *OWNERSHIP, "--brief")
    findings = run("check", lay, *ON, *OWNERSHIP, "--json").json["findings"]
    assert said.code == 1
    lines = [line for line in said.out.splitlines() if line.startswith("  ")]
    assert [line.split()[1] for line in lines] == [one["control"] for one in findings]
    assert "mend" not in said.out


def test_fail_on_decides_what_is_grave_enough(run: Run, clinic: Path) -> None:
    counts = run("check", clinic, *ON, "--json").json["counts"]
    for least, grave in (
        ("must", ("must",)),
        ("should", ("must", "should")),
        ("watch", ("must", "should", "watch")),
    ):
        expected = int(any(counts[severity] for severity in grave))
        assert run("check", clinic, *ON, "--fail-on", least).code == expected
    assert counts["watch"] + counts["should"] > 0  # so that the three do not all say the same


def test_json_names_controls_families_places_and_law(run: Run, lay: Path) -> None:
    said = run("check", lay, *ON, *OWNERSHIP, "--format", "json").json
    assert said == run("check", lay, *ON, *OWNERSHIP, "--json").json
    (must, *_) = said["findings"]
    assert (must["family"], must["severity"], must["since"]) == ("ownership", "must", "2024-01-01")
    assert must["where"][0]["source"].endswith("lay.yaml:13")
    assert must["control"] in said["controls"]
    assert must["cites"][0]["parameter"] == "cpom.lay_ownership_allowed"


def test_the_form_follows_the_ending_of_the_output(run: Run, lay: Path, tmp_path: Path) -> None:
    for name, begins in (
        ("f.html", "<!doctype html>"),
        ("f.json", "{"),
        ("f.sarif", "{"),
        ("f.txt", "Lumen"),
    ):
        said = run("check", lay, *ON, *OWNERSHIP, "--output", tmp_path / name)
        assert (said.code, said.out) == (1, "")
        assert (tmp_path / name).read_text().startswith(begins)
    assert json.loads((tmp_path / "f.sarif").read_text())["version"] == "2.1.0"


def test_the_window_reaches_as_far_as_told(run: Run, clinic: Path) -> None:
    # Rosa's license ends on Apr 12, 42 days ahead.
    def mentions(days: str) -> bool:
        said = run("check", clinic, *ON, "--days", days, "--only", "licenses", "--json").json
        return any(place["id"] == "rosa/license/tx-rn" for one in said["findings"] for place in one["where"])

    assert mentions("90")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--only", "ownrship"), "did you mean ownership?"),
        (("--json", "--format", "html"), "do not go together"),
        (("--format", "pdf"), "'pdf' is not one of"),
        (("--fail-on", "always"), "'always' is not one of"),
        (("--output", "no/such/folder/f.html"), "cannot be written"),
        (("--output", "findings.pdf"), "nothing is written as .pdf"),
        (("--days", "0"), "--days"),
    ],
)
def test_what_cannot_be_asked_leaves_with_2(
    run: Run, clinic: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = run("check", clinic, *ON, *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_broken_file_is_not_checked(run: Run) -> None:
    said = run("check", NETWORKS / "broken.yaml")
    assert (said.code, said.out) == (2, "")
    assert "broken.yaml:4: " in said.err


def test_one_control_is_called_one(run: Run, clinic: Path) -> None:
    out = run("check", clinic, *ON, "--only", "LIC-02").out
    assert "1 control" in out
    assert "1 controls" not in out
