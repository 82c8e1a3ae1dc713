"""Every state of the law pack has a name."""

from __future__ import annotations

from openmso.authority.law import FEDERAL
from openmso.law.queries import pack
from openmso.words.states import state


def test_a_state_is_told_by_its_name() -> None:
    assert state("TX") == "Texas"
    assert state("XX") == "XX"


def test_every_state_of_the_law_pack_has_a_name() -> None:
    spoken = {one.jurisdiction for one in pack().statements} - {FEDERAL}
    assert len(spoken) == 51
    assert not [code for code in spoken if state(code) == code]
