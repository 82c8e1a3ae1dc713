"""The exclusion list comes as it is published, is looked into by the same action as everywhere, and a wrong one is refused by its line."""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from io import StringIO

import pytest

from openmso.foundation.rules.sides import Side
from openmso.workforce.files.leie import COLUMNS
from openmso.workforce.queries import editions, matches, unscreened
from tests.callers import problem
from tests.shared_data import LEIE, needs_leie
from tests.web.network import program
from tests.workforce.api.way_in import AT, desk, events, known, told, wrongs
from tests.workforce.staff import ON

pytestmark = pytest.mark.django_db

SCREEN = f"{AT}/screen?as_of=2026-11-10&on={ON}"
ROSA = ("DELGADO", "ROSA", "", "", "NURSING PROFESSION", "", "", "0000000000", "00000000", "1 ELM ST", "AUSTIN", "TX", "78701",
        "1128a1", "20240520", "00000000", "00000000", "")  # fmt: skip


def listed(*rows: tuple[str, ...]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue().encode()


def test_everybody_is_looked_up_and_who_may_be_listed_awaits_a_human() -> None:
    company, olga = desk()
    file = listed(ROSA)
    found = told(olga.send(f"{SCREEN}&allow_short=true", file))
    assert (found["read"]["rows"], found["read"]["digest"]) == (1, sha256(file).hexdigest())
    assert found["looked"]["results"]["rosa-delgado"] == "possible"
    (match,) = matches(company.system)
    assert (match.subject, match.row.city) == ("rosa-delgado", "AUSTIN")
    assert not unscreened(company.system, ON)


def test_the_same_request_with_a_key_is_answered_alike_and_done_once() -> None:
    company, olga = desk()
    first = olga.send(f"{SCREEN}&allow_short=true", listed(ROSA), Idempotency_Key="november")
    before = events(company)
    again = olga.send(f"{SCREEN}&allow_short=true", listed(ROSA), Idempotency_Key="november")
    assert (again.headers["Idempotency-Replayed"], again.content) == ("true", first.content)
    other = olga.send(f"{SCREEN}&allow_short=true", listed(ROSA, ROSA), Idempotency_Key="november")
    assert problem(other) == "key-used"
    assert events(company) == before


@needs_leie
def test_a_real_supplement_is_taken_as_it_was_published() -> None:
    company, olga = desk()
    file = (LEIE / "1601EXCL.csv").read_bytes()
    at = f"{AT}/screen?as_of=2016-02-10&on=2016-02-12&scope=supplement"
    assert told(olga.send(at, file))["read"]["rows"] == 484
    (edition,) = editions(company.system)
    assert (edition.rows, edition.digest) == (484, sha256(file).hexdigest())


@needs_leie
def test_a_list_that_may_leave_somebody_out_is_refused_and_nothing_is_written() -> None:
    company, olga = desk()
    before = events(company)
    file = (LEIE / "UPDATED-sample.csv").read_bytes()
    (short,) = wrongs(olga.send(SCREEN, file))
    assert (short["where"], short["what"]) == (
        "body.rows",
        "335 rows are fewer than a full list has; at least 50000 were expected",
    )
    old = wrongs(olga.send(f"{AT}/screen?as_of=2026-01-10&on={ON}", file))
    assert [one["where"] for one in old] == ["query.as_of"]
    broken = file + b'"NO","DAY"\n'
    rejects = wrongs(olga.send(f"{SCREEN}&allow_short=true", broken))
    assert [one["where"] for one in rejects] == ["query.allow_rejects", "body, line 337"]
    assert rejects[1]["what"] == "2 cells instead of 18"
    assert events(company) == before
    assert told(olga.send(f"{SCREEN}&allow_short=true&allow_rejects=true", broken))["read"]["rows"] == 335


@pytest.mark.parametrize(
    ("file", "where", "mend"),
    [
        (b"%PDF-1.7\n", "body, line 1", "send the list as the OIG publishes it: CSV of 18 columns"),
        (b"name,npi\nMax,1\n", "body, line 1", "send the list as the OIG publishes it: CSV of 18 columns"),
        (listed() + b'"ABLE\n', "body, line 2", "fetch the file anew"),
    ],
    ids=["another kind of file", "another table", "cut off in a cell"],
)
def test_another_file_is_refused_by_its_line_with_what_mends_it(file: bytes, where: str, mend: str) -> None:
    company, olga = desk()
    before = events(company)
    (one,) = wrongs(olga.send(f"{SCREEN}&allow_short=true", file))
    assert (one["where"], one["mend"]) == (where, mend)
    assert wrongs(olga.send(f"{AT}/check-list", file)) == [one]
    assert events(company) == before


def test_a_list_is_looked_at_first_and_its_rejects_come_as_csv() -> None:
    company, olga = desk()
    before = events(company)
    file = listed(ROSA) + b"ABLE,ANN\n"
    found = told(olga.send(f"{AT}/check-list", file))
    assert (found["rows"], [one["row"] for one in found["rejects"]]) == (1, [3])
    table = olga.send(f"{AT}/check-list", file, Accept="text/csv").content.decode()
    assert table == "row,column,what,mend\r\n3,,2 cells instead of 18,fetch the file anew\r\n"
    assert events(company) == before


def test_medicine_looks_nobody_up() -> None:
    company, _ = desk()
    director = known(program(company, "director", Side.CLINICAL))
    before = events(company)
    assert problem(director.send(f"{SCREEN}&allow_short=true", listed(ROSA))) == "wrong-hands"
    assert problem(director.send(f"{AT}/check-list", listed(ROSA))) == "wrong-hands"
    assert events(company) == before


def test_a_list_beyond_the_limit_is_refused(settings: object) -> None:
    settings.LIST_LIMIT = 100  # type: ignore[attr-defined] # pytest-django's settings
    refused = desk()[1].send(SCREEN, listed(ROSA))
    assert (refused.status_code, problem(refused)) == (413, "too-large")
    assert json.loads(refused.content)["errors"][0]["mend"] == "send less at once"
