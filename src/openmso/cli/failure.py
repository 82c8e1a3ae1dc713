"""Input that cannot be used: said once, plainly, with exit code 2 and no traceback."""

from __future__ import annotations

from collections.abc import Iterable

UNUSABLE = 2
"""Exit code of a command whose input cannot be used."""


class BadInputError(Exception):
    """What was given cannot be used.

    `message` says what and how to mend it, in one line; `details` are further lines, one a problem.
    """

    def __init__(self, message: str, details: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = tuple(details)

    def lines(self) -> tuple[str, ...]:
        """Everything to be shown, top line first."""
        return (f"openmso: {self.message}", *(f"  {detail}" for detail in self.details))
