"""The styles that a report needs: those of a template are kept, what it lacks is added; and the default template."""

from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

LANGUAGE = "en-GB"
NUMBERED, SMALL, DRAFT, LINK, GRID, CAPTION = (
    "Engage Numbered", "Engage Small", "Engage Draft", "Hyperlink", "Table Grid", "Caption",
)  # fmt: skip
HEADINGS = {"Title": 24, "Heading 1": 16, "Heading 2": 13}
INK, BLUE, BRICK = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x0B, 0x3D, 0x91), RGBColor(0x9C, 0x1C, 0x1C)


def default_template() -> Opened:
    """A plain page: A4, Arial at 12 points, ragged right, headings in the same face."""
    opened = Document()
    _slim(opened)
    section = opened.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    _face(opened.styles["Normal"], 12)
    opened.styles["Normal"].paragraph_format.space_after = Pt(8)
    for name, size in HEADINGS.items():
        _face(opened.styles[name], size, bold=True)
    _face(opened.styles[CAPTION], 11, bold=True)
    for border in list(opened.styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    return opened


def _slim(opened: Opened) -> None:
    """The library's own file has a hundred table styles that nobody asked for, and parts that Word does not need."""
    for style in list(opened.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", GRID):
            style.delete()
    package = opened.part.package
    assert package is not None  # noqa: S101  # an open document lies in one
    for rels in (opened.part.rels, package.rels):
        for number, each in list(rels.items()):
            if each.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del rels[number]


def _face(style: Any, size: float, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), bold
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), "Arial")
    for kind in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def prepare(opened: Opened) -> None:
    """Add the styles that a template lacks, and say that all of it is in British English."""
    styles: Any = opened.styles
    have = {style.name for style in styles}
    for name, size in (*HEADINGS.items(), (CAPTION, 11)):
        if name not in have:
            own = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            own.font.size, own.font.bold = Pt(size), True
            if name.startswith("Heading"):
                _outline(own, int(name[-1]) - 1)
    for name in (NUMBERED, SMALL, DRAFT):
        if name not in have:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles.default(WD_STYLE_TYPE.PARAGRAPH)
    hanging = styles[NUMBERED].paragraph_format
    hanging.left_indent, hanging.first_line_indent = Cm(1.25), Cm(-1.25)
    styles[SMALL].font.size = Pt(10)
    styles[DRAFT].font.bold, styles[DRAFT].font.color.rgb = True, BRICK
    if LINK not in have:
        link = styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
        link.font.underline, link.font.color.rgb = True, BLUE
    if GRID not in have:
        _grid(styles.add_style(GRID, WD_STYLE_TYPE.TABLE, builtin=True))
    _language(styles.element)


def _outline(style: Any, level: int) -> None:
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(mark)


def _grid(style: Any) -> None:
    around, table = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        table.append(line)
    around.append(table)
    style.element.append(around)


def _language(styles: Any) -> None:
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is None:
        defaults = OxmlElement("w:docDefaults")
        styles.insert(0, defaults)
    at = defaults
    for name in ("w:rPrDefault", "w:rPr", "w:lang"):
        found = at.find(qn(name))
        if found is None:
            found = OxmlElement(name)
            at.insert(0, found) if name == "w:rPrDefault" else at.append(found)
        at = found
    for mark in styles.iter(qn("w:lang")):
        mark.set(qn("w:val"), LANGUAGE)
