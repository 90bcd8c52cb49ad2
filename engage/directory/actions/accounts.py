"""Signing in, claiming an account, changing a password, ending sessions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, Update, delete, select, update
from sqlalchemy.orm import Session

from engage.core import audit, clock, mail
from engage.core.db import abandon, db, independent
from engage.core.errors import Invalid, NotThere
from engage.directory import queries_accounts as queries
from engage.directory.actions import codes, passwords
from engage.directory.models import Account, EndedSession, Person
from engage.directory.queries_accounts import Candidate
from engage.directory.rules.passwords import Weakness, weakness


class WeakPassword(Invalid):
    """The password is refused; `why` names the rule."""

    def __init__(self, why: Weakness) -> None:
        super().__init__()
        self.why = why


class WrongPassword(Invalid):
    """The password typed as the present one is not."""


def check_password(typed: str, password: str, at: datetime) -> str | None:
    """What the session shall hold, where both are right; None, after as long, where not."""
    known = queries.candidate(typed, clock.local(at).date())
    right = passwords.matches(known.password_hash if known else None, password)
    if not right or known is None or not known.here:
        return None
    if passwords.HASHER.check_needs_rehash(known.password_hash or ""):
        renewed, person_id = passwords.hashed(password), known.person_id
        change = update(Account).where(Account.person_id == person_id).values(password_hash=renewed)
        independent(lambda own: _run(own, change))
    return known.session_id


def check_weakness(person: Candidate, password: str) -> None:
    """Refuse what a guesser would try for this person: WeakPassword."""
    organisation = current_app.extensions["settings"].organisation
    own = (person.employee_number, person.first_name, person.surname, person.email or "", organisation)
    why = weakness(password, own)
    if why is not None:
        raise WeakPassword(why)


def claim(person_id: int, code_id: int, password: str, password_hash: str, at: datetime) -> str:
    """Set a password with a code; answers what this session shall hold, all others end."""
    person = queries.candidate_by_id(person_id, clock.local(at).date())
    if person is None or not person.here:
        raise NotThere
    check_weakness(person, password)
    codes.use(code_id, at)
    account = _account(person_id)
    replaced = account.password_hash is not None
    account.password_hash, account.claimed_at = password_hash, account.claimed_at or at
    account.session_version += 1
    db.session.flush()
    audit.record("replace password" if replaced else "claim", "account", person_id)
    _tell(person, replaced)
    return f"{person_id}.{account.session_version}"


def change_password(person_id: int, present: str, new: str, at: datetime) -> str:
    """Set a new password knowing the old one; answers what this session shall hold, all others end."""
    person = queries.candidate_by_id(person_id, clock.local(at).date())
    if person is None:
        raise NotThere
    abandon()  # nothing is written yet: let others write while this one hashes
    if not passwords.matches(person.password_hash, present):
        raise WrongPassword
    check_weakness(person, new)
    renewed = passwords.hashed(new)
    account = _account(person_id)
    if account.password_hash != person.password_hash:
        raise WrongPassword
    account.password_hash = renewed
    account.session_version += 1
    db.session.flush()
    audit.record("change password", "account", person_id)
    _tell(person, replaced=True)
    return f"{person_id}.{account.session_version}"


def end_session(mark: str, at: datetime) -> None:
    """Sign somebody out here: this session and every copy of it, not those on other devices."""
    db.session.merge(EndedSession(mark=mark, at=at))
    db.session.flush()


def due_ended(at: datetime) -> Select[str]:
    """Sessions that somebody signed out of and that have run out by themselves since."""
    hours = current_app.extensions["settings"].session_hours
    return select(EndedSession.mark).where(EndedSession.at < at - timedelta(hours=hours))


def tidy_ended(marks: Sequence[str], at: datetime) -> None:
    """Forget these."""
    db.session.execute(delete(EndedSession).where(EndedSession.mark.in_(marks)))


def end_sessions(person_id: int) -> None:
    """Sign somebody out everywhere."""
    _account(person_id).session_version += 1
    db.session.flush()
    audit.record("sign out everywhere", "account", person_id)


def demonstrate(employee_number: str, at: datetime) -> str:
    """What the session of a demonstration person shall hold; NotThere for anybody who has a password."""
    person = queries.candidate(employee_number, clock.local(at).date())
    made_up = queries.is_demonstration()
    if person is None or not person.here or person.password_hash is not None or not made_up:
        raise NotThere
    account = _account(person.person_id)
    return f"{person.person_id}.{account.session_version}"


def choose_language(person_id: int, language: str) -> None:
    """In which language somebody reads Engage."""
    db.session.get_one(Person, person_id).language = language
    db.session.flush()


def _run(own: Session, change: Update) -> None:
    own.execute(change)


def _account(person_id: int) -> Account:
    account = db.session.get(Account, person_id, with_for_update=True, populate_existing=True)
    if account is None:
        account = Account(person_id=person_id, session_version=1)
        db.session.add(account)
        db.session.flush()
    return account


def _tell(person: Candidate, replaced: bool) -> None:
    """Whoever did not do this themselves must hear of it."""
    if person.email:
        settings = current_app.extensions["settings"]
        what = "was changed" if replaced else "was set"
        mail.send(
            person.email, f"Your Engage password {what}", "password_set.txt",
            person=person, what=what, settings=settings,
        )  # fmt: skip
