"""What the directory holds about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from engage.core.db import db
from engage.core.formatting import day, moment
from engage.core.own_data import WHO, Held, each_of, rows_of
from engage.directory.models import Account, ImportRun, Person, Post, RoleGrant, SignInCode

HR = (
    "It comes from the council’s staff records, so that you can sign in and are asked what is meant for you. "
    "Kept for good: no schedule deletes it yet."
)
DOOR = (
    "So that nobody but you signs in as you. The password is kept as a scrambled value that cannot be turned back, "
    "until you change it; one-time codes the same way, for 30 days after they ran out or were used."
)
LANGUAGES = {"en": "English", "cy": "Welsh"}
ROLES = "What you were given to do here, until it is taken away."
IMPORTS = "So that it is known who brought in which staff records. Kept for good: no schedule deletes it yet."


POSTS = (
    select(Post)
    .where(Post.person_id == WHO)
    .options(joinedload(Post.unit), joinedload(Post.manager_post).joinedload(Post.person))
    .order_by(Post.id)
)
CODES = select(func.count()).where(SignInCode.person_id == WHO)
GRANTED = select(RoleGrant.role).where(RoleGrant.person_id == WHO).order_by(RoleGrant.role)
BROUGHT_IN = (
    select(ImportRun.kind, ImportRun.number, ImportRun.at, ImportRun.filename)
    .where(ImportRun.by_id == WHO)
    .order_by(ImportRun.id)
)


def held(person_id: int) -> Sequence[Held]:
    """The person, their posts, how they sign in, and what they were given to do: six statements."""
    person = db.session.get_one(Person, person_id)
    return (
        Held("You, from the staff records", HR, [_person(person)]),
        Held(
            "Your posts, those of the past too",
            HR,
            [_post(post) for post in each_of(POSTS, person_id)],
            others=("manager",),
        ),
        Held("Signing in", DOOR, [_door(person_id)]),
        Held("Roles you were given", ROLES, _roles(person_id)),
        Held("Imports that you carried out", IMPORTS, _imports(person_id)),
    )


def _person(person: Person) -> dict[str, str | None]:
    return {
        "employee number": person.employee_number,
        "first name": person.first_name,
        "known as": person.known_as or None,
        "surname": person.surname,
        "work e-mail": person.email,
        "kind of employment": person.kind.capitalize(),
        "language": LANGUAGES.get(person.language, person.language),
        "started": day(person.started_on) or None,
        "leaves": day(person.leaves_on) or None,
        "brought in by": person.source,
    }


def _post(post: Post) -> dict[str, str | int | bool | None]:
    above = post.manager_post.person if post.manager_post else None
    return {
        "reference": post.reference,
        "unit": post.unit.name,
        "job title": post.job_title or None,
        "grade": post.grade or None,
        "manager": above.name if above else None,
        "site": post.site or None,
        "work type": post.work_type.capitalize() or None,
        "shift": post.shift or None,
        "contract": post.contract.capitalize() or None,
        "hours": str(post.hours) if post.hours is not None else None,
        "heads the unit": post.is_head,
        "main post": post.is_main,
        "ended": day(post.ended_on) or None,
    }


def _door(person_id: int) -> dict[str, str | int | bool | None]:
    account = db.session.get(Account, person_id)
    codes = each_of(CODES, person_id)[0]
    return {
        "account claimed": moment(account.claimed_at) or None if account else None,
        "password set": account is not None and account.password_hash is not None,
        "one-time codes held": codes,
    }


def _roles(person_id: int) -> list[dict[str, str]]:
    return [{"role": role} for role in each_of(GRANTED, person_id)]


def _imports(person_id: int) -> list[dict[str, str | int]]:
    return [
        {"what": kind, "number": number, "when": moment(at), "file": file}
        for kind, number, at, file in rows_of(BROUGHT_IN, person_id)
    ]
