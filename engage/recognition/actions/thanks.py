"""Saying thank you, taking it back, taking it off the wall, reacting to it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from engage.core import audit, outbox
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, Refused
from engage.directory.models import Post
from engage.directory.queries_choosing import chosen
from engage.directory.rules.choosing import PERSON, UNIT, Choice
from engage.recognition.actions.paper import to_pick_up
from engage.recognition.actions.recognised import left_the_wall
from engage.recognition.models import Thanks, ThanksBehaviour, ThanksPreference, ThanksReaction, ThanksReceiver
from engage.recognition.queries import thanks as queries
from engage.recognition.rules import thanks as rules

KIND = "thanks"
ENTERED_AGAIN = (
    "{} has been thanked in just these words, by the same person, in the last day: this card may be entered already."
)
AGAIN = (
    "You have thanked {} in just these words in the last day, and they have it. "
    "Take the name out, or say it in other words."
)


@dataclass(frozen=True)
class Gift:
    """A thank-you before it is given: `to` are keys of people and teams, `once` is of the form that was opened."""

    giver_id: int | None
    to: tuple[str, ...]
    words: str
    behaviours: tuple[int, ...]
    to_all: bool
    once: str
    via: str = rules.Via.PAGE
    site: str = ""
    signed: str = ""
    entered_by_id: int | None = None


def give(gift: Gift, at: datetime, quietly: bool = False) -> Thanks:
    """Keep it and let its receivers know (not `quietly`); the same form sent twice is the same thank-you."""
    once = _once(gift)
    if (known := _by_once(once)) is not None:
        return known
    to = _receivers(gift)
    words = rules.readable(gift.words)
    _refuse_unfit(gift, words)
    people = [each.id for each in to if each.kind == PERSON]
    if (again := _given_already(gift, to, words, at)) is not None:
        if (known := _by_once(once)) is not None:  # the first press landed since this one began
            return known
        raise Conflict((ENTERED_AGAIN if gift.entered_by_id else AGAIN).format(again))
    to_all = gift.to_all and not queries.anybody_private(people)
    units = _units_of([*people, *([gift.giver_id] if gift.giver_id else [])])
    row = Thanks(
        giver_id=gift.giver_id, signed=gift.signed, giver_unit_id=units.get(gift.giver_id or 0), words=words,
        to_all=to_all, state=rules.starts_as(to_all, queries.moderated_before()), via=gift.via, site=gift.site,
        entered_by_id=gift.entered_by_id, given_at=at, once=once, reason="",
    )  # fmt: skip
    row.receivers = [
        ThanksReceiver(person_id=each.id, unit_id=units.get(each.id))
        if each.kind == PERSON else ThanksReceiver(unit_id=each.id)
        for each in to
    ]  # fmt: skip
    row.behaviours = [ThanksBehaviour(behaviour_id=each, position=n) for n, each in enumerate(gift.behaviours)]
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the second press arrived together with the first
        if (known := _by_once(once)) is None:
            raise
        return known
    record("enter_card" if gift.entered_by_id else "give", row)
    to_pick_up(row)
    if not quietly:
        tell(row)
    return row


def tell(row: Thanks) -> None:
    """Write to whoever receives it, where they have an address; the worker does, and only if it is still shown."""
    if row.state == rules.ThanksState.SHOWN:
        outbox.enqueue("thanks.tell", {"thanks": row.id})


def record(act: str, row: Thanks) -> None:
    """Who did what to which thank-you; of the words only what tells whether others are the same."""
    audit.record(act, KIND, row.id, digest=hashlib.sha256(row.words.encode()).hexdigest())


def _once(gift: Gift) -> str:
    """Of one form in the hands of one person: nobody else's guess meets it."""
    whole = f"{gift.giver_id}|{gift.entered_by_id}|{gift.via}|{gift.once}"
    return hashlib.sha256(whole.encode()).hexdigest()[:40]


def _by_once(once: str) -> Thanks | None:
    return db.session.scalar(select(Thanks).where(Thanks.once == once))


def _receivers(gift: Gift) -> Sequence[Choice]:
    if not gift.to:
        raise Invalid("Choose who you want to thank.")
    if len(gift.to) > rules.MOST_PEOPLE:
        raise Invalid(f"Thank at most {rules.MOST_PEOPLE} people and teams at once.")
    found = chosen(gift.to)
    if len(found) < len(gift.to):
        raise Invalid("Somebody you chose no longer works here, or the team has closed. Choose again.")
    if any(each.kind == PERSON and each.id == gift.giver_id for each in found):
        raise Invalid("You cannot thank yourself. Take your own name out.")
    return found


