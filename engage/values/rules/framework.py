"""A framework of values and behaviours as one immutable document, whatever shape a council gave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_VALUES, MOST_STATEMENTS, MOST_AUDIENCES, MOST_LEVELS, MOST_TAGS = 60, 1000, 20, 20, 6
MOST_NAME, MOST_WORD, MOST_STATEMENT, MOST_ABOUT, MOST_TAG, MOST_QUESTION = 120, 80, 500, 1500, 30, 60
COLOURS = ("blue", "plum", "green", "amber", "rose", "slate", "brick")
OFFERED_TAGS = ("climate", "inclusion", "safety")


class AudienceKind(StrEnum):
    """Whom the words of an audience mean."""

    EVERYONE = "everyone"
    MANAGERS = "managers"
    LEADERS = "leaders"
    GRADE = "grade"


class LevelKind(StrEnum):
    """What a level's word says of its statements; the two sides of a deal are levels too."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    OFFERED = "offered"
    ASKED = "asked"


# What people are asked to do is wanted of them; what they are offered says nothing about them.
POLARITY = {
    LevelKind.POSITIVE: "positive",
    LevelKind.NEGATIVE: "negative",
    LevelKind.NEUTRAL: "neutral",
    LevelKind.OFFERED: "neutral",
    LevelKind.ASKED: "positive",
}
DEAL = frozenset({LevelKind.OFFERED, LevelKind.ASKED})


@dataclass(frozen=True)
class Audience:
    """For whom: the council's own words, and which kind of people they mean."""

    name: str
    kind: AudienceKind

    @property
    def adds(self) -> bool:
        """Whether what stands above it is meant as well: "managers (as above, plus)"."""
        return "as above" in self.name.casefold()


@dataclass(frozen=True)
class Level:
    """How well, whether wanted, or which side of a deal: the council's own word, and its kind."""

    name: str
    kind: LevelKind


@dataclass(frozen=True)
class Statement:
    """One behaviour. `audience` and `level` are names in the document's lists; "" is no level.

    The identity stays when words change; `replaces` names identities of earlier versions that it takes over from.
    """

    identity: str
    text: str
    audience: str
    level: str = ""
    tags: tuple[str, ...] = ()
    question: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """One value; `audience` and `level` are those of a value that stands alone, without statements."""

    identity: str
    name: str
    about: str = ""
    colour: str = ""
    audience: str = ""
    level: str = ""
    statements: tuple[Statement, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole framework: lists in the order in which they are shown."""

    organisation: str
    title: str
    intro: str = ""
    audiences: tuple[Audience, ...] = ()
    levels: tuple[Level, ...] = ()
    values: tuple[Value, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, in the order of the values."""
        return tuple(statement for value in self.values for statement in value.statements)

    @property
    def parts(self) -> "tuple[Value | Statement, ...]":
        """Everything that has an identity: the values, then the statements."""
        return (*self.values, *self.statements)

    def audience(self, name: str) -> Audience | None:
        """The audience of that name; that of a value which names none is the first."""
        if not name:
            return self.audiences[0] if self.audiences else None
        return next((each for each in self.audiences if each.name == name), None)

    def level(self, name: str) -> Level | None:
        """The level of that name, or None for none."""
        return next((each for each in self.levels if each.name == name), None)

    def polarity(self, level: str) -> str:
        """positive, negative or neutral; what has no level is neutral."""
        found = self.level(level)
        return POLARITY[found.kind] if found else "neutral"


def colour_of(value: Value, place: int) -> str:
    """The value's own colour, or that of its place (from 0)."""
    return value.colour or COLOURS[place % len(COLOURS)]


def same(text: str) -> str:
    """Text as it is compared: neither case nor spaces make two names different."""
    return " ".join(text.split()).casefold()


def doubled(names: Sequence[str]) -> str | None:
    """The first name that stands a second time, compared as people would; or None."""
    seen: set[str] = set()
    for name in names:
        if same(name) in seen:
            return name
        seen.add(same(name))
    return None
