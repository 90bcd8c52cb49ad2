"""The paper in hand: a ballot's random number, good for one person and one survey alone."""

import hashlib
import hmac
import re

from flask import current_app, request, session

from engage.access import current_person
from engage.ballots.actions import new_ballot_id
from engage.ballots.rules import ID_BYTES

PAPER = re.compile(rf"([0-9a-f]{{{2 * ID_BYTES}}})[0-9a-f]{{64}}")


def in_hand(survey_id: int) -> str:
    """The number with its seal, as the form carries it, and the session too, so that every retry, of the page
    or of the browser, is the same ballot. It stays in the session: a commit may yet fail.

    Only a number that this service gave to this person for this survey is taken: were it free to choose, two
    people who agreed on one would be two who took part, and one ballot."""
    name = f"paper-{survey_id}"
    for held in (request.form.get("paper", ""), session.get(name, "")):
        found = PAPER.fullmatch(held)
        if found and hmac.compare_digest(held, _sealed(found[1], survey_id)):
            return held
    session[name] = _sealed(new_ballot_id().hex(), survey_id)
    return str(session[name])


def number(survey_id: int) -> bytes:
    """The random number alone, under which the ballot is kept."""
    return bytes.fromhex(in_hand(survey_id)[: 2 * ID_BYTES])


def _sealed(chance: str, survey_id: int) -> str:
    secret: str = current_app.extensions["settings"].secret_key
    about = f"paper|{current_person().id}|{survey_id}|{chance}".encode()
    return chance + hmac.new(secret.encode(), about, hashlib.sha256).hexdigest()
