"""PDFs and their seals: held against by OpenSSL, too, which made none of them; what was changed or added is found; an authority's timestamp counts."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from ssl import DER_cert_to_PEM_cert

import pytest
import typst
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from openmso.evidence.files.pades import Credential, NoPdfError, TimestampError, checked, made, sealed
from tests.evidence.authority import authority

NOW = datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture(scope="module")
def ours() -> Credential:
    return made("Lumen Clinics", NOW)


@pytest.fixture(scope="module")
def plain() -> bytes:
    found = typst.Compiler(ignore_system_fonts=True).compile(input=b"= A paper\nSigned by both.", format="pdf", pdf_standards=["a-2b"])  # fmt: skip
    assert isinstance(found, bytes)
    return found


def test_a_seal_is_added_at_the_end_and_holds_for_whoever_has_the_certificate(
    ours: Credential, plain: bytes
) -> None:
    paper = sealed(plain, ours, "All have signed")
    assert paper.startswith(plain)
    (one,) = checked(paper, [ours.certificate])
    assert (one.holds, one.ours, one.name, one.reason) == (
        True,
        True,
        "Seal of Lumen Clinics",
        "All have signed",
    )
    assert one.fingerprint == ours.fingerprint
    assert one.said_at is not None
    assert abs(one.said_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert one.stamped_at is None
    (other,) = checked(paper, [made("Lumen Clinics", NOW).certificate])
    assert (other.holds, other.ours) == (True, False)
    assert checked(plain) == ()


def test_openssl_finds_the_seal_good_and_none_of_a_changed_paper(
    ours: Credential, plain: bytes, tmp_path: Path
) -> None:
    """PAdES: the signature is CMS over the bytes of /ByteRange, which are all but itself (ISO 32000-1, 12.8.1)."""
    paper = sealed(plain, ours, "All have signed")
    found = re.search(rb"/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)\s*\]", paper)
    assert found
    start, length, after, rest = map(int, found.groups())
    assert start == 0
    assert after + rest == len(paper)
    signature = bytes.fromhex(paper[length + 1 : after - 1].decode())
    (tmp_path / "ours.pem").write_text(DER_cert_to_PEM_cert(ours.certificate))
    (tmp_path / "signature.der").write_bytes(signature)
    (tmp_path / "bytes").write_bytes(paper[:length] + paper[after:])
    (tmp_path / "changed").write_bytes(paper[:length].replace(b"/Type", b"/Tipe", 1) + paper[after:])
    said = [
        subprocess.run(
            [
                "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", str(tmp_path / "signature.der"),
                "-content", str(tmp_path / name), "-CAfile", str(tmp_path / "ours.pem"), "-purpose", "any", "-out", "/dev/null",
            ],
            capture_output=True, check=False,
        ).returncode
        for name in ("bytes", "changed")
    ]  # fmt: skip
    assert said[0] == 0
    assert said[1] != 0


def test_what_was_changed_or_added_is_found(ours: Credential, plain: bytes) -> None:
    paper = sealed(plain, ours, "All have signed")
    changed = paper.replace(b"/Type", b"/Tipe", 1)
    assert [one.holds for one in checked(changed)] == [False]
    writer = IncrementalPdfFileWriter(BytesIO(paper))
    writer.root["/Lang"] = pdf_string("fr")
    writer.update_root()  # type: ignore[no-untyped-call] # its own types are half there
    added = BytesIO()
    writer.write(added)  # type: ignore[no-untyped-call] # its own types are half there
    (one,) = checked(added.getvalue())
    assert (one.whole, one.last, one.holds) == (True, False, False)
    assert [one.holds for one in checked(paper + b"\n% more")] == [False]


def test_a_second_seal_leaves_the_first_one_good(ours: Credential, plain: bytes) -> None:
    other = made("Gulf Plains", NOW)
    twice = sealed(sealed(plain, ours, "ours"), other, "theirs")
    assert [(one.reason, one.holds, one.ours) for one in checked(twice, [ours.certificate])] == [
        ("ours", True, True),
        ("theirs", True, False),
    ]


def test_an_authority_says_when_and_none_is_no_seal(ours: Credential, plain: bytes, tmp_path: Path) -> None:
    with authority(tmp_path) as address:
        paper = sealed(plain, ours, "All have signed", authority=address)
    (one,) = checked(paper, [ours.certificate])
    assert one.holds
    assert one.stamped_at is not None
    assert abs(one.stamped_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert "An authority of the tests" in one.authority
    with authority(tmp_path, refuses=True) as address, pytest.raises(TimestampError, match=address):
        sealed(plain, ours, "All have signed", authority=address)
    with pytest.raises(TimestampError):
        sealed(plain, ours, "All have signed", authority="http://127.0.0.1:9/")


@pytest.mark.parametrize("broken", [b"", b"no PDF", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<</ByteRange[0 1 2"])
def test_what_is_no_pdf_is_neither_sealed_nor_checked(ours: Credential, broken: bytes) -> None:
    with pytest.raises(NoPdfError):
        sealed(broken, ours, "x")
    with pytest.raises(NoPdfError):
        checked(broken)
