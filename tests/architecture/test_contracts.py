"""Every room has its place in each contract of pyproject.toml, and rooms meet only at the counter."""

from pathlib import Path

from tests.architecture.tree import (
    CELLAR,
    COUNTER,
    DOORS,
    FRONT,
    GROUND,
    SRC,
    WAYS_IN,
    contract,
    imports,
    report,
    rooms,
    tracked_under,
    where,
)


def places() -> set[str]:
    """All rooms of the storeys, built or not."""
    return {name.strip(" ()") for layer in contract("storeys")["layers"] for name in layer.split("|")}


def test_every_room_keeps_its_shelves_in_order() -> None:
    wanted = {f"openmso.{room}" for room in rooms() - CELLAR - GROUND - DOORS}
    assert set(contract("shelves")["containers"]) == wanted


def test_every_business_room_stands_behind_the_wall() -> None:
    wanted = {f"openmso.{room}.**" for room in places() - CELLAR - DOORS - {"care"}}
    assert set(contract("wall")["source_modules"]) == wanted


def past_the_counter(path: Path, name: str) -> bool:
    """Whether a module imports something of another room that is not handed out at its counter."""
    own = path.relative_to(SRC).parts[0]
    root, room, *rest = [*name.split("."), ""][:3]
    if root != "openmso" or room not in rooms() or room == own or room in CELLAR | GROUND:
        return False
    return rest[0] not in (COUNTER | WAYS_IN if own == FRONT else COUNTER)


def test_rooms_meet_only_at_the_counter() -> None:
    reaching = [
        f"{where(path, line)} imports {name}"
        for path in tracked_under(SRC)
        for line, name in imports(path)
        if past_the_counter(path, name)
    ]
    assert not reaching, report(f"other rooms hand out only {', '.join(sorted(COUNTER))}:", reaching)


def test_reaching_past_the_counter_is_seen() -> None:
    door = SRC / "cli" / "main.py"
    assert past_the_counter(door, "openmso.law.rules.judge")
    assert past_the_counter(door, "openmso.law.files")
    assert past_the_counter(door, "openmso.structure.api")
    assert not past_the_counter(SRC / "web" / "api.py", "openmso.structure.api.router")
    assert not past_the_counter(door, "openmso.law.queries.table")
    assert not past_the_counter(door, "openmso.authority.decide.decide")
    assert not past_the_counter(door, "openmso.foundation.door.acting")
    assert not past_the_counter(SRC / "law" / "facts.py", "openmso.law.files.read")
