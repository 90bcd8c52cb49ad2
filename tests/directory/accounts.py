"""What several tests of signing in need: passwords, codes, and a clock that can be put forward."""

from datetime import datetime, timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory import queries_accounts
from engage.directory.actions import codes, passwords
from engage.directory.models import Account
from tests.site import Page, Site

PASSWORD = "heron kettle marmalade"


def give_password(person_id: int, password: str = PASSWORD) -> None:
    """Let this person sign in with a password."""
    with transaction():
        account = db.session.get_one(Account, person_id)
        account.password_hash, account.claimed_at = passwords.hashed(password), clock.now()


def give_code(person_id: int) -> str:
    """A fresh code of this person, as it stands on a slip."""
    with transaction():
        slip = queries_accounts.slip_for(person_id)
        assert slip
        return codes.issue([slip], clock.now())[0].code


def sign_in(site: Site, identifier: str, password: str = PASSWORD, **more: str) -> Page:
    """What the sign-in form answers."""
    return site.post("/sign-in", {"identifier": identifier, "password": password, **more})


def claim(site: Site, number: str, surname: str, code: str) -> Page:
    """What the form for a code answers."""
    return site.post("/claim", {"number": number, "surname": surname, "code": code})


class Clock:
    """The product's clock, which a test may put forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = clock.now()
        monkeypatch.setattr(clock, "now", self._now)

    def _now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)
