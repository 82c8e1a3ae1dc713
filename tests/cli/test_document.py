"""`openmso document verify`: a sealed PDF on the command line, with no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

from typer.testing import CliRunner

from openmso.cli.main import app
from openmso.evidence.files.pades import made, sealed
from tests.evidence.files.test_pades import plain

__all__ = ["plain"]


def test_a_sealed_pdf_holds_is_changed_or_is_somebody_elses(tmp_path: Path, plain: bytes) -> None:
    ours, other = (made("Lumen Clinics", datetime.now(UTC) - timedelta(minutes=1)) for _ in range(2))
    for name, credential in (("ours.pem", ours), ("other.pem", other)):
        (tmp_path / name).write_text(DER_cert_to_PEM_cert(credential.certificate))
    paper = sealed(plain, ours, "All have signed")
    (tmp_path / "paper.pdf").write_bytes(paper)
    (tmp_path / "changed.pdf").write_bytes(paper.replace(b"/Type", b"/Tipe", 1))
    (tmp_path / "plain.pdf").write_bytes(plain)

    def said(name: str, *certificates: str) -> tuple[int, str]:
        words = [word for one in certificates for word in ("--certificate", str(tmp_path / one))]
        done = CliRunner().invoke(app, ["document", "verify", str(tmp_path / name), *words])
        return done.exit_code, done.output

    code, text = said("paper.pdf", "other.pem", "ours.pem")
    assert code == 0
    assert "holds: Seal of Lumen Clinics (All have signed)" in text
    assert "by its own word" in text
    assert ours.fingerprint in text
    assert said("paper.pdf")[0] == 0
    code, text = said("paper.pdf", "other.pem")
    assert (code, "NONE of these certificates" in text) == (1, True)
    code, text = said("changed.pdf", "ours.pem")
    assert (code, "CHANGED" in text) == (1, True)
    assert said("plain.pdf") == (1, "it carries no seal\n")


def test_what_is_no_pdf_or_no_certificate_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing")
    run = CliRunner()
    assert run.invoke(app, ["document", "verify", str(tmp_path / "x")]).exit_code == 2
    assert run.invoke(app, ["document", "verify", str(tmp_path / "none")]).exit_code == 2
    code = run.invoke(app, ["document", "verify", str(tmp_path / "x"), "--certificate", str(tmp_path / "x")])
    assert code.exit_code == 2
