"""Who can be nominated, how much can be written, and what may be done with a nomination."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engage.recognition.rules.rounds import NominationState, Nominees, RoundStage

MOST_FILES, FILE_MB = 3, 10
MOST_VIEW, MOST_WHY, MOST_SECOND = 1_000, 500, 1_000
# A word of more letters than this is no word: it bounds what a limit of words alone would let in.
LONGEST_WORD = 15
# Characters of letter or symbol categories that nobody sees.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
MONTHS_DRAFT, MONTHS_KEPT, MONTHS_UNANNOUNCED = 3, 12, 24
ENDED = (NominationState.WITHDRAWN, NominationState.REFUSED)


class WhyNot(StrEnum):
    """Why somebody or some team cannot be nominated here by this person."""

    NOBODY = "nobody"
    THEMSELVES = "themselves"
    A_PERSON = "a_person"
    A_TEAM = "a_team"
    NOT_ELIGIBLE = "not_eligible"
    ALREADY = "already"
    TOO_MANY = "too_many"


class NoSeconder(StrEnum):
    """Why somebody cannot second a nomination."""

    NOBODY = "nobody"
    NOMINATOR = "nominator"
    NOMINEE = "nominee"


@dataclass(frozen=True)
class Wanted:
    """What a category asks of whom is nominated, and what this nominator has nominated in it already."""

    nominees: str
    most_each: int | None
    others: int
    already: bool


def why_not(wanted: Wanted, is_team: bool, is_self: bool, eligible: bool) -> WhyNot | None:
    """Why this nominator cannot nominate this person or team; None: they can."""
    if is_self:
        return WhyNot.THEMSELVES
    if is_team and wanted.nominees == Nominees.PERSON:
        return WhyNot.A_PERSON
    if not is_team and wanted.nominees == Nominees.TEAM:
        return WhyNot.A_TEAM
    if not eligible:
        return WhyNot.NOT_ELIGIBLE
    if wanted.already:
        return WhyNot.ALREADY
    if wanted.most_each is not None and wanted.others >= wanted.most_each:
        return WhyNot.TOO_MANY
    return None


def why_no_seconder(seconder_id: int, nominator_id: int | None, nominee_id: int | None) -> NoSeconder | None:
    """Why somebody cannot second this nomination; None: they can."""
    if seconder_id == nominator_id:
        return NoSeconder.NOMINATOR
    return NoSeconder.NOMINEE if seconder_id == nominee_id else None


def has_words(text: str) -> bool:
    """Whether there is anything to be read: not blanks, not characters that nobody sees."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text)


def words_in(text: str) -> int:
    """How many words a text has, counted as a person would: a dash between blanks is none."""
    return sum(1 for word in text.split() if any(_in_a_word(c) for c in word))


def _in_a_word(c: str) -> bool:
    return unicodedata.category(c)[0] in "LN" and c not in BLANK


def too_long(text: str, most_words: int) -> bool:
    """Whether it has more words, or more characters than so many words can have."""
    return words_in(text) > most_words or len(text) > most_words * LONGEST_WORD


@dataclass(frozen=True)
class Standing:
    """Where a nomination stands, as far as what may be done with it depends on that."""

    state: str
    submitted: bool
    stage: str
    takes: bool

    @property
    def waits(self) -> bool:
        """Sent, but no entry yet: nobody agreed to second it before the close, or its nominee is to be found."""
        return self.state == NominationState.DRAFT and self.submitted

    @property
    def may_edit(self) -> bool:
        """Its nominator may change, submit or withdraw it."""
        return self.takes and self.state not in ENDED

    @property
    def may_check(self) -> bool:
        """The OD team may refuse, bring back, match and join: until judging begins."""
        return self.stage in (RoundStage.OPEN, RoundStage.CLOSED)

    @property
    def may_refuse(self) -> bool:
        """An entry, or one that waits."""
        return self.may_check and (self.state == NominationState.SUBMITTED or self.waits)

    @property
    def may_bring_back(self) -> bool:
        """One that was refused."""
        return self.may_check and self.state == NominationState.REFUSED


def missing_words(criteria: Mapping[int, str], written: Mapping[int, str]) -> Sequence[str]:
    """The names of the criteria under which nothing is written."""
    return [name for key, name in criteria.items() if not has_words(written.get(key, ""))]


def unseconded(needs: bool, agreed: bool | None) -> bool:
    """Whether a nomination lacks the second that its round asks for."""
    return needs and agreed is not True
