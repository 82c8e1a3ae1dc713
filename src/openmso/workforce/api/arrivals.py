"""People and licenses from files over HTTP: a preview first, then what was shown, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils import timezone

from openmso.foundation.actor import Actor
from openmso.workforce import actions
from openmso.workforce.api.reading import readable
from openmso.workforce.queries.lists import Sheet, read_nppes, read_sheet
from openmso.workforce.queries.previews import Preview, Taken, preview
from openmso.workforce.queries.words import Order

SHEET_MEND: Final = "save the sheet as CSV (UTF-8), one heading for each column"
REGISTRY_MEND: Final = "send an answer of the NPI registry (JSON), or rows of its monthly file (CSV)"


def plan_people(by: Actor, file: Path, skip: tuple[str, ...] = (), dates: Order | None = None) -> Preview:
    """What taking a sheet of people and licenses would change, which rows would be left out, and how to mend each; these also as CSV.

    `skip`: headings to leave out; `dates`: what 03/04/2026 is in this file, else such days are rejected.
    """
    return preview(by, _sheet(file, skip, dates))


def take_people(
    *, by: Actor, why: str, file: Path, shown: str, skip: tuple[str, ...] = (), dates: Order | None = None
) -> Taken:
    """Take people and licenses from a sheet, as `plan-people` showed it for the same file. Refused if that is no more what would be done.

    `shown`: from the preview. What a file leaves out stays as it is; nothing is ever taken away.
    """
    return actions.take_shown(by=by, why=why, sheet=_sheet(file, skip, dates), shown=shown)


def plan_clinicians(by: Actor, file: Path, npi: tuple[str, ...] = ()) -> Preview:
    """What taking clinicians from the national provider registry would change: an answer of it (JSON), or rows of its monthly file (CSV).

    `npi`: only these. The registry gives no days: its licenses come with status unknown, until somebody looks them up.
    """
    return preview(by, _registry(file, npi))


def take_clinicians(*, by: Actor, why: str, file: Path, shown: str, npi: tuple[str, ...] = ()) -> Taken:
    """Take clinicians from the provider registry, as `plan-clinicians` showed it for the same file. Refused if that is no more what would be done.

    `shown`: from the preview.
    """
    return actions.take_shown(by=by, why=why, sheet=_registry(file, npi), shown=shown)


def _sheet(file: Path, skip: tuple[str, ...], dates: Order | None) -> Sheet:
    with readable(SHEET_MEND):
        return read_sheet(file, timezone.now().date(), skip=skip, order=dates)


def _registry(file: Path, npi: tuple[str, ...]) -> Sheet:
    with readable(REGISTRY_MEND):
        return read_nppes(file, npi)
