"""Files of a network: includes that stay inside, and files that are none."""

import os
from pathlib import Path
from typing import Final

import pytest

from openmso.authority.facts.people import Person
from openmso.netfile.queries import read, read_string
from tests.netfile.small import SMALL, laid_out, problems, told_of

HEAD, PEOPLE = SMALL.split("people:\n")
PEOPLE = "people:\n" + PEOPLE


def test_a_network_may_be_split_over_files(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "network.yaml": f"include: [people/*.yaml, more.json]\n{HEAD}",
        "people/ada.yaml": PEOPLE,
        "people/ben.yaml": "version: 1\npeople:\n  ben: {name: Ben Boyd}\n",
        "more.json": '{"people": {"cleo": {"name": "Cleo", "npi": "1234567890"}}}',
    }
    outcome = read(laid_out(tmp_path, files))
    assert outcome.problems == ()
    assert outcome.facts is not None
    assert {one.id for one in outcome.facts.all(Person)} == {"ada", "ben", "cleo"}
    assert outcome.facts.sources["ben"] == f"{tmp_path}/people/ben.yaml:3"
    assert outcome.facts.sources["cleo"] == f"{tmp_path}/more.json:1"


INCLUDES: Final[list[tuple[dict[str, str | bytes], list[str]]]] = [
    (
        {"network.yaml": f"include: [none.yaml]\n{SMALL}"},
        ['network.yaml:1: include: no file matches "none.yaml"; expected a file in the folder of this one'],
    ),
    (
        {"network.yaml": f"include: none.yaml\n{SMALL}"},
        [
            (
                'network.yaml:1: include: "none.yaml" does not fit; '
                "expected a list of files, such as [people.yaml, sites/*.yaml]"
            )
        ],
    ),
    (
        {"network.yaml": f"include: [[]]\n{SMALL}"},
        [
            (
                "network.yaml:1: include[0]: a list does not fit; "
                "expected the name of a file, or a pattern such as people/*.yaml"
            )
        ],
    ),
    (
        {"network.yaml": f"include: [../*.yaml, /etc/passwd, '**/*.yaml']\n{SMALL}"},
        [
            'network.yaml:1: include: "../*.yaml" leads elsewhere; expected a path below this file, without ..',
            'network.yaml:1: include: "/etc/passwd" leads elsewhere; expected a path below this file, without ..',
            'network.yaml:1: include: "**/*.yaml" leads elsewhere; expected a path below this file, without ..',
        ],
    ),
    (
        {"network.yaml": f"include: ['*.yaml']\n{SMALL}"},
        [
            (
                "network.yaml:1: include: includes go in a circle: network.yaml → network.yaml; "
                "expected each file once"
            )
        ],
    ),
    (
        {
            "network.yaml": f"include: [a/b.yaml, a/b.yaml]\n{SMALL}",
            "a/b.yaml": "include: [c.yaml]",
            "a/c.yaml": "{}",
        },
        ["network.yaml:1: include: a/b.yaml is included twice; expected each file once"],
    ),
    (
        {"network.yaml": f"include: [more.yaml]\n{SMALL}", "more.yaml": "network:\n  name: Other\nwhat: 1\n"},
        [
            "more.yaml:2: network: stands twice, first in network.yaml:4; expected one network",
            (
                "more.yaml:3: what: unknown key in a network file; expected version, include, network, organizations, "
                "sites, people, msas, appointments, agreements, delegations, protocols, standing_orders, activities "
                "or bedside"
            ),
        ],
    ),
    (
        {"network.yaml": f"include: [more.yaml]\n{SMALL}", "more.yaml": "people:\n  ada: {name: Ada}\n"},
        [
            "more.yaml:2: people.ada: the id ada is taken by people.ada in network.yaml:21; expected an id of its own"
        ],
    ),
    (
        {"network.yaml": f"include: [more.yaml]\n{SMALL}", "more.yaml": ""},
        ["more.yaml: is empty; expected a network file; openmso init writes a first one"],
    ),
]


@pytest.mark.parametrize(("files", "told"), INCLUDES)
def test_an_include_that_leads_nowhere_or_elsewhere_is_told(
    files: dict[str, str | bytes], told: list[str], tmp_path: Path
) -> None:
    assert told_of(laid_out(tmp_path, files), tmp_path) == told


