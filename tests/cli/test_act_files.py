"""Files of acts, read row by row."""

from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from openmso.cli import act_files
from openmso.cli.act_files import Row, open_acts
from openmso.cli.failure import BadInputError


def rows(path: Path) -> list[Row]:
    """Every row of a file."""
    return list(open_acts(path).rows())


def test_a_csv_row_has_its_line_number_and_the_headers_names(tmp_path: Path) -> None:
    path = tmp_path / "acts.csv"
    path.write_bytes('\ufeffAct, Person\r\n1,"Rey, Rosa"\r\n\r\n2,ada\r\n'.encode())
    assert [(row.number, dict(row.cells)) for row in rows(path)] == [
        (2, {"act": "1", "person": "Rey, Rosa"}),
        (4, {"act": "2", "person": "ada"}),
    ]


def test_one_junk_line_spoils_itself_and_not_the_next(tmp_path: Path) -> None:
    path = tmp_path / "acts.csv"
    path.write_bytes(b'act,person\n1\n2,"open\n3,\xff\n4,"a"b\n5,ada\n')
    found = rows(path)
    assert [bool(row.wrong) for row in found] == [True, True, True, True, False]
    assert found[-1].cells == {"act": "5", "person": "ada"}
    assert found[0].cells == {"line": "1"}


def test_a_line_without_end_is_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(act_files, "LONGEST", 100)
    path = tmp_path / "acts.csv"
    path.write_text("act,person\n" + "x" * 1000 + "\n2,ada\n")
    long, good = rows(path)
    assert "longer than" in long.wrong
    assert (good.number, good.cells["person"], good.read) == (3, "ada", path.stat().st_size)


def test_ndjson_lines_are_objects_or_wrong(tmp_path: Path) -> None:
    path = tmp_path / "acts.ndjson"
    path.write_text('{"person": "ada", "minutes": 3}\n[1]\n{"person"\n\n"x"\n' + "[" * 100_000 + "\n")
    found = rows(path)
    assert open_acts(path).columns == ("person", "minutes")
    assert found[0].cells == {"person": "ada", "minutes": 3}
    assert [row.wrong for row in found[1:]] == [
        "the line is JSON, but no object",
        "the line is not JSON",
        "the line is JSON, but no object",
        "the line is not JSON",
    ]


def test_parquet_rows_are_numbered_from_one(tmp_path: Path) -> None:
    path = tmp_path / "acts.parquet"
    parquet.write_table(pa.table({"person": ["ada", None]}), path)
    file = open_acts(path)
    assert (file.columns, file.size) == (("person",), 2)
    assert [(row.number, row.cells["person"]) for row in file.rows()] == [(1, "ada"), (2, None)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("acts.csv", b"", "is empty"),
        ("acts.xlsx", b"PK", "acts come as"),
        ("acts.parquet", b"PAR1 but not really", "cannot be read as Parquet"),
        ("acts.csv", b"\xff\xfe\x00a", "no header"),
        ("acts.csv", b"person,at,Person\n", "repeats 'person'"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=said):
        open_acts(path)


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read: No such file"):
        open_acts(tmp_path / "acts.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BadInputError, match="is no file"):
        open_acts(tmp_path / "folder.csv")


def test_a_parquet_file_cut_in_the_middle_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "acts.parquet"
    parquet.write_table(
        pa.table({"person": [f"somebody {n}" for n in range(100_000)]}), path, row_group_size=5_000
    )
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 3_000] = b"\x00" * 3_000
    path.write_bytes(bytes(content))
    with pytest.raises(BadInputError, match="is damaged after record"):
        rows(path)
