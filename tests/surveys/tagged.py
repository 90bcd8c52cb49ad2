"""What a PDF says to a reader who does not see it: its headings, lines and tables, by its tags, in their order."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

# One code and its letters in a font's table, and a stretch of codes with the first's letter.
ONE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\s*\n")
WHOLE = ("H1", "H2", "H3", "H4", "P", "LBody")


@dataclass(frozen=True)
class Part:
    """A heading, a paragraph or a point of a list with its words; or a table with its rows, the first its heads."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@lru_cache(maxsize=512)
def parts(content: bytes) -> tuple[Part, ...]:
    """Everything that has a tag."""
    document = PdfReader(io.BytesIO(content))
    root: Any = document.trailer["/Root"]
    words = {page.indirect_reference.idnum: _marked(page) for page in document.pages if page.indirect_reference}
    return tuple(_Walk(words).parts(root["/StructTreeRoot"], 0))


class _Walk:
    """The tree of tags, with the words that are marked on the pages."""

    def __init__(self, words: dict[int, dict[int, str]]) -> None:
        self.words = words

    def parts(self, node: Any, page: int) -> Iterator[Part]:
        kind, page = str(node.get("/S", ""))[1:], _page(node, page)
        if kind == "Table":
            rows = (self.text(each, at).rstrip("\0").split("\0") for each, at in self.under(node, page, ("TR",)))
            yield Part(kind, rows=tuple(tuple(" ".join(cell.split()) for cell in row) for row in rows))
        elif kind in WHOLE:
            yield Part(kind, " ".join(self.text(node, page).replace("\0", " ").split()))
        else:
            for each in _kids(node):
                if isinstance(each, dict) and "/S" in each:
                    yield from self.parts(each, page)

    def under(self, node: Any, page: int, kinds: tuple[str, ...]) -> Iterator[tuple[Any, int]]:
        for each in _kids(node):
            if isinstance(each, dict):
                found = str(each.get("/S", ""))[1:] in kinds
                yield from [(each, _page(each, page))] if found else self.under(each, _page(each, page), kinds)

    def text(self, node: Any, page: int) -> str:
        """The words of it and of all below; a cell of a table ends with a nought."""
        found = []
        for each in _kids(node):
            if isinstance(each, dict):
                at = _page(each, page)
                found.append(self.words[at].get(int(each["/MCID"]), "") if "/MCID" in each else self.text(each, at))
            else:
                found.append(self.words[page].get(int(each), ""))
        return " ".join(found) + ("\0" if node.get("/S") in ("/TD", "/TH") else "")


def _kids(node: Any) -> list[Any]:
    found = node.get("/K", [])
    found = found.get_object() if hasattr(found, "get_object") else found
    return [each.get_object() for each in (found if isinstance(found, list) else [found])]


def _page(node: Any, page: int) -> int:
    return node.raw_get("/Pg").idnum if "/Pg" in node else page


def _marked(page: PageObject) -> dict[int, str]:
    """What stands on a page under each of its marks."""
    resources: Any = page["/Resources"]
    fonts = {name: _letters(each.get_object()) for name, each in resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    mark, letters = -1, dict[bytes, str]()
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"BDC":
            mark = int(operands[1].get("/MCID", -1)) if isinstance(operands[1], dict) else -1
        elif operator == b"EMC":
            mark = -1
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator in (b"TJ", b"Tj") and mark >= 0:
            shown = operands[0] if operator == b"TJ" else operands
            codes = b"".join(each.original_bytes for each in shown if hasattr(each, "original_bytes"))
            text = "".join(letters[codes[at : at + 2]] for at in range(0, len(codes), 2))
            found[mark] = f"{found[mark]} {text}" if mark in found else text
    return found


def _letters(font: Any) -> dict[bytes, str]:
    """What each code of a font stands for."""
    table = font["/ToUnicode"].get_object().get_data()
    return {bytes.fromhex(c.decode()): bytes.fromhex(w.decode()).decode("utf-16-be") for c, w in ONE.findall(table)}
