"""What is committed works anywhere: no registry's host name, no path of one machine."""

import re

import pytest

from tests.architecture.tree import report, tracked, where

# Written in parts, so that this file does not name them either.
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("proxy.golang", "org"),
    ("deb", "debian", "org"),
]
HOST = re.compile("|".join(re.escape(".".join(parts)) for parts in REGISTRIES))
PATH = re.compile(r"(?<![\w.:/)}~-])/(?:home|root|Users|work|tmp|opt|mnt)/\w|file:" + "///")


def offenses(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in the text of a committed file."""
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            if hit := pattern.search(line):
                found.append(f"{where(path, number)} {hit.group()}")
    return found


def test_no_registry_is_named() -> None:
    named = offenses(HOST)
    assert not named, report("locks carry hashes, not hosts:", named)


def test_no_path_of_one_machine_is_named() -> None:
    named = offenses(PATH)
    assert not named, report("use a path relative to the repository:", named)


@pytest.mark.parametrize("folder", ["home", "root", "Users", "tmp"])
def test_a_path_of_one_machine_is_seen(folder: str) -> None:
    assert PATH.search(f"data = '/{folder}/ada/x'")
    assert not PATH.search(f"https://example.gov/{folder}/ada/x")
