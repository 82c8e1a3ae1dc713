"""Findings as text."""

from io import StringIO

from openmso.cli.render.findings import draw, heading, shape
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import written
from tests.cli.checked import FINDINGS, check

LAYOUT = """\
Lumen · Nov 23, 2026 · law pack 2026.11.0

⊘ 1 must   ◐ 1 should   ◔ 0 watch   from 4 controls

== Licenses (1) ==

⊘ Must  Title of LIC-01  LIC-01
  No license <b>here</b>.
  where  Rosa's license (people/rosa & co.yaml:39); Lumen <Medical> (network.yaml:7)
  since  Nov 11, for 12 days
  law    TX: Tex. Occ. Code § 155.001 & <more> · since Jan 9, 2025 · high confidence
  stops  Rosa · neuromodulator injection · Austin
  mend   Mend LIC-01.
  who    counsel

== Insurance (1) ==

◐ Should  Title of INS-01  INS-01
  No cover.
  since  Nov 11, for 12 days
  law    TX: Elsewhere · medium confidence
  doubt  Counsel to confirm: cover in Texas.
  mend   Mend INS-01.
  who    counsel

OpenMSO is not legal advice; counsel confirms, corrects or overrules.
"""


def test_golden_layout_of_plain_text() -> None:
    stream = StringIO()
    draw(check(*FINDINGS[1:]), Paper(stream))
    assert stream.getvalue() == LAYOUT


def test_on_a_terminal_nothing_is_wider_than_the_terminal() -> None:
    stream = StringIO()
    draw(check(*FINDINGS), Paper(stream, terminal=True, width=60))
    import re

    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines()
    assert max(map(len, lines)) <= 60


def test_where_there_is_much_to_read_what_the_law_forbids_is_listed_first() -> None:
    stream = StringIO()
    draw(check(*[FINDINGS[1]] * 6), Paper(stream))
    first, _, rest = stream.getvalue().partition("== Licenses")
    assert first.count("  LIC-01  No license <b>here</b>.\n") == 6
    assert "where" not in first
    assert rest.count("where") == 6


def test_long_lists_are_cut_with_a_count() -> None:
    from dataclasses import replace

    many = replace(FINDINGS[1], where=FINDINGS[1].where[:1] * 9, keys=FINDINGS[1].keys * 6)
    stream = StringIO()
    draw(check(many), Paper(stream))
    assert "; and 3 more\n" in stream.getvalue()
    assert "; and 2 more\n" in stream.getvalue()


def test_json_keeps_everything_and_stays_text() -> None:
    found = shape(check(*FINDINGS))
    assert found["counts"] == {"must": 1, "should": 1, "watch": 1}
    assert found["findings"][0]["since"] is None
    assert found["findings"][1]["stops"][0]["person_name"] == "Rosa"
    assert '"control": "LIC-01"' in written(found)


def test_families_are_spelled_as_headings() -> None:
    assert heading("management_agreement") == "Management agreement"
