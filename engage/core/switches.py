"""What stays off until an administrator confirms that what it needs is signed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType

from flask import Flask, current_app
from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from engage.core import audit, clock
from engage.core.db import Model, UtcDateTime, db, once
from engage.core.errors import Conflict, Invalid, NotThere, Refused

MOST_WHY = 500


class SwitchState(Model):
    """A switch that somebody has moved; one that has no row is off."""

    __tablename__ = "switch_state"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    on: Mapped[bool]
    why: Mapped[str] = mapped_column(String(MOST_WHY), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int | None]


_ON = select(SwitchState.on).where(SwitchState.name == bindparam("name"))


@dataclass(frozen=True)
class Switch:
    """A switch as a feature's views bring it in SWITCHES; `confirm` is what whoever turns it on says is so."""

    name: str
    title: str
    about: str
    confirm: str


def init_app(app: Flask, features: Iterable[ModuleType]) -> None:
    """Take in the SWITCHES of the features."""
    app.extensions["switches"] = {each.name: each for views in features for each in getattr(views, "SWITCHES", ())}


def known() -> dict[str, Switch]:
    """Every switch by its name."""
    found: dict[str, Switch] = current_app.extensions["switches"]
    return found


def is_on(name: str) -> bool:
    """Whether it is on; one statement, once for a page."""
    return once(("switch", name), lambda: db.session.scalar(_ON, {"name": name}) or False)


def require(name: str) -> None:
    """Refuse what needs a switch that is off."""
    if not is_on(name):
        raise Refused(f"{known()[name].title} is switched off. An administrator can switch it on under Administration.")


def turn(name: str, on: bool, why: str) -> None:
    """Turn it on, with what was signed and where it is kept; or off, with the reason."""
    if name not in known():
        raise NotThere("There is no such switch.")
    if not why.strip() or len(why) > MOST_WHY:
        wanted = "Say what was signed, by whom and where it is kept" if on else "Say why it is switched off"
        raise Invalid(f"{wanted}, in at most {MOST_WHY} characters.")
    state = db.session.get(SwitchState, name, with_for_update=True) or SwitchState(name=name, on=False)
    if state.on == on:
        raise Conflict("Somebody has switched it already. Nothing was changed.")
    state.on, state.why, state.changed_at = on, why.strip(), clock.now()
    state.changed_by_id = current_app.extensions["audit_who"]()
    db.session.add(state)
    db.session.flush()
    audit.record("switch_on" if on else "switch_off", "switch", name)


def states() -> dict[str, SwitchState]:
    """What has been moved, by name."""
    return {each.name: each for each in db.session.query(SwitchState).order_by(SwitchState.name)}
