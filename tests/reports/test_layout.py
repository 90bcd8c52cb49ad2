"""The council's own layout of papers, and its Word template."""

import io
from typing import Any

import pytest
from docx import Document

from engage.reports.queries import layout as queries
from engage.reports.rules.layout import DEFAULTS, Asks
from engage.reports.rules.paper import Words
from tests.factories import People
from tests.reports import made
from tests.site import Page, Site


def headings(page: Page) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.select("article h2")]


def upload(site: Site, who: int, content: bytes, name: str = "council.docx") -> Page:
    return site.post("/reports/template/", {"file": (io.BytesIO(content), name)}, as_=who,
                     content_type="multipart/form-data")  # fmt: skip


def test_a_heading_its_order_and_its_number_are_the_councils(site: Site, people: People) -> None:
    report_id = made.draft(people)
    form = site.get("/reports/layout/risk", as_=people.chloe).form()
    assert form["heading"] == "Risk" and form["numbered"] == "y"
    site.post("/reports/layout/risk", {"heading": "Risks and chances", "shown": "y"}, as_=people.chloe)
    site.post("/reports/layout/summary/move", {"way": "up"}, as_=people.chloe)
    site.post("/reports/layout/sustainability", {"heading": "Sustainability", "numbered": "y"}, as_=people.chloe)
    found = headings(site.get(f"/reports/{report_id}/read", as_=people.chloe))
    assert found[:2] == ["1. Summary", "2. Recommendations"]
    assert "Risks and chances" in found and not any("Sustainability" in each for each in found)
    page = site.get("/reports/layout/", as_=people.chloe)
    assert "without a number, left out" not in page.text and "numbered, left out" in page.text
    site.post("/reports/layout/start-again", as_=people.chloe)
    assert queries.sections() == DEFAULTS


def test_a_section_of_the_councils_own_is_added_and_written(site: Site, people: People) -> None:
    report_id = made.draft(people)
    sent = {"heading": "Climate", "asks": "yes_no", "numbered": "y", "shown": "y"}
    assert site.post("/reports/layout/", sent, as_=people.chloe).status == 303
    assert queries.section("climate").asks is Asks.YES_NO
    made.write(report_id, "climate", Words("Fewer journeys.", yes=True))
    page = site.get(f"/reports/{report_id}/read", as_=people.chloe)
    assert headings(page)[-1] == "13. Climate" and "Fewer journeys." in page.text


@pytest.mark.parametrize(
    ("path", "sent", "why"),
    [
        ("", {"heading": "", "asks": "words"}, "Enter a heading."),
        ("", {"heading": "Twice", "asks": "figures"}, "Not a valid choice."),
        ("risk", {"heading": "x" * 200, "shown": "y"}, "Use at most 120 characters."),
        ("figures", {"heading": "Figures"}, "The figures are what a report is for: this section is always shown."),
    ],
)
def test_what_cannot_be_laid_out_is_said(site: Site, people: People, path: str, sent: dict[str, str], why: str) -> None:
    page = site.post(f"/reports/layout/{path}", sent, as_=people.chloe)
    assert page.status == 422 and page.errors == [why]
    assert queries.sections() == DEFAULTS
    assert site.get("/reports/layout/nothing", as_=people.chloe).status == 404


def test_the_councils_template_is_used_until_the_default_is_taken_again(site: Site, people: People) -> None:
    report_id = made.draft(people)
    made.freeze(report_id, people)

    def header() -> Any:
        content = site.get(f"/reports/{report_id}/report.docx", as_=people.chloe).data
        return [each.text for each in Document(io.BytesIO(content)).sections[0].header.paragraphs]

    assert upload(site, people.chloe, made.template("Anytown: {{title}}")).status == 303
    assert header() == ["DRAFT", "Anytown: People and culture"]
    assert site.get("/reports/template/1/template.docx", as_=people.chloe).status == 200
    upload(site, people.chloe, made.template("Second"))
    assert header() == ["DRAFT", "Second"]
    assert site.post("/reports/template/default", as_=people.chloe).status == 303
    assert header() == ["DRAFT", ""]
    assert site.post("/reports/template/default", as_=people.chloe).status == 409
    assert site.get("/reports/template/77/template.docx", as_=people.chloe).status == 404


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"PK\x03\x04x", "council.docx", "This is not a Word file (.docx)."),
        (made.template(), "council.docm", "Choose a Word file whose name ends in .docx."),
        (made.template(word__embeddings__a=b"x"), "council.docx",
         "The file has a macro or something embedded in it. Save it as a plain Word document (.docx)."),
        (made.with_parts(made.template(), {"word/styles.xml": b"<x/>"}), "council.docx",
         "No report can be put into this file. Save it anew in Word and try again."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_template_is_refused_and_nothing_changes(
    site: Site, people: People, content: bytes, name: str, why: str
) -> None:
    page = upload(site, people.chloe, content, name)
    assert page.status == 422 and page.errors == [why]
    assert queries.template_in_use() is None
    assert site.post("/reports/template/", as_=people.chloe).errors == ["Choose a file."]
