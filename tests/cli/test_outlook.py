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
