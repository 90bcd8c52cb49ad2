"""Parts of a Word document that the library has no call for: links, fields, marked header rows, charts."""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Opened
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from engage.reports.formats.word_styles import LINK

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
WIDE, LINE_HIGH = 5_700_000, 420_000
COLOURS = ("0B5560", "B8B2A7")


class Links:
    """Links with words, to whole addresses; the library looks through all there are for each one more."""

    def __init__(self, opened: Opened) -> None:
        self.part, self.style = opened.part, opened.styles[LINK].style_id
        self.known: dict[str, str] = {
            each.target_ref: number
            for number, each in reversed(self.part.rels.items())
            if each.is_external and each.reltype == RELATIONSHIP_TYPE.HYPERLINK
        }

    def add(self, paragraph: Any, words: str, address: str) -> None:
        """One more, at the end of a paragraph."""
        around, run, look, style, text = (OxmlElement(f"w:{name}") for name in ("hyperlink", "r", "rPr", "rStyle", "t"))
        around.set(qn("r:id"), self._number(address))
        style.set(qn("w:val"), self.style)
        text.text = words
        look.append(style)
        run.append(look)
        run.append(text)
        around.append(run)
        paragraph._p.append(around)

    def _number(self, address: str) -> str:
        if address not in self.known:
            number = self.known[address] = self.part.rels._next_rId
            self.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, number, is_external=True)
        return self.known[address]


def field(paragraph: Any, code: str) -> None:
    """A field that Word fills in: PAGE, NUMPAGES."""
    own = OxmlElement("w:fldSimple")
    own.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    own.append(run)
    paragraph._p.append(own)


def header_row(table: Any, title: str, about: str) -> None:
    """Mark the first row as one of headers that repeats, keep rows whole, and say what the table is."""
    for place, row in enumerate(table.rows):
        own = row._tr.get_or_add_trPr()
        own.append(OxmlElement("w:cantSplit"))
        if place == 0:
            own.append(OxmlElement("w:tblHeader"))
    own = table._tbl.tblPr
    look = own.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        own.append(look)
    look.attrib.clear()
    for name, value in (("val", "00A0"), ("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "1"), ("lastColumn", "0"),
                        ("noHBand", "0"), ("noVBand", "1")):  # fmt: skip
        look.set(qn(f"w:{name}"), value)
    for name, words in (("tblCaption", title), ("tblDescription", about)):
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), words)
        own.append(mark)


def chart(opened: Opened, paragraph: Any, title: str, alt: str, lines: Sequence[tuple[str, int, int]]) -> None:
    """Bars for each line, this period and the one before, with the alternative text that is asked for."""
    package = opened.part.package
    assert package is not None  # noqa: S101  # an open document lies in one
    name: PackURI = package.next_partname("/word/charts/chart%d.xml")
    part = Part(name, CHART, _chart_xml(title, lines).encode(), package)
    number = opened.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    high = LINE_HIGH * len(lines) + 900_000
    used = [
        int(each.get("id") or 0) for each in opened.element.iter(qn("wp:docPr")) if (each.get("id") or "").isdigit()
    ]
    own = max(used, default=0) + 1
    drawing = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'r')} "
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{WIDE}" cy="{high}"/>'
        f'<wp:docPr id="{own}" name="Chart {own}" title={quoteattr(title)} descr={quoteattr(alt)}/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    paragraph.add_run()._r.append(drawing)


def _chart_xml(title: str, lines: Sequence[tuple[str, int, int]]) -> str:
    names = [words for words, _, _ in lines]
    this = _series(0, "This period", names, [value for _, value, _ in lines])
    last = _series(1, "Period before", names, [value for _, _, value in lines])
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {CHART_SPACES}><c:lang val="en-GB"/>'
        '<c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="1200" b="1"/>'
        f"<a:t>{escape(title)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{this}{last}'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="1"/><c:axPos val="t"/><c:crossAx val="1"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/></c:chart><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000">'
        '<a:latin typeface="Arial"/></a:defRPr></a:pPr></a:p></c:txPr></c:chartSpace>'
    )


def _series(place: int, name: str, names: Sequence[str], values: Sequence[int]) -> str:
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{_strings("Name", [name])}</c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[place]}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/><c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat>{_strings('Lines', names)}</c:cat><c:val><c:numRef><c:f>Values{place}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{"".join(_points(values))}'
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _strings(name: str, values: Sequence[str]) -> str:
    points = "".join(_points(values))
    return f'<c:strRef><c:f>{name}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'


def _points(values: Sequence[str] | Sequence[int]) -> Iterator[str]:
    for place, value in enumerate(values):
        yield f'<c:pt idx="{place}"><c:v>{escape(str(value))}</c:v></c:pt>'
