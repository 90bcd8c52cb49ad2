"""What the framework brings to the start page, to the OD desk and to a search."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import BindParameter, Select, bindparam, select

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Task
from engage.core.db import db
from engage.core.search import MOST_EACH, Hit, excerpt
from engage.core.search_index import matching
from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.values.models import FrameworkDraft

NEW = timedelta(days=30)


@cache
def _new() -> Select[*tuple[Any, ...]]:
    today: BindParameter[date] = bindparam("today")
    return (
        select(Framework.title, Framework.version, Framework.in_force_from)
        .where(Framework.in_force_from <= today, Framework.in_force_from > bindparam("since"))
        .where(Framework.ended_on.is_(None) | (Framework.ended_on > today))
        .order_by(Framework.version.desc())
        .limit(1)
    )


def cards(viewer: Viewer) -> Sequence[Card]:
    """That a version has come into force within the last 30 days; one statement."""
    today = clock.today()
    found = db.session.execute(_new(), {"today": today, "since": today - NEW}).one_or_none()
    if found is None:
        return ()
    title, version, since = found
    body = "How we work together, in words." if version == 1 else "The words have changed. Have a look at what is new."
    meta = f"In force since {since.day} {since:%B %Y}"
    return (Card(title, url_for("values.index"), body, "Values", meta, "green"),)


def desk(viewer: Viewer) -> Sequence[Task]:
    """Drafts that wait, and a version that waits for its day; two statements."""
    if not viewer.may(Permission.FRAMEWORK_MANAGE):
        return ()
    drafts = select(FrameworkDraft.id, FrameworkDraft.title).order_by(FrameworkDraft.id).limit(20)
    coming = (
        select(Framework.id, Framework.title, Framework.in_force_from)
        .where(Framework.in_force_from > clock.today())
        .order_by(Framework.version)
    )
    tasks = [Task(title, "a draft framework", url_for("values.draft", draft_id=draft))
             for draft, title in db.session.execute(drafts)]  # fmt: skip
    for framework, title, day in db.session.execute(coming):
        address = url_for("values.version", framework_id=framework)
        tasks.append(Task(title, f"in force from {day.day} {day:%B %Y}", address))
    return tasks


def search(words: tuple[str, ...], viewer: Viewer) -> Sequence[Hit]:
    """Values and behaviours in force that hold every word; two statements."""
    today = clock.today()
    in_force = (Framework.in_force_from <= today) & (Framework.ended_on.is_(None) | (Framework.ended_on > today))
    values = (
        select(FrameworkValue.identity, FrameworkValue.name, FrameworkValue.about)
        .join(Framework, Framework.id == FrameworkValue.framework_id)
        .where(in_force, matching(words, FrameworkValue))
        .order_by(FrameworkValue.position)
        .limit(MOST_EACH)
    )
    said = (
        select(Behaviour.id, Behaviour.text, FrameworkValue.name)
        .join(FrameworkValue, FrameworkValue.id == Behaviour.value_id)
        .join(Framework, Framework.id == FrameworkValue.framework_id)
        .where(in_force, matching(words, Behaviour))
        .order_by(FrameworkValue.position, Behaviour.position)
        .limit(MOST_EACH)
    )
    found = [
        Hit(name, "Value", url_for("values.index", _anchor=f"value-{identity}"), excerpt(about, words))
        for identity, name, about in db.session.execute(values)
    ]
    found += [
        Hit(text, f"Behaviour: {name}", url_for("values.behaviour", behaviour_id=behaviour))
        for behaviour, text, name in db.session.execute(said)
    ]
    return found[:MOST_EACH]
