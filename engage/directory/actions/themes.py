"""Changes to the shared list of themes: never a deletion, since what was put under a theme stays under it."""

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid, NotThere
from engage.directory.models import Theme
from engage.directory.queries_themes import themes
from engage.directory.rules.themes import moved, same_name

TAKEN = "There is a theme of that name already, perhaps a retired one: bring it back, or choose another name."


def _all() -> list[Theme]:
    """Every theme, locked, so that two who change the order at once do it one after the other."""
    db.session.execute(db.select(Theme.id).order_by(Theme.id).with_for_update())
    db.session.expire_all()
    return list(themes(with_retired=True))


def _check(name: str, own_id: int | None, rows: list[Theme]) -> None:
    if any(same_name(name, row.name) and row.id != own_id for row in rows):
        raise Invalid(TAKEN)


def _one(theme_id: int, rows: list[Theme]) -> Theme:
    found = next((row for row in rows if row.id == theme_id), None)
    if found is None:
        raise NotThere("There is no such theme.")
    return found


def add(name: str, about: str) -> Theme:
    """One more, at the end."""
    rows = _all()
    _check(name, None, rows)
    row = Theme(name=name, about=about, position=max((each.position for each in rows), default=-1) + 1)
    db.session.add(row)
    db.session.flush()
    audit.record("add", "theme", row.id)
    return row


def rename(theme_id: int, name: str, about: str, was: str) -> Theme:
    """Another name or description; Conflict where `was` is not its name any more."""
    rows = _all()
    row = _one(theme_id, rows)
    if row.name != was:
        raise Conflict("Somebody else has renamed this theme since you opened the page. Nothing was changed.")
    _check(name, row.id, rows)
    row.name, row.about = name, about
    db.session.flush()
    audit.record("rename", "theme", row.id)
    return row


def move(theme_id: int, up: bool) -> Theme:
    """A place up or down among those that are offered."""
    rows = _all()
    row = _one(theme_id, rows)
    offered = [each for each in rows if each.offered]
    if row not in offered:
        raise Conflict("A retired theme has no place in the order. Nothing was changed.")
    order = moved([each.id for each in offered], theme_id, up)
    order += [each.id for each in rows if not each.offered]
    for each in rows:
        each.position = order.index(each.id)
    db.session.flush()
    audit.record("move", "theme", row.id, up=up)
    return row


def offer(theme_id: int, offered: bool) -> Theme:
    """Retire a theme, so that nothing more is put under it, or bring it back."""
    row = _one(theme_id, _all())
    row.offered = offered
    db.session.flush()
    audit.record("bring back" if offered else "retire", "theme", row.id)
    return row
