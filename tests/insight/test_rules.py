"""What hangs on one person: services that go dark with them, and others who could do less."""

from __future__ import annotations

from openmso.authority.answer import Key
from openmso.authority.facts.structure import Service
from openmso.insight.rules import Name, hanging, ranked

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


ROSA, ROSE, DELRO = Name("1", "Rosa Delgado", "RN"), Name("2", "Ambrose Hall"), Name("3", "Ana del Rosario")


def meant(typed: str, **more: bool) -> list[str]:
    return [one.called for one in ranked(typed, [DELRO, ROSE, ROSA], 5, **more)]


def test_names_that_begin_so_come_before_those_of_which_a_word_does_and_those_that_hold_it() -> None:
    assert meant("ros") == ["Rosa Delgado", "Ana del Rosario", "Ambrose Hall"]


def test_every_word_that_was_typed_must_be_there_in_any_order() -> None:
    assert meant("delg rosa") == ["Rosa Delgado"]
    assert meant("rosa hall") == []


def test_what_a_name_is_known_by_counts() -> None:
    assert meant("rn") == ["Rosa Delgado"]


def test_what_was_mistyped_is_found_where_one_asks_for_it() -> None:
    assert meant("delgdo") == []
    assert meant("delgdo", alike=True) == ["Rosa Delgado"]
    assert meant("xyz", alike=True) == []


def test_nothing_typed_means_nothing() -> None:
    assert meant("  ") == []


def test_no_more_are_told_than_were_asked_for() -> None:
    assert len(ranked("a", [Name(str(number), f"Ada {number}") for number in range(9)], 4)) == 4
