"""A protocol: what stands for every procedure, what only a physician can write, and who adopts it."""

from __future__ import annotations

from dataclasses import replace

from openmso.compliance.rules.drafts.protocol import protocol
from openmso.compliance.rules.drafts.shape import OPEN
from openmso.oversight.rules.library import SECTIONS
from tests.compliance.drafted import source, text
from tests.compliance.worlds import DRIP, PROTOCOL


def test_it_has_every_section_in_which_protocols_are_written() -> None:
    titles = [each.title for each in protocol(source(), PROTOCOL).articles]
    assert [one for one in titles if one in set(SECTIONS.values())] == list(SECTIONS.values())


def test_doses_and_contraindications_are_left_to_the_physician_for_each_procedure() -> None:
    made = protocol(source(), replace(PROTOCOL, procedures=frozenset({DRIP})))
    for title in ("What speaks against it", "Steps", "Dose"):
        (article,) = (each for each in made.articles if each.title == title)
        (marked,) = (one for one in article.paragraphs if one.kind == OPEN)
        assert "by the physician" in marked.text
    two = protocol(source(), replace(PROTOCOL, procedures=frozenset({DRIP, "another"})))
    assert two.open == made.open + 6


def test_whoever_directs_the_practice_adopts_it() -> None:
    (signer,) = protocol(source(), PROTOCOL).signers
    assert signer.person
    (nobody,) = protocol(source(), replace(PROTOCOL, practice="another")).signers
    assert (nobody.name, nobody.role) == ("", "the physician who adopts it")


def test_it_names_its_version_and_when_it_is_looked_at_again() -> None:
    made = text(protocol(source(), PROTOCOL))
    assert f"Version {PROTOCOL.version}" in made
    assert "looked at again every year" in made
