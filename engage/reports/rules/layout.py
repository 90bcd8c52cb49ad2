"""How a council lays out a paper: its sections, their headings, order and numbers. The council edits it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_SECTIONS, MOST_HEADING, MOST_HINT, MOST_KEY = 40, 120, 300, 40


class Asks(StrEnum):
    """What a section asks for: words; words with their author and a day; yes or no and words; or the figures."""

    WORDS = "words"
    SIGNED = "signed"
    YES_NO = "yes_no"
    FIGURES = "figures"


@dataclass(frozen=True)
class Section:
    """One section of a paper. `numbered`: it and its paragraphs have numbers. `shown`: papers have it."""

    key: str
    heading: str
    asks: Asks = Asks.WORDS
    hint: str = ""
    numbered: bool = True
    shown: bool = True


FIGURES = "figures"
DEFAULTS = (
    Section("recommendations", "Recommendations", hint="What the meeting is asked to decide, one a paragraph."),
    Section("summary", "Summary", hint="The paper in a few sentences."),
    Section("policy", "Policy context", hint="The plan or policy that it serves."),
    Section(FIGURES, "The period in figures", Asks.FIGURES, "The blocks that you chose stand here."),
    Section("finance", "Financial implications", Asks.SIGNED, "By somebody of finance, with the day."),
    Section("legal", "Legal implications", Asks.SIGNED, "By somebody of legal services, with the day."),
    Section("staff", "Staff implications"),
    Section("equality", "Equality and inclusion"),
    Section("sustainability", "Sustainability"),
    Section("risk", "Risk"),
    Section("other", "Other implications", Asks.YES_NO, "Say which, where there are any."),
    Section("consultation", "Consultation", hint="Who was asked, and what they said."),
    Section("annexes", "Annexes", hint="One a paragraph.", numbered=False),
    Section("background", "Background papers", hint="One a paragraph.", numbered=False),
)
# What a directorate's page and an exception report have of a paper.
SHORT = ("summary", FIGURES)


def used(sections: Sequence[Section], short: bool) -> tuple[Section, ...]:
    """The sections that a report has: those that are shown; of a short one the summary and the figures."""
    return tuple(each for each in sections if (each.key in SHORT if short else each.shown))


def shifted(sections: Sequence[Section], key: str, up: bool) -> tuple[Section, ...]:
    """One of them a place further up or down."""
    found = list(sections)
    at = next((place for place, each in enumerate(found) if each.key == key), -1)
    to = at - 1 if up else at + 1
    if at >= 0 and 0 <= to < len(found):
        found[at], found[to] = found[to], found[at]
    return tuple(found)


def free_key(heading: str, taken: Sequence[str]) -> str:
    """A key for a section of the council's own: letters of its heading, and a number where that is taken."""
    wanted = "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in heading.lower()).split())
    wanted = wanted[: MOST_KEY - 4].strip("-") or "section"
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
