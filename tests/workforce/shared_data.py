"""Real rows of public lists and registries that lie beside the repository; they are not part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"
LEIE = DATA / "oig-leie"
NPPES = DATA / "nppes"
NUCC = DATA / "nucc"

needs_leie = pytest.mark.skipif(
    not LEIE.exists(), reason="the samples of the exclusion list are not beside the repository"
)
needs_nppes = pytest.mark.skipif(
    not NPPES.exists(), reason="the samples of the provider registry are not beside the repository"
)
needs_nucc = pytest.mark.skipif(not NUCC.exists(), reason="the taxonomy is not beside the repository")
