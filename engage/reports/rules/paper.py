"""A report as it is read, printed and sent: words and frozen figures as one document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from engage.reports.rules import figures
from engage.reports.rules.figures import Snapshot
from engage.reports.rules.layout import Asks, Section


@dataclass(frozen=True)
class Words:
    """What stands in a section: paragraphs parted by empty lines, yes or no, and who wrote it on which day."""

    text: str = ""
    yes: bool | None = None
    author: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Part:
    """A section with its words. `number`: "3", or nothing where it has none. `figures`: the blocks stand here."""

    key: str
    number: str
    heading: str
    figures: bool
    answer: str
    paragraphs: tuple[str, ...]
    signed: str


@dataclass(frozen=True)
class Cover:
    """What stands above a report: facts as pairs of a name and words, those that are empty left out."""

    title: str
    organisation: str
    meeting: str
    date: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Paper:
    """All of it. `frozen`: the hash of its figures, or nothing where they are live; `template`: a file's number."""

    cover: Cover
    parts: tuple[Part, ...]
    snapshot: Snapshot
    frozen: str
    draft: bool
    template: int | None


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text that empty lines part; the lines of each stay as they are."""
    return tuple(each.strip() for each in text.split("\n\n") if each.strip())


def parts(sections: Sequence[Section], words: Mapping[str, Words]) -> tuple[Part, ...]:
    """Sections with their words and numbers: numbers run on over sections that have none."""
    found, number = list[Part](), 0
    for each in sections:
        number += each.numbered
        own = words.get(each.key, Words())
        found.append(
            Part(
                each.key, str(number) if each.numbered else "", each.heading, each.asks is Asks.FIGURES,
                _answer(own.yes) if each.asks is Asks.YES_NO else "",
                paragraphs(own.text), _signed(own) if each.asks is Asks.SIGNED else "",
            )
        )  # fmt: skip
    return tuple(found)


def _answer(yes: bool | None) -> str:
    return "" if yes is None else "Yes" if yes else "No"


def _signed(own: Words) -> str:
    return ", ".join(filter(None, (own.author, day(own.on))))


def day(value: date | None) -> str:
    """3 March 2027."""
    return f"{value.day} {value:%B %Y}" if value else ""


def numbered(part: Part) -> tuple[tuple[str, str], ...]:
    """The paragraphs of a part with their numbers: 3.1, 3.2."""
    return tuple(
        (f"{part.number}.{place}" if part.number else "", text) for place, text in enumerate(part.paragraphs, 1)
    )


def to_text(paper: Paper) -> str:
    """The document that is kept of a final report, and that its hash is of."""
    return figures.canonical(asdict(paper))


def from_text(text: str) -> Paper:
    """A paper out of its document."""
    raw: dict[str, Any] = json.loads(text)
    cover = raw["cover"] | {"facts": tuple((name, words) for name, words in raw["cover"]["facts"])}
    return Paper(
        cover=Cover(**cover),
        parts=tuple(Part(**(each | {"paragraphs": tuple(each["paragraphs"])})) for each in raw["parts"]),
        snapshot=figures.from_plain(raw["snapshot"]),
        frozen=raw["frozen"],
        draft=raw["draft"],
        template=raw["template"],
    )
