"""What actions bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from flask import url_for
from sqlalchemy import ColumnElement, Select, bindparam, or_, select

from engage.access import Role, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.directory.queries_finding import units_of
from engage.followup.models import ActionConfirmation, ActionItem
from engage.followup.queries import manage
from engage.followup.queries.shown import keeps
from engage.followup.rules import AT_WORK, ENDED, SOON_DAYS, State, in_words, quiet_since

# How long the newest outcome stays on the start page.
NEWS = timedelta(days=30)
MOST_TITLES = 3


def cards(viewer: Viewer) -> Sequence[Card]:
    """What one leads and owes a word about, what one is asked as a champion, the newest outcome: three statements."""
    return [*_led(viewer), *_to_confirm(viewer), *_newest(viewer)]


@cache
def _owed() -> Select[ActionItem]:
    soon = ActionItem.state.in_(AT_WORK) & (ActionItem.due_on <= bindparam("soon"))
    quiet = manage.unwritten_since(bindparam("before"))
    rows = select(ActionItem).where(ActionItem.lead_id == bindparam("person"), or_(quiet, soon))
    return rows.order_by(ActionItem.due_on, ActionItem.id)


def _led(viewer: Viewer) -> Sequence[Card]:
    today = clock.today()
    values = {"person": viewer.id, "soon": today + timedelta(days=SOON_DAYS), "before": quiet_since(today)}
    rows = db.session.scalars(_owed(), values).all()
    return _one_card(
        rows, "How does it stand?", "Actions that you lead: how do they stand?", "For you as lead officer",
        f"The first is due by {day(rows[0].due_on)}" if rows else "", "amber",
    )  # fmt: skip


@cache
def _said_done() -> Select[ActionItem]:
    mine = select(ActionConfirmation.action_id).where(ActionConfirmation.person_id == bindparam("person"))
    return (
        select(ActionItem)
        .where(
            ActionItem.state == State.SAID_DONE, ActionItem.asks_champions, _of_units(),
            or_(ActionItem.lead_id.is_(None), ActionItem.lead_id != bindparam("person")), ActionItem.id.not_in(mine),
        )
        .order_by(ActionItem.id)
    )  # fmt: skip


def _of_units() -> ColumnElement[bool]:
    """The same as shown.of_viewer, of the units that are asked for once for the whole page."""
    return or_(ActionItem.unit_id.is_(None), ActionItem.unit_id.in_(bindparam("units", expanding=True)))


def _to_confirm(viewer: Viewer) -> Sequence[Card]:
    """The rule is the same as queries.concerned; a corporate action asks all champions."""
    if Role.CHAMPION not in viewer.roles:
        return ()
    rows = db.session.scalars(_said_done(), {"person": viewer.id, "units": units_of(viewer.id)}).all()
    return _one_card(
        rows, "Said to be done: do you see it?", "Said to be done: do you see them?", "For you as champion", "", "plum"
    )


def _one_card(
    rows: Sequence[ActionItem], one: str, several: str, tag: str, meta: str, colour: str
) -> Sequence[Card]:  # fmt: skip
    if not rows:
        return ()
    more = len(rows) - MOST_TITLES
    titles = "; ".join(row.title for row in rows[:MOST_TITLES]) + (f"; and {more} more" if more > 0 else "")
    address = url_for("followup.show", action_id=rows[0].id)
    return [Card(one if len(rows) == 1 else several, address, titles, tag, meta, colour, place=Place.WAITING)]


@cache
def _ended() -> Select[ActionItem]:
    lately = ActionItem.state.in_(ENDED) & (ActionItem.ended_on >= bindparam("since"))
    rows = select(ActionItem).where(_of_units(), lately)
    return rows.order_by(ActionItem.ended_on.desc(), ActionItem.id.desc()).limit(1)


def _newest(viewer: Viewer) -> Sequence[Card]:
    values = {"units": units_of(viewer.id), "since": clock.today() - NEWS}
    return [
        Card(
            title=row.title,
            href=url_for("followup.show", action_id=row.id),
            body=_opening(f"We can’t, because: {row.reason}" if row.state == State.CANNOT else row.will_do),
            tag="You said, we did",
            meta=f"{in_words(State(row.state), row.closed_how)}, {day(row.ended_on)}",
            colour="green",
            place=Place.CAME,
        )
        for row in db.session.scalars(_ended(), values)
    ]


def _opening(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 140 else flat[:140].rsplit(" ", 1)[0] + "…"


def desk(viewer: Viewer) -> Sequence[Task]:
    """What waits for the OD team: one statement."""
    if not keeps(viewer):
        return ()
    waits = manage.waiting()
    told = [
        (words, show)
        for number, words, show in (
            (waits.overdue, f"{waits.overdue:,} overdue", "overdue"),
            (waits.lead, f"{count(waits.lead, 'needs', 'need')} a new lead officer or service", "lead"),
            (waits.proposed, f"{waits.proposed:,} waiting for a decision", "proposed"),
            (waits.quiet, f"{waits.quiet:,} without an update for 30 days", "quiet"),
            (waits.said_done, f"{waits.said_done:,} said to be done", "said_done"),
        )
        if number
    ]
    if not told:
        return ()
    address = url_for("followup.manage", show=told[0][1] if len(told) == 1 else None)
    return [Task("Actions", "; ".join(words for words, _ in told), address)]
