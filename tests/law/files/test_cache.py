"""Where compiled copies go, and how many stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from openmso.law.files import cache as copies


def test_the_variable_says_where(cache: Path) -> None:
    copies.store("key", b"content")
    assert (cache / "law-key.json").read_bytes() == b"content"
    assert copies.load("key") == b"content"


def test_without_it_the_user_has_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OPENMSO_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert copies.folder() == tmp_path / "openmso"


def test_what_is_not_there_is_nothing(cache: Path) -> None:
    assert copies.load("key") is None


def test_no_half_written_copy_stays(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Path, target: Path) -> Path:
        raise OSError

    monkeypatch.setattr(Path, "replace", broken)
    copies.store("key", b"content")
    assert not list(cache.iterdir())


def test_old_copies_go(cache: Path) -> None:
    for age in range(6):
        copies.store(f"k{age}", b"x")
        os.utime(cache / f"law-k{age}.json", (1000 + age, 1000 + age))
    copies.store("last", b"x")
    assert {path.name for path in cache.iterdir()} == {
        f"law-{key}.json" for key in ("last", "k5", "k4", "k3")
    }
