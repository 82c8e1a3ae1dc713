"""Every code has a sentence and somebody who can mend it; every code is a bit of its own."""

from openmso.authority.reasons import MENDERS, SENTENCES, Code, Reason, sentence


def test_every_code_has_a_sentence_and_a_mender() -> None:
    assert set(SENTENCES) == set(Code)
    assert set(MENDERS) == set(Code)
    assert all(MENDERS.values())


def test_every_code_is_a_bit_of_its_own_that_fits_a_word() -> None:
    bits = [Reason(code).bit for code in Code]
    assert len(set(bits)) == len(bits)
    assert all(bit.bit_count() == 1 and bit < 1 << 63 for bit in bits)


def test_lists_are_read_aloud_in_order_and_what_is_missing_is_an_ellipsis() -> None:
    assert sentence(Reason(Code.PLACE, details={"places": frozenset({"spa", "clinic"})})).endswith(
        "at clinic, spa"
    )
    assert sentence(Reason(Code.TRAINING, details={"hours": 16})) == "the law asks for 16 hours of training"
    assert "…" in sentence(Reason(Code.TRAINING))


def test_reasons_with_the_same_records_are_equal_whatever_their_details_hash_to() -> None:
    one = Reason(Code.PLACE, ("austin",), {"places": ["spa"]})
    assert hash(one) == hash(Reason(Code.PLACE, ("austin",), {"places": ["clinic"]}))
    assert one != Reason(Code.PLACE, ("austin",), {"places": ["clinic"]})
