"""The Word document of a report, opened and looked at; no database."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from engage.core.errors import Invalid
from engage.reports.formats import table, word, word_check
from engage.reports.rules import paper as rules
from engage.reports.rules.figures import PENCE, Block, Evidence, Figure, Sentence, Snapshot
from engage.reports.rules.layout import DEFAULTS
from engage.reports.rules.paper import Cover, Paper, Words
from engage.reports.rules.periods import before, quarter_of
from tests.reports import made

WALL = Evidence("/thanks", "The wall of thanks")
QUARTER = quarter_of(date(2026, 8, 1))
THANKS = Block(
    "thanks", "Thanks", (Sentence("More were thanked.", WALL),),
    (Figure("Thanks", 1204, 900, WALL), Figure("People <thanked>", 300, 0, WALL),
     Figure("Cost", 125050, None, WALL, PENCE, why="Not kept")),
    "Private thanks are not counted.",
)  # fmt: skip
WORDS = {
    "summary": Words("First & foremost.\n\nSecond."), "other": Words("", yes=True),
    "finance": Words("Within budget.", None, "Ada Okafor, Finance", date(2027, 2, 1)),
}  # fmt: skip


def paper(draft: bool = False, **cover: Any) -> Paper:
    """A whole committee paper."""
    shown = {"title": "People & culture", "organisation": "Anytown Council", "meeting": "Cabinet",
             "date": "2 March 2027", "facts": (("Key decision", "No"),)} | cover  # fmt: skip
    snapshot = Snapshot(QUARTER, before(QUARTER), date(2026, 10, 2), "https://engage.example", "", False, (THANKS,))
    return Paper(Cover(**shown), rules.parts(DEFAULTS, WORDS), snapshot, "ab" * 32, draft, None)


def opened(content: bytes) -> Any:
    """As a reader of Word files opens it."""
    return Document(io.BytesIO(content))


def lines(document: Any, style: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == style]


def test_a_reader_finds_real_headings_and_numbered_paragraphs() -> None:
    document = opened(word.made(paper(), None))
    assert lines(document, "Title") == ["People & culture"]
    assert lines(document, "Heading 1")[:5] == [
        "1. Recommendations", "2. Summary", "3. Policy context", "4. The period in figures",
        "5. Financial implications",
    ]  # fmt: skip
    assert lines(document, "Heading 1")[-1] == "Background papers"
    assert lines(document, "Heading 2") == ["Thanks"]
    assert lines(document, "Engage Numbered")[:3] == [
        "2.1\tFirst & foremost.", "2.2\tSecond.", "4.1\tMore were thanked. (The wall of thanks)",
    ]  # fmt: skip
    assert "By Ada Okafor, Finance, 1 February 2027" in lines(document, "Engage Small")
    assert "Yes" in lines(document, "Normal") and "Key decision: No" in lines(document, "Normal")


def test_a_table_has_a_marked_header_row_a_name_and_the_same_figures() -> None:
    document = opened(word.made(paper(), None))
    (grid,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    assert rows[0] == ["Measure", "This period", "Period before", "Evidence"]
    assert rows[1] == ["Thanks", "1,204", "900", "The wall of thanks"]
    assert rows[3][1:3] == ["£1,250.50", "Not kept"]
    marked = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in grid.rows]
    assert marked == [True, False, False, False]
    about = grid._tbl.tblPr
    assert about.find(qn("w:tblCaption")).get(qn("w:val")) == "Table 1: Thanks"
    assert "Quarter 2, July to September 2026" in about.find(qn("w:tblDescription")).get(qn("w:val"))
    assert about.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_the_language_the_title_and_alternative_texts_are_there() -> None:
    content = word.made(paper(), None)
    document = opened(content)
    assert (document.core_properties.title, document.core_properties.language) == ("People & culture", "en-GB")
    marks = list(document.styles.element.iter(qn("w:lang")))
    assert marks and {each.get(qn("w:val")) for each in marks} == {"en-GB"}
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    assert [each.get("descr") for each in pictures] == [
        "Thanks: 1,204 in this period, 900 before; People <thanked>: 300 in this period, 0 before"
    ]
    assert "People &lt;thanked&gt;" in made.part_of(content, "word/charts/chart1.xml")


def test_evidence_is_a_real_link_with_words() -> None:
    document = opened(word.made(paper(), None))
    links = [
        ("".join(text.text for text in each.iter(qn("w:t"))), document.part.rels[each.get(qn("r:id"))].target_ref)
        for each in document.element.body.iter(qn("w:hyperlink"))
    ]
    assert links == [("The wall of thanks", "https://engage.example/thanks")] * 4


def test_a_draft_says_so_in_its_header_and_every_page_has_its_number() -> None:
    for draft in (True, False):
        section = opened(word.made(paper(draft=draft), None)).sections[0]
        assert ("DRAFT" in [each.text for each in section.header.paragraphs]) is draft
        codes = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
        assert codes == ["PAGE", "NUMPAGES"]


def test_the_same_report_is_the_same_bytes() -> None:
    assert word.made(paper(), None) == word.made(rules.from_text(rules.to_text(paper())), None)
    own = made.template()
    assert word.made(paper(), own) == word.made(paper(), own) != word.made(paper(), None)


def test_the_councils_template_gives_header_and_styles_and_its_placeholders_are_filled_in() -> None:
    own = made.template("Anytown: {{title}}, {{ meeting }}", "{{title}} of {{date}}")
    document = opened(word.made(paper(title="A {{date}} in it"), own))
    assert document.sections[0].header.paragraphs[0].text == "Anytown: A {{date}} in it, Cabinet"
    assert document.paragraphs[0].text == "A {{date}} in it of 2 March 2027"
    assert lines(document, "Title") == []


def test_a_placeholder_that_word_has_cut_into_runs_is_filled_in_all_the_same() -> None:
    cut = Document()
    own = cut.sections[0].header.paragraphs[0]
    for part in ("For {{mee", "ting}}", " only"):
        own.add_run(part)
    out = io.BytesIO()
    cut.save(out)
    assert opened(word.made(paper(), out.getvalue())).sections[0].header.paragraphs[0].text == "For Cabinet only"


def test_the_text_stands_where_the_template_has_its_place() -> None:
    cut = Document()
    for text in ("Before", "{{report}}", "After"):
        cut.add_paragraph(text)
    out = io.BytesIO()
    cut.save(out)
    texts = [each.text for each in opened(word.made(paper(), out.getvalue())).paragraphs]
    assert (texts[0], texts[1], texts[-1]) == ("Before", "People & culture", "After")


def test_a_template_without_our_styles_gets_them() -> None:
    bare = Document()
    for style in list(bare.styles):
        if style.name in ("Heading 1", "Heading 2", "Title", "Caption", "Table Grid"):
            style.delete()
    out = io.BytesIO()
    bare.save(out)
    assert len(lines(opened(word.made(paper(), out.getvalue())), "Heading 1")) == len(DEFAULTS)


EXTERNAL = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://x/attachedTemplate" TargetMode = \'External\' Target="http://evil.example/"/></Relationships>'
)
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
PICTURE = (
    b'<w:x xmlns:w="w" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    b'<wp:docPr id="1" name="Logo"/></w:x>'
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "not a Word file"),
        (b"PK\x03\x04 nothing", "not a Word file"),
        (b"PK\x03\x04" + b"x" * 5_000_001, "larger than 5 MB"),
        (made.template(word__vbaProject_bin=b"").replace(b"vbaProject_bin", b"vbaProject.bin"), "macro"),
        (made.template(word__embeddings__a=b"x"), "embedded"),
        (made.with_parts(made.template(), {"word/_rels/settings.xml.rels": EXTERNAL}), "outside itself"),
        (made.with_parts(made.template(), {"word/more.xml": BOMB}), "cannot be read"),
        (made.with_parts(made.template(), {"word/more.xml": PICTURE}), "alternative text"),
        (made.with_parts(made.template(), {"word/zeros.bin": b"0" * 29_000_000}), "too large"),
        (made.with_parts(made.template(), {f"word/{n}": b"" for n in range(400)}), "too large"),
        (made.with_parts(made.template(), {"[Content_Types].xml": b"<x/>"}), "ordinary Word document"),
    ],
    ids="empty pdf broken large macro embedded external entity picture zeros many kind".split(),
)  # fmt: skip
def test_a_file_that_may_not_be_a_template_is_refused_with_the_reason(content: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        word_check.check(content)


def test_a_sound_template_passes_the_look() -> None:
    word_check.check(made.template())


def test_the_file_of_figures_has_the_same_lines_with_whole_addresses() -> None:
    rows = list(table.rows(paper().snapshot))
    assert [row[:5] for row in rows] == [
        ("Thanks", "Thanks", 1204, 900, "number"), ("Thanks", "People <thanked>", 300, 0, "number"),
        ("Thanks", "Cost", "1250.50", None, "pounds"), ("Thanks", "More were thanked.", None, None, "words"),
    ]  # fmt: skip
    assert {row[6] for row in rows} == {"https://engage.example/thanks"}
