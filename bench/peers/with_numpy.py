"""NumPy alone: every act's key and day as one number, searched for among the starts of all runs."""

from __future__ import annotations

import numpy as np
from peers.columns import Found, Scene

DAYS = 1 << 22


class NumPy:
    """Looks standing up; the bedside in NumPy is what OpenMSO's own audit is."""

    def __init__(self, scene: Scene) -> None:
        self.spans = scene.spans
        self.codes = scene.spans.key * DAYS + scene.spans.start
        self.acts = [scene.acts[name].astype(np.int64) for name in ("person", "procedure", "site")]
        self.day = scene.acts["day"].astype(np.int64)
        self.of_ruling, self.mask_of_ruling = scene.rulings["standing"], scene.rulings["mask"]

    def standing(self) -> Found:
        """Standing and mask of all acts."""
        codes = self.spans.key_of(*self.acts) * DAYS + self.day
        number = self.spans.number[np.searchsorted(self.codes, codes, side="right") - 1]
        return Found(self.of_ruling[number], self.mask_of_ruling[number])
