"""What the tests of thanks begin with: a framework in force, units by code, a form filled in."""

from datetime import date, timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Behaviour, Framework, FrameworkValue, Unit
from tests.site import Page, Site


def framework(replaced: bool = False) -> None:
    """Two values in force; `replaced`: in a second version "care" has taken over from "kind"."""
    with transaction():
        db.session.add(_version(1, "kind", "", clock.today() if replaced else None))
        db.session.flush()
        if replaced:
            db.session.add(_version(2, "care", "kind", None))


def _version(number: int, first: str, replaces: str, ended: date | None) -> Framework:
    begun = clock.today() - timedelta(days=400) if number == 1 else clock.today()
    row = Framework(title="Our values", version=number, document="{}", digest="", published_at=clock.now(),
                    in_force_from=begun, ended_on=ended)  # fmt: skip
    row.values = [
        _value(1, first, first.capitalize(), "plum", replaces, ("Listen to the end", "Make newcomers welcome")),
        _value(2, "open", "Open", "blue", "", ("Say early what goes wrong",)),
    ]
    row.values[1].behaviours.append(
        Behaviour(position=9, identity="no", polarity="negative", text="Keep a problem quiet")
    )
    return row


def _value(at: int, identity: str, name: str, colour: str, replaces: str, texts: tuple[str, ...]) -> FrameworkValue:
    row = FrameworkValue(position=at, identity=identity, name=name, colour=colour, replaces=replaces)
    row.behaviours = [
        Behaviour(position=n, identity=f"{identity}{n}", polarity="positive", text=text) for n, text in enumerate(texts)
    ]
    return row


def behaviours() -> list[int]:
    """The positive behaviours of the first version, in their order."""
    rows = db.session.query(Behaviour).filter_by(polarity="positive").order_by(Behaviour.id)
    return [each.id for each in rows][:3]


def unit_id(code: str) -> int:
    """A unit's id."""
    return db.session.query(Unit).filter_by(code=code).one().id


def give(site: Site, giver: int, *to: str, words: str = "You stayed late and were kind.", **more: Any) -> Page:
    """The form, opened and sent."""
    form = site.get("/thanks/new", as_=giver).form("/thanks")
    form.pop("q", None)
    return site.post("/thanks", {**form, "to": list(to), "words": words, "audience": "all", **more}, as_=giver)
