"""Entering paper cards, and taking out what was entered by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, Refused
from engage.directory import queries as directory
from engage.directory.rules.choosing import PERSON, Choice
from engage.recognition.actions import paper
from engage.recognition.models import Thanks, ThanksBehaviour, ThanksReceiver
from engage.recognition.queries import paper_cards as queries
from engage.recognition.rules import paper as rules
from engage.recognition.rules.thanks import ThanksState, Via


@dataclass(frozen=True)
class Card:
    """What stands on a card, and the form that it was typed into."""

    to: Sequence[Choice]
    giver_id: int | None
    signed: str
    words: str
    behaviours: Sequence[int]
    private: bool
    site: str
    once: str


def enter(card: Card, entered_by: int, at: datetime) -> Thanks:
    """A thank-you as it stands on a card; the same form sent twice is one.

    It is for all staff unless the card or one of its people wants it private.
    """
    if (before := queries.sent_before(card.once)) is not None:
        return _own(before, entered_by)
    people = [each.id for each in card.to if each.kind == PERSON]
    if not card.to:
        raise Invalid("Choose who the card is to.")
    if entered_by in people:
        raise Refused("You cannot enter a card to yourself. Ask another champion or manager, or the OD team.")
    if card.giver_id in people:
        raise Invalid("A card cannot be to whoever signed it.")
    to_all = not card.private and not queries.anybody_in_private(people)
    waits = to_all and queries.moderated_before()
    row = Thanks(
        giver_id=card.giver_id, signed="" if card.giver_id else card.signed, giver_unit_id=_unit(card.giver_id),
        words=card.words, to_all=to_all, state=ThanksState.WAITING if waits else ThanksState.SHOWN, via=Via.CARD,
        site=card.site, entered_by_id=entered_by, given_at=at, once=card.once,
    )  # fmt: skip
    row.receivers = [
        ThanksReceiver(person_id=each.id, unit_id=_unit(each.id)) if each.kind == PERSON
        else ThanksReceiver(unit_id=each.id) for each in card.to
    ]  # fmt: skip
    row.behaviours = [ThanksBehaviour(behaviour_id=each, position=n) for n, each in enumerate(card.behaviours)]
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        again = queries.sent_before(card.once)
        if again is None:
            raise
        return _own(again, entered_by)
    paper.to_pick_up(row)
    audit.record("enter card", "thanks", row.id)
    return row


def _own(row: Thanks, entered_by: int) -> Thanks:
    if row.entered_by_id != entered_by:
        raise Conflict("This form was used already. Open the page again.")
    return row


def _unit(person_id: int | None) -> int | None:
    unit = directory.main_unit_of(person_id) if person_id is not None else None
    return unit.id if unit else None


def take_out(row: Thanks, viewer_id: int, now: datetime) -> None:
    """Delete a card that was entered by mistake, with all that hangs on it."""
    if not rules.may_take_out(row.entered_by_id, viewer_id, row.given_at, now):
        raise Refused("A card can be taken out for an hour, by whoever entered it. Ask the OD team.")
    number = row.id
    db.session.delete(row)
    db.session.flush()
    audit.record("take out card", "thanks", number)
