"""Public lists, registries, invented patients and official examples that lie beside the repository; they are not part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "shared" / "data"
LEIE = DATA / "oig-leie"
NPPES = DATA / "nppes"
NUCC = DATA / "nucc"
SYNTHEA = [DATA / "synthea-bundles", DATA / "synthea-ndjson"]
EXAMPLES = DATA / "hl7-r4-examples"

needs_leie = pytest.mark.skipif(
    not LEIE.exists(), reason="the samples of the exclusion list are not beside the repository"
)
needs_nppes = pytest.mark.skipif(
    not NPPES.exists(), reason="the samples of the provider registry are not beside the repository"
)
needs_nucc = pytest.mark.skipif(not NUCC.exists(), reason="the taxonomy is not beside the repository")
needs_synthea = pytest.mark.skipif(
    not all(one.exists() for one in SYNTHEA),
    reason="the invented patients of Synthea are not beside the repository",
)
needs_examples = pytest.mark.skipif(
    not EXAMPLES.exists(), reason="the official examples of FHIR R4 are not beside the repository"
)
