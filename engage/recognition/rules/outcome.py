"""From decided to certificates: who may announce, what is printed, and what a round cost."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engage.recognition.rules.rounds import NEXT, Outcome, RoundStage

MOST_CITATION, MOST_NOTE, MOST_LINES = 300, 600, 200
# How long the winners stand on everybody's start page, and a batch of letters waits to be fetched.
DAYS_ON_START, DAYS_PRINTED = 30, 30
SHOWN = (Outcome.WINNER, Outcome.HIGHLY_COMMENDED)
WORDS: dict[str, str] = {
    Outcome.WINNER: "Winner",
    Outcome.HIGHLY_COMMENDED: "Highly commended",
    Outcome.SHORTLISTED: "Shortlisted",
    Outcome.NOT_SHORTLISTED: "Nominated",
}
# An e-mail address as far as it can be told: a resident may have left a telephone number.
ADDRESS = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,180}\.[^\s@<>,;.]{2,}\Z")
# Kept though nobody sees them: they join letters of Persian and of Indian scripts.
JOINERS = "\u200c\u200d"


class Batch(StrEnum):
    """What is printed in one go."""

    WINNERS = "cert_winners"
    COMMENDED = "cert_commended"
    NOMINEES = "cert_nominees"
    SERVICE = "cert_service"
    TO_WINNERS = "letter_winners"
    TO_COMMENDED = "letter_commended"
    TO_NOMINATORS = "letter_nominators"


def is_decided(stage: str) -> bool:
    """Whether there is an outcome to look at."""
    return stage in (RoundStage.DECIDED, RoundStage.ANNOUNCED)


def may_announce(stage: str) -> bool:
    """Whether everybody can be told now."""
    return RoundStage.ANNOUNCED in NEXT[RoundStage(stage)]


def printable(kind: Batch, tells_unsuccessful: bool) -> bool:
    """Whether a round has this kind: those who did not win are written to only where the round says so."""
    return kind is not Batch.SERVICE and (kind is not Batch.NOMINEES or tells_unsuccessful)


def may_fetch(made_by_id: int | None, viewer_id: int, announced: bool) -> bool:
    """Before the announcement a batch is for whoever made it: it leaves out that person's own entry, not others'."""
    return announced or made_by_id == viewer_id


def year_of(ceremony_on: date | None, announced_on: date) -> int:
    """The year under which a round stands among the past winners."""
    return (ceremony_on or announced_on).year


def is_address(contact: str) -> bool:
    """Whether this looks like an e-mail address."""
    return ADDRESS.match(contact) is not None


def has_words(text: str) -> bool:
    """Whether something in it can be read: a letter or a figure of any script."""
    return any(unicodedata.category(each)[0] in "LN" for each in text)


def visible(text: str) -> str:
    """The text without characters that nobody sees and that would turn the line around on paper."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf" or c in JOINERS)


@dataclass(frozen=True)
class Spent:
    """One amount of a round: a prize or a cost; paid by a sponsor or by the council."""

    year: int
    round_title: str
    pence: int
    sponsored: bool


@dataclass(frozen=True)
class Sum:
    """What one round cost: all of it, what sponsors gave, and what is left to the council."""

    year: int
    round_title: str
    gross: int
    sponsored: int

    @property
    def net(self) -> int:
        """What the council paid."""
        return self.gross - self.sponsored


def summed(spent: Sequence[Spent]) -> tuple[Sum, ...]:
    """By year, the newest first, and round."""
    keys = sorted({(each.year, each.round_title) for each in spent}, key=lambda key: (-key[0], key[1]))
    return tuple(
        Sum(
            year, title,
            sum(each.pence for each in spent if (each.year, each.round_title) == (year, title)),
            sum(each.pence for each in spent if (each.year, each.round_title) == (year, title) and each.sponsored),
        )
        for year, title in keys
    )  # fmt: skip


def over_three_years(sums: Sequence[Sum], this_year: int) -> tuple[Sum, ...]:
    """This year and the two before."""
    return tuple(each for each in sums if this_year - 2 <= each.year <= this_year)
