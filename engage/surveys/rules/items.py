"""Items: what figures are computed for; and fields: where an answer stands."""

from dataclasses import dataclass, replace

from engage.surveys.rules.questionnaire import (
    Direction,
    Kind,
    Option,
    Question,
    Questionnaire,
    Row,
)

COUNTED = frozenset({Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE, Kind.NPS, Kind.GRID, Kind.RANKING})
FLIPPED = {
    Direction.POSITIVE: Direction.NEGATIVE,
    Direction.NEUTRAL: Direction.NEUTRAL,
    Direction.NEGATIVE: Direction.POSITIVE,
}


@dataclass(frozen=True)
class Item:
    """What a figure is about; scores and directions of a reversed item are already flipped in `options`."""

    code: str
    question: str
    section: str
    identity: str
    text: str
    kind: Kind
    options: tuple[Option, ...]
    reversed: bool
    sensitive: bool

    @property
    def counted(self) -> tuple[Option, ...]:
        """The options that make the denominator: all but the asides."""
        return tuple(option for option in self.options if option.aside is None)


def flip(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The same options read the other way: best becomes worst, on the same range of scores."""
    scores = [option.score for option in options if option.score is not None]
    turn = min(scores) + max(scores) if scores else 0.0

    def flipped(option: Option) -> Option:
        score = None if option.score is None else turn - option.score
        direction = None if option.direction is None else FLIPPED[option.direction]
        return replace(option, score=score, direction=direction)

    return tuple(flipped(option) for option in options)


def row_field(question: Question, row: Row) -> str:
    """The field, and the item code, of one line of a grid."""
    return f"{question.code}_{row.code}"


def other_field(question: Question) -> str:
    """The field of the words behind "other"."""
    return f"{question.code}__other"


def comment_field(question: Question) -> str:
    """The field of the words beside a grid."""
    return f"{question.code}__comment"


def place_field(question: Question, option: Option) -> str:
    """The form's field for the place of one option of a ranking; the answer itself stands in the question's field."""
    return f"{question.code}__place_{option.code}"


def fields(question: Question) -> tuple[str, ...]:
    """Every field a question's answer may use."""
    return question.fields


def question_items(question: Question, section: str) -> tuple[Item, ...]:
    """The items of one question: none for texts, numbers and dates, one for each line of a grid."""

    def item(code: str, identity: str, text: str, turned: bool) -> Item:
        options = flip(question.choices) if turned else question.choices
        if question.kind in {Kind.MULTIPLE, Kind.RANKING}:
            # One person may tick several: their directions and scores must never be added up. A ranking is read as
            # what it puts first, a single choice that speaks neither for nor against anything.
            options = tuple(replace(option, score=None, direction=None) for option in options)
        kind = Kind.SCALE if question.kind is Kind.GRID else question.kind
        return Item(code, question.code, section, identity, text, kind, options, turned, question.sensitive)

    if question.kind is Kind.GRID:
        return tuple(
            item(
                row_field(question, row),
                f"{question.identity}:{row.code}",
                row.text,
                question.reversed != row.reversed,
            )
            for row in question.rows
        )
    if question.kind not in COUNTED:
        return ()
    return (item(question.code, question.identity, question.text, question.reversed),)


def items(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """All items in the order they are asked."""
    return tuple(
        item
        for section in questionnaire.sections
        for question in section.questions
        for item in question_items(question, section.code)
    )
