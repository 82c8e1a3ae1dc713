"""Printing: data into a template of a room, out comes a PDF for archives (PDF/A-2b), alike on every machine.

Only the fonts that come with typst are used, no template fetches anything, and the date in the file is the one that is told. Each room
keeps its own templates; what they look like is theirs, how they become a file is nobody's in particular.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

import typst

STANDARD: Final = "a-2b"


class Printer:
    """Prints documents one after the other; what typst learns about its fonts it keeps. `templates`: the package in which they lie."""

    def __init__(self, templates: str) -> None:
        self._templates, self._typst = templates, typst.Compiler(ignore_system_fonts=True)

    def pdf(self, template: str, told: Mapping[str, Any], at: datetime) -> bytes:
        """The PDF of a template (`binder`, without its ending) with its data. `at`: the aware moment that it says it was made."""
        source = files(self._templates).joinpath(f"{template}.typ").read_bytes()
        said = {**told, "at": [at.year, at.month, at.day, at.hour, at.minute]}
        made = self._typst.compile(
            input=source,
            format="pdf",
            sys_inputs={"data": json.dumps(said, ensure_ascii=False)},
            pdf_standards=[STANDARD],
            timestamp=int(at.timestamp()),
        )
        if not isinstance(made, bytes):
            raise TypeError("a PDF is one file")
        return made
