"""The published figures of a consultation: worked out once at its close, and read by every page since."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Share:
    """Of one statement in one group: whole percent for whom it sounds like us, of about how many; None: not shown.

    `beside`: the names of the groups that the figure is about as well.
    """

    percent: int | None = None
    answered: int | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A group of people as shown, how deep it lies, and its share of each statement in their order."""

    name: str
    depth: int
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Figures:
    """All of it: the statements' ids, the least number of people a figure is about, and the groups, parents first."""

    statements: tuple[int, ...]
    least: int
    groups: tuple[Group, ...]

    def share(self, statement_id: int) -> Share:
        """What the whole says to one statement."""
        if not self.groups or statement_id not in self.statements:
            return Share()
        return self.groups[0].shares[self.statements.index(statement_id)]


def to_text(figures: Figures) -> str:
    """As a column holds them."""
    return json.dumps(asdict(figures), separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Figures | None:
    """The figures of such a text; None where there are none yet."""
    if not text:
        return None
    plain = json.loads(text)
    groups = (Group(g["name"], g["depth"], tuple(_share(s) for s in g["shares"])) for g in plain["groups"])
    return Figures(tuple(plain["statements"]), plain["least"], tuple(groups))


def _share(plain: dict[str, object]) -> Share:
    percent, answered, beside = plain["percent"], plain["answered"], plain["beside"]
    assert isinstance(beside, Sequence)  # noqa: S101  # written by to_text
    return Share(
        percent if isinstance(percent, int) else None,
        answered if isinstance(answered, int) else None,
        tuple(str(name) for name in beside),
    )
