"""One-time codes: made, kept as a keyed hash, found again, and used once."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import CursorResult, Select, delete, insert, or_, select, update

from engage.core import audit, clock, mail
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory import queries_accounts as queries
from engage.directory.models import SignInCode
from engage.directory.queries_accounts import SlipFor
from engage.directory.rules.accounts import (
    CODE_LENGTH,
    CODE_LETTERS,
    CODE_LIFE,
    DEMO_PEOPLE,
    grouped_code,
    plain_code,
    same_surname,
)

# How long a code's mail may wait for a mail server: after that it is asked for again, not kept in clear.
MAIL_TRIED = timedelta(days=1)
CODES_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Slip:
    """A code and whose it is: to be printed or mailed now, since nobody can read it again."""

    to: SlipFor
    code: str
    expires_at: datetime


def issue(people: Sequence[SlipFor], at: datetime) -> Sequence[Slip]:
    """A fresh code each; codes these people still hold stop working."""
    if not people:
        return []
    _retire([each.person_id for each in people], at)
    slips = [Slip(each, _new_code(), at + CODE_LIFE) for each in people]
    rows = [(s.to.person_id, _hash(s.to.person_id, s.code), s.expires_at) for s in slips]
    names = ("person_id", "code_hash", "expires_at")
    db.session.execute(insert(SignInCode), [dict(zip(names, row, strict=True)) for row in rows])
    one = people[0].person_id if len(people) == 1 else ""
    audit.record("issue", "sign-in code", one, count=len(people))
    return [Slip(s.to, grouped_code(s.code), s.expires_at) for s in slips]


def issue_by_mail(person: SlipFor, at: datetime) -> None:
    """A fresh code by e-mail; Invalid where the person has no address."""
    if not person.email:
        raise Invalid("This person has no e-mail address: print the code instead.")
    if not current_app.extensions["settings"].sends_mail:
        raise Invalid("Mail is not set up here: print the code instead.")
    _mail(issue([person], at)[0])


def mail_requested(typed: str) -> None:
    """What the worker does with a request: a code to whoever is known, here, and has an address."""
    if not current_app.extensions["settings"].sends_mail:
        return
    at = clock.now()
    known = queries.candidate(typed, clock.today())
    person = queries.slip_for(known.person_id) if known and known.here and known.email else None
    if person is None:
        return
    # Codes already printed stay good: a stranger's request must not make somebody's slip worthless.
    code = _new_code()
    db.session.add(
        SignInCode(person_id=person.person_id, code_hash=_hash(person.person_id, code), expires_at=at + CODE_LIFE)
    )
    audit.record("mail", "sign-in code", person.person_id)
    _mail(Slip(person, grouped_code(code), at + CODE_LIFE))


def find(typed_number: str, surname: str, typed_code: str, at: datetime) -> SignInCode | None:
    """The live code that these three belong to, or None without saying which is wrong."""
    person = queries.candidate(typed_number, clock.local(at).date())
    if person is not None and is_made_up(person.employee_number):
        return None
    person_id = person.person_id if person else 0
    live = queries.live_code(person_id, _hash(person_id, plain_code(typed_code)), at)
    if person is None or live is None or not person.here or not same_surname(surname, person.surname):
        return None
    return live


def is_made_up(employee_number: str) -> bool:
    """Whether this is one of the demonstration's six, who have no password and get none."""
    return current_app.extensions["settings"].demo and employee_number in {each.employee_number for each in DEMO_PEOPLE}


def use(code_id: int, at: datetime) -> None:
    """Use a code up, and with it every other code of that person; Conflict where it is no longer good."""
    done = db.session.execute(
        update(SignInCode)
        .where(SignInCode.id == code_id, SignInCode.used_at.is_(None), SignInCode.expires_at > at)
        .values(used_at=at)
    )
    if not isinstance(done, CursorResult) or done.rowcount != 1:
        raise Conflict("This code has been used or has run out. Ask for a new one.")
    _retire([db.session.get_one(SignInCode, code_id).person_id], at)


def due(at: datetime) -> Select[int]:
    """Codes that ran out or were used a month ago."""
    before = at - CODES_KEPT
    return select(SignInCode.id).where(or_(SignInCode.expires_at < before, SignInCode.used_at < before))


def tidy(ids: Sequence[int], at: datetime) -> None:
    """Drop codes."""
    db.session.execute(delete(SignInCode).where(SignInCode.id.in_(ids)))


def _retire(person_ids: Sequence[int], at: datetime) -> None:
    for start in range(0, len(person_ids), 500):  # SQLite takes so many parameters and no more
        db.session.execute(
            update(SignInCode)
            .where(SignInCode.person_id.in_(person_ids[start : start + 500]), SignInCode.used_at.is_(None))
            .values(used_at=at)
        )


def _mail(slip: Slip) -> None:
    settings = current_app.extensions["settings"]
    mail.send(
        slip.to.email or "",
        f"Your one-time code for Engage at {settings.organisation}",
        "sign_in_code.txt",
        useless_at=min(slip.expires_at, clock.now() + MAIL_TRIED),
        slip=slip,
        settings=settings,
    )


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _hash(person_id: int, code: str) -> str:
    secret = current_app.extensions["settings"].secret_key.encode()
    return hmac.new(secret, f"sign-in code|{person_id}|{code}".encode(), hashlib.sha256).hexdigest()
