"""What rows tell: an exam, order or supervisor of whom a part is missing is not told."""

import numpy as np
import pyarrow as pa
import pytest

from openmso.authority.batch.columns import NEVER, NOT_TOLD
from openmso.authority.batch.conditions import conditions_of
from openmso.authority.batch.rulings import Asked, ExamAsked, Ruling, Rulings
from openmso.authority.batch.tables import Vocabulary, Words
from openmso.authority.batch.telling import UNKNOWN_ROLE, Told, asking, told
from openmso.authority.terms import ExamMode, Standing
from tests.authority.batch.rows import GOOD, NOON, table
from tests.cast import ADA, AUSTIN, BOTOX, ROSA

WORDS = Words(Vocabulary.of([ROSA, ADA]), Vocabulary.of([BOTOX]), Vocabulary.of([AUSTIN]))
ASKED = (
    Asked(exam=ExamAsked(frozenset({"NP"}), frozenset({ExamMode.VIDEO}), 6), texts=frozenset({"one", "two"})),
    Asked(limits=(("never_areas", ("eye",)), ("layer", "epidermis")), orderers=frozenset({"NP"})),
)
CONDITIONS = conditions_of(Rulings([Ruling(Standing.CONDITIONAL, 0, one) for one in ASKED]))


def read(acts: pa.Table) -> Told:
    return told(acts, WORDS, {"TX": 0}, CONDITIONS)


@pytest.mark.parametrize("part", ["exam_role", "exam_mode", "exam_at"])
def test_an_exam_is_told_with_role_mode_and_moment(part: str) -> None:
    found = read(table(GOOD, {**GOOD, part: None}))
    assert found.exam_role.tolist() == [CONDITIONS.roles["NP"], NOT_TOLD]


@pytest.mark.parametrize("part", ["order_role", "order_at"])
def test_an_order_is_told_with_role_and_moment(part: str) -> None:
    row = {**GOOD, "order_role": "XX", "order_at": NOON}
    found = read(table(row, {**row, part: None}))
    assert found.order_role.tolist() == [UNKNOWN_ROLE, NOT_TOLD]


@pytest.mark.parametrize("part", ["supervisor_role", "supervision"])
def test_a_supervisor_is_told_with_role_and_nearness(part: str) -> None:
    row = {**GOOD, "supervisor_role": "NP", "supervisor": ADA}
    found = read(table(row, {**row, part: None}))
    assert found.supervisor_role.tolist() == [CONDITIONS.roles["NP"], NOT_TOLD]
    assert found.supervisor.tolist() == [WORDS.people.codes[ADA]] * 2


def test_areas_are_bits_of_those_that_some_law_spares() -> None:
    found = read(table({**GOOD, "areas": ["lips", "eye"]}, {**GOOD, "areas": []}, GOOD))
    told_of, areas = found.areas(np.array([2, 0, 1]))
    assert areas.tolist() == [0, 1 << CONDITIONS.areas["eye"], 0]
    assert told_of.tolist() == [False, True, True]


def test_sentences_are_attested_when_all_of_a_group_are() -> None:
    rows = [["one", "two"], ["two", "two", "three"], None, ["layer: epidermis"]]
    found = read(table(*({**GOOD, "attested": row} for row in rows)))
    both, layer = np.full(4, CONDITIONS.attests[1]), np.full(4, CONDITIONS.said[2])
    assert found.attests(both, np.arange(4)).tolist() == [True, False, False, False]
    assert found.attests(layer, np.arange(4)).tolist() == [False, False, False, True]
    assert found.attests(both[:1], np.array([1])).tolist() == [False]


def test_wrong_words_make_a_row_no_act() -> None:
    acts = table(GOOD, {**GOOD, "exam_mode": "zoom"}, {**GOOD, "supervision": "near"})
    wrong = {column: rows.tolist() for column, _, rows in read(acts).wrong}
    assert wrong["exam_mode"] == [False, True, False]
    assert wrong["supervision"] == [False, False, True]


def test_who_what_where_and_when_must_be_known() -> None:
    rows = [GOOD, *({**GOOD, name: None} for name in ("person", "procedure", "site", "at"))]
    rows += [{**GOOD, name: "what"} for name in ("person", "procedure", "site")]
    found = asking(table(*rows), WORDS)
    said = [(column, why, rows.tolist().index(True)) for column, why, rows in found.wrong if rows.any()]
    assert sorted(said, key=lambda one: one[2]) == [
        ("person", "is empty", 1),
        ("procedure", "is empty", 2),
        ("site", "is empty", 3),
        ("at", "is empty", 4),
        ("person", "is not in the network", 5),
        ("procedure", "is not in the network", 6),
        ("site", "is not in the network", 7),
    ]
    assert found.at.tolist().count(NEVER) == 1
