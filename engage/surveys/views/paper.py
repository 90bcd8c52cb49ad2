"""The paper of a survey: a ballot's random number, bound to one survey and to one person or one code."""

import hashlib

from flask import session

from engage.access import current_person
from engage.ballots import paper
from engage.ballots.rules import ID_BYTES

BY_CODE, TYPED = "paper-code", "paper-typed"


def in_hand(survey_id: int) -> str:
    """The number with its seal, as the form carries it."""
    return paper.in_hand(f"paper-{survey_id}", f"{current_person().id}|{survey_id}")


def put_down(survey_id: int) -> None:
    """Once it is known to be counted: from here on nothing in this browser says which ballot came from it."""
    session.pop(f"paper-{survey_id}", None)


def by_code(digest: str) -> str:
    """The same for whoever holds the code with this digest, who has no name here."""
    return paper.in_hand(BY_CODE, f"code|{digest}")


def typed_in(survey_id: int) -> str:
    """The same for a form on paper that this person types in."""
    return paper.in_hand(TYPED, f"typed|{current_person().id}|{survey_id}")


def typed_number(survey_id: int, digest: str) -> bytes:
    """Under which a form with this code is kept: another for each code, so that two pages that were opened with one
    paper, or a page that was gone back to, are two ballots; and the same again for the same form."""
    return hashlib.sha256(f"{typed_in(survey_id)}|{digest}".encode()).digest()[:ID_BYTES]
