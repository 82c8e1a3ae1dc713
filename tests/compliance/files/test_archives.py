"""An archive holds against its manifest, or says which file does not."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from openmso.compliance.files import archives
from openmso.compliance.files.archives import digest_of, manifest_bytes, packed, verify
from openmso.compliance.rules.binders import MANIFEST, Listed, manifest_of

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILES = {"00-index.pdf": b"index", "01-structure.pdf": b"structure"}
MADE = manifest_bytes(manifest_of((Listed(n, n, len(d), digest_of(d)) for n, d in FILES.items()), {}))


def archive(**changed: bytes | None) -> BytesIO:
    files = {**FILES, MANIFEST: MADE} | {
        f"{name.replace('_', '-')}.pdf": data for name, data in changed.items()
    }
    return BytesIO(packed({name: data for name, data in files.items() if data is not None}, AT))


def test_an_archive_as_it_was_made_holds() -> None:
    found = verify(archive(), digest_of(MADE))
    assert (found.holds, found.files, found.digest) == (True, 2, digest_of(MADE))


def test_one_changed_byte_is_found_and_its_file_named() -> None:
    found = verify(archive(**{"01_structure": b"structurf"}))
    assert not found.holds
    assert [fault.split()[0] for fault in found.faults] == ["01-structure.pdf"]


def test_a_file_that_is_gone_and_one_that_was_added_are_named() -> None:
    found = verify(archive(**{"00_index": None, "99_more": b"more"}))
    assert found.faults == ("00-index.pdf is missing", "99-more.pdf is not in the manifest")


def test_a_manifest_changed_with_its_file_is_found_by_its_digest_only() -> None:
    files = {**FILES, "01-structure.pdf": b"forged"}
    forged = manifest_bytes(manifest_of((Listed(n, n, len(d), digest_of(d)) for n, d in files.items()), {}))
    zipped = packed({**files, MANIFEST: forged}, AT)
    assert verify(BytesIO(zipped)).holds
    (fault,) = verify(BytesIO(zipped), digest_of(MADE)).faults
    assert fault.startswith(f"{MANIFEST} was changed")


def test_what_is_no_binder_is_told_so() -> None:
    assert "cannot be read" in verify(BytesIO(b"no archive")).faults[0]
    assert "this is no binder" in verify(BytesIO(packed(FILES, AT))).faults[0]
    assert "cannot be read" in verify(BytesIO(packed({MANIFEST: b"{"}, AT))).faults[0]


def test_a_name_that_stands_twice_is_refused() -> None:
    twice = archive()
    with ZipFile(twice, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("00-index.pdf", b"index")
    assert verify(twice).faults == ("the archive holds a name twice",)


def test_the_same_files_give_the_same_bytes() -> None:
    assert archive().getvalue() == archive().getvalue()


def test_damaged_bytes_and_an_archive_that_would_fill_the_machine_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = archive(**{"01_structure": bytes(range(256)) * 40}).getvalue()
    middle = whole.index(b"01-structure.pdf") + 40
    damaged = whole[:middle] + bytes(20) + whole[middle + 20 :]
    assert not verify(BytesIO(damaged)).holds
    monkeypatch.setattr(archives, "LARGEST", 10)
    assert verify(archive()).faults == ("the archive is too large for a binder",)
