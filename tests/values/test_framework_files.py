"""Frameworks in files: every shared one in and out as it was, and one clear error for each bad one."""

from itertools import count

import pytest
from hypothesis import assume, given

from engage.values.formats import BadFile, read
from engage.values.formats.framework_export import to_csv, to_json_file
from engage.values.formats.framework_files import MOST_BYTES
from engage.values.rules.framework import Document, Statement, Value
from tests.values.generated import documents
from tests.values.published import document
from tests.values.shared_file import rows, shared

HEADER = "organisation,value,audience,level,statement\n"
GOOD = HEADER + "C,Open,everyone,positive,Say it\nC,Open,everyone,negative,Hide it\nC,Kind,everyone,,\n"


def come_in(data: str | bytes) -> list[Document]:
    number = count()
    return list(read(data.encode() if isinstance(data, str) else data, lambda: f"i{next(number)}"))


def test_every_shared_framework_comes_out_of_the_export_as_it_went_in() -> None:
    text = shared()
    found = come_in(text)
    assert len(found) == len({row[0] for row in rows(text)[1:]}) >= 4
    assert rows(to_csv(found)) == rows(text)
    for each in found:
        own = [row for row in rows(text)[1:] if row[0] == each.organisation]
        assert rows(to_csv([each]))[1:] == own
        assert come_in(to_json_file(each)) == [each]


def meant(made: Document) -> tuple[object, ...]:
    """What the CSV layout holds of a framework: all but its title, its introduction and unused words."""
    named = {part.audience or made.audiences[0].name for part in used(made)}
    levels = {part.level for part in used(made)}
    values = tuple(
        value if value.statements or value.audience else Value(**vars(value) | {"audience": made.audiences[0].name})
        for value in made.values
    )
    return (
        made.organisation, values,
        {each for each in made.audiences if each.name in named}, {each for each in made.levels if each.name in levels},
    )  # fmt: skip


def used(made: Document) -> list[Value | Statement]:
    alone: list[Value | Statement] = [value for value in made.values if not value.statements]
    return [*alone, *made.statements]


@given(documents())
def test_any_framework_comes_back_from_its_csv_with_identities(made: Document) -> None:
    assume(made.values)
    (back,) = come_in(to_csv([made], identities=True))
    assert meant(back) == meant(made)
    assert to_csv([back], identities=True) == to_csv([made], identities=True)


@given(documents())
def test_no_cell_of_an_export_is_a_formula(made: Document) -> None:
    for row in rows(to_csv([made], identities=True)):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(documents())
def test_any_framework_comes_back_from_its_json(made: Document) -> None:
    assume(made.values)
    assert come_in(to_json_file(made)) == [made]


def test_further_columns_are_written_only_where_they_are_used() -> None:
    assert rows(to_csv([document()]))[0][5:] == ["about", "colour", "tags", "question"]
    assert rows(to_csv(come_in(GOOD)))[0] == HEADER.strip().split(",")


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.encode("utf-16"),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("organisation,value", "Organisation , VALUE").encode(),
        ("\n" + GOOD + "\n,,,,\n").lstrip("\n").encode(),
    ],
    ids=["bom", "utf-16", "semicolons", "tabs", "windows", "capitals", "blank rows"],
)
def test_what_spreadsheets_make_of_it_is_taken(data: bytes) -> None:
    assert come_in(data) == come_in(GOOD)


def test_old_windows_letters_are_read() -> None:
    (made,) = come_in(GOOD.replace("Say it", "Don’t £").encode("cp1252"))
    assert made.statements[0].text == "Don’t £"


def test_json_by_hand_needs_no_identities() -> None:
    text = (
        '{"organisation":"C","title":"T","audiences":[{"name":"all","kind":"everyone"}],'
        '"values":[{"name":"Open","statements":[{"text":"Say it","audience":"all"}]}]}'
    )
    (made,) = come_in(text)
    assert (made.values[0].identity, made.statements[0].identity) == ("i0", "i1")


def big(n: int) -> str:
    return HEADER + "".join(f"C,Open,everyone,positive,Words {i}\n" for i in range(n))


