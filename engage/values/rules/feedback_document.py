"""A report as one canonical document: written once, read by every page, print and file of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from engage.values.rules.feedback_report import (
    ATTRIBUTED,
    HIGH_END,
    LOW_END,
    UNSEEN,
    Block,
    Figure,
    Gap,
    Line,
    Relation,
    Report,
)
from engage.values.rules.feedback_round import Item

NAMES = {
    Relation.SELF: "You",
    Relation.MANAGER: "Manager",
    Relation.REPORT: "Reports",
    Relation.PEER: "Peers",
    Relation.OTHER: "Others",
}
SCALE = {
    "1": "Rarely",
    "2": "Now and then",
    "3": "About half the time",
    "4": "Often",
    "5": "Almost always",
    UNSEEN: "Haven’t seen it",
}


@dataclass(frozen=True)
class Reading:
    """A report as it is read: what was asked, and what is told of it."""

    items: tuple[Item, ...]
    report: Report

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block that a figure is told of, the usual ones first: the columns of the table."""
        seen = dict.fromkeys(self.report.blocks)
        seen |= dict.fromkeys(figure.block for line in self.report.lines for figure in line.figures)
        return tuple(seen)

    def item(self, key: str) -> Item:
        """What was asked under a key."""
        return next(item for item in self.items if item.key == key)


def to_document(items: Sequence[Item], report: Report) -> str:
    """Canonical JSON: the same text for the same report."""
    whole = {"items": [asdict(item) for item in items], **asdict(report)}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_document(text: str) -> Reading:
    """The report of such a text."""
    found = json.loads(text)
    lines = tuple(
        Line(
            each["key"], each["own"], tuple(each["manager"]),
            tuple(Figure(_block(figure["block"]), figure["halves"]) for figure in each["figures"]),
        )
        for each in found["lines"]
    )  # fmt: skip
    gaps = tuple(Gap(each["key"], _block(each["block"]), each["higher"]) for each in found["gaps"])
    blocks = tuple(_block(each) for each in found["blocks"])
    items = tuple(Item(**each) for each in found["items"])
    return Reading(items, Report(blocks, lines, tuple(found["strengths"]), gaps))


def _block(names: Sequence[str]) -> Block:
    return tuple(Relation(name) for name in names)


def block_code(block: Block) -> str:
    """A block as a column holds it: "report+peer"."""
    return "+".join(block)


def block_name(code: str) -> str:
    """A block as people read it: "Reports and peers together"; the person's own and the manager's by themselves."""
    relations = _block(code.split("+"))
    names = [NAMES[relation] for relation in relations]
    if len(names) == 1 or relations[0] in ATTRIBUTED:
        return names[0]
    if len(names) == 3:
        return "All others together"
    return f"{names[0]} and {names[1].lower()} together"


def in_words(halves: int) -> str:
    """A figure as it is told: "2 or lower", "3", "3.5", "4.5 or higher"."""
    if halves <= LOW_END:
        return "2 or lower"
    if halves >= HIGH_END:
        return "4.5 or higher"
    return str(halves // 2) if halves % 2 == 0 else f"{halves // 2}.5"


def rated(rating: str) -> str:
    """One person's own rating as it is told: "4", "haven’t seen it", or a dash for none."""
    return "haven’t seen it" if rating == UNSEEN else rating or "–"
