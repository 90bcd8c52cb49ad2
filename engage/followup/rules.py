"""Actions: their states, who may do what, years, and what is late or quiet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_TITLE, MOST_TEXT, MOST_MEASURE, MOST_WORDS, MOST_SENTENCE, MOST_EVIDENCE = 160, 1_500, 500, 200, 300, 500
# So many corporate actions may be promised in one year: staff remember a few, and not thirty.
MOST_CORPORATE = 6
# A lead officer is asked for an update after so many days without one, and so many days before an action is due.
QUIET_DAYS, SOON_DAYS = 30, 14
# The longest time that an action may be promised for.
MOST_YEARS = 5
# After an action has ended: names of who wrote about it go, then all of it.
MONTHS_NAMED, MONTHS_KEPT = 24, 72
# What an action can come from: the kind of link, and what it is called. A committee's recommendation is told in words.
SOURCES: Mapping[str, str] = {
    "survey results": "Survey",
    "survey question": "Question of a survey",
    "survey theme": "Theme of a survey",
    "survey comments": "Comments on a survey",
    "consultation": "Consultation",
    "concern": "Concern passed on by champions",
    "event-question": "Question at an event",
    "event": "Event",
    "theme": "What we heard under a theme",
    "plan item": "Item of a plan",
}


class State(StrEnum):
    """Where an action stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    SAID_DONE = "said_done"
    DONE = "done"
    CANNOT = "cannot"


class Closed(StrEnum):
    """How an action that is done came to be so."""

    LEAD = "lead"
    SERVICES = "services"
    OD = "od"


NEXT: Mapping[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.AGREED, State.CANNOT}),
    State.AGREED: frozenset({State.UNDER_WAY, State.SAID_DONE, State.CANNOT}),
    State.UNDER_WAY: frozenset({State.SAID_DONE, State.CANNOT}),
    State.SAID_DONE: frozenset({State.DONE, State.UNDER_WAY}),
    State.DONE: frozenset({State.UNDER_WAY}),
    State.CANNOT: frozenset({State.PROPOSED}),
}
STATES: Mapping[State, str] = {
    State.PROPOSED: "Proposed",
    State.AGREED: "Agreed",
    State.UNDER_WAY: "Under way",
    State.SAID_DONE: "Lead says done",
    State.DONE: "Done",
    State.CANNOT: "We can’t",
}
# Promised, and not ended; with those of a year that are done, they count towards its corporate actions.
RUNNING = frozenset({State.AGREED, State.UNDER_WAY, State.SAID_DONE})
PROMISED = RUNNING | {State.DONE}
ENDED = frozenset({State.DONE, State.CANNOT})
# Where somebody is still at work, so that an update is owed and a day can be missed.
AT_WORK = frozenset({State.AGREED, State.UNDER_WAY})


@dataclass(frozen=True)
class Standing:
    """What the rules need of one action; `unit_id` None: a corporate one."""

    state: State
    lead_id: int | None
    unit_id: int | None
    asks_champions: bool
    due_on: date


def may_become(state: State, wanted: State) -> bool:
    """Whether an action in this state can be brought to that one."""
    return wanted in NEXT[state]


def may_see(action: Standing, person_id: int, keeps: bool) -> bool:
    """All staff, from the moment it is promised or refused; before that the OD team and its lead officer."""
    return action.state != State.PROPOSED or keeps or action.lead_id == person_id


def may_update(action: Standing, person_id: int, keeps: bool) -> bool:
    """The lead officer and the OD team write updates, while it runs."""
    return action.state in RUNNING and (keeps or action.lead_id == person_id)


def may_say_done(action: Standing, person_id: int) -> bool:
    """Only its lead officer says that it is done."""
    return action.state in AT_WORK and action.lead_id == person_id


def may_confirm(action: Standing, person_id: int, concerned: frozenset[int]) -> bool:
    """Champions of the services concerned, once the lead officer has said that it is done; never the lead officer."""
    asked = action.state == State.SAID_DONE and action.asks_champions
    return asked and person_id in concerned and person_id != action.lead_id


def services_say_done(asked: int, see: int) -> bool:
    """Whether the services see it: more than half of the champions asked say so."""
    return see * 2 > asked


def closes_at_once(asks_champions: bool, asked: int) -> bool:
    """Whether the lead officer's word is enough: nobody is to be asked, or nobody is there to be asked."""
    return not asks_champions or asked == 0


def in_words(state: State, closed_how: str = "") -> str:
    """Where it stands, as staff read it: whose word "done" is, is always said."""
    if state == State.DONE:
        return {
            Closed.SERVICES: "Lead says done, services say done",
            Closed.OD: "Done, closed by the OD team",
        }.get(Closed(closed_how), "Done")
    return STATES[state]


def year_of(day: date) -> int:
    """The year of a day, by the calendar year in which it began: from 1 April to 31 March."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def year_name(year: int) -> str:
    """2026 to 2027."""
    return f"{year} to {year + 1}"


def is_overdue(state: State, due_on: date, today: date) -> bool:
    """Whether its day has passed while somebody is still at work."""
    return state in AT_WORK and due_on < today


def state_on(day: date, now: State, ended_on: date | None, marked: str) -> State:
    """Where an action stood at the end of a day: `marked` is the state that was last written of it by then."""
    if ended_on is not None and ended_on <= day:
        return now
    return State(marked) if marked else State.PROPOSED


def due_then(day: date, due_on: date, carried: Sequence[tuple[date, date]]) -> date:
    """By when it was due as known on a day; `carried`: when it was carried over, in order, and its day before that."""
    return next((from_due for on, from_due in carried if on > day), due_on)


def quiet_since(today: date) -> date:
    """An update on or after this day is recent enough."""
    return today - timedelta(days=QUIET_DAYS)


def is_sound_due(due_on: date, today: date) -> bool:
    """Whether an action may be promised for a day: not a past one, and in at most five years."""
    return today <= due_on <= today.replace(day=1) + timedelta(days=366 * MOST_YEARS)


def room_for_corporate(promised: int) -> bool:
    """Whether one more corporate action may be promised in a year."""
    return promised < MOST_CORPORATE


def slug(kind: str) -> str:
    """A kind as it stands in an address."""
    return kind.replace(" ", "-")


def kind_of(typed: str) -> str:
    """The kind that an address names, or nothing."""
    return next((kind for kind in SOURCES if slug(kind) == typed), "")


def is_https(link: str) -> bool:
    """Whether evidence reads like a whole encrypted address, so that it is shown as a link."""
    return link.startswith("https://") and not any(c.isspace() or c in '<>"\\' for c in link)
