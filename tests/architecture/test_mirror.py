"""`tests/` mirrors `src/openmso/` path by path: whoever knows the code knows where its test is."""

from pathlib import Path

from tests.architecture.tree import SRC, TESTS, report, rooms, tracked_under, where

OWN = {"architecture", "robustness", "stories"}  # folders of tests that belong to no one module


def subject(test: Path) -> Path:
    """What a test file is about: the module of its name in the room of its folder, without suffix."""
    relative = test.relative_to(TESTS)
    return SRC / relative.with_name(relative.stem.removeprefix("test_"))


def test_every_test_stands_where_its_module_stands() -> None:
    strays = [
        f"{where(test)} is about {where(subject(test))}, which is neither a module nor a folder"
        for test in tracked_under(TESTS)
        if test.name.startswith("test_")
        and test.relative_to(TESTS).parts[0] not in OWN
        and not subject(test).is_dir()
        and not subject(test).with_suffix(".py").is_file()
    ]
    assert not strays, report("tests without their module:", strays)


def test_every_room_has_tests() -> None:
    furnished = [room for room in sorted(rooms()) if len(tracked_under(SRC / room)) > 1]
    untested = [room for room in furnished if not tracked_under(TESTS / room)]
    assert not untested, report("rooms without a single test:", untested)