def _refuse_unfit(gift: Gift, words: str) -> None:
    if not rules.has_words(words):
        raise Invalid("Write what you want to thank them for.")
    if len(words) > rules.MOST_WORDS:
        raise Invalid(f"Use at most {rules.MOST_WORDS:,} characters.")
    if len(set(gift.behaviours)) != len(gift.behaviours) or len(gift.behaviours) > rules.MOST_BEHAVIOURS:
        raise Invalid("Choose one or two behaviours.")


def _given_already(gift: Gift, to: Sequence[Choice], words: str, at: datetime) -> str | None:
    """The name of somebody whom this person has thanked in just these words within a day."""
    if gift.giver_id is None:
        return None
    given = (
        select(ThanksReceiver.person_id, ThanksReceiver.unit_id)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(Thanks.giver_id == gift.giver_id, Thanks.given_at > at - rules.SAME_WITHIN, Thanks.words == words)
        .where(Thanks.state.in_((rules.ThanksState.SHOWN, rules.ThanksState.WAITING)))
    )
    had = {(PERSON, person) if person else (UNIT, unit) for person, unit in db.session.execute(given)}
    return next((each.name for each in to if (each.kind, each.id) in had), None)


def _units_of(people: Sequence[int]) -> Mapping[int, int]:
    rows = select(Post.person_id, Post.unit_id).where(Post.is_main, Post.ended_on.is_(None), Post.person_id.in_(people))
    return {person: unit for person, unit in db.session.execute(rows) if person is not None}


def take_back(row: Thanks, its: rules.Standing, at: datetime) -> None:
    """Whoever gave it takes it back: nobody else reads it any more."""
    if not its.gave:
        raise Refused("Only whoever gave it can take it back.")
    if row.state == rules.ThanksState.TAKEN_BACK:
        return
    if not rules.may_take_back(its):
        raise Conflict("It is not shown to anybody any more, so there is nothing to take back.")
    row.state, row.ended_at = rules.ThanksState.TAKEN_BACK, at
    db.session.flush()
    left_the_wall()
    record("take_back", row)


def take_off_wall(row: Thanks, its: rules.Standing) -> None:
    """Somebody who is thanked keeps it for themselves: giver and receivers read it, and nobody else, for good."""
    if not its.to_all and its.receives:
        return
    if not rules.may_hide(its):
        raise Refused("Whoever is thanked by name, or heads the team that is thanked, can take it off the wall.")
    row.to_all = False
    db.session.flush()
    left_the_wall()
    record("take_off_wall", row)


def react(row: Thanks, its: rules.Standing, person_id: int, kind: str, on: bool) -> None:
    """React in one of three ways, or no longer; saying it twice changes nothing."""
    if kind not in rules.REACTIONS:
        raise Invalid("There is no such reaction.")
    if not rules.may_react(its):
        raise Refused("You cannot react to your own thank-you.")
    if not on:
        own = (ThanksReaction.thanks_id == row.id, ThanksReaction.person_id == person_id, ThanksReaction.kind == kind)
        db.session.execute(delete(ThanksReaction).where(*own))
        return
    if db.session.get(ThanksReaction, (row.id, person_id, kind)) is None:
        try:
            with db.session.begin_nested():
                db.session.add(ThanksReaction(thanks_id=row.id, person_id=person_id, kind=kind))
        except IntegrityError:  # the same person, in two tabs at once
            return


@dataclass(frozen=True)
class Wishes:
    """How somebody likes to be thanked."""

    in_private: bool
    no_digest: bool
    on_paper: bool


def prefer(person_id: int, wishes: Wishes) -> None:
    """Keep how somebody likes to be thanked."""
    row = _own_preference(person_id)
    row.in_private, row.no_digest, row.on_paper = wishes.in_private, wishes.no_digest, wishes.on_paper
    db.session.flush()


def note_seen(person_id: int, at: datetime) -> None:
    """What came so far is no news on their start page any more."""
    _own_preference(person_id).seen_at = at
    db.session.flush()


def _own_preference(person_id: int) -> ThanksPreference:
    found = db.session.get(ThanksPreference, person_id)
    if found is None:
        try:
            with db.session.begin_nested():
                db.session.add(ThanksPreference(person_id=person_id))
        except IntegrityError:  # the same person, in two tabs at once
            pass
        found = db.session.get_one(ThanksPreference, person_id)
    return found
