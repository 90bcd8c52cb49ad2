"""What a block says, and all blocks of a report frozen as one document: values in, values out."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, TypeVar

from engage.reports.rules.periods import Period

# A number, words where a figure is told in words, or nothing, where there is none or none that may be told.
Cell = int | str | None
T = TypeVar("T")
NUMBER, PERCENT, PENCE = "number", "percent", "pence"


@dataclass(frozen=True)
class Evidence:
    """Where a figure or a sentence comes from: an address within Engage, and the words of the link to it."""

    address: str
    words: str


@dataclass(frozen=True)
class Figure:
    """One line of a table: this period and the one before. `why`: why there is no figure. `exception`: red, late or
    changed, so that an exception report keeps it."""

    words: str
    this: Cell
    last: Cell
    evidence: Evidence
    kind: str = NUMBER
    exception: bool = False
    why: str = ""


@dataclass(frozen=True)
class Sentence:
    """Something said in words, with where it comes from."""

    words: str
    evidence: Evidence | None = None
    exception: bool = False


@dataclass(frozen=True)
class Block:
    """One part of a report: a title, sentences, a table of figures, and a note on how to read it."""

    name: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Place:
    """The directorate that a report is about: its unit, and all units in it, itself too."""

    id: int
    code: str
    name: str
    units: frozenset[int]


@dataclass(frozen=True)
class Asked:
    """What a block is asked for."""

    period: Period
    before: Period
    today: date
    place: Place | None = None
    achievements: str = ""

    @property
    def until(self) -> date:
        """The last day that figures can be of: of a period that runs, today."""
        return min(self.period.last, self.today)


@dataclass(frozen=True)
class Snapshot:
    """All figures of a report as they stood: `site` is the address that evidence is found under from outside."""

    period: Period
    before: Period
    made_on: date
    site: str
    place: str
    only_exceptions: bool
    blocks: tuple[Block, ...]


def exceptions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Only what is red, late or changed; a block with nothing of it is left out."""
    kept = (
        replace(
            each,
            sentences=tuple(line for line in each.sentences if line.exception),
            figures=tuple(line for line in each.figures if line.exception),
        )
        for each in blocks
    )
    return tuple(each for each in kept if each.sentences or each.figures)


def at_most(
    most: int, found: Sequence[T], say: Callable[[T], Sentence], evidence: Evidence, is_exception: Callable[[T], bool]
) -> tuple[Sentence, ...]:
    """The first so many as sentences, and how many more there are, with where those are found: only what is told is
    put into words."""
    rest = found[most:]
    more = (Sentence(f"And {len(rest):,} more.", evidence, any(map(is_exception, rest))),) if rest else ()
    return (*map(say, found[:most]), *more)


def always(_: object) -> bool:
    """Each of these is an exception."""
    return True


def never(_: object) -> bool:
    """None of these is an exception."""
    return False


def one_line(words: str, most: int) -> str:
    """What somebody typed as part of a sentence: without line ends, and cut where it is long."""
    held = " ".join(words.split())
    return held if len(held) <= most else f"{held[: most - 1].rstrip()}…"


def ended(words: str) -> str:
    """With a full stop, where it has no end of its own."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def charted(block: Block) -> tuple[tuple[str, int, int], ...]:
    """The lines of a block that bars can show: numbers of both periods; nothing where that is only one, or all zero."""
    found = tuple(
        (line.words, line.this, line.last)
        for line in block.figures
        if line.kind == NUMBER and isinstance(line.this, int) and isinstance(line.last, int)
    )
    return found if len(found) > 1 and any(this or last for _, this, last in found) else ()


def told(value: Cell, kind: str, why: str = "") -> str:
    """A figure as it is read: 1,204, 71%, £1,250.50, words as they are; else why not."""
    if value is None:
        return why or "No figure"
    if isinstance(value, str):
        return value
    if kind == PERCENT:
        return f"{value}%"
    if kind == PENCE:
        pounds, pence = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}£{pounds:,}" + (f".{pence:02}" if pence else "")
    return f"{value:,}"


def canonical(plain: Mapping[str, Any]) -> str:
    """JSON that is the same for the same content: keys sorted, no blanks."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not a plain value: {type(value).__name__}")


def digest(text: str) -> str:
    """What a document is known by: SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def to_text(snapshot: Snapshot) -> str:
    """The document that is kept, and that the hash is of."""
    return canonical(asdict(snapshot))


def from_text(text: str) -> Snapshot:
    """A snapshot out of its document."""
    return from_plain(json.loads(text))


def from_plain(raw: Mapping[str, Any]) -> Snapshot:
    """The same out of the document's content."""
    return Snapshot(
        period=_period(raw["period"]),
        before=_period(raw["before"]),
        made_on=date.fromisoformat(raw["made_on"]),
        site=raw["site"],
        place=raw["place"],
        only_exceptions=raw["only_exceptions"],
        blocks=tuple(_block(each) for each in raw["blocks"]),
    )


def _period(raw: Mapping[str, str]) -> Period:
    return Period(date.fromisoformat(raw["first"]), date.fromisoformat(raw["last"]))


def _block(raw: Mapping[str, Any]) -> Block:
    sentences = (
        Sentence(each["words"], Evidence(**each["evidence"]) if each["evidence"] else None, each["exception"])
        for each in raw["sentences"]
    )
    figures = (Figure(**{**each, "evidence": Evidence(**each["evidence"])}) for each in raw["figures"])
    return Block(raw["name"], raw["title"], tuple(sentences), tuple(figures), raw["note"])
