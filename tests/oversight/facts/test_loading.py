"""What is loaded is for every side, or the program does not start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import models

from openmso.foundation.models import WallRegistry
from openmso.foundation.rules.sides import CHART, Walled
from openmso.oversight.facts import loading
from openmso.workforce.models import License

OPEN = WallRegistry.declared[License]


@pytest.mark.parametrize(
    "wall", [CHART, replace(OPEN, by_row=True), replace(OPEN, mine=True), replace(OPEN, silent=True)]
)
def test_a_table_that_not_every_side_may_read_or_that_leaves_no_history_is_refused(
    wall: Walled, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading._open_to_everybody()
    declared: dict[type[models.Model], Walled] = {**WallRegistry.declared, License: wall}
    monkeypatch.setattr(WallRegistry, "declared", declared)
    with pytest.raises(loading.HiddenFactsError, match="workforce_license"):
        loading._open_to_everybody()
