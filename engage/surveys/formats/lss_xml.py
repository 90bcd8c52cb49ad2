"""LimeSurvey's XML as tables of rows with line numbers, read in one pass with caps."""

import re
from dataclasses import dataclass, field
from xml.sax import SAXParseException  # nosec: only the exception's class; the parser is defusedxml's
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from engage.surveys.formats.imported import BadFile

DEEPEST = 12
MOST_ROWS = 200_000
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENDS_EARLY = ("no element found", "unclosed")


@dataclass(frozen=True)
class Record:
    """One row of a table: the line it begins on, and its texts by field."""

    line: int
    values: dict[str, str]

    def get(self, name: str) -> str:
        """A field's text, stripped; empty where there is none."""
        return self.values.get(name, "").strip()

    @property
    def where(self) -> str:
        """The line, in words."""
        return f"line {self.line}"


@dataclass
class Tables:
    """What the file holds: single values and languages at the top, and rows by table."""

    root: str = ""
    values: dict[str, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    rows: dict[str, list[Record]] = field(default_factory=dict)


class _Handler(ContentHandler):
    """document / table / rows / row / field, by depth; anything else is passed over."""

    def __init__(self, tables: Tables, locator: Locator) -> None:
        super().__init__()
        self.locator = locator
        self.tables = tables
        self.path: list[str] = []
        self.text: list[str] = []
        self.record: Record | None = None
        self.count = 0

    def _line(self) -> int:
        return int(self.locator.getLineNumber() or 0)

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        self.path.append(name)
        self.text = []
        if len(self.path) > DEEPEST:
            raise BadFile(f"line {self._line()}", "too_deep", "The file is nested too deeply.")
        if len(self.path) == 1:
            self.tables.root = name
        if len(self.path) == 4 and self.path[2:] == ["rows", "row"]:
            self.count += 1
            if self.count > MOST_ROWS:
                raise BadFile(f"line {self._line()}", "too_many", f"The file has more than {MOST_ROWS} rows.")
            self.record = Record(self._line(), {})
            self.tables.rows.setdefault(self.path[1], []).append(self.record)

    def characters(self, content: str) -> None:
        self.text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        text = "".join(self.text)
        if len(self.path) == 5 and self.record is not None:
            self.record.values[name] = text
        elif len(self.path) == 4:
            self.record = None
        elif len(self.path) == 3 and name == "language":
            self.tables.languages.append(text.strip())
        elif len(self.path) == 2:
            self.tables.values[name] = text.strip()
        self.text = []
        self.path.pop()


def read_tables(text: str) -> Tables:
    """All rows of the file; raises BadFile on a DTD or entities, too deep, too much, cut off, broken."""
    tables = Tables()
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(_Handler(tables, parser))
    # The text is decoded already; a declared encoding would be believed again.
    body = DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text, count=1)
    try:
        parser.feed(body.encode())
        parser.close()
    except DefusedXmlException as error:
        raise BadFile("", "forbidden_xml", "The file declares a document type or entities: refused.") from error
    except SAXParseException as error:
        cut = any(part in str(error.getMessage()) for part in ENDS_EARLY)
        raise BadFile(
            f"line {error.getLineNumber()}",
            "truncated" if cut else "not_xml",
            "The file ends too early: it looks cut off." if cut else "This is not valid XML.",
        ) from error
    return tables
