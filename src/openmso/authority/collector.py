"""Python's garbage collector, kept still while many records are made, and away from those that stay.

Records hold no cycles, so looking for some while they grow costs more than half of the time, for nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Look for no cycles inside; afterwards as before. Of two threads inside, the first to leave ends the rest."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def set_aside() -> None:
    """Let the collector walk no more through what there is now: it is kept for long, and holds no cycles.

    Else, every now and then, whoever asks waits for a walk through a whole network, a third of a second. What is let go of is
    freed as ever; only cycles that are garbage at this moment, and older than a moment, stay.
    """
    gc.collect(1)
    gc.freeze()
