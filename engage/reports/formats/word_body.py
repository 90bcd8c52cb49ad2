"""The text of a report in Word: headings, numbered paragraphs, tables of figures, charts, links to evidence."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from engage.reports.formats.table import address
from engage.reports.formats.word_frame import BODY
from engage.reports.formats.word_parts import Links, chart, header_row
from engage.reports.formats.word_styles import CAPTION, GRID, NUMBERED, SMALL
from engage.reports.rules import periods
from engage.reports.rules.figures import Block, Figure, Sentence, charted, told
from engage.reports.rules.paper import Paper, Part, day, numbered

WIDTHS = (Cm(5.5), Cm(3), Cm(3), Cm(4.5))
HEADS = ("Measure", "This period", "Period before", "Evidence")


def write(opened: Opened, paper: Paper, has_title: bool) -> None:
    """All of it, at the template's {{report}}, or after what the template holds."""
    body: Any = opened.element.body
    place = next((each for each in body if each.tag == qn("w:p") and BODY.search("".join(each.itertext()))), None)
    _drop_empty(body)
    before = list(body)
    _Writer(opened, paper).all(has_title)
    if place is not None:
        for each in [own for own in body if own not in before]:
            place.addprevious(each)
        body.remove(place)


def _drop_empty(body: Any) -> None:
    """A template that is an empty page has one empty paragraph, which would stand above the title."""
    if all(each.tag in (qn("w:p"), qn("w:sectPr")) and not "".join(each.itertext()).strip() for each in body):
        for each in list(body):
            if each.tag == qn("w:p") and not len(list(each.iter(qn("w:drawing"), qn("w:sectPr")))):
                body.remove(each)


def _rows(table: Any, many: int) -> Sequence[Any]:
    """So many more rows of a table: one is laid out, the others are copies of it."""
    first = table.add_row()
    for cell, wide in zip(first.cells, WIDTHS, strict=True):
        cell.width, cell.paragraphs[0].paragraph_format.space_after = wide, Pt(2)
    others = [deepcopy(first._tr) for _ in range(many - 1)]
    table._tbl.extend(others)
    return [first._tr, *others]


class _Writer:
    """Writes one paper into an open document."""

    def __init__(self, opened: Opened, paper: Paper) -> None:
        self.opened, self.paper, self.tables = opened, paper, 0
        self.links = Links(opened)
        # The library looks through all styles for each paragraph.
        self.styles = {style.name: style.style_id for style in opened.styles}

    def all(self, has_title: bool) -> None:
        """Cover, sections, and what the figures are."""
        if not has_title:
            self._cover()
        for name, words in self.paper.cover.facts:
            own = self._paragraph()
            own.add_run(f"{name}: ").bold = True
            own.add_run(words)
        for part in self.paper.parts:
            self._part(part)
        made = f"Figures as frozen on {day(self.paper.snapshot.made_on)}. SHA-256: {self.paper.frozen}"
        self._paragraph(SMALL).add_run(made)

    def _cover(self) -> None:
        cover = self.paper.cover
        self._paragraph("Title").add_run(cover.title)
        line = ", ".join(filter(None, (cover.meeting, cover.date)))
        for words in filter(None, (cover.organisation, line)):
            self._paragraph().add_run(words)

    def _paragraph(self, style: str = "Normal") -> Paragraph:
        own = self.opened.add_paragraph()
        own._p.style = self.styles[style]
        return own

    def _part(self, part: Part) -> None:
        self._heading(f"{part.number}. {part.heading}" if part.number else part.heading, 1)
        if part.answer:
            self._paragraph().add_run(part.answer).bold = True
        for number, words in numbered(part):
            self._numbered(number, words)
        if part.signed:
            self._paragraph(SMALL).add_run(f"By {part.signed}")
        if part.figures:
            place = len(part.paragraphs)
            for block in self.paper.snapshot.blocks:
                place = self._block(block, part.number, place)
        if not (part.paragraphs or part.answer or part.figures):
            self._paragraph().add_run("None.")

    def _heading(self, words: str, level: int) -> None:
        self._paragraph(f"Heading {level}").add_run(words)

    def _numbered(self, number: str, words: str) -> Paragraph:
        own = self._paragraph(NUMBERED if number else "Normal")
        if number:
            own.add_run(f"{number}\t")
        for place, line in enumerate(words.split("\n")):
            if place:
                own.add_run().add_break()
            own.add_run(line)
        return own

    def _block(self, block: Block, number: str, place: int) -> int:
        self._heading(block.title, 2)
        for said in block.sentences:
            place += 1
            self._sentence(said, f"{number}.{place}" if number else "")
        if block.figures:
            self._table(block)
        lines = charted(block)
        if lines:
            alt = "; ".join(f"{words}: {this:,} in this period, {last:,} before" for words, this, last in lines)
            chart(self.opened, self._paragraph(), f"{block.title}: this period and the one before", alt, lines)
        if block.note:
            self._paragraph(SMALL).add_run(block.note)
        return place

    def _sentence(self, said: Sentence, number: str) -> None:
        own = self._numbered(number, said.words)
        if said.evidence:
            own.add_run(" (")
            self.links.add(own, said.evidence.words, address(self.paper.snapshot, said.evidence))
            own.add_run(")")

    def _table(self, block: Block) -> None:
        self.tables += 1
        snapshot = self.paper.snapshot
        title = f"Table {self.tables}: {block.title}"
        about = f"{periods.words(snapshot.period)}, beside {periods.words(snapshot.before)}"
        caption = self._paragraph(CAPTION)
        caption.add_run(f"{title}. {about}")
        caption.paragraph_format.keep_with_next = True
        table = self.opened.add_table(rows=1, cols=len(HEADS))
        for column, wide in zip(table.columns, WIDTHS, strict=True):
            column.width = wide  # a reader that goes by the grid would make all as wide
        table.style = self.opened.styles[GRID]
        for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
            cell.width = WIDTHS[HEADS.index(head)]
        for own, each in zip(_rows(table, len(block.figures)), block.figures, strict=True):
            self._row(own.tc_lst, table, each)
        header_row(table, title, about)
        self._paragraph()

    def _row(self, own: Any, table: Any, each: Figure) -> None:
        cells = [_Cell(cell, table) for cell in own]
        cells[0].paragraphs[0].add_run(each.words)
        for cell, value in ((cells[1], each.this), (cells[2], each.last)):
            cell.paragraphs[0].add_run(told(value, each.kind, each.why))
            if isinstance(value, int):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self.links.add(cells[3].paragraphs[0], each.evidence.words, address(self.paper.snapshot, each.evidence))
