"""The folder in which whoever runs the installation lays the lists: `leie-2026-11-10.csv`, as of that day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"leie-(\d{4}-\d{2}-\d{2})\.csv", re.IGNORECASE)


def newest_edition(folder: Path, on: date) -> tuple[Path, date] | None:
    """The newest full list of a folder that is not of a later day, and its day; None if there is none."""
    found = []
    for path in folder.glob("*.csv") if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        try:
            day = date.fromisoformat(named[1]) if named else None
        except ValueError:
            continue
        if day is not None and day <= on:
            found.append((day, path))
    return (max(found)[1], max(found)[0]) if found else None
