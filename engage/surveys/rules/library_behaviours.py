"""How our team lives each behaviour: a set that is made of the framework in force."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from engage.surveys.rules.library import Origin, QuestionSet
from engage.surveys.rules.questionnaire import Group, Kind, Question, Questionnaire, Row, Section
from engage.surveys.rules.scales import FREQUENCY, NOT_APPLICABLE

BEHAVIOURS = "behaviours"
MOST_ROW = 500


@dataclass(frozen=True)
class Said:
    """A behaviour as the set needs it: its identity in the framework, its words, and those it had before."""

    identity: str
    text: str
    before: str = ""


@dataclass(frozen=True)
class Lived:
    """A value with the behaviours that are asked about."""

    identity: str
    name: str
    behaviours: tuple[Said, ...]


def _digest(*parts: str) -> str:
    return hashlib.sha256("/".join(("behaviours", *parts)).encode()).hexdigest()[:16]


def _row(said: Said) -> Row:
    """The code follows the behaviour and its words: in other words it is another row, which knows what it was."""
    was = f"b{_digest(said.identity, said.before)[:10]}" if said.before else None
    return Row(f"b{_digest(said.identity, said.text)[:10]}", said.text[:MOST_ROW], was=was)


def behaviours(version: int, values: Sequence[Lived]) -> QuestionSet:
    """A grid for each value, a row for each of its behaviours, and a theme for each value."""
    questions, themes = [], []
    for number, value in enumerate(values, 1):
        code, rows = f"V{number}", tuple(_row(said) for said in value.behaviours)
        text = f"{value.name}: how often does your team do this?"
        options = (*FREQUENCY, NOT_APPLICABLE)
        questions.append(Question(code, _digest(value.identity, text), Kind.GRID, text, options=options, rows=rows))
        themes.append(Group(f"value{number}", value.name, tuple(f"{code}_{row.code}" for row in rows)))
    section = Section("S1", "How our team lives our values", questions=tuple(questions))
    about = "A statement for each behaviour of the framework in force, and a theme for each value."
    name = "How our team lives each behaviour"
    document = Questionnaire((section,) if questions else (), tuple(themes))
    return QuestionSet(BEHAVIOURS, name, about, Origin.FRAMEWORK, version, document)
