"""Reports of the demonstration council: one that was sent, one that waits for comments, and a directorate's draft."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.formatting import day
from engage.directory.models import Person
from engage.directory.queries_finding import here_today
from engage.reports.actions import reports as actions
from engage.reports.actions import standing
from engage.reports.actions.reports import About
from engage.reports.blocks import NAMES, offered
from engage.reports.models import Report
from engage.reports.queries import reports as queries
from engage.reports.rules.paper import Words
from engage.reports.rules.periods import Period, before, quarter_of, words
from engage.reports.rules.reports import Kind

CONTACT = "The OD team, od@anytown.example"
ACHIEVED = (
    "The first staff conference since the move to the new depot /events/1/\n"
    "Two thank-you noticeboards where nobody has a screen /thanks"
)
WRITTEN = {
    "recommendations": "The committee is asked to note the figures of the quarter.\n\nThe committee is asked to agree "
    "that each directorate names who answers concerns within ten working days.",
    "summary": "More colleagues were thanked than in the quarter before, and most concerns were answered in time. "
    "Some services still have no champion.",
    "policy": "The people plan: a council where staff are heard and thanked.",
    "staff": "Champions spend about two hours a month, agreed with their managers.",
    "equality": "No figure is about a group small enough to tell who is meant. The survey could be answered on paper.",
    "sustainability": "Roadshows travel to depots, so that fewer people travel to the town hall.",
    "risk": "Where concerns are answered late, fewer are passed on.",
    "consultation": "Employee champions and the trade unions read a draft.",
    "annexes": "The figures as a file.",
    "background": "Results of the staff survey, published on the intranet.",
}
SIGNED = {
    "finance": ("Within the budget that was agreed. Events are the largest cost.", "Business partner, Finance"),
    "legal": ("No implications beyond the duty to consult.", "Solicitor, Legal services"),
}


def build(luck: random.Random, today: date) -> None:
    """Through the feature's own actions; nothing where the people of the demonstration are not here."""
    del luck
    with transaction():
        rows = db.session.execute(select(Person.employee_number, Person.id).where(here_today())).all()
        known: Mapping[str, int] = dict(rows)
    if "D0003" not in known or "D0006" not in known:
        return
    last, this = before(quarter_of(today)), Period(quarter_of(today).first, today)
    # Evidence has addresses, and those are made for a request.
    with current_app.test_request_context("/", method="POST"):
        for make, period in ((_sent, last), (_waiting, this), (_directorate, last)):
            with transaction():
                make(known, period)


def _paper(known: Mapping[str, int], period: Period, meeting_on: date, at: datetime) -> Report:
    about = About(
        f"People and culture: {words(period)}", Kind.PAPER, None, period, NAMES, ACHIEVED, "Personnel Committee",
        meeting_on, False, "PC/12", "All", CONTACT,
    )  # fmt: skip
    row = actions.create(about, known["D0003"], at)
    for section, text in WRITTEN.items():
        actions.write(row, section, 0, Words(text), at)
    actions.write(row, "other", 0, Words("", yes=False), at)
    standing.freeze(row, known["D0003"], at)
    return row


def _sent(known: Mapping[str, int], last: Period) -> None:
    at, meeting_on = clock.now(), last.after + timedelta(days=40)
    row = _paper(known, last, meeting_on, at)
    for section, (text, author) in SIGNED.items():
        actions.write(row, section, 0, Words(text, None, author, meeting_on - timedelta(days=14)), at)
    standing.finish(row, at)
    standing.note_sent(
        row,
        min(clock.today(), meeting_on - timedelta(days=7)),
        f"Personnel Committee of {day(meeting_on)}",
        known["D0003"],
    )


def _waiting(known: Mapping[str, int], this: Period) -> None:
    at = clock.now()
    row = _paper(known, this, this.after + timedelta(days=45), at)
    text, author = SIGNED["legal"]
    actions.write(row, "legal", 0, Words(text, None, author, clock.today()), at)
    standing.name_commenters(row, {"finance": known["D0006"]})
    standing.ask(row, at)


def _directorate(known: Mapping[str, int], last: Period) -> None:
    places = queries.directorates()
    if not places:
        return
    blocks = [module.NAME for module in offered(by_directorate=True) if module.NAME != "achievements"]
    about = About(
        f"{places[0].name}: {words(last)}", Kind.DIRECTORATE, places[0].id, last, blocks,
        meeting="Directorate management team", contact=CONTACT,
    )  # fmt: skip
    actions.create(about, known["D0003"], clock.now())
