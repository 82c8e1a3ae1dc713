"""A backup brings back every row, every constraint and a chain that holds: on this server, on another, and all or nothing."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import NETWORKS
from tests.cli.installations import Installation
from tests.robustness.digests import rows, shape
from tests.robustness.servers import Elsewhere, home, owner

CLINIC = NETWORKS / "clinic.yaml"
EXAMPLE = Path(__file__).parents[2] / "examples" / "med-spa-group" / "network.yaml"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def filled() -> Iterator[tuple[Path, Installation]]:
    """An embedded server with two networks, one of them sealed; and somebody who may sign in."""
    with home() as made:
        run = Installation({"OPENMSO_HOME": str(made)})
        assert run("up").code == 0
        for name, file in (("clinic", CLINIC), ("spa", EXAMPLE)):
            assert run("import", file, "--network", name, "--yes").code == 0
        assert run("evidence", "seal", "spa").code == 0
        with owner(made / "postgres") as there:
            there.execute(
                "INSERT INTO foundation_user (email, name, password, is_active, is_staff, is_superuser, is_demo) "
                "VALUES ('ada@example.com', 'Ada', '!', true, false, false, false)"
            )
        yield made / "postgres", run


@pytest.fixture(scope="module")
def kept(filled: tuple[Path, Installation], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The backup of it."""
    file = tmp_path_factory.mktemp("kept") / "all.backup"
    said = filled[1]("backup", file)
    assert (said.code, said.out.splitlines()[-1].startswith(f"2 networks are in {file}, ")) == (0, True), said
    return file


def verified(run: Installation) -> str:
    """What verifying the evidence says."""
    said = run("evidence", "verify")
    assert said.code == 0, said
    assert "spa: holds: " in said.out
    assert " 1 seals" in said.out
    return said.out


def test_another_embedded_server_holds_the_same_to_the_last_row(
    filled: tuple[Path, Installation], kept: Path
) -> None:
    folder, run = filled
    with home() as made:
        other = Installation({"OPENMSO_HOME": str(made)})
        assert other("up").code == 0
        said = other("restore", kept)
        assert said.code == 0, said
        with owner(folder) as here, owner(made / "postgres") as there:
            assert rows(there) == rows(here)
            assert shape(there) == shape(here)
            assert rows(here)["workforce_person"][0] > 5
        assert verified(other) == verified(run)
        assert other("wall", "--text").out == run("wall", "--text").out


def test_it_comes_to_a_server_elsewhere_and_back(
    filled: tuple[Path, Installation], kept: Path, far: Elsewhere, tmp_path: Path
) -> None:
    """Over TCP, with passwords, and an owner who is no superuser: row security is forced on them, too."""
    folder, run = filled
    other = far.installation("moved")
    assert other("up").code == 0
    said = other("restore", kept)
    assert said.code == 0, said
    with owner(folder) as here, owner(far.folder, "moved") as there:
        assert rows(there) == rows(here)
    assert verified(other) == verified(run)
    back = tmp_path / "back.backup"
    said = other("backup", back)
    assert said.code == 0, said
    said = run("restore", back, "--into", "returned")
    assert said.code == 0, said
    with owner(folder) as here, owner(folder, "returned") as there:
        assert rows(there) == rows(here)
        assert shape(there) == shape(here)


def test_after_a_restore_writing_goes_on_and_leaves_events(
    kept: Path, far: Elsewhere, tmp_path: Path
) -> None:
    run = far.installation("goes_on")
    assert run("restore", kept).code == 0  # into a database that was never made ready
    text = CLINIC.read_text(encoding="utf-8")
    file = tmp_path / "clinic.yaml"
    file.write_text(text.replace("name: Lumen}", "name: Anew}", 1), encoding="utf-8")
    assert run("import", file, "--network", "clinic", "--yes", OPENMSO_OWNER_URL="").code == 0
    said = run("evidence", "seal", "clinic")
    assert "21 events sealed" in said.out, said
    assert run("evidence", "verify").code == 0


def test_only_who_made_it_may_read_the_file(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]


