"""Which files are law, and what the digest covers."""

from __future__ import annotations

from openmso.law.files import folder
from tests.law.conftest import NP_FILE, Draft


def digest(draft: Draft) -> str:
    """The digest of a pack's files."""
    return folder.digest(folder.law_files(draft.root))


def test_every_byte_of_law_is_in_the_digest(draft: Draft) -> None:
    before = digest(draft)
    assert digest(draft.edit(NP_FILE, "confidence: high", "confidence: low")) != before


def test_where_a_file_stands_is_in_the_digest(draft: Draft) -> None:
    before = digest(draft)
    (draft.root / "us").rename(draft.root / "uu")
    assert digest(draft) != before


def test_line_ends_are_not(draft: Draft) -> None:
    before = digest(draft)
    path = draft.root / NP_FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(draft) == before


def test_cases_coverage_and_hidden_files_are_not(draft: Draft) -> None:
    before = digest(draft)
    draft.write("tx/cases/np.yaml", "[]").write("coverage.yaml", "x").write("tx/.np.yaml.swp", b"\0")
    assert digest(draft) == before
    assert not list(folder.strays(draft.root))


def test_files_that_do_not_belong_are_found(draft: Draft) -> None:
    draft.write("tx/old/np.yaml", "x").write("notes.yaml", "x").write("tx/np.yml", "x")
    assert list(folder.strays(draft.root)) == ["notes.yaml", "tx/np.yml", "tx/old"]
