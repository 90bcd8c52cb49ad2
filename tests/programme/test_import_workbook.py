"""Plans and equality figures from a workbook: the same rows, the same mistakes, and workbooks that mean harm."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from engage.core.db import db
from engage.directory.imports import workbook
from engage.programme.models import Item, MeasurePeriod, Plan
from engage.programme.queries import equality
from engage.programme.rules.plan_lines import COLUMNS
from tests.programme.test_import_file import FILE, HERE, bring, rows_of, take
from tests.programme.test_import_rules import SHARED

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def book(rows, *, typed=False):
    """These rows as a workbook; typed: months as dates and amounts as numbers, as a spreadsheet keeps them."""
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append([_typed(cell) if typed else cell for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, datetime):
                cell.number_format = "mmm-yy"
    return saved(made)


def _typed(text):
    if len(text) == 7 and text[4] == "-":
        return datetime.fromisoformat(f"{text}-01")
    return float(text) if text.replace(".", "", 1).isdigit() else text


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content, name, text):
    """The workbook with another part in place of this, or besides."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
        after.writestr(name, text)
    return out.getvalue()


def csv_rows(text):
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("typed", [False, True])
def test_a_workbook_becomes_what_the_same_csv_becomes(site, people, typed):
    assert take(site, people, book(csv_rows(FILE), typed=typed)).status == 303
    assert "Everything is there already" in site.follow(bring(site, people, FILE), as_=people.chloe).text
    assert db.session.query(MeasurePeriod.target).order_by(MeasurePeriod.target).first().target == 950


def test_the_shared_file_comes_in_as_a_workbook_and_goes_out_as_it_came(site, people):
    if not SHARED.is_file():
        pytest.skip("no ../shared/data/programmes/programmes.csv beside this clone")
    text = SHARED.read_text(encoding="utf-8")
    there = list(csv.DictReader(io.StringIO(text, newline="")))
    assert take(site, people, book(csv_rows(text), typed=True)).status == 303
    assert db.session.query(Plan).count() == 5 and db.session.query(Item).count()
    out = [{name: row[name] for name in COLUMNS} for plan_id, in db.session.query(Plan.id).order_by(Plan.id)
           for row in rows_of(site, people, plan_id)]  # fmt: skip
    assert out == there
    assert "Everything is there already" in site.follow(bring(site, people, text), as_=people.chloe).text


def test_mistakes_of_a_workbook_are_named_as_those_of_a_csv(site, people):
    rows = [["plan", "item", "kind", "amount_gbp"], [], ["P", "I", "saving", -5], ["P", "J", "project", 0.1]]
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.active["D4"].number_format = "0%"
    page = site.follow(bring(site, people, saved(made)), as_=people.chloe).text
    assert "Row 3, amount_gbp: “-5” is below 0." in page and "Row 4, amount_gbp: “10%” is no amount" in page
    many = [["plan", "item", "kind"], *(["P", f"I {number}", "project"] for number in range(5_001))]
    assert bring(site, people, book(many)).errors == ["The file has 5,001 rows. Upload at most 5,000 at a time."]
    wide = [["plan", "item", "kind", *(["x"] * 200)]]
    assert bring(site, people, book(wide)).errors == ["The file has more than 200 columns."]
    assert bring(site, people, book([[], ["plan"]])).errors == ["The first row must name the columns."]
    assert bring(site, people, book([["plan", "item", "kind"]])).errors[0].startswith("There is no row")


def hostile():
    fine = book([["plan", "item", "kind"], ["P", "I", "project"]])
    sheet = "xl/worksheets/sheet1.xml"
    bomb = SHEET.format(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 40_000_000}</t></is></c></row>')
    return {
        "cut short": fine[: len(fine) // 2],
        "only its beginning": workbook.SIGNATURE,
        "with macros": changed(fine, "xl/vbaProject.bin", "x"),
        "a bomb": changed(fine, sheet, bomb),
        "of millions of cells": changed(fine, sheet, SHEET.format("<row>" + "<c/>" * 1_200_000 + "</row>")),
        "with entities": changed(fine, sheet, ENTITIES + SHEET.format("<row><c><v>&b;</v></c></row>")),
        "of no XML": changed(fine, sheet, "not a sheet"),
        "of a string that is not there": changed(fine, sheet, SHEET.format('<row><c t="s"><v>9999</v></c></row>')),
        "whose sheet is elsewhere": changed(fine, "xl/_rels/workbook.xml.rels", "<Relationships/>"),
        "that is a document": changed(b"PK\x05\x06" + b"\0" * 18, "word/document.xml", "<a/>"),
        "of the old kind, or with a password": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    }  # fmt: skip


def test_a_workbook_that_is_broken_or_means_harm_is_one_clear_error(site, people, app):
    kept = app.extensions["settings"].instance / "uploads"
    before = set(kept.glob("*"))
    for what, content in hostile().items():
        page = bring(site, people, content, "plans.xlsx")
        assert (page.status, page.errors) == (422, [workbook.USELESS]), what
    assert bring(site, people, workbook.SIGNATURE + b"\0" * 5_100_000).errors == ["The file is larger than 5 MB."]
    assert not db.session.query(Plan).count()
    assert set(kept.glob("*")) == before


def test_cells_are_read_as_the_sheet_shows_them(tmp_path):
    made = Workbook()
    made.create_sheet("Hidden", 0).sheet_state = "hidden"
    sheet = made["Sheet"]
    made.active = sheet
    sheet.append([17.3, 25000, True, date(2027, 4, 5), "two\nlines", 12, None, "_x0041_"])
    sheet["F1"].number_format = "00000"
    sheet["H3"] = "after a gap"
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(made))
    shown = ["17.3", "25000", "TRUE", "2027-04-05", "two\nlines", "00012", "", "A"]
    assert workbook.rows(path) == [(1, shown), (3, [""] * 7 + ["after a gap"])]


def test_equality_figures_come_from_a_workbook_too(site, people):
    rows = [["as_at", "measure", "characteristic", "group", "people", "everybody"],
            [date(2026, 3, 31), "Workforce", "Disability", "Disabled", 612, 5100],
            [date(2026, 3, 31), "Workforce", "Disability", "Not disabled", 3900, 5100]]  # fmt: skip
    there = "/programme/manage/equality"
    made = Workbook()
    for row in rows:
        made.active.append(row)
    sent = {"file": (io.BytesIO(saved(made)), "figures.xlsx")}
    answer = site.post(f"{there}/import", sent, as_=people.chloe)
    assert site.post(f"{answer.location}/take", as_=people.chloe).location == there and equality.count() == 2


def test_the_page_says_that_a_workbook_can_be_brought(site, people):
    assert "Of a workbook (.xlsx) the first sheet is read" in site.get(HERE, as_=people.chloe).text
