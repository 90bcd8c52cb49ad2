"""What one cell of a staff extract means."""

from datetime import date

import pytest

from engage.directory.rules import cells
from engage.directory.rules.faults import CellFault


@pytest.mark.parametrize("raw", ["", " ", "NA", "n/a", "N/A", "#N/A", "null", "-", "\xa0", "\u200b"])
def test_a_blank_word_is_nothing(raw: str) -> None:
    assert cells.text(raw) == ""


@pytest.mark.parametrize("raw", ["Na", "Null", "None", "O'Brien", "D’Arcy", "Nan"])
def test_nobody_loses_their_name_to_a_blank_word(raw: str) -> None:
    assert cells.name(raw) == raw


@pytest.mark.parametrize("raw", ["=1+1", "+44 161", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', '="=1"', "\t=1"])
def test_a_formula_is_refused(raw: str) -> None:
    with pytest.raises(CellFault, match="formula"):
        cells.text(raw)


@pytest.mark.parametrize(("raw", "kept"), [("00123", "00123"), ('="00123"', "00123"), ("'00123", "00123")])
def test_leading_zeros_stay(raw: str, kept: str) -> None:
    assert cells.identifier(raw, 40) == kept


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("2024-07-01", date(2024, 7, 1)),
        ("2024-07-01 00:00:00", date(2024, 7, 1)),
        ("01/07/2024", date(2024, 7, 1)),
        ("1.7.2024", date(2024, 7, 1)),
        ("31/12/1999 00:00", date(1999, 12, 31)),
        ("20240701", date(2024, 7, 1)),
        ("1 Jul 2024", date(2024, 7, 1)),
        ("01-July-2024", date(2024, 7, 1)),
        ("NA", None),
    ],
)
def test_a_date_is_read_day_first(raw: str, found: date | None) -> None:
    assert cells.day(raw) == (found, False)


@pytest.mark.parametrize(("raw", "found"), [("45474", date(2024, 7, 1)), ("45474.0", date(2024, 7, 1))])
def test_an_excel_day_number_is_converted_and_said(raw: str, found: date) -> None:
    assert cells.day(raw) == (found, True)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("03/25/2024", "month_first"),
        ("01/07/24", "year_of_two_digits"),
        ("31/02/2024", "not_a_date"),
        ("soon", "not_a_date"),
        ("12", "not_a_date"),
        ("01/07/0204", "year_out_of_range"),
        ("²", "not_a_date"),
    ],
)
def test_a_date_that_could_be_another_is_refused(raw: str, code: str) -> None:
    with pytest.raises(CellFault, match=code):
        cells.day(raw)


@pytest.mark.parametrize("raw", ["inf", "nan1", "169", "37 hours", "1e5"])
def test_hours_that_no_week_has_are_refused(raw: str) -> None:
    with pytest.raises(CellFault, match="not_a_number"):
        cells.hours(raw)
    assert cells.hours("18.5") == 18.5
    assert cells.hours("NA") is None


def test_other_cells_know_their_words() -> None:
    assert cells.flag("Yes") is True
    assert cells.flag("") is False
    assert cells.kind("Elected member") == "councillor"
    assert cells.language("Welsh") == "cy"
    assert cells.email("A.Person@Example.ORG") == "a.person@example.org"
    for read, raw in ((cells.flag, "perhaps"), (cells.kind, "robot"), (cells.email, "nobody")):
        with pytest.raises(CellFault):
            read(raw)
    with pytest.raises(CellFault, match="too_long"):
        cells.text("x" * 201)
