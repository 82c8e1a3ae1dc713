"""`openmso evidence due` and `charts`."""

from __future__ import annotations

import pytest

from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation

pytestmark = pytest.mark.django_db  # asks for the server of the tests


def test_charts_are_kept_for_as_long_as_the_states_of_the_sites_ask_and_nothing_is_due_yet(
    installed: Installation,
) -> None:
    assert installed("import", NETWORKS / "clinic.yaml", "--network", "kept", "--yes").code == 0
    adopted = installed("evidence", "charts", "kept", "--why", "counsel's letter", "--on", "2026-11-26")
    assert adopted.code == 0, adopted
    assert adopted.out.startswith("charts are kept for 7 years: TX 7 years: 22 Tex. Admin. Code ch. 163")
    assert "medium confidence; ask counsel. TX: From the last treatment date" in adopted.out
    due = installed("evidence", "due", "kept", "--on", "2099-01-01")
    assert (due.code, due.out) == (0, "0 documents have passed their time, 0 of them under a legal hold\n")
    unknown = installed("evidence", "due", "nowhere")
    assert (unknown.code, "there is no network" in unknown.err) == (2, True)
