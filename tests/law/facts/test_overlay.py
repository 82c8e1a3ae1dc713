"""Statements of counsel from a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmso.law.facts import PackError, read_statements
from tests.law.conftest import Draft

GOOD = """\
jurisdiction: TX
np.authority:
  - value: reduced
    since: 2027-01-01
    note: "A bill, supposed to pass."
"""


def read(draft: Draft, path: Path, content: str) -> list[str]:
    """The problems of an overlay file."""
    path.write_text(content, encoding="utf-8")
    pack = draft.read()
    with pytest.raises(PackError) as caught:
        read_statements(path, pack.book, terms=pack.terms)
    return [str(one).removeprefix(f"{path}:") for one in caught.value.problems]


def test_an_overlay_wins_from_its_first_day(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "supposed.yaml"
    path.write_text(GOOD, encoding="utf-8")
    pack = draft.read()
    (one,) = read_statements(path, pack.book, terms=pack.terms)
    assert (one.jurisdiction, one.overlay, one.where) == ("TX", True, f"{path}:3")
    book = pack.book.with_overlay([one])
    day = one.span.start
    assert [book.reading("TX", "np.authority", at).value for at in (day - 1, day)] == ["full", "reduced"]


def test_the_words_of_the_shipped_pack_are_used_where_none_are_given(tmp_path: Path) -> None:
    from openmso.law import queries

    path = tmp_path / "supposed.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert len(read_statements(path, queries.pack())) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (GOOD.replace("TX", "TZ"), "1: jurisdiction is 'TZ'; expected one of TX, US"),
        (GOOD.replace("jurisdiction: TX\n", ""), "1: jurisdiction is missing; expected one of TX, US"),
        ("jurisdiction: TX\n", "1: nothing is stated; expected at least one parameter with its statements"),
        (GOOD.replace("value: reduced", "value: no"), "3: value is 'no', which is not one of its codes; expected full, reduced"),
        (GOOD.replace("np.authority", "np.autority"), "2: unknown parameter 'np.autority'; did you mean 'np.authority'?"),
        (GOOD.replace('    note: "A bill, supposed to pass."\n', ""), "3: neither 'cite' nor 'note'; expected the source, or a note why there is none"),
        (
            GOOD + GOOD.partition("np.authority:\n")[2],
            "6: overlaps the statement of line 3 from 2027-01-01; expected `until: 2027-01-01` there, or an `authority` on both",
        ),
        ("- a\n", "1: this is a list; expected `jurisdiction:` and parameters"),
        ("", "1: the file is empty; expected statements, or no file at all"),
    ],
)  # fmt: skip
def test_an_overlay_is_read_as_strictly_as_the_pack(
    draft: Draft, tmp_path: Path, content: str, problem: str
) -> None:
    assert problem in read(draft, tmp_path / "supposed.yaml", content)
