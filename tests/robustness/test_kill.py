"""Kill -9, a hundred times: nothing that was acknowledged is lost, nothing is there by half, and the chain holds.

What was committed is known from a file beside the database: the writer notes it when the commit has come back. What is there is
read as the owner, by SQL of its own; the history is played back and must end at the rows that are there.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from openmso.foundation.postgres import start
from tests.cli.installations import Installation
from tests.robustness.digests import played_back
from tests.robustness.servers import home, kill, number_of, owner

pytestmark = pytest.mark.slow

POINTS = 25
"""Of each kind of write; four kinds are a hundred. Every other one kills the server, the rest the process that writes."""
SEED = 20261126
ROOT = Path(__file__).parents[2]


@dataclass
class Scene:
    """A server, the nursery of writers, and what the ledgers of all writers of a kind say together."""

    folder: Path
    environment: dict[str, str]
    ledger: Path
    tried: list[int] = field(default_factory=list)
    done: dict[int, str] = field(default_factory=dict)
    pace: float = 0.05  # seconds that one write takes here and now
    struck: Counter[str] = field(default_factory=Counter)
    imported: int = 0  # the import that was there when last looked

    def read(self) -> int | None:
        """Take the ledger in and empty it; the number that was under way, if any."""
        lines = [line.split() for line in self.ledger.read_text(encoding="utf-8").splitlines()]
        self.ledger.write_text("", encoding="utf-8")
        begun = [int(one[1]) for one in lines if one[0] == "try"]
        done = {int(one[1]): one[2] for one in lines if one[0] == "done"}
        self.tried += begun
        self.done |= done
        return next((one for one in begun if one not in done), None)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """The home of a server with a network for each kind of write."""
    with home() as made:
        run = Installation({"OPENMSO_HOME": str(made)})
        assert run("up").code == 0
        with owner(made / "postgres") as there:
            for slug in ("hire", "import", "seal", "document"):
                there.execute(
                    "INSERT INTO foundation_network (slug, name, settings, situations) VALUES (%s, 'Network 0', '{}', '{}')",
                    [slug],
                )
            there.execute(
                "INSERT INTO workforce_person (network_id, code, position, name, npi) "
                "SELECT id, 'ada', 0, 'Ada', '' FROM foundation_network WHERE slug = 'document'"
            )
        yield made


def codes(there: psycopg.Connection, table: str, slug: str) -> list[str]:
    """The codes of the rows of a network, sorted."""
    statement = sql.SQL(
        "SELECT code FROM {} t JOIN foundation_network n ON n.id = t.network_id WHERE n.slug = %s ORDER BY 1"
    )
    found = there.execute(statement.format(sql.Identifier(table)), [slug]).fetchall()
    return [code for (code,) in found]


def every_hire_is_whole(there: psycopg.Connection, scene: Scene, under_way: int | None) -> None:
    people = {int(code[1:]) for code in codes(there, "workforce_person", "hire")}
    assert {*scene.done} <= people <= {*scene.tried}
    licenses = Counter(int(code.split("/")[0][1:]) for code in codes(there, "workforce_license", "hire"))
    assert licenses == dict.fromkeys(people, 3)
    events = there.execute(
        "SELECT why, count(*) FROM evidence_event e JOIN foundation_network n ON n.id = e.network_id "
        "WHERE n.slug = 'hire' AND verb = 'insert' AND \"table\" LIKE 'workforce%' GROUP BY 1"
    ).fetchall()
    assert dict(events) == {f"hire {one}": 4 for one in people}


def the_last_import_is_whole(there: psycopg.Connection, scene: Scene, under_way: int | None) -> None:
    found = there.execute(
        "SELECT DISTINCT replace(name, 'Network ', '') FROM foundation_network WHERE slug = 'import' UNION "
        "SELECT DISTINCT replace(p.name, 'Person ', '') FROM workforce_person p "
        "JOIN foundation_network n ON n.id = p.network_id WHERE n.slug = 'import'"
    ).fetchall()
    # What was under way at an earlier point may have been committed, though nobody heard of it: it was found then, and stays.
    last = max([*scene.done, scene.imported])
    assert found in ([(str(last),)], [(str(under_way),)])
    scene.imported = int(found[0][0])
    people = len(codes(there, "workforce_person", "import"))
    assert people == 8 or (people == 0 and not scene.done)


def every_promised_seal_is_there(there: psycopg.Connection, scene: Scene, under_way: int | None) -> None:
    seals = there.execute(
        "SELECT number || ':' || encode(digest, 'hex') FROM evidence_seal s "
        "JOIN foundation_network n ON n.id = s.network_id WHERE n.slug = 'seal'"
    ).fetchall()
    assert {*scene.done.values()} <= {one for (one,) in seals}
    people = {int(code[1:]) for code in codes(there, "workforce_person", "seal")}
    assert {*scene.done} <= people <= {*scene.tried}


def every_document_has_its_bytes(there: psycopg.Connection, scene: Scene, under_way: int | None) -> None:
    found = there.execute(
        "SELECT d.title, d.sha256, encode(sha256(c.data), 'hex'), (SELECT count(*) FROM evidence_attachment a WHERE a.document_id = d.id) "
        "FROM evidence_document d LEFT JOIN evidence_content c ON c.network_id = d.network_id AND c.wall = d.wall AND c.code = d.sha256"
    ).fetchall()
    assert all(promised == kept and attached == 1 for _, promised, kept, attached in found)
    there_now = {int(title.split()[1]): promised for title, promised, _, _ in found}
    assert scene.done.items() <= there_now.items()
    assert {*there_now} <= {*scene.tried}
    assert there.execute("SELECT count(*) FROM evidence_content").fetchone() == (len(found),)


CHECKS: dict[str, Callable[[psycopg.Connection, Scene, int | None], None]] = {
    "hire": every_hire_is_whole,
    "import": the_last_import_is_whole,
    "seal": every_promised_seal_is_there,
    "document": every_document_has_its_bytes,
}


@pytest.mark.parametrize("kind", CHECKS)
def test_nothing_promised_is_lost_and_nothing_is_there_by_half(
    kind: str, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(f"{SEED} {kind}")
    scene = Scene(place / "postgres", {**os.environ, "OPENMSO_HOME": str(place)}, tmp_path / "ledger")
    scene.ledger.touch()
    with Nursery(scene) as ask:
        for point in range(POINTS):
            struck(scene, kind, point, ask, chance)
            under_way = scene.read()
            with owner(scene.folder) as there:
                CHECKS[kind](there, scene, under_way)
                assert played_back(there) == []
            scene.struck["under way" if under_way is not None else "between"] += 1
    said = Installation({"OPENMSO_HOME": str(place)})("evidence", "verify", kind)
    assert (said.code, "holds" in said.out) == (0, True), said
    assert scene.done
    with capsys.disabled():
        counted = ", ".join(f"{many} {what}" for what, many in sorted(scene.struck.items()))
        sys.stdout.write(
            f"\n{kind}: {POINTS} points ({counted}), {len(scene.done)} of {len(scene.tried)} writes acknowledged\n"
        )


class Nursery:
    """The process that makes writers, as a context: a function that asks it for one."""

    def __init__(self, scene: Scene) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.robustness.writer", str(scene.ledger)],
            env=scene.environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Callable[[str, int], int]:
        def ask(kind: str, first: int) -> int:
            assert self.process.stdin
            assert self.process.stdout
            self.process.stdin.write(f"{kind} {first}\n")
            self.process.stdin.flush()
            return int(self.process.stdout.readline())

        return ask

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def struck(
    scene: Scene, kind: str, point: int, ask: Callable[[str, int], int], chance: random.Random
) -> None:
    """Let somebody write, and kill them or the server in the middle of it; then everything is up again."""
    writer = ask(kind, max(scene.tried, default=0) + 1)
    seen(scene, "try", 1)
    began = time.monotonic()
    whole = chance.choice((0, 1, 1, 2))
    if whole:
        seen(scene, "done", whole)
        scene.pace = (time.monotonic() - began) / whole
    time.sleep(chance.uniform(0, scene.pace))
    if point % 2:
        os.kill(writer, signal.SIGKILL)
        scene.struck["of the process"] += 1
        waited(lambda: not nobody_writes(scene.folder))
    else:
        how = chance.choice(("the server", "a worker of the server", "all of the server"))
        scene.struck[f"of {how}"] += 1
        HOWS[how](scene.folder)
        waited(lambda: alive(writer))
        start(scene.folder)
        waited(lambda: not answers(scene.folder))


def seen(scene: Scene, word: str, times: int) -> None:
    """Wait until the ledger holds a word so many times."""

    def wanting() -> bool:
        text = scene.ledger.read_text(encoding="utf-8")
        assert "wrong" not in text, text
        return text.count(word) < times

    waited(wanting)


def a_worker(folder: Path) -> None:
    """Kill -9 the process that serves the writer; the server throws out everybody and goes through its log."""
    for one in workers(folder):
        os.kill(one, signal.SIGKILL)


def everything(folder: Path) -> None:
    """Kill -9 the server and all of its processes, as a machine that loses power would, but for its memory."""
    processes = children(number_of(folder))
    kill(folder)
    for one in processes:
        with_it_gone(one)


def with_it_gone(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


HOWS = {"the server": kill, "a worker of the server": a_worker, "all of the server": everything}


def children(process: int) -> list[int]:
    """The processes that a process has made."""
    said = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(one) for one in said.stdout.split()]


def workers(folder: Path) -> list[int]:
    with owner(folder) as there:
        found = there.execute("SELECT pid FROM pg_stat_activity WHERE usename = 'openmso_app'").fetchall()
    return [pid for (pid,) in found]


def nobody_writes(folder: Path) -> bool:
    return not workers(folder)


def answers(folder: Path) -> bool:
    try:
        owner(folder).close()
    except psycopg.OperationalError:
        return False
    return True


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def waited(until_not: Callable[[], bool]) -> None:
    """Wait until something is no longer so."""
    patience = time.monotonic() + 60
    while until_not():
        assert time.monotonic() < patience, "this takes too long"
        time.sleep(0.005)
