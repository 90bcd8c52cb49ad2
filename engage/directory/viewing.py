"""Who a session belongs to: read on every request, so the statement is built once."""

from typing import Any

from flask import session
from sqlalchemy import Select, bindparam, case, exists, select
from sqlalchemy.orm import aliased

from engage.access import Role, Viewer
from engage.core import clock, sessions
from engage.core.db import fetch
from engage.directory.models import Account, Appointment, EndedSession, Person, Post, RoleGrant
from engage.directory.queries_networks import champions
from engage.directory.rules import is_here
from engage.directory.rules.accounts import GIVEN_ROLES


def _statement() -> Select[Any]:
    own, reporting, headed = aliased(Post), aliased(Post), aliased(Post)
    has_reports = exists().where(
        own.person_id == Person.id, own.ended_on.is_(None),
        reporting.manager_post_id == own.id, reporting.ended_on.is_(None), reporting.person_id.is_not(None),
    )  # fmt: skip
    heads_unit = exists().where(headed.person_id == Person.id, headed.is_head, headed.ended_on.is_(None))
    roles = [
        case((exists().where(RoleGrant.person_id == Person.id, RoleGrant.role == role), True), else_=False).label(role)
        for role in GIVEN_ROLES
    ]
    champion = champions(bindparam("today")).where(Appointment.person_id == Person.id).exists()
    return (
        select(
            Person.id, Person.first_name, Person.known_as, Person.surname, Person.language,
            Person.started_on, Person.leaves_on, Account.session_version,
            case((has_reports | heads_unit, True), else_=False).label("manager"), *roles,
            case((champion, True), else_=False).label("champion"),
        )
        .join(Account, Account.person_id == Person.id)
        .where(Person.id == bindparam("person"))
        .where(~exists().where(EndedSession.mark == bindparam("mark")))
    )  # fmt: skip


STATEMENT = _statement()


def viewer(session_id: str) -> Viewer | None:
    """The person a session belongs to, or None where it has ended: one statement."""
    raw_id, _, raw_version = session_id.partition(".")
    if not (raw_id.isdigit() and raw_version.isdigit()):
        return None
    row = fetch(STATEMENT, person=int(raw_id), mark=session.get(sessions.MARK, ""), today=clock.today()).one_or_none()
    if row is None or row.session_version != int(raw_version):
        return None
    if not is_here(row.started_on, row.leaves_on, clock.today()):
        return None
    first = row.known_as or row.first_name
    return Viewer(
        id=row.id, name=f"{first} {row.surname}", first_name=first, language=row.language,
        roles=frozenset({Role.STAFF, *(role for role in Role if role is not Role.STAFF and getattr(row, role.value))}),
        session_version=row.session_version,
    )  # fmt: skip
