"""A document as sections, the same for the page and for Markdown."""

import re
from dataclasses import dataclass

COUNCIL = "The council writes here."


@dataclass(frozen=True)
class Grid:
    """A table: its caption, its header, and rows of as many cells."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """One part: paragraphs, points, a table, and what the council wrote (None: nothing is asked of it here)."""

    title: str
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grid: Grid | None = None
    own: str | None = None


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


def as_markdown(paper: Paper) -> str:
    """The document in Markdown; what people wrote cannot become a heading, a table or HTML."""
    lines = [f"# {paper.title}", "", paper.subtitle]
    for number, section in enumerate(paper.sections, 1):
        lines += ["", f"## {number}. {section.title}"]
        for paragraph in section.paragraphs:
            lines += ["", _plain(paragraph)]
        if section.points:
            lines += ["", *(f"* {_plain(point)}" for point in section.points)]
        if section.grid is not None:
            lines += ["", *_grid(section.grid)]
        if section.own is not None:
            lines += ["", *(f"> {_plain(line)}".rstrip() for line in (section.own or COUNCIL).splitlines())]
    return "\n".join(lines) + "\n"


def _grid(grid: Grid) -> list[str]:
    head = [_row(grid.header), _row(("---",) * len(grid.header))]
    return [f"**{_plain(grid.caption)}**", "", *head, *(_row(tuple(map(_plain, row))) for row in grid.rows)]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    flat = re.sub(r"\s+", " ", text.replace("\\", "\\\\"))
    return re.sub(r"([|<>*_`\[\]#])", r"\\\1", flat)
