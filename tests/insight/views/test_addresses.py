"""Records are named in addresses as the pages of records name them."""

from __future__ import annotations

import pytest

from openmso.foundation.pages.records import Drawer
from openmso.insight.views.addresses import kind_of
from openmso.web.records import CABINET


@pytest.mark.parametrize("drawer", CABINET.drawers, ids=lambda one: one.plural)
def test_a_kind_is_called_in_addresses_as_its_pages_are(drawer: Drawer) -> None:
    assert kind_of(drawer.kind) == drawer.plural
