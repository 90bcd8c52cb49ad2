"""Cells of a workbook: which sheet they are read from, and where a sheet may say that they stand."""

import io
import time

import pytest
import xlsxwriter

from engage.core.errors import Invalid
from engage.directory.imports import workbook
from tests.programme.test_import_workbook import SHEET, changed

ONE = "<c><v>1</v></c>"


def made(tmp_path, body=None):
    """A workbook with everything that spreadsheets put beside the cells; body: the rows of its first sheet instead."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, other = book.add_worksheet("survey"), book.add_worksheet("choices")
        other.write("B2", "yes")
        sheet.write_rich_string("A1", "a ", book.add_format({"bold": True}), "b", " c")
        sheet.write_number("B1", 0.5, book.add_format({"num_format": "h:mm"}))
        sheet.write_formula("A3", "=1+1", value=2)
        sheet.write_formula("B3", '=""', value="")
        sheet.write_string("C3", "bell\x07")
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))
        sheet.data_validation("A1", {"validate": "list", "source": ["a", "b"]})
        sheet.conditional_format("A1:B5", {"type": "data_bar", "data_bar_2010": True})
        book.define_name("Somewhere", "=survey!$A$1")
    path = tmp_path / "a.xlsx"
    name = "xl/worksheets/sheet1.xml"
    path.write_bytes(out.getvalue() if body is None else changed(out.getvalue(), name, SHEET.format(body)))
    return path


def test_the_first_sheet_is_read_or_that_of_a_name(tmp_path):
    path = made(tmp_path)
    assert workbook.rows(path) == [(1, ["a b c", "0.5"]), (3, ["2", "", "bell\x07"])]
    assert workbook.rows(path, "choices") == [(2, ["", "yes"])]
    with pytest.raises(Invalid, match="The workbook has no sheet “settings”"):
        workbook.rows(path, "settings")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (f'<row r="1">{ONE}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "more than 200 columns"),
        (f'<row r="1">{ONE}</row><row r="99999999999">{ONE}</row>', "more than 100,000 rows"),
        (f'<row r="3">{ONE}</row><row r="2">{ONE}</row>', "cannot be read"),
        ('<row r="1"><c r="A1" s="99"><v>1</v></c></row>', "cannot be read"),
    ],
)
def test_cells_that_stand_nowhere_sensible_are_one_clear_error(tmp_path, body, said):
    with pytest.raises(Invalid, match=said):
        workbook.rows(made(tmp_path, body))


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (f"<row>{ONE}<c/>{ONE}</row><row/><row>{ONE}</row>", [(1, ["1", "", "1"]), (3, ["1"])]),
        ('<row r="2"><c r="C2"><v>1</v></c><c r="A2"><v>2</v></c></row>', [(2, ["2", "", "1"])]),
        (f'<row r="1">{ONE}</row><row r="99999999999"><c r="XFD1"/></row>', [(1, ["1"])]),
        (f'</sheetData><dimension ref="A1:XFD1048576"/><sheetData><row>{ONE}</row>', [(1, ["1"])]),
        ("", []),
    ],
)
def test_cells_stand_where_they_say_and_empty_ones_cost_nothing(tmp_path, body, rows):
    path, began = made(tmp_path, body), time.process_time()
    assert workbook.rows(path) == rows
    assert time.process_time() - began < 1
