"""The monthly look: everybody once a month, whoever comes later as soon as the job runs again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.rules.sides import Side
from openmso.workforce.actions.screening import Looked, screen
from openmso.workforce.files.editions import newest_edition
from openmso.workforce.files.leie import read_leie
from openmso.workforce.queries.unscreened import unscreened
from openmso.workforce.rules.screening import OLDEST


class OldListError(Exception):
    """There is no list, or none that is new enough: whoever runs the installation must fetch it."""


@action(Side.BUSINESS)
def screen_monthly(*, by: Actor, why: str, on: date, folder: Path) -> Looked | None:
    """Look up whoever was not in this month, in the newest list of a folder; None if everybody was.

    Raises `OldListError`, and `RefusedError` as `screen`; then nobody counts as looked up.
    """
    missing = unscreened(by, on)
    if not missing:
        return None
    found = newest_edition(folder, on)
    if found is None:
        raise OldListError(
            "there is no exclusion list; lay it where OPENMSO_LISTS says, as leie-YYYY-MM-DD.csv"
        )
    path, as_of = found
    if (on - as_of).days > OLDEST:
        raise OldListError(f"the newest exclusion list is of {as_of}; fetch the present one")
    return screen(by=by, why=why, listed=read_leie(path), as_of=as_of, on=on, only=missing)
