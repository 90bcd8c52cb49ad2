"""What award rounds bring to the start page and to the OD desk."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from flask import url_for
from sqlalchemy import Select, bindparam, case, func, or_, select

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, day
from engage.recognition.models import AwardCategory, AwardRound, Nomination
from engage.recognition.queries import nominations
from engage.recognition.queries.nominations import WAITS, visible_to_od
from engage.recognition.queries.rounds import CLOSES
from engage.recognition.rules.rounds import RoundStage

SOON = timedelta(days=3)


def _named(row: Nomination) -> str:
    return row.nominee.name if row.nominee else row.team.name if row.team else ""


def cards(viewer: Viewer) -> Sequence[Card]:
    """What one is asked, one's drafts that close soon, and the rounds that are open: four statements."""
    return [*_asked(viewer), *_drafts(viewer), *_open()]


def _asked(viewer: Viewer) -> list[Card]:
    seconds = [
        Card("A nomination to second", url_for("recognition.seconding", nomination_id=each.id),
             f"{each.nominator.name if each.nominator else 'A colleague'} nominates {_named(each)} and asks you.",
             "Asked to second", each.category.round.title, "plum", place=Place.WAITING)
        for each in nominations.asked_to_second(viewer.id)[:3]
    ]  # fmt: skip
    views = [
        Card("What do you say as their manager?", url_for("recognition.manager_view", nomination_id=each.id),
             f"{_named(each)} is nominated for {each.category.name}.", "Manager’s view", each.category.round.title,
             "blue", place=Place.WAITING)
        for each in nominations.asked_for_a_view(viewer.id)[:3]
    ]  # fmt: skip
    return seconds + views


def _drafts(viewer: Viewer) -> list[Card]:
    found, now = [], clock.now()
    for each in nominations.drafts_open(viewer.id):
        ends = each.category.round.extended_to or each.category.round.closes_at
        if ends is not None and ends - now <= SOON:
            days = max(0, (clock.local(ends).date() - clock.local(now).date()).days)
            when = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
            found.append(
                Card("Your nomination is not sent", url_for("recognition.nomination", nomination_id=each.id),
                     f"Your draft for {_named(each)} counts only if you send it.", "Draft", f"Closes {when}", "amber",
                     place=Place.WAITING)
            )  # fmt: skip
    return found[:3]


@cache
def _open_rounds() -> Select[*tuple[Any, ...]]:
    return (
        select(AwardRound.id, AwardRound.title, CLOSES)
        .where(AwardRound.stage == RoundStage.OPEN, or_(CLOSES.is_(None), bindparam("now") < CLOSES))
        .order_by(CLOSES, AwardRound.id)
        .limit(3)
    )


def _open() -> list[Card]:
    return [
        Card(title, url_for("recognition.award_round", round_id=key),
             "Nominate a colleague or a team whose work should be seen.", "Awards",
             f"Open until {day(ends)}" if ends else "Open now", "rose")
        for key, title, ends in db.session.execute(_open_rounds(), {"now": clock.now()})
    ]  # fmt: skip


def desk(viewer: Viewer) -> Sequence[Task]:
    """Drafts, rounds that close soon, and nominations to check: one statement."""
    if not viewer.may(Permission.AWARDS_MANAGE):
        return ()
    waiting = func.sum(case((WAITS & visible_to_od(viewer.id), 1), else_=0))
    rows = (
        select(AwardRound.id, AwardRound.title, AwardRound.stage, CLOSES, waiting)
        .outerjoin(AwardCategory, AwardCategory.round_id == AwardRound.id)
        .outerjoin(Nomination, Nomination.category_id == AwardCategory.id)
        .where(AwardRound.stage.in_((RoundStage.DRAFT, RoundStage.OPEN, RoundStage.CLOSED)))
        .group_by(AwardRound.id, AwardRound.title, AwardRound.stage, AwardRound.extended_to, AwardRound.closes_at)
        .order_by(AwardRound.id)
        .limit(20)
    )
    found = []
    for key, title, stage, ends, many in db.session.execute(rows):
        waits = f", {count(many, 'waits', 'wait')} for you" if many else ""
        what = {"draft": "award round in draft", "closed": f"nominations to check{waits}"}.get(stage, "")
        if stage == RoundStage.OPEN and ((ends is not None and ends - clock.now() <= SOON) or many):
            what = f"nominations close on {day(ends)}{waits}"
        if what:
            found.append(Task(title, what, url_for("recognition.award_round_manage", round_id=key)))
    return found
