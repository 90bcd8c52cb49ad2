"""Passwords: argon2id with OWASP's parameters; a missing account costs as long as a wrong password."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engage.directory.rules.passwords import normal


def hasher() -> PasswordHasher:
    """OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


HASHER = hasher()


def hashed(password: str) -> str:
    """The hash to keep; takes some 40 ms, so never while the write lock is held."""
    return HASHER.hash(normal(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; without a hash it takes as long and says no."""
    try:
        return HASHER.verify(password_hash or _nobodys(), normal(password)) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return HASHER.hash("a password that belongs to nobody")