def test_a_file_that_is_there_is_not_written_over_unless_told(
    filled: tuple[Path, Installation], tmp_path: Path
) -> None:
    file = tmp_path / "a.backup"
    file.write_text("mine", encoding="utf-8")
    refused = filled[1]("backup", file)
    assert (refused.code, "is there already" in refused.err) == (2, True)
    assert file.read_text(encoding="utf-8") == "mine"
    assert filled[1]("backup", file, "--over").code == 0


def test_networks_that_are_there_are_not_replaced_unless_told(
    filled: tuple[Path, Installation], kept: Path
) -> None:
    folder, run = filled
    refused = run("restore", kept)
    assert refused.code == 2
    assert "holds 2 networks and 1 accounts; replace them with --over" in refused.err
    before = rows_of(folder)
    with owner(folder) as there:
        there.execute("UPDATE workforce_person SET name = 'Eve'")
    assert rows_of(folder) != before
    told = run("restore", kept, "--over")
    assert told.code == 0, told
    assert rows_of(folder) == before


def rows_of(folder: Path) -> dict[str, tuple[int, str]]:
    with owner(folder) as there:
        return rows(there)


@pytest.mark.parametrize("part", [0.5, 0.98, 0.995])
def test_a_backup_that_was_cut_off_changes_nothing(
    filled: tuple[Path, Installation], kept: Path, tmp_path: Path, part: float
) -> None:
    folder, run = filled
    before = rows_of(folder)
    torn = tmp_path / "torn.backup"
    torn.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * part)])
    said = run("restore", torn, "--over")
    assert said.code == 2, said
    assert rows_of(folder) == before
    assert run("restore", torn, "--into", "torn").code == 2
    with owner(folder) as there:
        assert there.execute("SELECT count(*) FROM pg_database WHERE datname = 'torn'").fetchone() == (0,)


def test_what_is_no_backup_is_refused(filled: tuple[Path, Installation], tmp_path: Path) -> None:
    said = filled[1]("restore", CLINIC, "--over")
    assert (said.code, "this is no backup that can be used" in said.err) == (2, True)
    assert filled[1]("restore", tmp_path / "nowhere").code == 2


def test_a_backup_of_a_newer_version_is_refused(
    filled: tuple[Path, Installation], kept: Path, tmp_path: Path
) -> None:
    folder, run = filled
    assert run("restore", kept, "--into", "newer").code == 0
    with owner(folder, "newer") as there:
        there.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('workforce', '9999_of_next_year', now())"
        )
    url = f"postgresql://postgres@/newer?host={folder}"
    file = tmp_path / "newer.backup"
    said = run("backup", file, DATABASE_URL=url.replace("postgres@", "openmso_app@"), OPENMSO_OWNER_URL=url)
    assert said.code == 0, said
    refused = run("restore", file, "--over")
    assert (refused.code, "newer version" in refused.err, "9999_of_next_year" in refused.err) == (
        2,
        True,
        True,
    )


def test_a_database_of_something_else_is_left_alone(kept: Path, far: Elsewhere) -> None:
    run = far.installation("shop")
    with owner(far.folder, "shop") as there:
        there.execute("CREATE TABLE orders (n int)")
    refused = run("restore", kept, "--over")
    assert (refused.code, "not of OpenMSO" in refused.err) == (2, True)
    with owner(far.folder, "shop") as there:
        assert there.execute("SELECT count(*) FROM orders").fetchone() == (0,)


def test_a_backup_takes_the_owner(far: Elsewhere, tmp_path: Path) -> None:
    run = Installation(far.urls("moved"))
    refused = run("backup", tmp_path / "x", OPENMSO_OWNER_URL="")
    assert (refused.code, "set OPENMSO_OWNER_URL" in refused.err) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("role", ["openmso_app", "openmso_system"])
def test_no_role_of_the_product_becomes_the_reader(filled: tuple[Path, Installation], role: str) -> None:
    with (
        psycopg.connect(host=str(filled[0]), user="openmso_app", dbname="postgres", autocommit=True) as login,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        login.execute(f"SET ROLE {role}; SET ROLE openmso_backup")