def test_a_link_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("people: {}")
    path = laid_out(tmp_path / "in", {"network.yaml": f"include: [link.yaml]\n{SMALL}"})
    (tmp_path / "in" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    assert told_of(path, tmp_path / "in") == [
        "network.yaml:1: include: link.yaml lies outside the folder of the network file; expected a file inside it"
    ]


def test_includes_may_not_follow_each_other_forever(tmp_path: Path) -> None:
    chain: dict[str, str | bytes] = {f"n{n}.yaml": f"include: [n{n + 1}.yaml]\n" for n in range(1, 40)}
    path = laid_out(tmp_path, {"n0.yaml": f"include: [n1.yaml]\n{SMALL}", **chain})
    assert told_of(path, tmp_path) == [
        "n20.yaml:1: include: includes follow each other too far; expected at most 20 deep"
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty; expected a network file; openmso init writes a first one"),
        (b"\n# nothing\n", "is empty; expected a network file; openmso init writes a first one"),
        (b"just words", '1: "just words" stands here; expected keys such as version: 1'),
        (b"- 1\n- 2\n", "1: a list stands here; expected keys such as version: 1"),
        (b"a: 1\nb: \x00\x01", "2: is binary: it holds a zero byte; expected text in UTF-8"),
        (b"a: 1\nb: \xe9\n", "2: is not UTF-8: byte 0xe9; expected text in UTF-8"),
        (b"\xff\xfea\x00", "1: is UTF-16; expected text in UTF-8"),
        (b"a: 1\nb: \x07\n", "2: not YAML: "),
        (b"a: {b\n", "2: not YAML: "),
        (b"a: 'b\n", "2: not YAML: "),
        (b"a:\n\t- b\n", "2: not YAML: "),
        (b"a: b: c\n", "1: not YAML: "),
        (b'a: "\\q"\n', "1: not YAML: "),
        (b"[" * 100_000, "1: nested more than 40 levels deep"),
        (b"- " * 100, "1: nested more than 40 levels deep"),
        (b"a: {" * 100, "1: nested more than 40 levels deep"),
        (b"a: &a [*a, *a]\n", "1: anchors (&name) are no part of the format; write it out, or use include"),
    ],
)
def test_what_is_no_network_file_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    path = laid_out(tmp_path, {"network.yaml": content})
    (said,) = told_of(path, tmp_path)
    assert said.startswith(f"network.yaml: {told}" if told.startswith("is empty") else f"network.yaml:{told}")


def test_a_missing_file_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert told_of(tmp_path / "none.yaml", tmp_path) == [
        "none.yaml: cannot be opened: No such file or directory"
    ]
    assert told_of(tmp_path / "pipe", tmp_path) == ["pipe: is not a file"]
    assert [str(one) for one in read(tmp_path).problems] == [f"{tmp_path}: is not a file"]
    assert len(read("nul\0.yaml").problems) == 1


def test_a_file_over_64_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "network.yaml").open("wb") as stream:
        stream.truncate(64 * 1024 * 1024 + 1)
    assert told_of(tmp_path / "network.yaml", tmp_path) == [
        "network.yaml: is too large: 67,108,865 bytes; expected at most 67,108,864 with all includes"
    ]


def test_a_mark_at_the_head_and_foreign_line_ends_do_no_harm(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    outcome = read(laid_out(tmp_path, {"network.yaml": content}))
    assert outcome.facts == read_string(SMALL).facts
    assert outcome.facts is not None
    assert outcome.facts.sources["ada"] == f"{tmp_path}/network.yaml:20"


def test_a_text_that_stands_alone_includes_nothing() -> None:
    assert problems(f"include: [more.yaml]\n{SMALL}") == [
        "network.yaml:1: include: only a file can include others"
    ]


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    path = laid_out(tmp_path, {"network.yaml": f"include: [loop.yaml]\n{SMALL}"})
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (told,) = told_of(path, tmp_path)
    assert told.startswith("network.yaml:1: include: ")
    assert len(read(tmp_path / "loop.yaml").problems) == 1
