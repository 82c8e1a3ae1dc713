"""Every error of a pack, told with its file and line, all at once."""

from __future__ import annotations

import pytest

from openmso.authority.terms import Confidence
from tests.law.conftest import Draft

NP, RULE = "tx/np.yaml", "tx/delegation.yaml"


def test_a_good_pack_becomes_a_book(draft: Draft) -> None:
    pack = draft.read()
    assert [one.value for one in pack.book.said("TX", "np.authority")] == ["reduced", "full"]
    rule = pack.book.said("TX", "delegation.rule", "peel", "RN")[0]
    assert rule.value == {"leave": "conditional", "exam_first": True}
    assert (rule.confidence, rule.where) == (Confidence.LOW, "tx/delegation.yaml:4")
    assert pack.book.procedures["peel"].general_scope == {"MD"}
    assert pack.topics == ("delegation", "np")


def test_three_kinds_of_nothing_are_kept_apart(draft: Draft) -> None:
    book = draft.read().book
    assert not book.reading("TX", "np.hours", 740_000).known
    assert book.reading("US", "np.hours", 740_000).known
    assert book.reading("US", "np.hours", 740_000).value is None
    assert not book.said("US", "np.hours")[0].since_known


STATEMENT_ERRORS = [
    ("    since: unknown\n", "    sinse: unknown\n", 3, "unknown key 'sinse'; did you mean 'since'?"),
    (
        "    since: unknown\n",
        "",
        2,
        "'since' is missing; expected it in every statement (`since: unknown` where not established)",
    ),
    ("value: reduced", "value: reducd", 2, "value is 'reducd', which is not one of its codes; did you mean 'reduced'?"),
    (
        "value: reduced",
        "value:",
        2,
        "nothing is written for value; expected a value, or null where it is established that there is no such rule",
    ),
    ("since: unknown", "since: 2020-13-01", 3, "since is 2020-13-01, and there is no such day; expected a day of the calendar"),
    ("since: unknown", "since: March 2020", 3, "since is 'March 2020'; expected a day as 2026-12-05 or unknown"),
    ("since: unknown", "since: 1492-10-12", 3, "since is 1492-10-12; expected a day from 1787 to 2199"),
    ("until: 2026-09-01", "until: unknown", 4, "until is 'unknown'; expected a day as 2026-12-05"),
    (
        "since: unknown\n    until: 2026-09-01",
        "since: 2026-01-02\n    until: 2026-01-02",
        4,
        "until 2026-01-02 is not after since 2026-01-02; expected the first day on which it no longer holds",
    ),
    (
        '    cite: "Tex. Code 1"\n',
        "",
        2,
        "neither 'cite' nor 'note'; expected the source, or a note why there is none",
    ),
    ("url: https://example.org/1", "url: example.org", 6, "url is 'example.org'; expected an address that begins with https://"),
    ("confidence: high", "confidence: sure", 8, "confidence is 'sure'; expected high, medium, low"),
    ("confidence: high", "confidence: high\n    status: draft", 9, "status is 'draft'; expected in_force, pending"),
    (
        "confidence: high",
        "confidence: high\n    signed: A. Counsel",
        9,
        "signed is 'A. Counsel'; expected counsel's name and the day, as 'A. Name, 2026-12-05'",
    ),
    ("confidence: high", "confidence: high\n    confidence: low", 9, "'confidence' stands twice; expected each key once"),
    ("confidence: high", "confidence: high\n    note: on", 9, "note is 'on'; expected text, and never yes, no, on or off"),
    ("confidence: high", "confidence: high\n    note: 12", 9, "note is '12'; expected text (in double quotes if it looks like a number)"),
    ("np.authority:", "np.autority:", 1, "unknown parameter 'np.autority'; did you mean 'np.authority'?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "line", "what"), STATEMENT_ERRORS, ids=lambda part: str(part)[:30]
)
def test_a_statement_is_read_strictly(draft: Draft, before: str, after: str, line: int, what: str) -> None:
    assert f"{NP}:{line}: {what}" in draft.edit(NP, before, after).problems()


VALUE_ERRORS = [
    ("exam_first: true", "exam_first: yes", 6, "value.exam_first is 'yes'; expected true or false"),
    ("exam_first: true", 'exam_first: "true"', 6, "value.exam_first is 'true'; expected true or false"),
    (
        "leave: conditional",
        "leave: no",
        5,
        "value.leave is 'no', which is not one of its codes; expected conditional, permitted, prohibited",
    ),
    ("leave: conditional\n          ", "", 5, "value has no 'leave'; expected it here"),
    ("exam_first: true", "exam_frist: true", 6, "unknown key 'exam_frist' in value; did you mean 'exam_first'?"),
    ("exam_first: true", "exam_by: MD", 6, "value.exam_by is 'MD'; expected a list of codes"),
    ("exam_first: true", "exam_by: [MD, MD]", 6, "value.exam_by names a code twice; expected each code once"),
    (
        "exam_first: true",
        "exam_by: [md]",
        6,
        "value.exam_by is 'md', which is not one of its codes; did you mean 'MD'?",
    ),
    ("exam_first: true", "depth: deep", 6, "value.depth is 'deep'; expected a number, zero or more"),
    ("exam_first: true", "depth: -1", 6, "value.depth is '-1'; expected a number, zero or more"),
    ("exam_first: true", "attest: [off]", 6, "value.attest is 'off'; expected text, and never yes, no, on or off"),
    ("exam_first: true", "ways: [{miles: far}]", 6, "value.ways.miles is 'far'; expected a whole number, zero or more"),
    ("exam_first: true", "ways: [{}]", 6, "value.ways has no 'miles'; expected it here"),
    (
        "exam_first: true",
        "details: {paid: yes}",
        6,
        "value.details.paid is 'yes'; expected a number, a word, true, false, or a list of them",
    ),
    ("    RN:\n", "    NR:\n", 3, "unknown role 'NR'; expected MD, RN"),
    ("  peel:\n", "  peal:\n", 2, "unknown procedure 'peal'; did you mean 'peel'?"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "line", "what"), VALUE_ERRORS, ids=lambda part: str(part)[:30])
def test_a_value_is_read_strictly(draft: Draft, before: str, after: str, line: int, what: str) -> None:
    assert f"{RULE}:{line}: {what}" in draft.edit(RULE, before, after).problems()


def test_a_key_too_few_is_an_error(draft: Draft) -> None:
    draft.write(RULE, "delegation.rule:\n  - value: null\n    since: unknown\n")
    assert draft.problems() == [
        f"{RULE}:2: delegation.rule is a list; expected each procedure and each role as a key, then its statements"
    ]


def test_a_key_too_many_is_an_error(draft: Draft) -> None:
    draft.write(NP, "np.authority:\n  peel:\n    - value: full\n")
    assert draft.problems() == [f"{NP}:2: np.authority is a mapping; expected a list of statements"]


def test_all_errors_of_all_files_are_told_at_once(draft: Draft) -> None:
    draft.edit(NP, "value: reduced", "value: reducd").edit(NP, "confidence: high", "confidence: sure")
    draft.edit(RULE, "exam_first: true", "exam_first: yes").write("us/np.yaml", b"\xff")
    assert [problem.split(":")[:2] for problem in draft.problems()] == [
        [RULE, "6"], [NP, "2"], [NP, "8"], ["us/np.yaml", "1"],
    ]  # fmt: skip


def test_statements_stand_oldest_first(draft: Draft) -> None:
    draft.edit(NP, "since: unknown\n    until: 2026-09-01", "since: 2026-10-01\n    until: 2026-11-01")
    assert draft.problems() == [
        f"{NP}:9: since 2026-09-01 stands below since 2026-10-01; expected the oldest statement first"
    ]


def test_statements_may_not_speak_at_the_same_time(draft: Draft) -> None:
    draft.edit(NP, "    until: 2026-09-01\n", "")
    assert draft.problems() == [
        (
            f"{NP}:8: overlaps the statement of line 2 from 2026-09-01; "
            "expected `until: 2026-09-01` there, or an `authority` on both"
        )
    ]


def test_rivals_by_authority_may_speak_at_the_same_time(draft: Draft) -> None:
    draft.edit(NP, "    until: 2026-09-01\n", "    authority: Board A\n")
    draft.edit(NP, "    confidence: medium", "    confidence: medium\n    authority: Board B")
    assert len(draft.read().book.said("TX", "np.authority")) == 2


def test_rivals_of_one_authority_may_not(draft: Draft) -> None:
    draft.edit(NP, "    until: 2026-09-01\n", "    authority: Board A\n")
    draft.edit(NP, "    confidence: medium", "    confidence: medium\n    authority: Board A")
    assert "overlaps the statement of line 2" in draft.problems()[0]


def test_pending_law_may_speak_at_any_time(draft: Draft) -> None:
    draft.edit(NP, "    until: 2026-09-01\n", "").edit(
        NP, "    confidence: medium", "    confidence: medium\n    status: pending"
    )
    assert [one.pending for one in draft.read().book.said("TX", "np.authority")] == [False, True]


def test_a_parameter_stands_in_the_file_of_its_topic(draft: Draft) -> None:
    draft.edit(NP, "np.authority:", "delegation.rule:")
    assert (
        f"{NP}:1: delegation.rule stands in the wrong file; expected it in delegation.yaml"
        in draft.problems()
    )


def test_a_parameter_stands_once_in_a_file(draft: Draft) -> None:
    draft.write("us/np.yaml", "np.hours: []\nnp.hours: []\n")
    assert "us/np.yaml:2: 'np.hours' stands twice; expected each key once" in draft.problems()


@pytest.mark.parametrize(
    ("path", "content", "problem"),
    [
        ("tx/nurses.yaml", "np.hours: []\n", "tx/nurses.yaml:1: no topic is called 'nurses'; expected delegation, np"),
        ("tx/notes.txt", "x", "tx/notes.txt:1: this does not belong into a pack; expected topic files only"),
        (
            "ok/np.yaml",
            "np.hours: []\n",
            "ok/np.yaml:1: the folder is not in the list of jurisdictions of pack.yaml; expected tx, us",
        ),
        ("tx/np.yaml", "", "tx/np.yaml:1: the file is empty; expected statements, or no file at all"),
        ("tx/np.yaml", "- a\n", "tx/np.yaml:1: this is a list; expected `parameter:` with statements below"),
        ("pack.yaml", "version: 2026.11.0\n", "pack.yaml:1: 'title' is missing; expected it here"),
        (
            "pack.yaml",
            'version: v1\ntitle: "T"\njurisdictions: [TX, US]\n',
            "pack.yaml:1: version is 'v1'; expected year, month and a number, as 2026.11.0",
        ),
        (
            "pack.yaml",
            'version: 2026.11.0\ntitle: "T"\njurisdictions: [TX, US, OK]\n',
            "pack.yaml:1: OK has no folder ok/; expected one",
        ),
        (
            "parameters/np.yaml",
            "np.authority:\n  label: L\n",
            "parameters/np.yaml:2: np.authority has no 'question'; expected one",
        ),
        (
            "terms/leave.yaml",
            "permitted:\n  label: P\n",
            "terms/leave.yaml:2: permitted has no 'definition'; expected it here",
        ),
    ],
    ids=lambda part: part[:40],
)  # fmt: skip
def test_files_and_folders_are_closed(draft: Draft, path: str, content: str, problem: str) -> None:
    assert problem in draft.write(path, content).problems()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("pack.yaml", "pack.yaml:1: the file is missing; expected version, title and jurisdictions"),
        ("terms/registrations.yaml", "terms/registrations.yaml:1: the file is missing; expected its words"),
    ],
)
def test_a_pack_needs_its_manifest_and_its_words(draft: Draft, path: str, problem: str) -> None:
    (draft.root / path).unlink()
    assert draft.problems() == [problem]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("kind: integer", "kind: intger", "parameters/np.yaml:13: kind is 'intger', which is not one of its codes; did you mean 'integer'?"),
        ("codes: [full, reduced]\n", "codes: full\n", "parameters/np.yaml:5: codes of np.authority is 'full'; expected a list or `term: roles`"),
        ("codes: [full, reduced]\n", "codes: {term: rolls}\n", "parameters/np.yaml:5: no closed list 'rolls'; did you mean 'roles'?"),
        ("  codes: [full, reduced]\n", "", "parameters/np.yaml:2: np.authority chooses codes but names none; expected codes"),
        ("kind: integer\n", "kind: integer\n  keys: [person]\n", "parameters/np.yaml:14: keys is 'person', which is not one of its codes; expected procedure, procedure_or_any, registration, role, topic"),
        ("kind: integer\n", "kind: mapping\n  fields: {same_as: np.none}\n", "parameters/np.yaml:1: np.hours takes its fields from 'np.none'; expected a parameter with fields"),
    ],
)  # fmt: skip
def test_parameters_are_read_strictly(draft: Draft, before: str, after: str, problem: str) -> None:
    assert problem in draft.edit("parameters/np.yaml", before, after).problems()


def test_a_parameter_can_take_the_fields_of_another(draft: Draft) -> None:
    draft.edit(
        "parameters/np.yaml", "kind: integer\n", "kind: mapping\n  fields: {same_as: delegation.rule}\n"
    )
    parameters = draft.read().book.parameters
    assert parameters["np.hours"].fields == parameters["delegation.rule"].fields
