"""A nomination from its draft to the close: whom, the words, the files, the seconder, sent, taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from engage.core import audit, clock, files
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.core.files import Sent
from engage.directory import queries_finding
from engage.directory.rules.choosing import PERSON, UNIT, Choice
from engage.recognition.actions import nominations_entries, nominations_seconding
from engage.recognition.models import AwardCategory, AwardRound, Nomination, NominationAnswer
from engage.recognition.queries import nominations as queries
from engage.recognition.queries.nominations_who import is_eligible
from engage.recognition.rules import nominations as rules
from engage.recognition.rules.nominations import FILE_MB, MOST_FILES, WhyNot
from engage.recognition.rules.rounds import NominationState, takes_nominations

KIND = "nomination"
CHANGED_ELSEWHERE = (
    "This nomination was changed in another tab since you opened this page. Nothing of this page was saved: "
    "copy anything long that you typed, reload the page and make your change again."
)
ENDED = "This nomination was withdrawn or not taken. Nothing was changed."


class CannotBe(Invalid):
    """Somebody who cannot be nominated here, with the code of the reason."""

    def __init__(self, code: WhyNot) -> None:
        super().__init__(str(code))
        self.code = code


class Closed(Conflict):
    """Nominations closed meanwhile."""


def hold_open(row: AwardRound, at: datetime) -> None:
    """Read the round afresh and keep it from closing meanwhile; Closed where it does not take nominations."""
    db.session.refresh(row, with_for_update={"of": AwardRound, "read": True})
    if not takes_nominations(row.stage, row.closes_at, row.extended_to, at):
        raise Closed(f"Nominations for {row.title} are closed. Nothing was sent; what you had saved is kept.")


def _hold(row: Nomination, version: int | None, at: datetime) -> None:
    hold_open(row.category.round, at)
    db.session.refresh(row, with_for_update={"of": Nomination})
    if not queries.standing(row, at).may_edit:
        raise Conflict(ENDED)
    if version is not None and row.version != version:
        raise Conflict(CHANGED_ELSEWHERE)


def check_nominee(category: AwardCategory, nominator_id: int, who: Choice, but: int = 0) -> None:
    """Refuse, with the reason, whom this person cannot nominate here."""
    pair = (who.id, None) if who.kind == PERSON else (None, who.id)
    wanted = queries.wanted(category, nominator_id, pair, but)
    themselves = who.kind == PERSON and who.id == nominator_id
    code = rules.why_not(wanted, who.kind == UNIT, themselves, is_eligible(category, who.kind, who.id))
    if code is not None:
        raise CannotBe(code)


def start(category: AwardCategory, nominator_id: int, who: Choice, once: str, at: datetime) -> Nomination:
    """A draft that names whom; the same form sent twice is one draft."""
    hold_open(category.round, at)
    if (made := queries.by_once(once, nominator_id)) is not None:
        return made
    check_nominee(category, nominator_id, who)
    row = Nomination(category=category, nominator_id=nominator_id, once=once, made_at=at)
    _name(row, who)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:  # the second press arrived together with the first
        again = queries.by_once(once, nominator_id)
        if again is None:
            raise Conflict("Open the page again and try once more. Nothing was saved.") from None
        return again
    audit.record("begin", KIND, row.id)
    return row


def _name(row: Nomination, who: Choice) -> None:
    row.nominee_id, row.team_id = (who.id, None) if who.kind == PERSON else (None, who.id)


def choose_nominee(row: Nomination, version: int, who: Choice, at: datetime) -> None:
    """Somebody else, while it is a draft; a seconder who is now nominated is asked no more."""
    _hold(row, version, at)
    if row.submitted_at is not None:
        raise Conflict("It was sent already: withdraw it and nominate somebody else. Nothing was changed.")
    check_nominee(row.category, row.nominator_id or 0, who, but=row.id)
    _name(row, who)
    if row.seconding is not None and row.seconding.person_id == row.nominee_id:
        row.seconding = None
    db.session.flush()


def write(row: Nomination, version: int, words: Mapping[int, str], at: datetime) -> None:
    """What stands under each criterion; whoever agreed to second other words is asked again."""
    _hold(row, version, at)
    criteria = {each.id: each.name for each in row.category.criteria}
    if row.submitted_at is not None and (lacking := rules.missing_words(criteria, words)):
        raise Invalid(f"It was sent already, so write something under “{lacking[0]}”, too.")
    held = {each.criterion_id: each for each in row.answers}
    changed = False
    for key in criteria:
        said = words.get(key, "")
        before = held.get(key)
        changed |= said != (before.words if before else "")
        if before is None:
            row.answers.append(NominationAnswer(criterion_id=key, words=said))
        else:
            before.words = said
    if changed:
        flag_modified(row, "made_at")
        nominations_seconding.ask_again(row, at)
    db.session.flush()


def choose_seconder(row: Nomination, version: int, person_id: int, at: datetime) -> None:
    """Who is to second it."""
    _hold(row, version, at)
    if not row.category.round.seconded:
        raise Conflict("Nominations of this round need no seconder. Nothing was changed.")
    nominations_seconding.choose(row, person_id, at)


def add_files(row: Nomination, sent: Sequence[Sent], at: datetime) -> None:
    """Hang evidence on it: all of these, or none."""
    _hold(row, None, at)
    files.add(sent, KIND, row.id, "A nomination", MOST_FILES, FILE_MB * 1_000_000)


def remove_file(row: Nomination, file_id: int, at: datetime) -> str | None:
    """Take one away again."""
    _hold(row, None, at)
    return files.remove(KIND, row.id, file_id)


def submit(row: Nomination, at: datetime) -> None:
    """Send it: from now on it counts, and whoever is to second it is asked."""
    _hold(row, None, at)
    if row.state == NominationState.SUBMITTED:
        return
    if problems := _problems(row):
        raise Invalid("It is not complete yet.", problems)
    row.state = NominationState.SUBMITTED
    row.submitted_at = row.submitted_at or at
    nominations_seconding.ask(row, at)
    db.session.flush()
    audit.record("submit", KIND, row.id)


def _problems(row: Nomination) -> Sequence[str]:
    """Everything that is missing before it can be sent, in plain words."""
    criteria = {each.id: each.name for each in row.category.criteria}
    written = {each.criterion_id: each.words for each in row.answers}
    found = [f"Write something under “{name}”." for name in rules.missing_words(criteria, written)]
    if row.category.round.seconded and row.seconding is None:
        found.append("Choose who seconds it.")
    if row.nominee is not None and not queries_finding.here([row.nominee.id]):
        found.append(f"{row.nominee.name} does not work here any more. Choose somebody else.")
    if row.team is not None and row.team.closed_on is not None and row.team.closed_on <= clock.today():
        found.append(f"The team {row.team.name} is not there any more. Choose another.")
    return found


def withdraw(row: Nomination, at: datetime) -> None:
    """Take back what was sent, until the close."""
    _hold(row, None, at)
    if row.submitted_at is None:
        raise Conflict("It was not sent: delete the draft instead. Nothing was changed.")
    row.state = NominationState.WITHDRAWN
    nominations_entries.hand_on(row)
    db.session.flush()
    audit.record("withdraw", KIND, row.id)


def delete_draft(row: Nomination) -> None:
    """A draft that was never sent, with its words and files."""
    db.session.refresh(row, with_for_update={"of": Nomination})
    if row.submitted_at is not None:
        raise Conflict("It was sent: withdraw it instead. Nothing was changed.")
    files.remove_all(KIND, row.id)
    audit.record("delete draft", KIND, row.id)
    db.session.delete(row)
    db.session.flush()
