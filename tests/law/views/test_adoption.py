"""Adopting the installed pack: by those who may, once, and only the pack that was looked at."""

from __future__ import annotations

import pytest

from openmso.law.queries import pack
from openmso.law.queries.lawbook import adoptions
from tests.law.views.desks import desk, law_firm, posted

pytestmark = pytest.mark.django_db

AT = "/law/adoption/"


def test_compliance_adopts_the_installed_pack_once() -> None:
    company = law_firm()
    client = desk(company, "carla")
    assert "None is adopted" in client.get(AT).content.decode()
    assert posted(client, AT, digest=pack().digest, why="Reviewed by the board.")[0] == 302
    (one,) = adoptions(company.system)
    assert (one.version, one.digest) == (pack().version, pack().digest)
    assert "there is nothing to do" in client.get(AT).content.decode()
    status, page = posted(client, AT, digest=pack().digest, why="Again.")
    assert (status, "is adopted already" in page, len(adoptions(company.system))) == (422, True, 1)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"digest": "another", "why": "Mine."}, "which is another pack"),
        ({"digest": "x"}, "This field is required"),
    ],
    ids=["another pack", "no reason"],
)
def test_another_pack_or_no_reason_is_refused(fields: dict[str, str], told: str) -> None:
    company = law_firm()
    status, page = posted(desk(company, "carla"), AT, **fields)
    assert (status, told in page, adoptions(company.system)) == (422, True, ())


def test_a_nurse_adopts_nothing_and_reads_who_does() -> None:
    company = law_firm()
    client = desk(company, "rosa")
    assert "Compliance, an owner of the MSO or counsel adopts a pack." in client.get(AT).content.decode()
    assert posted(client, AT, digest=pack().digest, why="Mine.")[0] == 403
    assert adoptions(company.system) == ()
