"""`openmso reliance` as it is typed."""

from pathlib import Path

from tests.cli.conftest import Run


def test_what_most_depends_on_comes_first(run: Run, clinic: Path) -> None:
    # Four authorities: Ada's two in Austin, Rosa's Botox in Austin and Dallas; all rest on Ada, who owns the practice.
    said = run("reliance", clinic, "--on", "2026-03-02", "--json").json
    assert said["held"] == 4
    found = {one["id"]: len(one["dark"]) for one in said["records"]}
    assert found["ada"] == 4
    assert found["director"] == found["rosa"] == found["rosa/license/tx-rn"] == 2
    assert [len(one["dark"]) for one in said["records"]] == sorted(found.values(), reverse=True)


def test_bars_are_to_scale(run: Run, clinic: Path) -> None:
    lines = run("reliance", clinic, "--on", "2026-03-02").out.splitlines()
    (ada,), (rosa,) = (
        [line for line in lines if line.startswith(name)] for name in ("Ada Ahn  ", "Rosa Rey  ")
    )
    assert (ada.count("#"), rosa.count("#")) == (30, 15)


def test_where_nobody_has_authority_nothing_hangs_on_anybody(run: Run, clinic: Path) -> None:
    said = run("reliance", clinic, "--on", "2020-01-01")
    assert said.code == 0
    assert "Nobody has authority for anything then; `openmso check` says why." in said.out
