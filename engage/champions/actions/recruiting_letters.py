"""The letters of a round: their words, sending them once each, and those on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engage.champions.actions import recruiting_telling as telling
from engage.champions.models import Application, RecruitmentRound
from engage.champions.queries import recruiting_applications as reading
from engage.champions.queries.recruiting import KIND
from engage.champions.rules.recruiting import DECISIONS, Answer
from engage.champions.rules.recruiting_words import SUBJECTS, standard, to_manager
from engage.core import audit, pdf
from engage.core.db import flush_or
from engage.core.errors import Conflict
from engage.core.formatting import day
from engage.directory.models import Person

# The letterhead belongs to award outcomes; these letters stand under the council's name alone.
PLAIN = {"signatory": "", "signatory_role": "", "address": "", "logo_shows": "Logo"}
TWICE = "Somebody sent these letters at the same moment. Look at the page again. Nothing was sent twice."


@dataclass(frozen=True)
class Sent:
    """How many letters went by mail, and how many are to be printed."""

    mailed: int
    printed: int


def words_of(row: RecruitmentRound) -> Mapping[str, str]:
    """The words of each letter: the round's own, or the standard ones."""
    return {
        each: getattr(row, f"letter_{each}") or standard(each, row.network.name, day(row.term_starts_on))
        for each in DECISIONS
    }


def save(row: RecruitmentRound, words: Mapping[str, str]) -> None:
    """Other words for the letters that are still to be sent; left empty, they are the standard ones again."""
    for each in DECISIONS:
        usual = standard(each, row.network.name, day(row.term_starts_on))
        setattr(row, f"letter_{each}", "" if words[each] == usual else words[each])
    flush_or(Conflict("This round has changed in another window. Reload the page and save again."))
    audit.record("change letters", KIND, row.id)


def send(row: RecruitmentRound, at: datetime) -> Sent:
    """Each letter that waits, to the applicant and to the manager who was asked; each decision is told once."""
    due, words = reading.letters_due(row.id), words_of(row)
    mailed = 0
    for each in due:
        each.round = row
        mailed += telling.letter(each, f"{SUBJECTS[each.outcome]}: {row.network.name}", words[each.outcome])
        telling.to_manager(each)
        each.told, each.told_at = each.outcome, at
    flush_or(Conflict(TWICE))
    if due:
        audit.record("send letters", KIND, row.id, count=len(due))
    return Sent(mailed, len(due) - mailed)


def on_paper(row: RecruitmentRound) -> Sequence[tuple[Person, str, str]]:
    """Letters that were sent and cannot be mailed: to whom, the heading and the words."""
    words, found = words_of(row), []
    for each in reading.letters_sent(row.id):
        if not each.person.email:
            found.append((each.person, SUBJECTS[each.outcome], words[each.outcome]))
        manager = each.asked_manager
        if manager is not None and not manager.email and each.manager != Answer.NOBODY:
            found.append((manager, "What was decided", _for_manager(row, each)))
    return found


def _for_manager(row: RecruitmentRound, made: Application) -> str:
    return to_manager(made.outcome, made.person.name, row.network.name, row.network.commitment)


def printed(row: RecruitmentRound, today: date) -> bytes | None:
    """Those letters as one PDF, a page each; None where there are none."""
    found = on_paper(row)
    if not found:
        return None
    sheets: list[Mapping[str, Any]] = [
        {"address": [person.name], "day": day(today), "dear": person.known_as or person.first_name,
         "heading": heading, "paragraphs": words.split("\n\n")}
        for person, heading, words in found
    ]  # fmt: skip
    data = {"letterhead": PLAIN, "logo": "", "by_site": False, "sheets": sheets}
    return pdf.make("letter.typ", f"Letters: {row.title}", data)
