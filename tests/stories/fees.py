"""Gives the demonstration of the stories months of fees, in a process of its own, as a demonstration that is served has them.

Reads an act from standard input as JSON, as every floor does, and writes how many statements were made.
"""

from __future__ import annotations

import json
import sys
from datetime import date

import django


def main() -> None:
    """Read, do, write."""
    json.load(sys.stdin)
    django.setup()
    from openmso.cli.database import system_of
    from openmso.finance.actions.filling import fill_fees

    made = fill_fees(by=system_of("demo"), why="story", on=date.today())  # noqa: DTZ011 - the demonstration lives on the machine's day
    sys.stdout.write(json.dumps({"statements": made}))


if __name__ == "__main__":
    main()
