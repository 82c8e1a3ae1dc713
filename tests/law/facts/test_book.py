"""The compiled copy: used when it is whole, left aside when it is anything else."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from openmso.law.facts import book, read_pack
from openmso.law.facts.book import SHIPPED
from openmso.law.facts.pack import Pack, read_folder
from tests.law.conftest import NP_FILE, Draft


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were really read."""
    seen: list[Path] = []

    def watched(root: Path, files: object) -> Pack:
        seen.append(root)
        return read_folder(root, files)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(book, "read_folder", watched)
    return seen


def test_the_second_reading_takes_the_copy(draft: Draft, cache: Path, reads: list[Path]) -> None:
    first, second = read_pack(draft.root), read_pack(draft.root)
    assert len(reads) == 1
    assert first == second
    assert len(list(cache.glob("law-*.json"))) == 1


def test_a_changed_file_is_read_anew(draft: Draft, cache: Path, reads: list[Path]) -> None:
    before = read_pack(draft.root)
    after = read_pack(draft.edit(NP_FILE, "confidence: high", "confidence: low").root)
    assert len(reads) == 2
    assert before.book.digest != after.book.digest


def poisoned(content: bytes) -> list[bytes]:
    """Copies that are damaged in several ways."""
    return [
        b"",
        b"poison",
        content[: len(content) // 2],
        content.replace(b'"reduced"', b'"full"'),
        content[:65] + b"{}",
        b"\xff" * 100,
    ]


@pytest.mark.parametrize("which", range(6))
def test_a_poisoned_copy_is_rebuilt(draft: Draft, cache: Path, reads: list[Path], which: int) -> None:
    good = read_pack(draft.root)
    copy = next(cache.glob("law-*.json"))
    whole = copy.read_bytes()
    copy.write_bytes(poisoned(whole)[which])
    assert read_pack(draft.root) == good
    assert len(reads) == 2
    assert copy.read_bytes() == whole


def test_a_copy_of_another_pack_under_this_name_is_left_aside(draft: Draft, cache: Path) -> None:
    read_pack(draft.root)
    other = next(cache.glob("law-*.json")).read_bytes()
    pack = read_pack(draft.edit(NP_FILE, "confidence: high", "confidence: low").root)
    for copy in cache.glob("law-*.json"):
        copy.write_bytes(other)
    assert read_pack(draft.root) == pack


def test_a_cache_that_cannot_be_written_is_no_error(
    draft: Draft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("OPENMSO_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert read_pack(draft.root) == draft.read()


def test_a_broken_pack_leaves_no_copy(draft: Draft, cache: Path) -> None:
    draft.edit(NP_FILE, "value: reduced", "value: reducd")
    draft.problems()
    assert not list(cache.glob("*"))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        read_pack(tmp_path / "nowhere")


def test_the_shipped_pack_is_read_in_three_seconds() -> None:
    start = time.process_time()
    read_pack(SHIPPED, cached=False)
    assert time.process_time() - start < 3


def test_a_process_has_the_shipped_pack_in_half_a_second_from_its_copy(cache: Path) -> None:
    read_pack(SHIPPED)
    code = "import time; from openmso.law import queries; queries.pack(); print(time.process_time())"
    taken = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(taken.stdout) < 0.5


def test_a_process_that_asks_the_law_loads_neither_a_parser_nor_a_terminal(cache: Path) -> None:
    read_pack(SHIPPED)
    code = (
        "import sys; from openmso.law import queries; queries.pack(); "
        "print({'ruamel.yaml', 'rich', 'typer', 'numpy'} & set(sys.modules))"
    )
    taken = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert taken.stdout.strip() == "set()"
