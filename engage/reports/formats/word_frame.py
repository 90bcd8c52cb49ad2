"""What stands around a report's text: the template's placeholders, DRAFT in the header, page numbers."""

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document as Opened
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from engage.reports.formats.word_parts import field
from engage.reports.formats.word_styles import DRAFT
from engage.reports.rules.paper import Paper

PLACEHOLDER = re.compile(r"\{\{ ?(title|meeting|date|organisation) ?\}\}")
BODY = re.compile(r"\{\{ ?report ?\}\}")
FILLED = "engage-has-title"


def fill(opened: Opened, paper: Paper) -> None:
    """Put the report's title, meeting and date where the template asks for them."""
    said = {"title": paper.cover.title, "meeting": paper.cover.meeting, "date": paper.cover.date,
            "organisation": paper.cover.organisation}  # fmt: skip
    body = opened.element.body
    if any("title" in PLACEHOLDER.findall(_text(each)) for each in body.iter(qn("w:p"))):
        body.set(FILLED, "1")
    for root in (body, *(part._element for part in _frames(opened))):
        for each in list(root.iter(qn("w:p"))):
            _replace(each, said)


def has_title(opened: Opened) -> bool:
    """Whether the template's own text had a place for the title; asked once, after filling in."""
    return opened.element.body.attrib.pop(FILLED, None) is not None


def _own(paragraph: Any) -> list[Any]:
    """The texts of a paragraph itself, not of a box within it."""
    texts = paragraph.iter(qn("w:t"))
    return [each for each in texts if next(each.iterancestors(qn("w:p"))) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in _own(paragraph))


def _replace(paragraph: Any, said: dict[str, str]) -> None:
    whole, texts = _text(paragraph), _own(paragraph)
    asked = len(PLACEHOLDER.findall(whole))
    if not asked:
        return
    apart = sum(len(PLACEHOLDER.findall(each.text or "")) for each in texts)
    # Where Word has cut one into runs, all of the paragraph goes into the first.
    put = [each.text or "" for each in texts] if apart == asked else [whole, *("" for _ in texts[1:])]
    for each, text in zip(texts, put, strict=True):
        each.text = PLACEHOLDER.sub(lambda found: said[found[1]], text)


def mark(opened: Opened, paper: Paper) -> None:
    """DRAFT first in each header while it is one, and page numbers where the template has none."""
    headers, footers = list(_headers(opened)), list(_footers(opened))
    if paper.draft:
        for part in headers:
            first = part.paragraphs[0] if part.paragraphs else part.add_paragraph()
            first.insert_paragraph_before("DRAFT", style=opened.styles[DRAFT])
    for part in footers:
        codes = "".join(part._element.itertext()) + " ".join(
            each.get(qn("w:instr")) or "" for each in part._element.iter(qn("w:fldSimple"))
        )
        if not re.search(r"\bPAGE\b", codes):
            _page_number(part)


def _page_number(part: Any) -> None:
    own: Paragraph = part.paragraphs[0] if part.paragraphs and not part.paragraphs[0].text else part.add_paragraph()
    own.add_run("Page ")
    field(own, "PAGE")
    own.add_run(" of ")
    field(own, "NUMPAGES")


def _frames(opened: Opened) -> Iterator[Any]:
    yield from _headers(opened)
    yield from _footers(opened)


def _headers(opened: Opened) -> Iterator[Any]:
    yield from _each(opened, "header")


def _footers(opened: Opened) -> Iterator[Any]:
    yield from _each(opened, "footer")


def _each(opened: Opened, which: str) -> Iterator[Any]:
    """The headers, or footers, that are shown somewhere; a later section mostly repeats the one before."""
    even: bool = opened.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(opened.sections):
        kinds = [which, f"first_page_{which}"] if section.different_first_page_header_footer else [which]
        for kind in (*kinds, *([f"even_page_{which}"] if even else [])):
            part: Any = getattr(section, kind)
            if place == 0 or not part.is_linked_to_previous:
                yield part
