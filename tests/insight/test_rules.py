"""What hangs on one person: services that go dark with them, and others who could do less."""

from __future__ import annotations

from openmso.authority.answer import Key
from openmso.authority.facts.structure import Service
from openmso.insight.rules import hanging

FACE = Service("face", "austin", "Face", frozenset({"botox", "filler"}))
PEEL = Service("peel", "austin", "Peel", frozenset({"peel"}))


def test_a_service_hangs_on_who_alone_may_do_all_of_it() -> None:
    able = {"face": frozenset({"ada"}), "peel": frozenset({"ada", "eve"})}
    lost = [Key("ada", "botox", "austin"), Key("ada", "filler", "austin"), Key("ada", "peel", "austin")]
    found = hanging("ada", lost, [FACE, PEEL], able)
    assert found.services == (FACE,)
    assert (found.others, found.sites) == ((), ("austin",))


def test_half_a_service_that_is_lost_is_the_whole_of_it() -> None:
    able = {"face": frozenset({"rosa"})}
    found = hanging("ada", [Key("rosa", "filler", "austin")], [FACE], able)
    assert found.services == (FACE,)
    assert found.others == ("rosa",)


def test_what_was_dark_before_hangs_on_nobody() -> None:
    assert hanging("ada", [Key("ada", "peel", "austin")], [PEEL], {"peel": frozenset()}).services == ()
