"""The paper in hand: a ballot's random number, good for one person and one asking alone."""

import hashlib
import hmac
import re

from flask import current_app, request, session

from engage.ballots.actions import new_ballot_id
from engage.ballots.rules import ID_BYTES

PAPER = re.compile(rf"([0-9a-f]{{{2 * ID_BYTES}}})[0-9a-f]{{64}}")


def in_hand(name: str, bound_to: str) -> str:
    """The number with its seal, as the form carries it, and the session (under `name`) too, so that every retry,
    of the page or of the browser, is the same ballot. It stays in the session: a commit may yet fail.

    Only a number that this service gave to whom it is `bound_to` is taken: were it free to choose, two people who
    agreed on one would be two who took part, and one ballot."""
    for held in (request.form.get("paper", ""), session.get(name, "")):
        found = PAPER.fullmatch(held)
        if found and hmac.compare_digest(held, _sealed(found[1], bound_to)):
            return held
    session[name] = _sealed(new_ballot_id().hex(), bound_to)
    return str(session[name])


def number(name: str, bound_to: str) -> bytes:
    """The random number alone, under which the ballot is kept."""
    return bytes.fromhex(in_hand(name, bound_to)[: 2 * ID_BYTES])


def _sealed(chance: str, bound_to: str) -> str:
    secret: str = current_app.extensions["settings"].secret_key
    about = f"paper|{bound_to}|{chance}".encode()
    return chance + hmac.new(secret.encode(), about, hashlib.sha256).hexdigest()
