"""Finding whom and what is meant."""

import pytest

from openmso.cli import names
from openmso.cli.failure import BadInputError
from openmso.words.labels import Labels


@pytest.mark.parametrize("text", ["rosa", "rosa delgado", "Delgado", "ROSA  DEL", "del ros", "osa Delg"])
def test_an_id_a_name_or_a_fragment_of_one_name_is_enough(text: str, labels: Labels) -> None:
    assert names.person(text, labels) == "rosa"


def test_an_id_wins_over_a_name_it_begins(labels: Labels) -> None:
    assert names.person("rosa", labels) == "rosa"


def test_a_fragment_of_two_names_lists_both(labels: Labels) -> None:
    with pytest.raises(BadInputError) as refused:
        names.person("Ros", labels)
    assert "could be any of these" in refused.value.message
    assert refused.value.details == ("rosa  (Rosa Delgado)", "rosa-lee  (Rosa Lee)")


def test_a_typing_mistake_is_not_guessed_but_answered_with_the_nearest(labels: Labels) -> None:
    with pytest.raises(BadInputError) as refused:
        names.person("Delgdo", labels)
    assert "did you mean" in refused.value.message
    assert "rosa  (Rosa Delgado)" in refused.value.details


@pytest.mark.parametrize("text", ["", "   ", "xq"])
def test_what_is_near_nothing_lists_nothing(text: str, labels: Labels) -> None:
    with pytest.raises(BadInputError) as refused:
        names.person(text, labels)
    assert refused.value.details == ()


def test_sites_and_procedures_are_found_by_name_too(labels: Labels) -> None:
    assert names.site("dallas", labels) == "dallas"
    assert names.site("Star Aus", labels) == "austin"
    assert names.procedure("filler", labels) == "dermal_filler_injection"
    with pytest.raises(BadInputError, match="could be any"):
        names.procedure("injection", labels)


def test_records_are_found_by_id_or_by_what_they_are_called(labels: Labels) -> None:
    assert names.record("lone-star/owner/ada", labels) == "lone-star/owner/ada"
    assert names.record("rosa rn license", labels) == "rosa/license/tx-rn"
    assert names.record("delegation", labels) == "toxins"


def test_many_candidates_are_cut_with_a_count(labels: Labels) -> None:
    from openmso.authority.facts.people import Person

    many = Labels(labels.facts.changed(*(Person(f"p{n:02}", f"Kim {n:02}") for n in range(20))), labels.law)
    with pytest.raises(BadInputError) as refused:
        names.person("kim", many)
    assert len(refused.value.details) == names.SHOWN + 1
    assert refused.value.details[-1] == "… and 12 more"


def test_a_service_of_the_menu_may_stand_for_its_procedure(labels: Labels) -> None:
    from openmso.authority.facts.structure import Service

    menu = (
        Service("s1", "austin", "Botox", frozenset({"neuromodulator_injection"})),
        Service(
            "s2",
            "austin",
            "Liquid facelift",
            frozenset({"neuromodulator_injection", "dermal_filler_injection"}),
        ),
        Service("s3", "dallas", "Botox", frozenset({"dermal_filler_injection"})),
    )
    offered = Labels(labels.facts.changed(*menu), labels.law)
    assert names.procedure("botox", offered, "austin") == "neuromodulator_injection"
    with pytest.raises(BadInputError, match="made of several procedures") as refused:
        names.procedure("Liquid Facelift", offered, "austin")
    assert len(refused.value.details) == 2


def test_a_fragment_that_fits_one_person_means_the_person_and_not_their_papers(labels: Labels) -> None:
    assert names.record("delgado", labels) == "rosa"
    assert names.record("ada lind", labels) == "ada"
