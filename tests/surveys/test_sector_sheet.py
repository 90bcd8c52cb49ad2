"""The yearly sheet of the local-government index: from the release alone, and honest about what is exact."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from engage.core.db import db, transaction
from engage.surveys.formats import sector_sheet
from engage.surveys.models import QuestionSetUse, Survey
from engage.surveys.queries import library
from engage.surveys.rules import Questionnaire
from engage.surveys.rules.items import items
from engage.surveys.rules.library import added
from engage.surveys.rules.library_shipped import SHIPPED
from engage.surveys.rules.published import ItemFigure, ItemMeta, OptionShare
from tests.surveys import taken

SECTOR = next(each.document for each in SHIPPED if each.code == "sector")
LIST = "/surveys/sector-sheets"


def asked() -> Questionnaire:
    return added(Questionnaire(), SECTOR, {q.code for q in SECTOR.questions}, title="Working here").questionnaire


def answers(n: int) -> list[dict[str, str]]:
    """Of five people two agree strongly, one agrees, one neither, one disagrees; promoters and others alike."""
    scale, zero_to_ten = ("5", "5", "4", "3", "2"), ("10", "9", "8", "6", "3")
    return [{**{f"LG{q}": scale[(p + q) % 5] for q in range(1, 7)}, "LG1N": zero_to_ten[p % 5]} for p in range(n)]


@pytest.fixture
def published(people) -> int:
    taken.crowd(12)
    survey_id = taken.open_survey(asked(), title="=Staff survey")
    taken.cast_all(survey_id, asked(), answers(40))
    with transaction():
        db.session.add(QuestionSetUse(survey_id=survey_id, set_code="sector", number=1))
    taken.release_survey(survey_id)
    return survey_id


def page_of(survey_id: int) -> str:
    return f"/surveys/{survey_id}/sector-sheet"


@pytest.mark.parametrize(("day", "year"), [
    (date(2027, 3, 31), "2026/27"), (date(2027, 4, 1), "2027/28"), (date(2026, 12, 1), "2026/27"),
    (date(2100, 1, 1), "2099/00"),
])  # fmt: skip
def test_the_year_runs_from_april_to_march(day, year):
    assert sector_sheet.year_of(day) == year


def test_the_sheet_is_listed_by_year_and_holds_each_question_once(site, people, published):
    listed = site.get(LIST, as_=people.chloe)
    assert listed.links["=Staff survey"] == page_of(published)
    page = site.get(page_of(published), as_=people.chloe)
    heads = [row.text_content() for row in page.select(".engage-table tbody th")]
    assert heads == ["LG1", "LG2", "LG3", "LG4", "LG5", "LG6", "LG1N"]
    first = [cell.text_content() for cell in page.select(".engage-table tbody tr")[0].iterchildren()]
    assert first[3:10] == ["16", "8", "8", "8", "0", "40", "60"]
    assert first[11:] == ["worked out from whole percents", "rounded to 5"]
    assert "There is no score of all questions together." in page.text
    facts = {row.text_content() for row in page.select(".engage-narrow tbody th")}
    assert {"Headcount", "Number invited", "Response rate"} <= facts


def test_nothing_but_the_release_is_read_for_it(site, people, published):
    figures = [cell.text_content() for cell in site.get(page_of(published), as_=people.chloe).select("td")]
    with transaction():
        db.session.get_one(Survey, published).answers_deleted_at = db.session.get_one(Survey, published).closes_at
        for table in ("opened_answer", "ballot"):
            assert table not in db.metadata.tables
    again = [cell.text_content() for cell in site.get(page_of(published), as_=people.chloe).select("td")]
    assert again == figures


def test_the_files_hold_the_same_and_no_formula(site, people, published):
    rows = list(
        csv.reader(io.StringIO(site.get(f"{page_of(published)}.csv", as_=people.chloe).data.decode("utf-8-sig")))
    )
    assert ["Survey", "'=Staff survey", ""] in rows
    table = [row for row in rows if row and row[0].startswith("LG")]
    assert [row[0] for row in table] == ["LG1", "LG2", "LG3", "LG4", "LG5", "LG6", "LG1N"]
    assert table[0][3:10] == ["16", "8", "8", "8", "0", "40", "60"]
    assert table[6][10] == "0"
    book = load_workbook(io.BytesIO(site.get(f"{page_of(published)}.xlsx", as_=people.chloe).data))
    assert book.sheetnames == ["Submission", "Questions", "Notes"]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert all(cell.data_type != "f" for cell in cells)
    assert [cell.value for cell in book["Questions"][2]][3:10] == [16, 8, 8, 8, 0, 40, 60]


def test_a_headcount_is_typed_or_that_of_the_directory(site, people, published):
    page = site.get(f"{page_of(published)}?headcount=2400", as_=people.chloe)
    facts = [[cell.text_content() for cell in row] for row in page.select(".engage-narrow tbody tr")]
    assert ["Headcount", "2,400", "as you typed it"] in facts
    assert page.links["Download as CSV"].endswith("?headcount=2400")
    assert "people in the directory today" in site.get(page_of(published), as_=people.chloe).text
    wrong = site.get(f"{page_of(published)}?headcount=-3", as_=people.chloe)
    assert (wrong.status, wrong.errors) == (422, ["Enter a number from 1."])


def test_only_the_od_team_reads_the_sheet_and_only_once_results_are_published(site, people):
    survey_id = taken.open_survey(asked())
    for path in (page_of(survey_id), f"{page_of(survey_id)}.csv", f"{page_of(survey_id)}.xlsx"):
        assert site.get(path).status == 303
        assert site.get(path, as_=people.amara).status == 403
        assert site.get(path, as_=people.chloe).status == 404
    assert "No results to make a sheet of yet" in site.get(LIST, as_=people.chloe).text


def test_a_survey_without_the_index_has_no_sheet(site, people):
    taken.crowd(12)
    survey_id = taken.open_survey()
    taken.cast_all(survey_id, taken.small(), [{"Q1": "5", "Q2": "4"}, {"Q1": "2", "Q2": "1"}] * 15)
    taken.release_survey(survey_id)
    assert site.get(page_of(survey_id), as_=people.chloe).status == 404


def meta(code: str) -> ItemMeta:
    item = next(each for each in items(asked()) if each.code == code)
    options = tuple((o.code, o.text, o.direction, None, o.score) for o in item.options)
    return ItemMeta(code, item.identity, "s", item.text, item.kind, options, False, False)


def test_what_the_release_withholds_or_puts_together_stays_so():
    withheld = sector_sheet._row("LG1", "about", meta("LG1"), ItemFigure("LG1"))
    assert withheld[3:10] == ("[c]",) * 7
    spread = (OptionShare("5", 40), OptionShare("4", 20), OptionShare("__rest", 40))
    pooled = sector_sheet._row("LG1", "about", meta("LG1"), ItemFigure("LG1", (), 250, 60, 20, 20, spread))
    assert pooled[3:10] == (100, 50, "[c]", "[c]", "[c]", 250, 60)
    assert pooled[11:] == ("worked out from whole percents", "exact")
    small = sector_sheet._row("LG1", "about", meta("LG1"), ItemFigure("LG1", (), 25, 60, 20, 20))
    assert small[3:10] == ("[c]",) * 5 + (25, 60)


def test_a_question_in_official_words_is_found_by_any_identity_that_its_slot_ever_had(site, people, published):
    here = "/surveys/library/sector/words"
    form = site.get(here, as_=people.chloe).form(here)
    site.post(here, {**form, "words-LG2": "Official two", "note": "Official"}, as_=people.chloe)
    slots = library.slots()
    now = library.question_set("sector").document.questions[1]
    assert slots[now.identity] == slots[SECTOR.questions[1].identity] == "LG2"
    assert len(site.get(page_of(published), as_=people.chloe).select(".engage-table tbody tr")) == 7
    assert now.text == "Official two"
