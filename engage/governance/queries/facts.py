"""What Engage knows of itself: settings, promises, switches, inventory; never a secret."""

from flask import current_app
from sqlalchemy import func, select

from engage.admin.queries import kept
from engage.config import Settings
from engage.core import switches
from engage.core.db import db
from engage.directory.models import Person
from engage.governance.queries import inventory
from engage.governance.rules.facts import Facts, Promised, Switched
from engage.surveys.models import Survey


def facts() -> Facts:
    """All of it: three statements."""
    settings: Settings = current_app.extensions["settings"]
    found = inventory.rows()
    return Facts(
        organisation=settings.organisation,
        address=settings.base_url,
        https=settings.https,
        production=settings.production,
        demo=settings.demo,
        sends_mail=settings.sends_mail,
        session_hours=settings.session_hours,
        idle_minutes=settings.idle_minutes,
        postgres=settings.ballot_database_url.startswith("postgresql"),
        ballots_apart=settings.ballot_database_url != settings.database_url,
        ballots_insert_only=settings.ballot_database_url != settings.ballot_owner_url,
        people=db.session.scalar(select(func.count()).select_from(Person)) or 0,
        rows=found,
        kept=[(title, [(each.what, each.how_long, each.then) for each in lines]) for title, lines in kept()],
        promised=_promised(),
        switches=_switches(),
        classes=inventory.classes(found),
    )


def _promised() -> list[Promised]:
    """Whatever has left its draft and still has answers to guard."""
    in_force = (Survey.stage != "draft") & Survey.answers_deleted_at.is_(None)
    rows = select(Survey).where(in_force).order_by(Survey.id)
    return [
        Promised(row.title, row.minimum_group, row.comment_threshold, row.kept_months)
        for row in db.session.scalars(rows)
    ]


def _switches() -> list[Switched]:
    states = switches.states()
    return [
        Switched(each.title, each.about, each.name in states and states[each.name].on,
                 states[each.name].why if each.name in states else "")
        for each in switches.known().values()
    ]  # fmt: skip
