"""What a story is, the steps it goes through, and who may see it and do what with it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_TITLE, MOST_STORY, MOST_SHOWS, MOST_NOTE, MOST_PEOPLE = 120, 3_000, 300, 500, 12
# What nobody sees goes after so many months; what all staff could read, after so many more.
MONTHS_UNSEEN, MONTHS_SHOWN = 6, 36
# Letters by the tables, and yet nothing to be seen.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")


class StoryState(StrEnum):
    """A story is read by others only once whoever it shows consents and the OD team approves."""

    DRAFT = "draft"
    ASKING = "asking"
    WAITING = "waiting"
    SHOWN = "shown"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Consent(StrEnum):
    """What somebody who is named or pictured says to it."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


# Its author may write on; saving makes it a draft, and whoever agreed to other words is asked again.
WRITABLE = frozenset({StoryState.DRAFT, StoryState.DECLINED, StoryState.WITHDRAWN})
# Whoever is named or pictured reads it, and says yes or no.
ASKS = frozenset({StoryState.ASKING, StoryState.WAITING, StoryState.SHOWN})
DECIDERS_SEE = frozenset({StoryState.WAITING, StoryState.SHOWN, StoryState.DECLINED})
# What the pages, the search and the start page may hold.
UNSEEN = frozenset(StoryState) - {StoryState.SHOWN}


@dataclass(frozen=True)
class Standing:
    """Where a story stands: its author, its state, what each named person says, and whether a report hid it."""

    author_id: int | None
    state: StoryState
    consents: Mapping[int, Consent]
    hidden: bool = False

    @property
    def stopped(self) -> bool:
        """Whether somebody does not want to be shown: then it must change before it is sent again."""
        return Consent.REFUSED in self.consents.values()

    @property
    def agreed(self) -> bool:
        """Whether everybody it shows has said yes; the author does by sending."""
        return all(each == Consent.GIVEN for each in self.consents.values())


def may_see(story: Standing, person_id: int, decides: bool) -> bool:
    """The author always; whoever is named from the asking on; the OD team from the sending on; staff what is shown."""
    if story.author_id == person_id:
        return True
    if person_id in story.consents and story.state in ASKS:
        return True
    if decides and story.state in DECIDERS_SEE:
        return True
    return story.state == StoryState.SHOWN and not story.hidden


def may_write(story: Standing, person_id: int) -> bool:
    """Whether this person may change it or delete it."""
    return story.author_id == person_id and story.state in WRITABLE


def may_send(story: Standing, person_id: int) -> bool:
    """Whether this person may send it; what somebody refused must change first."""
    return may_write(story, person_id) and story.state == StoryState.DRAFT and not story.stopped


def may_withdraw(story: Standing, person_id: int) -> bool:
    """Whether this person may take back what is sent or shown."""
    return story.author_id == person_id and story.state in ASKS


def may_consent(story: Standing, person_id: int) -> bool:
    """Whether this person is asked, and has not said yet."""
    return story.state == StoryState.ASKING and story.consents.get(person_id) == Consent.ASKED


def may_refuse(story: Standing, person_id: int) -> bool:
    """Whether this person may say no, at first or after a yes."""
    return story.state in ASKS and person_id in story.consents


def may_decide(story: Standing) -> bool:
    """Whether it waits for the OD team."""
    return story.state == StoryState.WAITING


def after_sending(story: Standing) -> StoryState:
    """Whom it goes to when it is sent, or when one more has agreed: those it shows, then the OD team."""
    return StoryState.WAITING if story.agreed else StoryState.ASKING


def withdrawn(state: StoryState) -> StoryState:
    """What becomes of one that is taken back: nobody had read it, or all staff may have."""
    return StoryState.WITHDRAWN if state == StoryState.SHOWN else StoryState.DRAFT


def lacks(body: str, picture: bool, shows: str, behaviour: bool, framework: bool) -> tuple[str, ...]:
    """What a story needs before it can be sent."""
    needs = (
        ("body", not has_words(body)),
        ("shows", picture and not has_words(shows)),
        ("behaviour", framework and not behaviour),
    )
    return tuple(code for code, missing in needs if missing)


def has_words(text: str) -> bool:
    """Whether there is anything to be read: not blanks, not characters that nobody sees."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in BLANK for c in text)
