"""The audit log's arithmetic: each act is sealed with the one before it, under a secret that no database holds."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime

# What the first act follows.
BEGINNING = "0" * 64
# A digest is good for one use alone, and for this way of writing an act down.
ACT, HEAD, CHECKPOINT = b"engage audit act 1", b"engage audit head 1", b"engage audit checkpoint 1"
Value = str | int | None


def act_digest(secret: str, previous: str, number: int, at: datetime, act: Sequence[Value]) -> str:
    """HMAC-SHA-256, in hexadecimal, of one act after another; `act` is actor, act, kind, object and facts, in turn."""
    return _seal(secret, ACT, [previous, number, _moment(at), *act])


def head_seal(secret: str, last_id: int, acts: int, digest: str) -> str:
    """The seal of where the log ends: its last number, how many acts there ever were, and the last one's digest."""
    return _seal(secret, HEAD, [last_id, acts, digest])


def checkpoint_seal(secret: str, before: str, at: datetime, up_to: int, acts: int, digest: str) -> str:
    """The seal of a deletion by rule, after the one `before`: up to which number, how many acts so far, the last one's
    digest."""
    return _seal(secret, CHECKPOINT, [before, _moment(at), up_to, acts, digest])


def same(one: str, other: str) -> bool:
    """Whether two seals are the same."""
    return hmac.compare_digest(str(one).encode(), str(other).encode())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _seal(secret: str, use: bytes, values: Sequence[Value]) -> str:
    # A JSON list keeps neighbours apart: "ab", "c" is never "a", "bc". What is no JSON can only be a damaged row.
    written = json.dumps(values, ensure_ascii=True, default=repr).encode()
    return hmac.new(secret.encode(), use + b"\n" + written, hashlib.sha256).hexdigest()
