"""Applying, taking it back, suggesting a colleague, and the manager's answer."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from engage.champions.actions import recruiting_telling as telling
from engage.champions.models import Application, DecisionMade, RecruitmentRound, Suggestion
from engage.champions.queries import recruiting as queries
from engage.champions.queries.recruiting import APPLICATION, KIND
from engage.champions.rules import recruiting as rules
from engage.champions.rules.recruiting import MOST_SUGGESTED, Answer, Outcome, Suggested
from engage.core import audit, clock
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import day, moment
from engage.directory.queries_finding import here, manager_of

MOVED = "This has changed in the meantime. Nothing was changed. Reload the page and look again."
ALREADY = "You have applied in this round already. Look at your application, and change it there."
IN_IT = "You are in this network already, so there is nothing to apply for."
TAKEN_BACK = "This application cannot be changed any more. Nothing was changed."
ASKED_ALREADY = "They have been asked in this round already. They decide themselves."


def closed(row: RecruitmentRound) -> str:
    """Why nobody can apply now, in a sentence."""
    if row.closes_at is not None and row.closes_at <= clock.now():
        return f"Applications closed on {moment(row.closes_at)}. Nothing was sent or changed."
    return "This round takes no applications now. Nothing was sent or changed."


def _takes(row: RecruitmentRound, at: datetime) -> None:
    if not rules.takes_applications(row.state, row.closes_at, at):
        raise Conflict(closed(row))


def _flush() -> None:
    flush_or(Conflict(MOVED))


def apply(row: RecruitmentRound, person_id: int, why: str, languages: str, at: datetime) -> Application:
    """Once a round; the line manager of this moment is asked. Conflict after the close, or for a second one."""
    _takes(row, at)
    if queries.in_network(person_id, row.network_id):
        raise Conflict(IN_IT)
    held = queries.of_person(row.id, person_id)
    if held is not None and held.outcome != Outcome.WITHDRAWN:
        raise Conflict(ALREADY)
    made = held or Application(round_id=row.id, person_id=person_id)
    made.why, made.languages, made.outcome, made.sent_at = why, languages, Outcome.SENT, at
    try:
        with db.session.begin_nested():
            db.session.add(made)
            _ask(made, manager_of(person_id), at)
            db.session.flush()
    except (IntegrityError, StaleDataError) as error:
        raise Conflict(ALREADY) from error
    suggestion = queries.suggestion_to(row.id, person_id)
    if suggestion is not None:
        suggestion.answer = Suggested.APPLIED
    db.session.flush()
    db.session.refresh(made)
    audit.record("apply", APPLICATION, made.id, round=row.id)
    telling.ask_manager(made)
    return made


def _ask(made: Application, manager_id: int | None, at: datetime) -> None:
    """Put the question to a manager; to nobody where there is none."""
    made.asked_manager_id, made.manager = manager_id, Answer.ASKED if manager_id else Answer.NOBODY
    made.asked_at = at if manager_id else None
    made.manager_why, made.answered_at, made.reminded_at = "", None, None


def change(made: Application, version: int, why: str, languages: str, at: datetime) -> None:
    """Other words, until the close."""
    _takes(made.round, at)
    if made.outcome != Outcome.SENT:
        raise Conflict(TAKEN_BACK)
    if made.version != version:
        raise Conflict("Your application was changed in another window. Your words are still below. Save again to "
                       "put them in its place.")  # fmt: skip
    made.why, made.languages = why, languages
    _flush()
    audit.record("change", APPLICATION, made.id)


def withdraw(made: Application) -> None:
    """Taken back: its words, and what the manager said, go at once."""
    if not rules.may_withdraw(made.round.state, made.outcome):
        raise Conflict("This is decided and cannot be taken back here. Talk to the OD team. Nothing was changed.")
    made.outcome, made.why, made.languages = Outcome.WITHDRAWN, "", ""
    _ask(made, None, clock.now())
    _flush()
    audit.record("withdraw", APPLICATION, made.id)


# Suggesting


def suggest(row: RecruitmentRound, person_id: int, by_id: int, at: datetime) -> Suggestion:
    """Tell a colleague that they would be good at it: once a round, whatever came of it; they decide themselves."""
    _takes(row, at)
    if person_id == by_id:
        raise Invalid("You cannot suggest yourself. Apply on the round’s page.")
    if not here([person_id]):
        raise Invalid("Whoever you chose does not work here any more.")
    if queries.in_network(person_id, row.network_id):
        raise Invalid("They are in this network already.")
    if queries.suggested_by(row.id, by_id) >= MOST_SUGGESTED:
        raise Invalid(f"You have suggested {MOST_SUGGESTED} colleagues in this round. That is the most one person can.")
    held = queries.of_person(row.id, person_id)
    applied = held is not None and held.outcome != Outcome.WITHDRAWN
    made = Suggestion(round_id=row.id, person_id=person_id, by_id=by_id, made_at=at,
                      answer=Suggested.APPLIED if applied else Suggested.ASKED)  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(made)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict(ASKED_ALREADY) from error
    audit.record("suggest", KIND, row.id)
    # Whoever has applied is not asked again, and whoever suggests does not learn that they have.
    if not applied:
        telling.suggested(row, made)
    return made


def decline(made: Suggestion) -> None:
    """Whoever was suggested would rather not; whoever suggested is not told."""
    if made.answer == Suggested.APPLIED:
        raise Conflict("You have applied since. Take your application back instead. Nothing was changed.")
    made.answer = Suggested.NO
    db.session.flush()


# The manager


def answer(made: Application, agrees: bool, why: str, at: datetime) -> None:
    """The manager agrees the time, or says why not; it can be changed until it is decided."""
    to = Answer.AGREED if agrees else Answer.CANNOT
    if not rules.may_answer(made.round.state, made.outcome, made.manager):
        raise Conflict("The OD team has decided about this already. Nothing was changed.")
    if not here([made.person_id]):
        raise Conflict(f"{made.person.name} does not work here any more. Nothing was changed.")
    if made.manager == to and made.manager_why == why:
        said = "agreed" if agrees else "said that they cannot have the time"
        raise Conflict(f"You have {said} already, on {day(made.answered_at)}. Nothing was changed.")
    made.manager, made.manager_why, made.answered_at = to, why, at
    _flush()
    audit.record("answer", APPLICATION, made.id, agrees=agrees)
    telling.answered(made)


def ask_other(made: Application, manager_id: int, by_id: int, at: datetime) -> None:
    """Put the question to somebody else: a manager moved, or is away."""
    if made.outcome != Outcome.SENT or made.round.state not in (rules.RoundState.OPEN, rules.RoundState.DECIDING):
        raise Conflict("This is decided already, so nobody needs to be asked. Nothing was changed.")
    if made.person_id == by_id:
        raise Conflict("Somebody else of the OD team sees to your own application. Nothing was changed.")
    if manager_id == made.person_id:
        raise Invalid("They cannot agree their own time. Choose somebody else.")
    if not here([manager_id]):
        raise Invalid("Whoever you chose does not work here any more.")
    if manager_id == made.asked_manager_id and made.manager == Answer.ASKED:
        raise Conflict("They have been asked already, and have not answered yet. Nothing was changed.")
    _ask(made, manager_id, at)
    db.session.add(DecisionMade(round_id=made.round_id, person_id=made.person_id, by_id=by_id, at=at,
                                what="asked_other"))  # fmt: skip
    _flush()
    db.session.refresh(made, ["asked_manager"])
    audit.record("ask other", APPLICATION, made.id, manager=manager_id)
    telling.ask_manager(made)
