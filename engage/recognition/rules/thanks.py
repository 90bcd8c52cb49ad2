"""What a thank-you may hold, and who may do what with it."""

from enum import StrEnum

MOST_WORDS, MOST_PEOPLE, MOST_BEHAVIOURS = 1_000, 20, 2


class ThanksState(StrEnum):
    """Where a thank-you stands; only one that is `shown` can be on the wall."""

    WAITING = "waiting"
    SHOWN = "shown"
    TAKEN_BACK = "taken_back"
    HIDDEN = "hidden"


class Via(StrEnum):
    """How it came: on a page, by a site's poster, or on a paper card that somebody entered."""

    PAGE = "page"
    POSTER = "poster"
    CARD = "card"


REACTIONS = {"applause": "Well done", "heart": "Thank you from me too", "star": "I saw it"}
