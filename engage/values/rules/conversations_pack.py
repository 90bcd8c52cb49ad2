"""The pack to lead a conversation: three steps with their minutes, and the words it begins with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

STEPS, MOST_MINUTES, MOST_STEP, MOST_WORDS = 3, 120, 400, 2000
BEFORE = (
    "Find half an hour when most of the team is there: a shift handover or a toolbox talk will do. "
    "Say that nobody writes down who said what. One thing is noted at the end, and the team chooses it."
)
QUESTION = "When did you last see one of our values in something a colleague did?"
CLOSING = (
    "Choose one thing that this team will do. Make it small enough to start this month, and say who begins. "
    "Whoever leads writes it into Engage in one sentence."
)


@dataclass(frozen=True)
class Step:
    """One part of the conversation: how many minutes, and what to do."""

    minutes: int
    words: str


DEFAULT = (
    Step(10, "Go round. Everybody tells one moment, their own or a colleague’s. No discussion yet."),
    Step(10, "Where is it hardest for us here? Stay with what this team can change."),
    Step(10, "Collect ideas, then choose one together. A show of hands is enough."),
)


def to_text(steps: Sequence[Step]) -> str:
    """As a column holds them."""
    return json.dumps([[step.minutes, step.words] for step in steps], ensure_ascii=False)


def from_text(text: str) -> tuple[Step, ...]:
    """The steps of such a text."""
    return tuple(Step(minutes, words) for minutes, words in json.loads(text))


def minutes(steps: Sequence[Step]) -> int:
    """How long the conversation takes."""
    return sum(step.minutes for step in steps)
