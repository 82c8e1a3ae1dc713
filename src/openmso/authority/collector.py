"""Python's garbage collector, kept still while many records are made.

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
