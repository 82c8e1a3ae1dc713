"""What records and codes are called."""

from openmso.authority.facts.people import Person
from openmso.authority.reasons import Code, Reason
from openmso.words.labels import _TITLES, Labels


def test_every_kind_of_record_has_a_title() -> None:
    from typing import get_args

    from openmso.authority.facts.network import Record

    assert set(_TITLES) == set(get_args(Record))


def test_records_are_called_by_the_names_they_connect(labels: Labels) -> None:
    assert labels.record("rosa/license/tx-rn") == "Rosa Delgado's TX RN license"
    assert (
        labels.record("toxins") == "delegation of Neuromodulator injection by Ada Lindqvist to Rosa Delgado"
    )
    assert labels.record("lone-star/owner/ada") == "Ada Lindqvist's 100 % of Lone Star Aesthetics PLLC"
    assert labels.kind("rosa/license/tx-rn") == "license"
    assert labels.record("nobody") == "nobody"


def test_people_are_shown_with_their_role_at_the_site(labels: Labels) -> None:
    assert labels.person("rosa", "austin") == "Rosa Delgado, RN"
    assert labels.person("ada") == "Ada Lindqvist, MD"
    assert labels.person("rosa-lee") == "Rosa Lee"


def test_a_sentence_spells_codes_and_ids_out(labels: Labels) -> None:
    supervised = Reason(Code.SUPERVISION, details={"ways": "on the premises"})
    unsigned = Reason(Code.UNSIGNED, details={"paper": "delegation", "parties": ("ada", "rosa")})
    unconfirmed = Reason(Code.COUNSEL, details={"parameter": "np.authority"})
    assert labels.sentence(supervised) == "a supervisor is on the premises"
    assert labels.sentence(unsigned) == "the delegation is not signed by Ada Lindqvist, Rosa Delgado"
    assert labels.sentence(unconfirmed) == "counsel confirms the law on Practice authority of NPs"


def test_what_the_law_does_not_name_is_still_readable(labels: Labels) -> None:
    assert labels.procedure("iv_therapy") == "IV therapy"
    assert labels.procedure("laser_hair_removal") == "laser hair removal"
    assert labels.parameter("cpom.prohibition") == "cpom: prohibition"


def test_names_from_the_file_cannot_steer_the_terminal(labels: Labels) -> None:
    evil = Labels(labels.facts.changed(Person("eve", "Eve\x1b[2J")), labels.law)
    assert "\x1b" not in evil.name("eve")


def test_codes_are_called_as_the_law_pack_calls_them(labels: Labels) -> None:
    worded = Labels(labels.facts, labels.law, {"laser_facility": "laser facility registration (Texas)"})
    missing = Reason(Code.SITE_UNREGISTERED, details={"kind": "laser_facility"})
    assert worded.sentence(missing) == "the site is without this: laser facility registration (Texas)"
    assert labels.sentence(missing) == "the site is without this: laser facility"
