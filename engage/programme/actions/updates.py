"""Writing an update: dated, and never changed afterwards; a correction is another one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from engage.core import audit, clock
from engage.core.db import db
from engage.core.errors import Invalid
from engage.core.formatting import count
from engage.programme.models import Item, ItemUpdate
from engage.programme.queries import milestones, rag
from engage.programme.queries import updates as queries
from engage.programme.rules.kinds import Stage
from engage.programme.rules.rag import colour_of
from engage.programme.rules.updates import needs_reason

# The same words of the same person within so long are one update that was sent twice.
TWICE = timedelta(minutes=5)


@dataclass(frozen=True)
class Words:
    """What an update says."""

    stage: Stage
    status: str
    trouble: int
    delay_reason: str = ""
    next_steps: str = ""
    plain_words: str = ""


def must_say_why(item: Item, at: datetime) -> bool:
    """Whether something is overdue, or a date has moved since the last update."""
    facts = rag.facts_of(item, clock.local(at).date())
    overdue = any((facts.milestone_late, facts.end_late, facts.start_late))
    return needs_reason(overdue, queries.moved_since(item.id, queries.last(item.id)))


def write(item: Item, by_id: int, words: Words, at: datetime) -> ItemUpdate:
    """One more update; the item takes its stage and status over, and the colour of the day is kept with it."""
    before = queries.last(item.id)
    if before is not None and _again(before, by_id, words, at):
        return before
    if words.stage == Stage.COMPLETE and (still := milestones.open_of(item.id)):
        open_ones = count(still, "milestone is", "milestones are")
        raise Invalid(f"{open_ones} neither met nor dropped. Say that first, then that all is complete.", ("stage",))
    if not words.delay_reason and must_say_why(item, at):
        raise Invalid("Say why: something is overdue, or a date has moved since the last update.", ("delay_reason",))
    row = ItemUpdate(
        item_id=item.id, at=at, by_id=by_id, stage=words.stage, status=words.status, trouble=words.trouble,
        delay_reason=words.delay_reason, next_steps=words.next_steps, plain_words=words.plain_words,
    )  # fmt: skip
    item.stage, item.status, item.version = words.stage, words.status, item.version + 1
    db.session.add(row)
    db.session.flush()
    row.colour = colour_of(rag.facts_of(item, clock.local(at).date()))
    db.session.flush()
    audit.record("write update", "item", item.id)
    return row


def _again(before: ItemUpdate, by_id: int, words: Words, at: datetime) -> bool:
    said = Words(Stage(before.stage), before.status, before.trouble, before.delay_reason, before.next_steps,
                 before.plain_words)  # fmt: skip
    return before.by_id == by_id and said == words and at - before.at < TWICE
