"""What thanks bring to the start page and to the OD desk."""

from collections.abc import Sequence
from functools import cache

from flask import url_for
from sqlalchemy import BindParameter, bindparam, func, select

from engage.access import Permission, Role, Viewer
from engage.core import clock
from engage.core.cards import Card, Place, Task
from engage.core.db import db
from engage.core.formatting import count, listed
from engage.core.search import EXCERPT
from engage.directory.queries_finding import units_of
from engage.directory.rules.months import month_of
from engage.recognition.models import Thanks
from engage.recognition.queries import thanks as queries
from engage.recognition.queries.thanks import Rows, ThanksCard
from engage.recognition.queries.thanks_told import count_for
from engage.recognition.rules.thanks import NEWS_FOR, ThanksState, last_month_is_news

# So many stand on cards of their own; with more than that, the rest shares one.
MOST_NEWS, COUNTED = 3, 21


def cards(viewer: Viewer) -> Sequence[Card]:
    """Who thanked this person lately, what of theirs was declined, and the month's thanks of whoever leads a team."""
    since, now = queries.preference(viewer.id), clock.now()
    newer = max(now - NEWS_FOR, since.seen_at) if since.seen_at else now - NEWS_FOR
    mine = {"person": viewer.id, "newer": newer}
    came = queries.cards(_to_them(), viewer.id, units=units_of(viewer.id), **mine)
    back = queries.cards(_not_shown(), viewer.id, **mine)
    return [*_news(came, viewer.id), *(_back(each) for each in back),
            *_month(viewer, since.no_digest)]  # fmt: skip


@cache
def _to_them() -> Rows:
    person: BindParameter[int] = bindparam("person")
    units: BindParameter[int] = bindparam("units", expanding=True)
    theirs = queries.received_by(person, units) & (Thanks.state == ThanksState.SHOWN)
    others = Thanks.giver_id.is_(None) | (Thanks.giver_id != person)
    return queries.newest(theirs, others, Thanks.given_at > bindparam("newer")).limit(COUNTED)


@cache
def _not_shown() -> Rows:
    own = (Thanks.giver_id == bindparam("person")) & (Thanks.state == ThanksState.DECLINED)
    return queries.newest(own, Thanks.ended_at > bindparam("newer")).limit(MOST_NEWS)


def _news(came: Sequence[ThanksCard], person_id: int) -> Sequence[Card]:
    if len(came) <= MOST_NEWS:
        return [_came(each, person_id) for each in came]
    rest = len(came) - MOST_NEWS + 1
    many = f"More than {rest - 1}" if len(came) == COUNTED else str(rest)
    more = Card(
        f"{many} other thank-yous for you",
        url_for("recognition.thanks_mine"),
        "Read them in a quiet minute.",
        "Thank you",
        place=Place.THANKS,
    )
    return [*(_came(each, person_id) for each in came[: MOST_NEWS - 1]), more]


def _came(card: ThanksCard, person_id: int) -> Card:
    by_name = any(each.person_id == person_id for each in card.receivers)
    teams = [each.name for each in card.receivers if each.person_id is None]
    title = f"{card.giver} thanked {'you' if by_name else listed(teams)}"
    shown = "On the wall" if card.on_wall else "In private"
    meta = f"{shown} · {card.when}"
    return Card(title, _address(card), shortened(card.words), "Thank you", meta, card.colour, place=Place.THANKS)


def _back(card: ThanksCard) -> Card:
    title = f"Your thank-you to {listed(card.names)} is not shown"
    return Card(title, _address(card), shortened(card.reason), "From the OD team", "", "slate", place=Place.WAITING)


def _month(viewer: Viewer, no_digest: bool) -> Sequence[Card]:
    today = clock.today()
    if no_digest or Role.MANAGER not in viewer.roles or not last_month_is_news(today):
        return ()
    month = month_of(today).before
    number = count_for(viewer.id, month)
    if not number:
        return ()
    title = f"{count(number, 'thank-you', 'thank-yous')} in your teams in {month.name}"
    body = "Read them, and say at the next meeting that you have."
    return (Card(title, url_for("recognition.thanks_teams"), body, "Your teams", "", "amber",
                 place=Place.THANKS),)  # fmt: skip


def _address(card: ThanksCard) -> str:
    return url_for("recognition.thanks_show", thanks_id=card.id)


def shortened(words: str) -> str:
    """As much of somebody's words as a card holds."""
    flat = " ".join(words.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1].rstrip() + "…"


def desk(viewer: Viewer) -> Sequence[Task]:
    """Thanks that wait to be read before they are shown: one statement."""
    if not viewer.may(Permission.THANKS_MANAGE):
        return ()
    # For all staff or not: named, so that the wall's index, which begins with it, finds the few among all thanks.
    waiting = (Thanks.to_all.in_((True, False)), Thanks.state == ThanksState.WAITING)
    number = db.session.scalar(select(func.count()).select_from(Thanks).where(*waiting)) or 0
    if not number:
        return ()
    return (Task("Thanks to read before they are shown", f"{number} to decide", url_for("recognition.thanks_manage")),)
