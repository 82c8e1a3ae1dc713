"""The shapes of all records of the network file: the one description from which it is read, written and published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from openmso.authority.facts import Settings
from openmso.netfile.rules.kinds.kind import Field
from openmso.netfile.rules.kinds.shape import Part, Section, Shape
from openmso.netfile.rules.shapes.bedside import BEDSIDE
from openmso.netfile.rules.shapes.oversight import (
    ACTIVITY,
    AGREEMENT,
    APPOINTMENT,
    DELEGATION,
    PROTOCOL,
    STANDING_ORDER,
)
from openmso.netfile.rules.shapes.people import PERSON
from openmso.netfile.rules.shapes.structure import MSA, ORGANIZATION, SETTINGS, SITE
from openmso.netfile.rules.shapes.words import TEXT

SECTIONS: Final = (
    Section("organizations", ORGANIZATION),
    Section("sites", SITE),
    Section("people", PERSON),
    Section("msas", MSA),
    Section("appointments", APPOINTMENT),
    Section("agreements", AGREEMENT),
    Section("delegations", DELEGATION),
    Section("protocols", PROTOCOL),
    Section("standing_orders", STANDING_ORDER),
    Section("activities", ACTIVITY, keyed=False),
)
"""The sections of the file, in the order they are written."""


@dataclass(frozen=True, slots=True)
class Network:
    """What stands under `network`."""

    name: str
    settings: Settings = field(default_factory=Settings)


NETWORK: Final = Shape(
    "network",
    Network,
    "the network as a whole",
    (
        Field("name", TEXT, "its name", required=True),
        Field("settings", Part(SETTINGS), "what the network chooses"),
    ),
)

VERSION: Final = 1
"""The version of the format."""

__all__ = ["BEDSIDE", "NETWORK", "SECTIONS", "VERSION", "Network"]
