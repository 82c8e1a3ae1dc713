"""The gate of management agreements: what is to begin is held against the controls, which stand in a room above and are asked by name.

The front door's settings say who is asked (`MSA_GATE`), as they say which rooms there are: this room knows only that somebody is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from openmso.authority.facts.structure import Msa
from openmso.foundation.actor import Actor
from openmso.foundation.register import Fault

Gate = Callable[[Actor, Msa, date], list[Fault]]


def today() -> date:
    """The civil day of the installation."""
    return timezone.localdate(timezone=ZoneInfo(settings.ZONE))


def against(by: Actor, msa: Msa) -> list[Fault]:
    """Every must that stands against an agreement; nothing where nobody is asked."""
    asked = settings.MSA_GATE
    return cast("Gate", import_string(asked))(by, msa, today()) if asked else []
