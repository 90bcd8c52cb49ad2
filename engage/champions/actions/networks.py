"""Making, changing and closing a network, and who looks after it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from engage.access import Role
from engage.champions.queries import networks as queries
from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, NotThere
from engage.directory.models import Network, NetworkCoordinator, RoleGrant
from engage.directory.queries_finding import here
from engage.directory.rules.networks import NetworkKind

ON = "network"
GIVES = (
    "Nobody of the OD team looks after a staff network: whoever gives the task does not hold it. Choose somebody else. "
    "Nothing was changed."
)
SAME_NAME = "Another network has this name. Choose another. Nothing was changed."


@dataclass(frozen=True)
class Settings:
    """What a network says of itself."""

    kind: str
    name: str
    role: str
    commitment: str
    charter: str
    sponsor_id: int | None
    term_months: int | None
    training: str
    training_months: int | None
    hidden: bool


def make(given: Settings, at: datetime) -> Network:
    """A network, after the others; Conflict where its name is taken."""
    last = db.session.scalar(select(func.max(Network.position))) or 0
    row = Network(**_fitting(given), position=last + 1, created_at=at)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict(SAME_NAME) from error
    audit.record("make", ON, row.id)
    return row


def change(row: Network, given: Settings) -> None:
    """Its settings; the kind only while nobody is or was in it."""
    _hold(row)
    if row.kind != given.kind and queries.has_fixed_kind(row):
        raise Conflict("People are or were in this network, so its kind cannot be changed. Nothing was changed.")
    if row.hidden and not given.hidden:
        raise Conflict(
            "People joined this network on the promise that nothing is told about them. Nothing was changed."
        )
    try:
        with db.session.begin_nested():
            for name, value in _fitting(given).items():
                setattr(row, name, value)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict(SAME_NAME) from error
    audit.record("change", ON, row.id)


def _fitting(given: Settings) -> dict[str, object]:
    """Only staff networks hide; people of theirs are never appointed, so there is neither term nor training."""
    staff = given.kind == NetworkKind.STAFF
    more = {"term_months": None, "training": "", "training_months": None} if staff else {"hidden": False}
    return asdict(given) | more


def _hold(row: Network) -> None:
    db.session.refresh(row, with_for_update={"of": Network})
    if row.closed_on is not None:
        raise Conflict("This network is closed. Nothing was changed.")


def close(row: Network, on: date) -> None:
    """It is over: nobody finds it any more. Conflict while anybody is appointed to it."""
    _hold(row)
    if many := queries.now_in(row.id):
        raise Conflict(f"{many} {'person is' if many == 1 else 'people are'} in this network. End their appointments "
                       "first, so that each of them hears of it. Nothing was changed.")  # fmt: skip
    row.closed_on = on
    db.session.flush()
    audit.record("close", ON, row.id)


def reopen(row: Network) -> None:
    """It goes on, with nobody in it."""
    db.session.refresh(row, with_for_update={"of": Network})
    if row.closed_on is None:
        raise Conflict("This network is not closed. Nothing was changed.")
    row.closed_on = None
    db.session.flush()
    audit.record("reopen", ON, row.id)


def give_coordinator(row: Network, person_id: int) -> None:
    """Somebody who works here looks after it from now on; they say themselves whether they are named."""
    _hold(row)
    if not here([person_id]):
        raise Conflict("Whoever you chose does not work here any more. Nothing was changed.")
    if row.kind == NetworkKind.STAFF and db.session.get(RoleGrant, (person_id, Role.OD)) is not None:
        raise Conflict(GIVES)
    try:
        with db.session.begin_nested():
            db.session.add(NetworkCoordinator(network_id=row.id, person_id=person_id))
            db.session.flush()
    except IntegrityError as error:
        raise Conflict("They look after this network already. Nothing was changed.") from error
    audit.record("give coordinator", ON, row.id)


def take_coordinator(row: Network, person_id: int) -> None:
    """Somebody looks after it no longer; NotThere where they do not, or not any more."""
    held = db.session.get(NetworkCoordinator, (row.id, person_id)) if person_id < queries.GREATEST else None
    if held is None:
        raise NotThere("They do not look after this network any more. Nothing was changed.")
    db.session.delete(held)
    db.session.flush()
    audit.record("take coordinator", ON, row.id)


def name_coordinator(row: Network, person_id: int, named: bool) -> None:
    """Their own choice: whether their name stands on the network's page."""
    held = db.session.get(NetworkCoordinator, (row.id, person_id))
    if held is None:
        raise Conflict("You do not look after this network any more. Nothing was changed.")
    held.named = named
    db.session.flush()
