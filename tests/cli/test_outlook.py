"""`openmso outlook` as it is typed."""

from pathlib import Path

from tests.cli.conftest import Run


def test_the_day_the_cause_the_people_and_the_dark_service_are_told(run: Run, clinic: Path) -> None:
    out = run("outlook", clinic, "--on", "2026-03-02").out
    assert "in 42 days (Apr 13)  Rosa Rey's TX RN license ends" in out
    assert "dark: Botox at Dallas Clinic: nobody is left who may do it" in out
    assert "Botox at Austin Clinic" not in out  # Ada stays


def test_the_window_ends_where_it_is_told_to(run: Run, clinic: Path) -> None:
    inside = run("outlook", clinic, "--on", "2026-03-02", "--days", "43", "--json").json
    before = run("outlook", clinic, "--on", "2026-03-02", "--days", "42")
    assert [turn["day"] for turn in inside["turns"]] == ["2026-04-13"]
    assert inside["turns"][0]["cause"]["records"][0]["id"] == "rosa/license/tx-rn"
    assert inside["dark"][0]["service_name"] == "Botox"
    assert "Nothing is lost" in before.out
    assert before.code == 0


def test_skills_that_end_together_are_told_in_one_name(run: Run, clinic: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.yaml"
    text = clinic.read_text(encoding="utf-8").replace(
        "[neuromodulator_injection], since: 2024-01-01, signed_by: ada",
        "[neuromodulator_injection, dermal_filler_injection], since: 2024-01-01, expires: 2026-03-31, signed_by: ada",
    )
    text = text.replace(
        "    procedures: [neuromodulator_injection]\n",
        "    procedures: [neuromodulator_injection, dermal_filler_injection]\n",
    )
    path.write_text(text, encoding="utf-8")
    [turn] = [
        one
        for one in run("outlook", path, "--on", "2026-03-02", "--json").json["turns"]
        if one["day"] == "2026-04-01"
    ]
    assert (
        turn["cause"]["title"]
        == "Rosa Rey's competency in dermal filler injection and neuromodulator injection ends"
    )
