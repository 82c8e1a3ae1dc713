"""Words, pairs and tables find what they hold and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.answer import Key
from openmso.authority.batch import Table, compile_table
from openmso.authority.batch.tables import Pairs, Vocabulary
from openmso.authority.judge import Judge
from tests.cast import ADA, AUSTIN, BOTOX, CAST, LAW, LOU, PEEL, ROSA, cast, engaged

codes = st.integers(0, 1 << 20)


@given(st.sets(st.tuples(codes, codes), max_size=60), st.lists(st.tuples(codes, codes), max_size=30))
def test_pairs_are_found_by_site_and_person(
    held: set[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    listed = sorted(held)
    pairs = Pairs.of(np.array([site << 32 | person for site, person in listed], np.int64))
    asked = [*listed, *others]
    sites, people = (np.array([one[place] for one in asked], np.int32) for place in (0, 1))
    wanted = [listed.index(one) if one in held else -1 for one in asked]
    assert pairs.find(people, sites).tolist() == wanted


def test_pairs_that_meet_at_one_address_are_found_one_after_another() -> None:
    held = np.arange(200, dtype=np.int64) << 32
    pairs = Pairs.of(held)
    assert pairs.find(np.zeros(200, np.int32), np.arange(200, dtype=np.int32)).tolist() == list(range(200))
    assert pairs.find(np.ones(200, np.int32), np.arange(200, dtype=np.int32)).tolist() == [-1] * 200


def test_words_keep_their_codes_when_words_are_added() -> None:
    words = Vocabulary.of(["b", "d", "b"])
    more = words.with_words(["c", "a", "b"])
    assert more.words == ("b", "d", "a", "c")
    assert {word: more.codes[word] for word in words.words} == words.codes
    assert words.with_words(["d"]) is words


@pytest.fixture(scope="module")
def compiled() -> Table:
    return compile_table(Judge(cast(engaged(ADA, sites=frozenset({AUSTIN}))), LAW))


@pytest.mark.parametrize(
    "key", [Key("nobody", BOTOX, AUSTIN), Key(ROSA, BOTOX, "nowhere"), Key(ADA, BOTOX, "dallas")]
)
def test_a_key_that_is_not_worth_asking_has_no_track(compiled: Table, key: Key) -> None:
    assert compiled.track(key) is None


def test_a_procedure_off_the_menu_has_no_track() -> None:
    facts = CAST.without("menu-austin")
    assert compile_table(Judge(facts, LAW)).track(Key(LOU, PEEL, AUSTIN)) is None


def test_a_table_counts_its_keys(compiled: Table) -> None:
    assert compiled.keys == len(compiled.judge.keys())
