"""The questionnaire: one frozen document of sections, questions, options, themes and indices."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

CODE = re.compile(r"[A-Za-z0-9](?:_?[A-Za-z0-9-])*")
CODE_LENGTH = 40

# An option's code never begins with an underscore, so the choice "other" cannot collide with one.
OTHER = "__other"
OTHER_LENGTH = 200
MOST_CHARACTERS = 2000


class Kind(StrEnum):
    """What a question asks for."""

    SCALE = "scale"
    SINGLE = "single"
    MULTIPLE = "multiple"
    NPS = "nps"
    NUMBER = "number"
    DATE = "date"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    GRID = "grid"
    RANKING = "ranking"


class Direction(StrEnum):
    """Whether choosing an option speaks for or against what is asked about."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Aside(StrEnum):
    """A choice that is kept out of every denominator."""

    NOT_APPLICABLE = "not_applicable"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"


class Operator(StrEnum):
    """How a comparison looks at an earlier answer; `FIRST`: what a ranking puts first is one of the values."""

    EQUALS = "equals"
    NOT_EQUALS = "not_equals"
    ANY_OF = "any_of"
    ANSWERED = "answered"
    FIRST = "first"


class Match(StrEnum):
    """Whether all parts of a condition must hold, or any."""

    ALL = "all"
    ANY = "any"


WITH_OPTIONS = frozenset({Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE, Kind.GRID, Kind.RANKING})
WITH_OTHER = frozenset({Kind.SINGLE, Kind.MULTIPLE})
TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
# A question that may say how respondents are split: one answer each, out of few.
CHARACTERISTICS = frozenset({Kind.SCALE, Kind.SINGLE})
LENGTHS = {Kind.SHORT_TEXT: 200, Kind.LONG_TEXT: 1000, Kind.GRID: 1000}
# More places than anybody fills; the page has a list of them beside every option.
MOST_RANKED = 20
# Places that make no order are kept as they were chosen: no code holds this sign.
SET = "="


@dataclass(frozen=True)
class Comparison:
    """One look at an earlier answer; `item` is the answer's field, `values` are option codes."""

    item: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """All of, or any of, comparisons and further conditions."""

    match: Match
    parts: tuple["Comparison | Condition", ...]


@dataclass(frozen=True)
class Option:
    """One answer to choose; `score` and `direction` are None where the kind has none."""

    code: str
    text: str
    score: float | None = None
    direction: Direction | None = None
    aside: Aside | None = None


@dataclass(frozen=True)
class Row:
    """One line of a grid."""

    code: str
    text: str
    reversed: bool = False
    # The code this row had while it was worded otherwise.
    was: str | None = None


@dataclass(frozen=True)
class Question:
    """One question; `identity` stays the same over waves while `code` is only this document's name for it.

    `has_comment`: a grid with a box for words beside it. `characteristic`: figures may be split by its answers;
    `ordered`: these lie in an order (bands of age), so that only neighbours are put together. A scale always does.
    """

    code: str
    identity: str
    kind: Kind
    text: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    reversed: bool = False
    sensitive: bool = False
    condition: Condition | None = None
    has_other: bool = False
    max_length: int | None = None
    low: float | None = None
    high: float | None = None
    whole: bool = False
    has_comment: bool = False
    characteristic: bool = False
    ordered: bool = False
    # The identity this question had while it was worded otherwise.
    was: str | None = None

    @property
    def longest(self) -> int:
        """The most characters a text, or the comment beside a grid, may have."""
        return self.max_length if self.max_length is not None else LENGTHS.get(self.kind, MOST_CHARACTERS)

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Every field that an answer may use."""
        if self.kind is Kind.GRID:
            rows = tuple(f"{self.code}_{row.code}" for row in self.rows)
            return (*rows, f"{self.code}__comment") if self.has_comment else rows
        if self.has_other and self.kind in WITH_OTHER:
            return (self.code, f"{self.code}__other")
        return (self.code,)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The fields that hold somebody's own words: sealed with the comments, apart from the answers."""
        if self.kind in TEXTS:
            return (self.code,)
        return tuple(field for field in self.fields if field.endswith(("__other", "__comment")))

    @cached_property
    def ranked(self) -> tuple[Option, ...]:
        """What a ranking puts in order: no option that is set aside has a place."""
        return tuple(option for option in self.options if option.aside is None) if self.kind is Kind.RANKING else ()

    def places(self, value: Sequence[str]) -> dict[str, str]:
        """The place of each option of a ranking that has one, from its order or from places that make none."""
        parts = [(number, each.partition(SET)) for number, each in enumerate(value, 1)]
        known = {option.code for option in self.ranked}
        return {code: place or str(number) for number, (code, _, place) in parts if code in known}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all choices."""
        return frozenset(option.code for option in self.choices)

    @cached_property
    def asides(self) -> frozenset[str]:
        """The codes of the choices set aside."""
        return frozenset(option.code for option in self.choices if option.aside is not None)

    @cached_property
    def choices(self) -> tuple[Option, ...]:
        """Every option that may be chosen, with 0 to 10 and "other" where the kind brings them."""
        if self.kind is Kind.NPS:
            return NPS_OPTIONS + self.options
        if self.has_other and self.kind in WITH_OTHER:
            plain = tuple(option for option in self.options if option.aside is None)
            asides = tuple(option for option in self.options if option.aside is not None)
            return (*plain, Option(OTHER, "Other"), *asides)
        return self.options if self.kind in WITH_OPTIONS else ()


@dataclass(frozen=True)
class Section:
    """One page of the questionnaire."""

    code: str
    title: str
    intro: str = ""
    questions: tuple[Question, ...] = ()
    condition: Condition | None = None

    @cached_property
    def conditional(self) -> bool:
        """Whether any of its questions is asked of some only."""
        return any(question.condition is not None for question in self.questions)


@dataclass(frozen=True)
class Group:
    """A named set of items, by item code: a theme (pooled share) or an index (mean of scores)."""

    code: str
    name: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Questionnaire:
    """The whole document."""

    sections: tuple[Section, ...] = ()
    themes: tuple[Group, ...] = ()
    indices: tuple[Group, ...] = ()

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field that any answer may use."""
        return frozenset(field for question in self.questions for field in question.fields)

    @cached_property
    def conditional(self) -> bool:
        """Whether any section or question is asked of some only."""
        return any(section.conditional or section.condition is not None for section in self.sections)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order they are asked."""
        return tuple(question for section in self.sections for question in section.questions)


def nps_direction(value: int) -> Direction:
    """Promoters choose 9 or 10, detractors 0 to 6."""
    if value >= 9:
        return Direction.POSITIVE
    return Direction.NEUTRAL if value >= 7 else Direction.NEGATIVE


NPS_OPTIONS = tuple(Option(str(n), str(n), float(n), nps_direction(n)) for n in range(11))


def is_code(text: str) -> bool:
    """Letters, digits, hyphens and single underscores: usable in a field's name and an address."""
    return len(text) <= CODE_LENGTH and CODE.fullmatch(text) is not None
