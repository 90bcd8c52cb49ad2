"""What somebody typed when their sign-in had ended: sealed for them alone, in their own page and nowhere else."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from engage.core import clock

LIFE = timedelta(hours=2)
LONGEST_BYTES = 100_000


@dataclass(frozen=True)
class Typed:
    """A form that was not taken: whose it was, where it was going, and its fields in their order."""

    person_id: int
    path: str
    fields: tuple[tuple[str, str], ...]


def seal(typed: Typed) -> str:
    """What only this service can read, and only for two hours."""
    plain = json.dumps([typed.person_id, typed.path, typed.fields], ensure_ascii=False)
    return _fernet().encrypt_at_time(plain.encode(errors="replace"), _now()).decode()


def unseal(sealed: str) -> Typed | None:
    """What was sealed here, or None where it is too old or not ours."""
    try:
        plain = _fernet().decrypt_at_time(sealed.encode(), int(LIFE.total_seconds()), _now())
    except InvalidToken:
        return None
    person_id, path, fields = json.loads(plain)
    return Typed(person_id, path, tuple((name, value) for name, value in fields))


def _now() -> int:
    return int(clock.now().timestamp())


def _fernet() -> Fernet:
    secret: str = current_app.extensions["settings"].secret_key
    key = HKDF(SHA256(), 32, None, b"engage what was typed 1").derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
