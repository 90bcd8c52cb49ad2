"""The paper of a survey: a ballot's random number, bound to one person and one survey."""

from engage.access import current_person
from engage.ballots import paper


def in_hand(survey_id: int) -> str:
    """The number with its seal, as the form carries it."""
    return paper.in_hand(f"paper-{survey_id}", f"{current_person().id}|{survey_id}")


def number(survey_id: int) -> bytes:
    """The random number alone, under which the ballot is kept."""
    return paper.number(f"paper-{survey_id}", f"{current_person().id}|{survey_id}")
