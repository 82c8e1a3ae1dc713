"""Text of others."""

from openmso.words.plain import clean


def test_text_of_others_cannot_steer_the_terminal() -> None:
    assert clean("Ro\x1b[2Jsa\x07\x9b") == "Ro�[2Jsa��"
    assert clean("José – ✓") == "José – ✓"
