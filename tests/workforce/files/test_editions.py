"""The newest list of a folder is found by its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openmso.workforce.files.editions import newest_edition


def test_the_newest_list_that_is_not_of_a_later_day(tmp_path: Path) -> None:
    for name in (
        "leie-2026-09-10.csv",
        "LEIE-2026-10-10.csv",
        "leie-2026-12-10.csv",
        "leie-2026-99-99.csv",
        "sam-2026-11-10.csv",
        "x",
    ):
        (tmp_path / name).touch()
    assert newest_edition(tmp_path, date(2026, 11, 25)) == (
        tmp_path / "LEIE-2026-10-10.csv",
        date(2026, 10, 10),
    )


def test_without_a_list_or_a_folder_there_is_none(tmp_path: Path) -> None:
    assert newest_edition(tmp_path, date(2026, 11, 25)) is None
    assert newest_edition(tmp_path / "none", date(2026, 11, 25)) is None
