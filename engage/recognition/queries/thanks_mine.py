"""One person's own thanks: received and given, and what is held about them."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import BindParameter, bindparam, func, select

from engage.core import clock
from engage.core.db import db
from engage.core.formatting import listed, moment
from engage.core.own_data import WHO, Held, rows_of
from engage.core.paging import Page
from engage.directory.queries_finding import units_of
from engage.recognition.models import Thanks, ThanksReaction
from engage.recognition.queries.thanks import Rows, ThanksCard, cards, newest, preference, received_by
from engage.recognition.rules.thanks import KEPT_MONTHS, NEWS_FOR, REACTIONS, ThanksState, Via

EACH = 24
LEFT = "Where you leave, a year after that if it is sooner."
STATES = {
    ThanksState.WAITING: "Waits for the OD team", ThanksState.SHOWN: "Shown", ThanksState.DECLINED: "Not shown",
    ThanksState.TAKEN_BACK: "Taken back", ThanksState.HIDDEN: "Hidden after a report",
}  # fmt: skip
# What is as much as a person can be thanked; what keeps a download from growing without end.
MOST_TAKEN = 20_000


def received(person_id: int, number: int) -> Page[ThanksCard]:
    """What was given to somebody or to a team of theirs, the newest first: four statements and one for the teams."""
    return _page((received_by(person_id, units_of(person_id)), Thanks.state == ThanksState.SHOWN), person_id, number)


def given(person_id: int, number: int) -> Page[ThanksCard]:
    """What somebody gave, whatever became of it: three statements."""
    return _page((Thanks.giver_id == person_id,), person_id, number)


def _page(where, person_id: int, number: int) -> Page[ThanksCard]:  # type: ignore[no-untyped-def]  # conditions
    total = db.session.scalar(select(func.count()).select_from(Thanks).where(*where)) or 0
    number = min(max(1, number), max(1, -(-total // EACH)))
    rows = newest(*where).limit(EACH).offset((number - 1) * EACH)
    return Page(cards(rows, person_id), number, EACH, total)


def news(person_id: int) -> bool:
    """Whether something that was received still stands on the start page."""
    seen_at, oldest = preference(person_id).seen_at, clock.now() - NEWS_FOR
    others = Thanks.giver_id.is_(None) | (Thanks.giver_id != person_id)
    rows = select(Thanks.id).where(
        received_by(person_id, units_of(person_id)), Thanks.state == ThanksState.SHOWN, others,
        Thanks.given_at > (max(seen_at, oldest) if seen_at else oldest),
    )  # fmt: skip
    return db.session.scalar(rows.limit(1)) is not None


def everything(person_id: int) -> Sequence[tuple[str, ThanksCard]]:
    """All that somebody received and gave, for their own copy."""
    got = cards(_got(), person_id, who=person_id, units=units_of(person_id))
    gave = cards(_gave(), person_id, who=person_id)
    return [*(("received", each) for each in got), *(("given", each) for each in gave)]


@cache
def _got() -> Rows:
    units: BindParameter[int] = bindparam("units", expanding=True)
    return newest(received_by(WHO, units), Thanks.state == ThanksState.SHOWN).limit(MOST_TAKEN)


@cache
def _gave() -> Rows:
    return newest(Thanks.giver_id == WHO).limit(MOST_TAKEN)


def provenance(card: ThanksCard) -> str:
    """How it came, in words."""
    if card.via == Via.CARD:
        return f"On a paper card, entered by {card.entered_by}" if card.entered_by else "On a paper card"
    if card.via == Via.POSTER:
        return f"From the poster at {card.site}" if card.site else "From a poster"
    return ""


REACTED = (
    select(ThanksReaction.thanks_id, ThanksReaction.kind)
    .where(ThanksReaction.person_id == WHO)
    .order_by(ThanksReaction.thanks_id, ThanksReaction.kind)
)


def held(person_id: int) -> Sequence[Held]:
    """Thanks received and given, reactions and wishes: eight statements."""
    both = everything(person_id)
    years = f"Deleted {KEPT_MONTHS // 12} years after it was given."
    own = preference(person_id)
    wishes = {"thank me in private": own.in_private, "no monthly digest": own.no_digest, "on paper": own.on_paper}
    return (
        Held("Thanks that you received", f"So that you can read them again. {years} {LEFT}",
             [_record(each) for kind, each in both if kind == "received"], others=("from", "to"), private=True),
        Held("Thanks that you gave", f"So that whoever you thanked knows from whom it is. {years}",
             [_record(each) for kind, each in both if kind == "given"], others=("from", "to"), private=True),
        Held("Your reactions to thanks", "So that each counts once. Deleted with the thank-you.",
             [{"thank-you": on, "reaction": REACTIONS[kind]} for on, kind in rows_of(REACTED, person_id)],
             private=True),
        Held("How you like to be thanked", "So that it is done as you like. Kept until you change it.", [wishes],
             private=True),
    )  # fmt: skip


def _record(each: ThanksCard) -> dict[str, str | int | bool | None]:
    return {
        "when": moment(each.given_at), "from": each.giver, "to": listed(each.names), "words": each.words,
        "behaviours": "; ".join(tag.text for tag in each.tags) or None, "shown to all staff": each.on_wall,
        "state": STATES[ThanksState(each.state)], "how it came": provenance(each) or None,
        "why it was not shown": each.reason or None,
    }  # fmt: skip
