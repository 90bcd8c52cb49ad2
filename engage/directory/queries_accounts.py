"""Reads around signing in: accounts, codes, roles, and who still has to claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from engage.core.audit import AuditEvent
from engage.core.db import db
from engage.directory.models import Account, Person, Post, RoleGrant, SignInCode, Unit
from engage.directory.rules import is_here
from engage.directory.rules.accounts import GIVEN_ROLES

# The act and kind in the audit record by which a demonstration is known.
DEMONSTRATION = ("seed", "demonstration")


@dataclass(frozen=True)
class Candidate:
    """Somebody as the sign-in page needs to know them; a hash of None means nothing to sign in with."""

    person_id: int
    employee_number: str
    first_name: str
    surname: str
    email: str | None
    password_hash: str | None
    session_version: int | None
    here: bool

    @property
    def session_id(self) -> str:
        """What the session would hold."""
        return f"{self.person_id}.{self.session_version}"


@dataclass(frozen=True)
class SlipFor:
    """Somebody a slip is printed for, and where it is handed out."""

    person_id: int
    employee_number: str
    name: str
    site: str
    unit: str
    email: str | None


_CANDIDATE = select(
    Person.id, Person.employee_number, Person.first_name, Person.surname, Person.email, Person.started_on,
    Person.leaves_on, Account.password_hash, Account.session_version,
).outerjoin(Account, Account.person_id == Person.id)  # fmt: skip


def candidate(typed: str, on: date) -> Candidate | None:
    """Whoever has this employee number or e-mail address, in any case of its letters."""
    if "@" in typed:
        found = _candidates(_CANDIDATE.where(func.lower(Person.email) == typed.lower()), on)
    else:
        spelled = {typed, typed.upper(), typed.lower()}
        found = _candidates(_CANDIDATE.where(Person.employee_number.in_(spelled)), on)
    exact = [one for one in found if one.employee_number == typed]
    return (exact or found)[0] if len(found) == 1 or exact else None


def candidate_by_id(person_id: int, on: date) -> Candidate | None:
    """The same by id."""
    found = _candidates(_CANDIDATE.where(Person.id == person_id), on)
    return found[0] if found else None


def _candidates(query: Select[*tuple[Any, ...]], on: date) -> list[Candidate]:
    return [
        Candidate(
            person_id=row.id, employee_number=row.employee_number, first_name=row.first_name,
            surname=row.surname, email=row.email, password_hash=row.password_hash,
            session_version=row.session_version, here=is_here(row.started_on, row.leaves_on, on),
        )
        for row in db.session.execute(query.order_by(Person.id))
    ]  # fmt: skip


def live_code(person_id: int, code_hash: str, at: datetime) -> SignInCode | None:
    """The person's code with this hash, where it may still be used."""
    return db.session.scalars(
        select(SignInCode)
        .where(SignInCode.person_id == person_id, SignInCode.code_hash == code_hash)
        .where(SignInCode.used_at.is_(None), SignInCode.expires_at > at)
        .order_by(SignInCode.id)
    ).first()


def is_demonstration() -> bool:
    """Whether the demonstration council was made in this database: whatever employee numbers it holds."""
    act, kind = DEMONSTRATION
    seeded = select(AuditEvent.id).where(AuditEvent.act == act, AuditEvent.kind == kind)
    return db.session.scalar(seeded.limit(1)) is not None


def own_posts(person_id: int) -> Sequence[Post]:
    """The posts somebody holds today, the main one first."""
    return db.session.scalars(
        select(Post)
        .options(joinedload(Post.unit))
        .where(Post.person_id == person_id, Post.ended_on.is_(None))
        .order_by(Post.is_main.desc(), Post.id)
    ).all()


def role_holders() -> Sequence[tuple[str, Person]]:
    """Every given role and its holder, by role and then name."""
    rows = db.session.scalars(
        select(RoleGrant)
        .options(joinedload(RoleGrant.person))
        .join(RoleGrant.person)
        .order_by(RoleGrant.role, Person.surname, Person.first_name, Person.id)
    ).all()
    return [(role, row.person) for role in GIVEN_ROLES for row in rows if row.role == role]


def grant(person_id: int, role: str) -> RoleGrant | None:
    """A given role, or None."""
    return db.session.get(RoleGrant, (person_id, role))


def administrators_here(on: date, lock: bool = False) -> Sequence[int]:
    """The ids of the administrators who work here; locked, two cannot take each other away at once."""
    query = (
        select(Person.id, Person.leaves_on)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == "admin")
        .order_by(Person.id)
    )
    rows = db.session.execute(query.with_for_update(of=RoleGrant) if lock else query)
    return [person_id for person_id, leaves_on in rows if is_here(None, leaves_on, on)]


def slips_for(on: date, site: str = "", unit_id: int | None = None) -> Sequence[SlipFor]:
    """Who has not claimed yet, sorted by site, unit and name; a unit counts with all below it."""
    query = (
        select(Person, Post.site, Unit.name)
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Account.claimed_at.is_(None))
        .where(or_(Person.leaves_on.is_(None), Person.leaves_on >= on))
        .order_by(func.coalesce(Post.site, ""), func.coalesce(Unit.name, ""), Person.surname, Person.id)
    )
    if site:
        query = query.where(Post.site == site)
    if unit_id is not None:
        query = query.where(Post.unit_id.in_(_below(unit_id)))
    return [
        SlipFor(person.id, person.employee_number, person.name, at or "", unit or "", person.email)
        for person, at, unit in db.session.execute(query)
    ]


def slip_for(person_id: int) -> SlipFor | None:
    """The same for one person, claimed or not."""
    row = db.session.execute(
        select(Person, Post.site, Unit.name)
        .outerjoin(Post, (Post.person_id == Person.id) & Post.is_main & Post.ended_on.is_(None))
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        return None
    person, site, unit = row
    return SlipFor(person.id, person.employee_number, person.name, site or "", unit or "", person.email)


def _below(unit_id: int) -> Select[tuple[int]]:
    tree = select(Unit.id).where(Unit.id == unit_id).cte("below", recursive=True)
    child = aliased(Unit)
    tree = tree.union_all(select(child.id).where(child.parent_id == tree.c.id))
    return select(tree.c.id)


def sites() -> Sequence[str]:
    """Where people work, by name."""
    query = select(Post.site).where(Post.site != "", Post.ended_on.is_(None), Post.person_id.is_not(None))
    return db.session.scalars(query.distinct().order_by(Post.site)).all()


def unclaimed(on: date) -> int:
    """How many people here have not claimed their account."""
    return db.session.scalar(
        select(func.count())
        .select_from(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Account.claimed_at.is_(None), or_(Person.leaves_on.is_(None), Person.leaves_on >= on))
    ) or 0  # fmt: skip


def names(person_ids: Sequence[int]) -> dict[int, str]:
    """What these people are called."""
    rows = db.session.scalars(select(Person).where(Person.id.in_(set(person_ids))).order_by(Person.id))
    return {person.id: person.name for person in rows}


def taken(employee_number: str, email: str | None) -> bool:
    """Whether somebody has this number or this address."""
    same_email = func.lower(Person.email) == email.lower() if email else Person.id.is_(None)
    query = select(Person.id).where(or_(Person.employee_number == employee_number, same_email)).limit(1)
    return db.session.scalar(query) is not None


def top_unit() -> Unit | None:
    """The council itself: the first unit that stands under no other."""
    query = select(Unit).where(Unit.parent_id.is_(None), Unit.closed_on.is_(None)).order_by(Unit.id)
    return db.session.scalars(query).first()
