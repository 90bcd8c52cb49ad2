"""Thanks to pick up: what waits at each site, its PDF, and noting that it was printed."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.formatting import count, day
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.recognition.actions import paper as actions
from engage.recognition.models import PickUp
from engage.recognition.queries import paper as sites
from engage.recognition.queries import paper_pick_up as queries
from engage.recognition.rules import paper as rules
from engage.recognition.rules.thanks import MOST_WORDS
from engage.recognition.views import bp
from engage.recognition.views.paper import made

KEYS = re.compile(r"[0-9]{1,9}:[0-9]{1,9}( [0-9]{1,9}:[0-9]{1,9})*\Z")
MICROSECONDS, EACH = 1_000_000, 2


def _mine() -> frozenset[str] | None:
    """The sites whose slips this person may print, None for all; NotThere for whoever prints none."""
    viewer = current_person()
    every = viewer.may(Permission.THANKS_MANAGE)
    found = rules.sites_to_collect(viewer.roles, every, () if every else sites.sites_of(viewer.id))
    if found is not None and not rules.may_enter(viewer.roles):
        raise NotThere("Employee champions, managers and the OD team print thanks to pick up.")
    return found


def _site() -> str:
    site = request.values.get("site", "")[:200]
    if not rules.may_collect(_mine(), site):
        raise NotThere("There is nothing to print at this site, or it is not yours.")
    return site


@bp.get("/thanks/pick-up/")
@signed_in
def pick_up() -> Response:
    """How many wait at each site, and what was printed lately."""
    mine = _mine()
    return page(
        "recognition/paper/pick_up.html", waiting=queries.waiting(mine), printed=queries.printed(mine), mine=mine,
        stamp=_stamp, kept=rules.PRINTED_KEPT.days,
    )  # fmt: skip


def _stamp(at: datetime) -> int:
    return int(at.timestamp()) * MICROSECONDS + at.microsecond


def _moment() -> datetime:
    typed = request.values.get("at", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 18):
        raise NotThere("Nothing was printed then.")
    seconds, micro = divmod(int(typed), MICROSECONDS)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=micro)


def _keys() -> Sequence[queries.Key]:
    """What the page that this form stood on has shown: that is printed and noted, and nothing that came since."""
    sent = request.form.get("keys", "")
    if len(sent) > queries.MOST_SLIPS * 20 or not KEYS.match(sent):
        raise Invalid("Open the page of thanks to pick up again: this form is not whole.")
    pairs = (each.split(":") for each in sent.split(" "))
    return [(int(thanks), int(person)) for thanks, person in pairs][: queries.MOST_SLIPS]


@bp.post("/thanks/pick-up/slips.pdf")
@signed_in
@reads
def print_slips() -> Response:
    """The cards of what waits at a site."""
    site, keys = _site(), _keys()
    return _slips(site, [each for each in queries.slips(keys) if each.site == site])


@bp.get("/thanks/pick-up/printed.pdf")
@signed_in
def print_again() -> Response:
    """The cards that were printed at one moment, once more."""
    site = _site()
    return _slips(site, queries.slips_of(site, _moment()))


def _slips(site: str, rows: Sequence[PickUp]) -> Response:
    if not rows:
        raise NotThere("Nothing of this is there to print any more.")
    units = queries.units_of({each.person_id for each in rows})
    people: dict[int, list[PickUp]] = {}
    for each in rows:
        people.setdefault(each.person_id, []).append(each)
    cards = [card for person, some in people.items() for card in _cards_of(some, units.get(person, ""))]
    return made("thanks-to-pick-up", "paper_slips.typ", f"Thanks to pick up{' at ' if site else ''}{site}",
                {"site": site, "cards": cards}, keep=True)  # fmt: skip


def _cards_of(rows: Sequence[PickUp], unit: str) -> Sequence[dict[str, object]]:
    """The cards of one person, two thank-yous on each."""
    parts = -(-len(rows) // EACH)
    return [
        {"name": rows[0].person.name, "unit": unit, "part": f"{part + 1} of {parts}" if parts > 1 else "",
         "thanks": [_words(each) for each in rows[part * EACH : part * EACH + EACH]]}
        for part in range(parts)
    ]  # fmt: skip


def _words(row: PickUp) -> dict[str, str | bool]:
    thanks, others = row.thanks, len(row.thanks.receivers) - 1
    value = thanks.behaviours[0].behaviour.value if thanks.behaviours else None
    return {
        "words": rules.fitting(thanks.words, MOST_WORDS),
        "giver": rules.fitting(thanks.giver.name if thanks.giver else thanks.signed),
        "day": day(thanks.given_at),
        "value": value.name if value else "",
        "colour": rules.colour_of(value.colour, value.position) if value else "",
        "others": f"To you and {count(others, 'other')}" if others else "",
        "private": not thanks.to_all,
    }


@bp.post("/thanks/pick-up/printed")
@signed_in
def mark_printed() -> Response:
    """They are printed, and wait no more."""
    site, keys = _site(), _keys()
    marked = actions.mark_printed(site, keys, clock.now())
    flash(f"{count(marked, 'thank-you', 'thank-yous')} marked as printed." if marked else "They were marked already.")
    return go(url_for(".pick_up"))


@bp.post("/thanks/pick-up/put-back")
@signed_in
def put_back() -> Response:
    """The printer jammed: they wait again."""
    site = _site()
    number = actions.put_back(site, _moment())
    flash(f"{count(number, 'thank-you waits', 'thank-yous wait')} again." if number else "They wait already.")
    return go(url_for(".pick_up"))
