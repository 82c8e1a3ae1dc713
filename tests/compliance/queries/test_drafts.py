"""Drafts of a network: every record of a kind has one, and it differs from what was known before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from openmso.authority.facts.oversight import Appointment
from openmso.compliance.queries.drafts import KINDS, differs, draft, drafts
from openmso.foundation.register import NotThereError, amend
from tests.cast import altered
from tests.kept import auditor, clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def test_every_record_that_goes_on_has_a_draft_on_every_side() -> None:
    network = network_of_the_cast()
    for by in (operator(network), auditor(network), clinician(network)):
        found = {kind: records for kind, _, records in drafts(by, ON)}
        assert set(found) == set(KINDS)
        assert [code for code, _ in found["appointments"]] == ["appointment-ada", "appointment-ben"]
        for kind, records in found.items():
            for code, _ in records:
                assert draft(by, kind, code, ON).draft.articles


def test_a_draft_differs_from_what_was_known_before() -> None:
    network = network_of_the_cast()
    by, before = operator(network), timezone.now()
    amend(by=by, why="agreed", record=altered(Appointment, "appointment-ada", backup="ben"))
    after = timezone.now()
    (one,) = [
        each
        for each in differs(by, "appointments", "appointment-ada", before, before.date())
        if "stands in" in each.article
    ]
    assert "Ben stands in" in one.after[0]
    assert "To be filled in" in one.before[0]
    assert differs(by, "appointments", "appointment-ada", after + timedelta(seconds=1), after.date()) == ()


def test_of_nothing_there_is_no_draft() -> None:
    by = auditor(network_of_the_cast())
    for kind, code in (("appointments", "none"), ("people", "ada"), ("msas", "appointment-ada")):
        with pytest.raises(NotThereError):
            draft(by, kind, code, ON)
