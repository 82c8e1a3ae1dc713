"""Sites that are named, of practices, or all."""

from __future__ import annotations

import pytest

from openmso.structure.queries import sites_of
from tests.cast import AUSTIN, DALLAS, LUMEN, MSO, TELE
from tests.kept import auditor, network_of_the_cast

pytestmark = pytest.mark.django_db


def test_named_sites_win_over_those_of_practices_and_nobody_named_means_all() -> None:
    by = auditor(network_of_the_cast())
    assert [one.id for one in sites_of(by)] == [AUSTIN, DALLAS, TELE]
    assert [one.id for one in sites_of(by, named=[TELE, "nowhere"])] == [TELE]
    assert [one.id for one in sites_of(by, practices=[LUMEN])] == [AUSTIN, DALLAS, TELE]
    assert sites_of(by, practices=[MSO]) == ()
    assert sites_of(by, named=[]) == ()
