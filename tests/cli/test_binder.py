"""`openmso binder verify`, with no database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from openmso.cli.main import app
from openmso.compliance.files.archives import digest_of, manifest_bytes, packed
from openmso.compliance.rules.binders import MANIFEST, Listed, manifest_of

DATA = b"structure"
MADE = manifest_bytes(manifest_of([Listed("01-structure.pdf", "Structure", 9, digest_of(DATA))], {}))


def binder(folder: Path, data: bytes) -> str:
    file = folder / "binder.zip"
    file.write_bytes(packed({"01-structure.pdf": data, MANIFEST: MADE}, datetime(2026, 3, 2, tzinfo=UTC)))
    return str(file)


def test_a_binder_holds_or_the_changed_file_is_named(tmp_path: Path) -> None:
    run = CliRunner()
    fine = run.invoke(app, ["binder", "verify", binder(tmp_path, DATA), "--digest", digest_of(MADE)])
    assert (fine.exit_code, "1 files are as the manifest says" in fine.output) == (0, True)
    assert digest_of(MADE) in fine.output
    changed = run.invoke(app, ["binder", "verify", binder(tmp_path, b"structurf")])
    assert changed.exit_code == 1
    assert "CHANGED: 01-structure.pdf was changed" in changed.output


def test_a_file_that_is_not_there_cannot_be_used(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["binder", "verify", str(tmp_path / "none.zip")]).exit_code == 2