BAD = {
    "a value twice": (GOOD + "C,Open,everyone,positive,Again\n", "Row 5", "begins in row 2 and again here"),
    "a value in two spellings": (GOOD + "C,kind ,everyone,positive,Be so\n", "Row 5", "written “Kind” in row 4"),
    "a flat value twice": (GOOD + "C,Kind,managers,,\n", "Row 5", "twice, in row 4 and here"),
    "a flat row among statements": (GOOD + "C,Kind,everyone,,Thank\n", "Row 4", "has statements in other rows"),
    "a statement twice": (HEADER + "C,V,everyone,,Say it\nC,V,everyone,,say  IT\n", "Row 3", "in row 2 already"),
    "an unknown audience": (GOOD + "C,Fair,residents,,Ask\n", "Row 5", "“residents” under “audience” is not known"),
    "an audience in two spellings": (GOOD + "C,Fair,Everyone,,Ask\n", "Row 5", "written “everyone” in row 2"),
    "an organisation twice": (GOOD + "D,X,everyone,,\nC,Fair,everyone,,\n", "Row 6", "The organisation “C”"),
    "no audience": (GOOD + "C,Fair,,,Ask\n", "Row 5", "nothing under “audience”"),
    "no value": (GOOD + "C,,everyone,,Ask\n", "Row 5", "nothing under “value”"),
    "5,000 statements": (big(5000), "", "has 5,000 statements. A framework has at most 1,000"),
    "61 values": (HEADER + "".join(f"C,V{i},everyone,,\n" for i in range(61)), "", "has 61 values"),
    "a long statement": (HEADER + "C,V,everyone,," + "x" * 501 + "\n", "Row 2", "has 501 characters, of at most 500"),
    "a missing column": ("organisation,value,audience,statement\nC,V,everyone,S\n", "Row 1", "no column “level”"),
    "an unknown column": (HEADER.strip() + ",notes\nC,V,everyone,,S,x\n", "Row 1", "“notes” is no column"),
    "a column twice": (HEADER.strip() + ",level\nC,V,everyone,,S,x\n", "Row 1", "“level” is there twice"),
    "too many cells": (HEADER + "C,V,everyone,,Say it, then go\n", "Row 2", "more cells than columns"),
    "cut off": (HEADER + 'C,V,everyone,,"Say it\n', "Row 2", "looks cut off"),
    "a header alone": (HEADER, "", "no value in this file"),
    "nothing": ("", "", "The file is empty"),
    "not a table": ("just some words", "Row 1", "no column “organisation”"),
    "a bad colour": (HEADER.strip() + ",colour\nC,V,everyone,,S,pink\n", "Row 2", "“pink” under “colour”"),
    "a bad identity": (HEADER.strip() + ",identity\nC,V,everyone,,S,a b\n", "Row 2", "is no identity"),
    "an identity twice": (
        HEADER.strip() + ",identity\nC,V,everyone,,S,a\nC,V,everyone,,T,a\n", "", "identity “a” is there twice"
    ),
    "a program named .pdf": (b"MZ\x90\x00\x03", "", "This is a program, whatever its name says"),
    "another program": (b"\x7fELF\x02\x01", "", "This is a program"),
    "a true pdf": (b"%PDF-1.7\n", "", "This is a PDF"),
    "a workbook": (b"PK\x03\x04rest", "", "This is a workbook"),
    "bytes of no text": (b"\x00\x01\x02" * 50, "", "not a text file"),
    "100 MB": (b"x" * (MOST_BYTES + 1), "", "larger than 2 MB"),
    "half of a json": ('{"title":', "line 1", "not complete JSON"),
    "a json of something else": ('{"name": "x"}', "$", "knows no “name”"),
    "a json without values": ('{"title":"T","organisation":"O"}', "$.values", "no value in this framework"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "where", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_gets_one_error_that_says_where_and_what(data: str | bytes, where: str, said: str) -> None:
    with pytest.raises(BadFile) as bad:
        come_in(data)
    assert bad.value.where == where
    assert said in bad.value.sentence
    assert len(str(bad.value)) < 400


def test_the_error_about_an_audience_says_what_to_write_instead_and_a_column_may_say_it() -> None:
    with pytest.raises(BadFile, match="Write everyone, managers, leaders or a grade"):
        come_in(HEADER + "C,V,volunteers,,S\n")
    text = HEADER.strip() + ",audience_kind\r\nC,V,volunteers,,S,everyone\r\nC,V,volunteers,,T,everyone\r\n"
    assert to_csv(come_in(text)) == text
