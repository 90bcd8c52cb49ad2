"""Files as spreadsheets and payroll systems make them."""

from pathlib import Path

import pytest

from engage.directory.imports.reading import LONGEST_LINE, Source, open_source
from engage.directory.imports.words import note
from engage.directory.rules.faults import FileFault, Notes

PLAIN = "Employee number,Surname\n0001,O'Brien\n0002,Müller\n"


def opened(tmp_path: Path, content: bytes, notes: Notes | None = None, most: int = 10_000_000) -> Source:
    path = tmp_path / "staff.csv"
    path.write_bytes(content)
    return open_source(path, most, notes if notes is not None else Notes())


def refused(tmp_path: Path, content: bytes, most: int = 10_000_000) -> tuple[int | None, str]:
    with pytest.raises(FileFault) as caught:
        list(opened(tmp_path, content, most=most).records())
    return caught.value.fault.line, caught.value.fault.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_name_with_an_umlaut_arrives_whole(tmp_path: Path, encoding: str) -> None:
    source = opened(tmp_path, PLAIN.encode(encoding))
    assert source.headers == ["Employee number", "Surname"]
    assert list(source.records()) == [(2, ["0001", "O'Brien"]), (3, ["0002", "Müller"])]


def test_a_file_that_is_not_utf_8_is_read_as_cp1252_and_says_so(tmp_path: Path) -> None:
    notes = Notes()
    opened(tmp_path, PLAIN.encode("cp1252"), notes)
    assert "first seen on line 3" in note(notes.listed()[0])


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_cells_are_seen(tmp_path: Path, mark: str) -> None:
    notes = Notes()
    source = opened(tmp_path, PLAIN.replace(",", mark).encode(), notes)
    assert [row for _, row in source.records()][1] == ["0002", "Müller"]
    assert notes.listed()[0].code == "delimiter"


def test_a_record_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    source = opened(tmp_path, b'a,b\n1,"two\nlines"\n\n,\n2,x\r\n3,y\r4,z\n')
    assert [line for line, _ in source.records()] == [2, 6, 7, 8]


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"", None, "empty"),
        (b"\n\n1,2\n", 1, "no_header"),
        (b"PK\x03\x04rest", None, "a_workbook"),
        (b"a,b\n1,2\n3,\0\n", 3, "nul"),
        ("a,b\n1,2\n".encode("utf-16-le"), 1, "nul"),
        (b"a,b\n\xc3\x28\n\x81,1\n", 3, "encoding_unknown"),
        (b'a,b\n1,2\n3,"open\n4,5\n', 3, "quote_not_closed"),
        (b'a,b\n1,"x"y\n', 2, "quote_misplaced"),
        (b"a,b\n1,2\n3," + b"x" * 200_000 + b"\n", 3, "cell_too_long"),
        (b'a,b\n1,"open\n' + b"2,3\n" * 50_000, 2, "cell_too_long"),
        (b"a,b\n1," + b"x" * (3 * LONGEST_LINE) + b"\n", 2, "line_too_long"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(
    tmp_path: Path, content: bytes, line: int | None, code: str
) -> None:
    assert refused(tmp_path, content) == (line, code)


def test_a_cell_of_ten_megabytes_and_a_file_above_the_limit_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"a,b\n1," + b"x" * 10_000_000 + b"\n", 20_000_000)[1] == "line_too_long"
    assert refused(tmp_path, b"a,b\n" + b"1,2\n" * 1_000_000, 3_000_000) == (None, "too_big")
