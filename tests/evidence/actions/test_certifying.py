"""A network's own certificate: made when first needed, renewed in time, its key for no side; PDFs of an earlier one stay its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import ProgrammingError
from pytest_django import Settings

from openmso.evidence.actions import pdf_sealer
from openmso.evidence.models import PdfCertificate, PdfKey
from openmso.evidence.queries import certificates, seals_of
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting, seeing
from openmso.foundation.rules.sides import Post, Side
from tests.evidence.authority import authority
from tests.evidence.files.test_pades import plain
from tests.evidence.kept import network, operator, somebody

__all__ = ["plain"]

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC) - timedelta(minutes=1)


def sides(made: UUID) -> tuple[Actor, ...]:
    return operator(made), somebody(made, Post.RN, Side.CLINICAL), somebody(made, Post.AUDITOR, Side.AUDITOR)


def test_a_network_seals_with_one_certificate_that_everybody_can_compare(plain: bytes) -> None:
    made = network()
    first, second = (pdf_sealer(by=system(made), why="a paper", now=NOW).sealed(plain, "x") for _ in range(2))
    for by in (*sides(made), system(made)):
        (certificate,) = certificates(by)
        for paper in (first, second):
            assert [one.ours for one in seals_of(paper, [certificate])] == [True]
    elsewhere = pdf_sealer(by=system(network("other")), why="a paper", now=NOW).sealed(plain, "x")
    assert [one.ours for one in seals_of(elsewhere, certificates(system(made)))] == [False]


def test_it_is_renewed_after_three_years_and_what_it_sealed_stays_the_networks(plain: bytes) -> None:
    made = network()
    old = pdf_sealer(by=system(made), why="a paper", now=NOW - timedelta(days=1096)).sealed(plain, "old")
    assert seals_of(old, certificates(system(made)))[0].ours
    new = pdf_sealer(by=system(made), why="a paper", now=NOW).sealed(plain, "new")
    assert len(certificates(system(made))) == 2
    (was,), (is_,) = (seals_of(one, certificates(system(made))) for one in (old, new))
    assert was.ours
    assert is_.ours
    assert was.fingerprint != is_.fingerprint


def test_nobody_but_the_system_has_the_key_or_makes_one() -> None:
    made = network()
    pdf_sealer(by=system(made), why="a paper", now=NOW)
    for by in sides(made):
        with pytest.raises(WrongHandsError):
            pdf_sealer(by=by, why="mine")
        with pytest.raises(ProgrammingError, match="permission denied"), seeing(by):
            PdfKey.objects.count()
        with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why="mine"):
            PdfCertificate.objects.create(network_id=made, code="f" * 64, der=b"x", since=NOW)


def test_without_the_authority_a_paper_is_sealed_all_the_same_and_it_is_said(
    plain: bytes, tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    made = network()
    with authority(tmp_path) as address:
        settings.TIMESTAMPS = address
        stamped = pdf_sealer(by=system(made), why="a paper", now=NOW).sealed(plain, "x")
    assert seals_of(stamped)[0].stamped_at is not None
    without = pdf_sealer(by=system(made), why="a paper", now=NOW).sealed(plain, "x")
    (one,) = seals_of(without, certificates(system(made)))
    assert (one.holds, one.ours, one.stamped_at) == (True, True, None)
    assert "sealed without a timestamp" in caplog.text
