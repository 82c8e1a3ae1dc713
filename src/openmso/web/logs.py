"""What the log says of an error: where it happened and of which kind, never what it was about.

Messages of errors quote what they stumbled over: a row the database refused, a name, an address. None of it belongs into a log.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

Raised: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """A line for each record; of an error its kind and the places it came through."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - the library's name
        """Kinds of the error and of those behind it, and the lines of the program, without their messages."""
        told: list[str] = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            told.append(f"{type(error).__module__}.{type(error).__qualname__}")
            told += [f"  {one.filename}:{one.lineno} in {one.name}" for one in frames]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(told)
