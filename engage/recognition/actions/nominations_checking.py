"""Checking after the close: accepted, refused, brought back, matched to a person, joined to one entry."""

from datetime import datetime

from engage.core import audit, mail
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory.rules.choosing import PERSON, UNIT, Choice
from engage.recognition.actions.nominations_entries import hand_on
from engage.recognition.models import AwardRound, Nomination
from engage.recognition.queries import nominations as queries
from engage.recognition.queries import nominations_checking as checking
from engage.recognition.queries.nominations_who import is_eligible
from engage.recognition.rules.nominations import MOST_WHY, Wanted, WhyNot, has_words, why_not
from engage.recognition.rules.rounds import NominationState, RoundStage

KIND = "nomination"
TOO_LATE = "Judging has begun, or this nomination has moved on. Nothing was changed."
NOT_HERE = {
    WhyNot.A_PERSON: "In this category a person is nominated, not a team.",
    WhyNot.A_TEAM: "In this category a team is nominated, not a person.",
    WhyNot.NOT_ELIGIBLE: "They are not among those who can be nominated in this category.",
}


def _hold(row: Nomination) -> None:
    db.session.refresh(row.category.round, with_for_update={"of": AwardRound, "read": True})
    db.session.refresh(row, with_for_update={"of": Nomination})


def refuse(row: Nomination, why: str, at: datetime) -> None:
    """Not an entry, with the reason, which its nominator is told."""
    _hold(row)
    if not queries.standing(row, at).may_refuse:
        raise Conflict(TOO_LATE)
    if not has_words(why) or len(why) > MOST_WHY:
        raise Invalid(f"Say why, in at most {MOST_WHY} characters: the nominator is told.")
    row.state, row.refused_why = NominationState.REFUSED, why
    hand_on(row)
    db.session.flush()
    audit.record("refuse", KIND, row.id)
    _tell_refused(row)


def _tell_refused(row: Nomination) -> None:
    nominator = row.nominator
    if nominator is not None and nominator.email:
        mail.send(
            nominator.email, "Your nomination was not taken", "award_refused.txt",
            name=nominator.known_as or nominator.first_name, round=row.category.round, nomination_id=row.id,
        )  # fmt: skip


def bring_back(row: Nomination, at: datetime) -> None:
    """Refused by mistake: an entry again, or one that waits where nobody is matched yet."""
    _hold(row)
    if not queries.standing(row, at).may_bring_back:
        raise Conflict(TOO_LATE)
    named = row.nominee_id is not None or row.team_id is not None
    row.state = NominationState.SUBMITTED if named else NominationState.DRAFT
    row.refused_why = ""
    db.session.flush()
    audit.record("bring back", KIND, row.id)


def accept(row: Nomination, at: datetime) -> None:
    """An entry, though nobody seconded it."""
    _hold(row)
    found = queries.standing(row, at)
    if not (found.waits and found.may_check):
        raise Conflict(TOO_LATE)
    if row.nominee_id is None and row.team_id is None:
        raise Conflict("Say first who is meant. Nothing was changed.")
    row.state = NominationState.SUBMITTED
    db.session.flush()
    audit.record("accept", KIND, row.id)


def match(row: Nomination, who: Choice, viewer_id: int, at: datetime) -> None:
    """Whom somebody from outside means."""
    _hold(row)
    found = queries.standing(row, at)
    if not found.may_check or row.nominator_id is not None or row.state not in (NominationState.DRAFT, "submitted"):
        raise Conflict(TOO_LATE)
    if who.kind == PERSON and who.id == viewer_id:
        raise Invalid("You cannot match a nomination to yourself. A colleague in the OD team has to do it.")
    wanted = Wanted(row.category.nominees, None, 0, False)
    code = why_not(wanted, who.kind == UNIT, False, is_eligible(row.category, who.kind, who.id))
    if code is not None:
        raise Invalid(NOT_HERE[code])
    hand_on(row)
    row.nominee_id, row.team_id = (who.id, None) if who.kind == PERSON else (None, who.id)
    row.state = NominationState.SUBMITTED
    db.session.flush()
    audit.record("match", KIND, row.id)


def join(row: Nomination, at: datetime) -> int:
    """Join the other entries of this nominee in this category to this one; answers how many."""
    _hold(row)
    if row.category.round.stage != RoundStage.CLOSED:
        raise Conflict("Nominations are joined between the close and the judging. Nothing was changed.")
    if row.state != NominationState.SUBMITTED or row.joined_to_id is not None:
        raise Conflict(TOO_LATE)
    others = checking.same_entries(row)
    for each in others:
        for under in checking.joined_to(each):
            under.joined_to_id = row.id
        each.joined_to_id = row.id
    db.session.flush()
    audit.record("join", KIND, row.id, joined=len(others))
    return len(others)


def part(row: Nomination, at: datetime) -> None:
    """An entry of its own again."""
    _hold(row)
    if row.category.round.stage != RoundStage.CLOSED or row.joined_to_id is None:
        raise Conflict(TOO_LATE)
    row.joined_to_id = None
    db.session.flush()
    audit.record("part", KIND, row.id)
