"""What a story is, and the steps it goes through."""

from enum import StrEnum

MOST_TITLE, MOST_STORY = 120, 3_000


class StoryState(StrEnum):
    """A story is read by others only once whoever it shows consents and the OD team approves."""

    DRAFT = "draft"
    WAITING = "waiting"
    SHOWN = "shown"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """What somebody who is named or pictured says to it."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
