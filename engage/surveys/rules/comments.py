"""Comments under review: states, reasons, who may read what, themes by keywords, and words that may be quoted."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engage.directory.rules.names import PLAIN
from engage.surveys.rules.comment_blocks import REST, WHOLE, shown
from engage.surveys.rules.questionnaire import Kind, Questionnaire

MOST_REVIEWERS, MOST_PHRASES, LONGEST_PHRASE = 20, 20, 200
MOST_WORDS, LEAST_WORDS = 400, 3
LONGEST_KEYWORD, MOST_KEYWORDS = 60, 60
# A reference to a question or theme of a survey is one number: the survey's, and its place in the questionnaire.
PLACES = 1000
EACH = 50


class State(StrEnum):
    """Where a comment is in its review."""

    WAITING = "waiting"
    APPROVED = "approved"
    WITHHELD = "withheld"


class Readers(StrEnum):
    """Who reads comments once they are reviewed and published."""

    NOBODY = "nobody"
    OD = "od"
    HEADS = "heads"
    STAFF = "staff"


REASONS: Mapping[str, str] = {
    "tells_who": "It would tell who wrote it, even with more of it masked",
    "about_person": "It is about one person",
    "abuse": "It insults or threatens somebody",
    "unlawful": "It may be unlawful to show, or belongs into a confidential procedure",
    "nothing": "It says nothing (“none”, “n/a”)",
    "not_reviewed": "It was not reviewed in time",
}


@dataclass(frozen=True)
class Sight:
    """What of a survey's comments somebody reads: all, or the whole's and one directorate's."""

    everything: bool
    blocks: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reader:
    """Who asks: whether they check results, and the blocks of the frozen tree whose unit they head."""

    is_od: bool
    heads: frozenset[str] = frozenset()


def sight(readers: str, reader: Reader, parents: Mapping[str, str | None]) -> Sight | None:
    """What somebody reads under a promise, None for nothing."""
    if readers not in set(Readers) - {Readers.NOBODY}:
        return None
    if reader.is_od or readers == Readers.STAFF:
        return Sight(everything=True)
    if readers != Readers.HEADS:
        return None
    if any(code in parents and parents[code] is None for code in reader.heads):
        return Sight(everything=True)
    own = frozenset(code for code in reader.heads if (up := parents.get(code)) is not None and parents.get(up) is None)
    return Sight(everything=False, blocks=own | {WHOLE}) if own else None


def within(sight: Sight | None, parts: frozenset[str] | None) -> Sight | None:
    """The narrower of the two: no comment beside a part whose results its reader does not see; `parts` None: all."""
    if sight is None or parts is None:
        return sight
    kept = parts if sight.everything else sight.blocks & parts
    return Sight(everything=False, blocks=kept) if kept else None


def asked(questionnaire: Questionnaire, field: str) -> str | None:
    """The question that a comment answers, in words; None for what no question of this questionnaire asks."""
    by_code = {question.code: question for question in questionnaire.questions}
    if (found := by_code.get(field)) is not None and found.kind in {Kind.SHORT_TEXT, Kind.LONG_TEXT}:
        return found.text
    base = by_code.get(field.rsplit("__", 1)[0]) if "__" in field else None
    return f"{base.text} (in their own words)" if base is not None else None


def places(questionnaire: Questionnaire) -> Mapping[str, int]:
    """The place of each question, from 1."""
    return {question.code: place for place, question in enumerate(questionnaire.questions, 1)}


def reference(survey_id: int, place: int) -> int:
    """One number for a place in a survey; 0 is all of it."""
    return survey_id * PLACES + place


def referred(number: int) -> tuple[int, int]:
    """The survey and the place of a reference."""
    return divmod(number, PLACES)


def part_name(block: str, names: Mapping[str, str]) -> str:
    """What stands beside a comment: nothing for the whole."""
    return "" if block == WHOLE else "Other directorates" if block == REST else names.get(block, "")


def told(number: int, threshold: int) -> str:
    """How many comments there are, in words: never fewer than the threshold to the digit."""
    if number == 0:
        return "No comment"
    return f"Fewer than {threshold} comments" if number < threshold else f"{number:,} comments"


def keywords(typed: str) -> tuple[str, ...]:
    """Keywords as a page sends them, one a line or parted by commas: plain, each once, in their order."""
    found = (" ".join(_plain(each).split()) for each in re.split(r"[\n,;]", typed))
    return tuple(dict.fromkeys(each for each in found if each))


def themes_of(text: str, words: Iterable[tuple[int, str]]) -> frozenset[int]:
    """The themes of which a keyword begins a word of the text: “train” finds training, and not strain."""
    plain = f" {' '.join(_plain(text).split())}"
    return frozenset(theme for theme, word in words if f" {word}" in plain)


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold().translate(PLAIN))
    kept = (each for each in apart if not unicodedata.combining(each) and each not in "'’")
    return "".join(each if each.isalnum() else " " for each in kept)


def phrases(typed: str) -> tuple[str, ...]:
    """What a reviewer wants masked, one a line."""
    found = (" ".join(each.split()) for each in typed.split("\n"))
    return tuple(dict.fromkeys(each for each in found if each))


def is_part(words: str, text: str) -> bool:
    """Whether a quotation stands so in its comment: nobody's words are changed; only blanks may differ."""
    return f" {' '.join(words.split())} " in f" {' '.join(text.split())} "


def is_quotable(words: str) -> bool:
    """Whether there is enough of it, and not too much."""
    return len(words) <= MOST_WORDS and len(words.split()) >= LEAST_WORDS


@dataclass(frozen=True)
class Counted:
    """How far a review has come."""

    waiting: int
    approved: int
    withheld: int

    @property
    def total(self) -> int:
        """All comments."""
        return self.waiting + self.approved + self.withheld

    @property
    def done(self) -> int:
        """What is decided."""
        return self.approved + self.withheld


def publishable(approved: Iterable[tuple[str, str, int]], threshold: int) -> Mapping[str, Mapping[str, str] | None]:
    """For each question what stands beside the comments of each part; None: too few to be shown."""
    counts: dict[str, dict[str, int]] = {}
    for question, block, number in approved:
        counts.setdefault(question, {})[block] = number
    return {question: shown(each, threshold) for question, each in counts.items()}
