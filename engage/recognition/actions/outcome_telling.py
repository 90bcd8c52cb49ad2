"""The mails of an announcement: one to each person for each sort, however many entries of theirs there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engage.core import mail
from engage.recognition.models import AwardRound
from engage.recognition.queries import outcome as queries
from engage.recognition.queries import outcome_places
from engage.recognition.queries.outcome import Entry
from engage.recognition.rules.outcome import SHOWN, WORDS, is_address
from engage.recognition.rules.outcome_wording import became


@dataclass
class _Letter:
    name: str
    lines: list[str] = field(default_factory=list)


def tell(row: AwardRound, winners: Sequence[Entry]) -> None:
    """Winners and commended with their nominators; the others, and theirs, only where the round says so."""
    _to_nominees(row, winners, "outcome_won.txt", f"Congratulations: {row.title}")
    entries = list(winners)
    if row.tells_unsuccessful:
        others = [each for each in queries.entries(row.id, ()) if each.outcome not in SHOWN]
        _to_nominees(row, others, "outcome_nominated.txt", f"You were nominated: {row.title}")
        entries += others
    _to_nominators(row, entries)


def _to_nominees(row: AwardRound, entries: Iterable[Entry], template: str, subject: str) -> None:
    letters: dict[str, _Letter] = {}
    for each in entries:
        if each.contact.email and each.contact.here:
            who = f"{each.name} is" if each.is_team else "You are"
            letter = letters.setdefault(each.contact.email, _Letter(each.contact.first_name))
            letter.lines.append(f"{who} {became(each.outcome, each.category)}.")
    _send(row, letters, template, subject)


def _to_nominators(row: AwardRound, entries: Sequence[Entry]) -> None:
    by_id = {each.id: each for each in entries}
    asked = queries.nominators(list(by_id))
    staff = outcome_places.people({each.person_id for each in asked if each.person_id is not None})
    letters: dict[str, _Letter] = {}
    for each in asked:
        known = staff.get(each.person_id) if each.person_id is not None else None
        address = (known.email if known.here else "") if known else each.address
        if is_address(address):
            entry = by_id[each.entry_id]
            line = f"{entry.name}: {WORDS[entry.outcome].lower()}, {entry.category}."
            letter = letters.setdefault(address, _Letter(known.first_name if known else each.name))
            if line not in letter.lines:
                letter.lines.append(line)
    _send(row, letters, "outcome_nominator.txt", f"What became of your nomination: {row.title}")


def _send(row: AwardRound, letters: dict[str, _Letter], template: str, subject: str) -> None:
    for address, letter in letters.items():
        mail.send(address, subject, template, name=letter.name, lines=letter.lines, round=row)
