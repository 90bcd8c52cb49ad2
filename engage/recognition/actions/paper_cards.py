"""Entering paper cards, and taking out what was entered by mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engage.core import audit, moderation
from engage.core.db import db
from engage.core.errors import Invalid, Refused
from engage.directory.rules.choosing import PERSON, Choice
from engage.recognition.actions import thanks
from engage.recognition.models import Thanks
from engage.recognition.rules import paper as rules
from engage.recognition.rules.thanks import Via


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
    people = [each.id for each in card.to if each.kind == PERSON]
    if entered_by in people:
        raise Refused("You cannot enter a card to yourself. Ask another champion or manager, or the OD team.")
    if card.giver_id in people:
        raise Invalid("A card cannot be to whoever signed it.")
    return thanks.give(
        thanks.Gift(
            giver_id=card.giver_id, to=tuple(each.key for each in card.to), words=card.words,
            behaviours=tuple(card.behaviours), to_all=not card.private, once=card.once, via=Via.CARD, site=card.site,
            signed="" if card.giver_id else card.signed, entered_by_id=entered_by,
        ),
        at,
    )  # fmt: skip


def take_out(row: Thanks, viewer_id: int, now: datetime) -> None:
    """Delete a card that was entered by mistake, with all that hangs on it."""
    if not rules.may_take_out(row.entered_by_id, viewer_id, row.given_at, now):
        raise Refused("A card can be taken out for an hour, by whoever entered it. Ask the OD team.")
    number = row.id
    moderation.gone(thanks.KIND, number)
    db.session.delete(row)
    db.session.flush()
    audit.record("take_out_card", thanks.KIND, number)
