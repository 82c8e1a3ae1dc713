"""The map on which it is drawn where something was given: areas of face and body, each with its place on the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Area:
    """An area: its code, what it is called, where it lies on the drawing of the face (0–200 wide, 0–260 high); None for the rest of the body."""

    code: str
    called: str
    x: int | None = None
    y: int | None = None


AREAS: Final = (
    Area("forehead", "Forehead", 100, 48),
    Area("glabella", "Glabella", 100, 84),
    Area("crows_feet_right", "Crow’s feet, right", 38, 104),
    Area("crows_feet_left", "Crow’s feet, left", 162, 104),
    Area("tear_trough_right", "Tear trough, right", 72, 122),
    Area("tear_trough_left", "Tear trough, left", 128, 122),
    Area("nose", "Nose", 100, 132),
    Area("cheek_right", "Cheek, right", 54, 146),
    Area("cheek_left", "Cheek, left", 146, 146),
    Area("nasolabial_right", "Nasolabial fold, right", 76, 166),
    Area("nasolabial_left", "Nasolabial fold, left", 124, 166),
    Area("lips", "Lips", 100, 186),
    Area("chin", "Chin", 100, 218),
    Area("jaw_right", "Jaw, right", 50, 194),
    Area("jaw_left", "Jaw, left", 150, 194),
    Area("neck", "Neck", 100, 250),
    Area("body", "Elsewhere on the body"),
)
"""Right and left are the patient’s."""
CALLED: Final = {one.code: one.called for one in AREAS}
