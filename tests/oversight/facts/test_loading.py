"""What is loaded is for every side, or the program does not start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import models

from openmso.foundation.models import WallRegistry
from openmso.foundation.rules.sides import CHART, Walled
from openmso.oversight.facts import loading
from openmso.workforce.models import License


@pytest.mark.parametrize("wall", [CHART, replace(WallRegistry.declared[License], by_row=True)])
def test_a_table_that_not_every_side_may_read_is_refused(
    wall: Walled, monkeypatch: pytest.MonkeyPatch
) -> None:
    loading._open_to_everybody()
    declared: dict[type[models.Model], Walled] = {**WallRegistry.declared, License: wall}
    monkeypatch.setattr(WallRegistry, "declared", declared)
    with pytest.raises(loading.HiddenFactsError, match="workforce_license"):
        loading._open_to_everybody()
