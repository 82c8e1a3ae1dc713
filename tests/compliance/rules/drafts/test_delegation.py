"""A delegation: its acts with sign-offs, and the law of each act for the role."""

from __future__ import annotations

from dataclasses import replace

from openmso.compliance.rules.drafts.delegation import delegation
from tests.compliance.drafted import source, text
from tests.compliance.worlds import DELEGATION, LASER


def test_each_act_is_told_with_its_sign_off_or_left_open() -> None:
    made = text(delegation(source(), replace(DELEGATION, procedures=DELEGATION.procedures | {LASER})))
    assert "in which competency was signed off by Ada A." in made
    assert "Nobody has signed off competency in it: sign off first, or strike it." in made


def test_the_law_of_each_act_is_asked_for_the_role() -> None:
    made = text(delegation(source(), DELEGATION))
    assert made.count(" by RN:") == len(DELEGATION.procedures)


def test_nearness_and_what_is_attested_are_told() -> None:
    made = text(
        delegation(source(), replace(DELEGATION, supervision="on_site", attests=frozenset({"trained_here"})))
    )
    assert "Supervision: on site" in made
    assert "The physician attests: trained here." in made
    assert "To be filled in: how near" in text(delegation(source(), replace(DELEGATION, supervision="")))
