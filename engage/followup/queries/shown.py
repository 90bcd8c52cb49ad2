"""Actions as staff read them: the list by service, one with all that was written, and those that came of a thing."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from engage.access import Permission, Viewer
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Unit
from engage.directory.queries_finding import units_above
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem, ActionUpdate
from engage.followup.rules import State, may_see

ON_A_PAGE, MOST_ABOUT = 20, 50
# What the list can be narrowed to: codes, the states of each, and what they are called.
SHOWS: dict[str, tuple[tuple[State, ...], str]] = {
    "promised": ((State.AGREED, State.UNDER_WAY), "Promised and under way"),
    "done": ((State.SAID_DONE, State.DONE), "Done, or said to be"),
    "cannot": ((State.CANNOT,), "We can’t, because"),
}
OWN, CORPORATE = "own", "corporate"
_MOVING = (State.SAID_DONE, State.UNDER_WAY, State.AGREED)


@dataclass(frozen=True)
class Wanted:
    """What of the list is looked for: a service by its number, OWN or CORPORATE; a code of SHOWS; empty: all."""

    service: str = ""
    show: str = ""


@dataclass(frozen=True)
class Story:
    """All that is known of one action, the newest words first."""

    row: ActionItem
    updates: Sequence[ActionUpdate]
    carried: Sequence[ActionCarried]
    said: Sequence[ActionConfirmation]


def whole() -> Select[ActionItem]:
    """Actions with everything a line of a list says."""
    return select(ActionItem).options(
        joinedload(ActionItem.lead), joinedload(ActionItem.unit), joinedload(ActionItem.theme)
    )


def of_viewer(viewer: Viewer) -> ColumnElement[bool]:
    """Actions of the units that somebody works in, of all above those, and corporate ones."""
    return or_(ActionItem.unit_id.is_(None), ActionItem.unit_id.in_(select(units_above(viewer.id).c.id)))


def listed(viewer: Viewer, wanted: Wanted, number: int) -> Page[ActionItem]:
    """A page of what was promised or refused, corporate ones first, then by service, what ended last."""
    rows = whole().outerjoin(Unit, Unit.id == ActionItem.unit_id).where(ActionItem.state != State.PROPOSED)
    if wanted.show in SHOWS:
        rows = rows.where(ActionItem.state.in_(SHOWS[wanted.show][0]))
    if wanted.service == OWN:
        rows = rows.where(of_viewer(viewer))
    elif wanted.service == CORPORATE:
        rows = rows.where(ActionItem.unit_id.is_(None))
    elif wanted.service:
        rows = rows.where(ActionItem.unit_id == int(wanted.service))
    corporate = case((ActionItem.unit_id.is_(None), 0), else_=1)
    moving = case((ActionItem.state.in_(_MOVING), 0), else_=1)
    ordered = (corporate, func.lower(Unit.name), ActionItem.unit_id, moving, ActionItem.due_on.desc(), ActionItem.id)
    return cut(rows.order_by(*ordered), number, ON_A_PAGE)


def services() -> Sequence[tuple[str, str]]:
    """The services that staff can read an action of: number as text, and name."""
    of = select(ActionItem.unit_id).where(ActionItem.state != State.PROPOSED, ActionItem.unit_id.is_not(None))
    rows = select(Unit.id, Unit.name).where(Unit.id.in_(of)).order_by(func.lower(Unit.name), Unit.id)
    return [(str(number), name) for number, name in db.session.execute(rows)]


def keeps(viewer: Viewer) -> bool:
    """Whether somebody keeps the list of actions."""
    return viewer.may(Permission.ACTIONS_MANAGE)


def action(action_id: int) -> ActionItem | None:
    """One action in any state."""
    return db.session.scalar(whole().where(ActionItem.id == action_id))


def seen(action_id: int, viewer: Viewer) -> ActionItem:
    """One action for whoever may see it, else NotThere."""
    row = action(action_id)
    if row is None or not may_see(row.standing, viewer.id, keeps(viewer)):
        raise NotThere("There is no such action, or it is not shown to staff yet.")
    return row


def story(row: ActionItem) -> Story:
    """What was written of it, how it was carried over, and what champions say: three statements."""
    updates = select(ActionUpdate).where(ActionUpdate.action_id == row.id).options(joinedload(ActionUpdate.by))
    carried = select(ActionCarried).where(ActionCarried.action_id == row.id)
    said = select(ActionConfirmation).where(ActionConfirmation.action_id == row.id)
    return Story(
        row,
        db.session.scalars(updates.order_by(ActionUpdate.at.desc(), ActionUpdate.id.desc())).all(),
        db.session.scalars(carried.order_by(ActionCarried.from_year, ActionCarried.id)).all(),
        db.session.scalars(said.options(joinedload(ActionConfirmation.person)).order_by(ActionConfirmation.id)).all(),
    )


def about(kind: str, source_id: int, viewer: Viewer) -> Sequence[ActionItem]:
    """What came of a thing, for this reader: one statement."""
    rows = whole().where(ActionItem.source_kind == kind, ActionItem.source_id == source_id)
    if not keeps(viewer):
        rows = rows.where(or_(ActionItem.state != State.PROPOSED, ActionItem.lead_id == viewer.id))
    return db.session.scalars(rows.order_by(ActionItem.created_on, ActionItem.id).limit(MOST_ABOUT)).all()


def update(update_id: int) -> ActionUpdate | None:
    """Something that was written of an action."""
    return db.session.get(ActionUpdate, update_id)


def confirmation(confirmation_id: int) -> ActionConfirmation | None:
    """What a champion says of one."""
    return db.session.get(ActionConfirmation, confirmation_id)
