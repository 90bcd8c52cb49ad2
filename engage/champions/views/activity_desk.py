"""The champion's desk, and the summary of a month."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, url_for

from engage.access import Permission, current_person, signed_in
from engage.champions.queries import activity as queries
from engage.champions.queries import activity_month as months
from engage.champions.queries import briefings, concerns
from engage.champions.queries.concerns import OwnConcern
from engage.champions.rules.activity import HOWS, KINDS, begun_month, to_do_about
from engage.champions.rules.concerns import STATES
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.formatting import count, day
from engage.core.htmx import page
from engage.directory.models import Appointment
from engage.directory.queries_networks import training_of
from engage.directory.rules.months import month_of
from engage.directory.rules.networks import has_expired

NEWEST, ANSWERED = 5, "answered"


@dataclass(frozen=True)
class ToDo:
    """Something that waits for a champion, why, and where it is done; no address where there is no page for it."""

    title: str
    why: str
    href: str = ""


@bp.get("/champions")
@signed_in
def desk() -> Response:
    """What waits, the log, and one's own term; for whoever is appointed."""
    me = current_person()
    mine, passed_on, unread = queries.appointed(me.id), concerns.own(me.id), briefings.unread(me.id)
    return page(
        "champions/activity/desk.html",
        mine=mine,
        to_do=[*_about_concerns(passed_on), *_about_briefings(unread), *_about_terms(mine), *_about_training(mine)],
        concerns=passed_on[:NEWEST],
        entries=queries.newest(me.id, NEWEST),
        once=secrets.token_urlsafe(16),
        kinds=KINDS,
        hows=HOWS,
        states=STATES,
        unread=unread,
        last_month=month_of(clock.today()).before,
    )


def _about_concerns(passed_on: Sequence[OwnConcern]) -> list[ToDo]:
    answered = sum(each.state == ANSWERED for each in passed_on)
    if not answered:
        return []
    title = "Tell back the answer to " + count(answered, "concern")
    return [ToDo(title, "Whoever raised it is waiting to hear from you.", url_for(".concerns_own"))]


def _about_briefings(unread: int) -> list[ToDo]:
    if not unread:
        return []
    return [ToDo(f"Read {count(unread, 'briefing')}", "You hear it before others do.", url_for(".briefings"))]


def _about_terms(mine: Sequence[Appointment]) -> list[ToDo]:
    today, found = clock.today(), []
    for each in mine:
        ends = each.term_ends_on
        if ends is not None and to_do_about(ends, today):
            verb = "ended" if ends < today else "ends"
            why = "Tell the OD team whether you would like to go on."
            found.append(ToDo(f"Your term {verb} on {day(ends)}: {each.network.name}", why))
    return found


def _about_training(mine: Sequence[Appointment]) -> list[ToDo]:
    """The course that a network asks for: not done, over, or over soon; one statement for all networks."""
    wanted = {each.network.training: each.network.name for each in mine if each.network.training}
    if not wanted:
        return []
    today = clock.today()
    latest: dict[str, date | None] = {}
    for each in training_of([mine[0].person_id]):
        latest.setdefault(each.course, each.expires_on)
    found = []
    for course, network in wanted.items():
        if course not in latest:
            found.append(ToDo(f"Book your training: {course}", f"{network}: it is not written down yet."))
        elif (ends := latest[course]) is not None and to_do_about(ends, today):
            verb = "ran out" if has_expired(ends, today) else "runs out"
            found.append(ToDo(f"Renew your training: {course}", f"{network}: it {verb} on {day(ends)}."))
    return found


@bp.get("/champions/months/<int:year>/<int:number>")
@signed_in
def activity_month(year: int, number: int) -> Response:
    """What was heard most, and where it was quiet: for champions and the OD team."""
    found, me = begun_month(year, number, clock.today()), current_person()
    if found is None or not months.may_read(me):
        raise NotThere
    return page(
        "champions/activity/month.html",
        found=months.summary(found),
        kinds=KINDS,
        this=month_of(clock.today()),
        manages=me.may(Permission.NETWORKS_MANAGE),
        address=lambda each: url_for(".activity_month", year=each.first.year, number=each.first.month),
    )
