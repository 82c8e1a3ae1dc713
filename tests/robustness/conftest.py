"""Servers that the tests of robustness share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.robustness.servers import Elsewhere, elsewhere


@pytest.fixture(scope="session")
def far() -> Iterator[Elsewhere]:
    """A second server, over TCP, with passwords."""
    with elsewhere() as there:
        yield there
