"""The law of a state on a day: what stands, what is to come, what nobody looked into; and how far it is known."""

from __future__ import annotations

from datetime import date

import pytest

from openmso.law.queries.states import doubtful, known, topics
from tests.law.conftest import NP_FILE, Draft

DAY = date(2026, 8, 31)


def test_topics_stand_in_order_with_what_holds_that_day_and_what_comes(draft: Draft) -> None:
    delegation, np = topics("TX", DAY, draft.read())
    (authority,) = np.answers
    assert (np.heading, authority.reading.value, [one.value for one in authority.later]) == (
        "NP",
        "reduced",
        ["full"],
    )
    assert [one.name for one in np.silent] == ["np.hours"]
    (peel,) = delegation.answers
    assert (peel.key, peel.reading.value["leave"]) == (("peel", "RN"), "conditional")
    assert delegation.silent == ()


def test_before_its_first_day_a_rule_is_to_come_and_nothing_is_known(draft: Draft) -> None:
    delegation = topics("TX", date(2019, 12, 31), draft.read())[0]
    (peel,) = delegation.answers
    assert (peel.reading.known, len(peel.later), delegation.known) == (False, 1, 0)
    assert [one.name for one in delegation.silent] == ["delegation.rule"]


def test_that_no_rule_exists_is_known_and_is_not_silence(draft: Draft) -> None:
    np = topics("US", DAY, draft.read())[1]
    (hours,) = np.answers
    assert (hours.reading.known, hours.reading.value) == (True, None)
    assert [one.name for one in np.silent] == ["np.authority"]


def test_rivals_stand_beside_and_are_doubtful_as_weak_statements_are(draft: Draft) -> None:
    draft.edit(
        NP_FILE, '    cite: "Tex. Code 1"\n', '    cite: "Tex. Code 1"\n    authority: "Board of Nursing"\n'
    )
    rival = 'np.authority:\n  - value: full\n    since: unknown\n    until: 2026-09-01\n    cite: "A journal"\n    read_on: 2026-11-23\n    confidence: high\n    authority: "A journal"\n'
    draft.edit(NP_FILE, "np.authority:\n", rival)
    found = topics("TX", DAY, draft.read())
    assert len(found[1].answers[0].rivals) == 1
    assert found[1].answers[0].reading.disputed
    assert [doubtful(topic.answers) for topic in found] == [1, 1]  # the rule on peels is of low confidence


def test_a_state_that_there_is_not_cannot_be_asked(draft: Draft) -> None:
    with pytest.raises(KeyError):
        topics("ZZ", DAY, draft.read())


def test_how_far_a_state_is_known_is_counted_from_its_statements(draft: Draft) -> None:
    pack = draft.read()
    texas, federal = known(pack)
    assert (texas.code, texas.count.all, texas.count.low) == ("TX", 3, 1)
    assert {topic: one.answered for topic, one in federal.topics.items()} == {"np": 1, "delegation": 0}
    assert known(pack) is known(pack)


def test_of_many_books_the_last_ones_are_remembered(draft: Draft) -> None:
    first = known(draft.read())
    for hours in range(5):
        draft.edit("us/np.yaml", "value: null" if not hours else f"value: {hours}", f"value: {hours + 1}")
        assert known(draft.read()) is not first
