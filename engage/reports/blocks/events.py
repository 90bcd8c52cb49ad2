"""Events: how many, how many came, and what they cost."""

from flask import url_for

from engage.core.formatting import count
from engage.events.queries import in_period
from engage.reports.rules.figures import PENCE, PERCENT, Asked, Block, Evidence, Figure, Sentence
from engage.reports.rules.periods import Period, year_of

NAME, TITLE, BY_DIRECTORATE = "events", "Events", True
ABOUT = "Sessions that were held, places, attendance, and net cost."
# From so many in a hundred who did not come it is an exception.
MANY_ABSENT = 30


def block(asked: Asked) -> Block:
    """Of a directorate who of it came; what events cost is told of the whole council alone."""
    this, last = _held(asked.period, asked), _held(asked.before, asked)
    evidence = Evidence(url_for("events.manage_events"), "All events")
    absent = this.places.no_show
    figures = [
        Figure("Sessions held", this.sessions, last.sessions, evidence),
        Figure("Places taken", this.places.booked, last.places.booked, evidence),
        Figure("People there, each session counted", this.places.attended, last.places.attended, evidence),
        Figure("Did not come, of those with a place", absent, last.places.no_show, evidence, PERCENT,
               exception=absent is not None and absent >= MANY_ABSENT, why="Attendance was not taken"),
    ]  # fmt: skip
    if asked.place is None:
        cost = Evidence(url_for("events.event_costs", year=year_of(asked.period.first)), "What events cost")
        figures.append(Figure("Net cost of events that began", this.net, last.net, cost, PENCE))
    words = f"{count(this.events, 'event was', 'events were')} held, in {count(this.sessions, 'session')}."
    said = Sentence(words if this.events else "No event was held.", evidence)
    return Block(NAME, TITLE, (said,), tuple(figures))


def _held(period: Period, asked: Asked) -> in_period.Held:
    return in_period.held(period.first, period.last, asked.place.units if asked.place else None)
