"""Looking up what a jurisdiction says, and what a question means."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.law.queries import explain, show
from tests.law.conftest import NP_FILE, Draft


def test_everything_is_shown_oldest_first(draft: Draft) -> None:
    entries = show("TX", of=draft.read())
    assert [(entry.parameter.name, [one.value for one in entry.statements]) for entry in entries][1] == (
        "np.authority",
        ["reduced", "full"],
    )


def test_on_a_day_only_what_holds(draft: Draft) -> None:
    (entry,) = show("TX", "np", date(2026, 9, 1), of=draft.read())
    assert [one.value for one in entry.statements] == ["full"]


def test_a_topic_or_a_parameter_narrows(draft: Draft) -> None:
    pack = draft.read()
    assert show("TX", "np", of=pack) == show("TX", "np.authority", of=pack)
    assert [entry.key for entry in show("TX", "delegation", of=pack)] == [("peel", "RN")]


def test_rivals_are_shown_with_the_dispute(draft: Draft) -> None:
    draft.edit(NP_FILE, "    until: 2026-09-01\n", "    authority: A\n")
    draft.edit(NP_FILE, "confidence: medium", "confidence: high\n    authority: B")
    (entry,) = show("TX", "np", date(2026, 10, 1), of=draft.read())
    assert entry.disputed
    assert len(entry.statements) == 2


def test_pending_law_stands_apart(draft: Draft) -> None:
    draft.edit(NP_FILE, "confidence: medium", "confidence: medium\n    status: pending")
    (entry,) = show("TX", "np", date(2026, 10, 1), of=draft.read())
    assert (entry.statements, [one.value for one in entry.pending]) == ((), ["full"])


@pytest.mark.parametrize(("state", "topic"), [("OK", None), ("TX", "nurses")])
def test_what_there_is_not_is_refused(draft: Draft, state: str, topic: str | None) -> None:
    with pytest.raises(KeyError):
        show(state, topic, of=draft.read())


def test_a_question_is_explained_with_the_words_it_chooses_from(draft: Draft) -> None:
    draft.edit("parameters/np.yaml", "codes: [full, reduced]", "codes: {term: leave}")
    draft.edit(NP_FILE, "value: reduced", "value: prohibited").edit(
        NP_FILE, "value: full", "value: permitted"
    )
    found = explain("np.authority", of=draft.read())
    assert (found.words[0].code, found.words[0].definition) == ("permitted", "Allowed.")
    assert (found.topic, found.group, found.answered, found.statements) == ("np", "NP", ("TX",), 2)
