"""Posters of sites, and thanks that are printed to be picked up."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db, fetch
from engage.core.errors import Conflict, Invalid
from engage.recognition.models import PickUp, SitePoster, Thanks
from engage.recognition.queries import paper as queries
from engage.recognition.queries import paper_pick_up
from engage.recognition.rules import paper as rules

TRIES = 20


def make_poster(site: str, by: int | None, at: datetime) -> SitePoster:
    """A code for a site; the one it has where it has one, so that a form sent twice makes one poster."""
    found = next((each for each in queries.sites() if each.name == site), None)
    if found is None:
        raise Invalid("Choose a site from the list: nobody's job is at this one.")
    if found.poster is not None:
        return found.poster
    for _ in range(TRIES):
        code = rules.code(secrets.choice)
        if queries.poster(code) is None:
            row = SitePoster(code=code, site=site, made_at=at, made_by_id=by)
            db.session.add(row)
            db.session.flush()
            audit.record("make", "site poster", row.id)
            return row
    raise Conflict("No code is free. Please try again.")


def end_poster(row: SitePoster, at: datetime) -> None:
    """Its code leads nowhere from now on; ending it twice changes nothing."""
    if row.ended_at is None:
        row.ended_at = at
        db.session.flush()
        audit.record("end", "site poster", row.id)


def to_pick_up(thanks: Thanks) -> int:
    """Have it printed for each of its people who has no e-mail or asked for paper; how many there are.

    For whoever gives thanks, and safe to call again: it is called once for each that is given, in its transaction.
    A whole team that is thanked gets no slips: the wall in print is for them.
    """
    return _add(paper_pick_up.missing(thanks.given_at, thanks.id))


def fill_missing(now: datetime) -> int:
    """Add what was missed in the last 30 days; how many there were."""
    return _add(paper_pick_up.missing(now - rules.FILLED_FOR))


def _add(found: Sequence[tuple[int, int, str]]) -> int:
    added = 0
    for thanks_id, person_id, site in found:
        try:
            # Two that come at once on PostgreSQL: the second finds it there.
            with db.session.begin_nested():
                db.session.add(PickUp(thanks_id=thanks_id, person_id=person_id, site=site))
        except IntegrityError:
            continue
        added += 1
    return added


def mark_printed(site: str, keys: Sequence[paper_pick_up.Key], at: datetime) -> int:
    """Note that these of a site were printed; how many were still waiting, so that nothing is printed twice."""
    marked = 0
    for row in paper_pick_up.slips(keys):
        # Asked of the database, not of what was read: two people may mark the same at once.
        own = (PickUp.thanks_id == row.thanks_id, PickUp.person_id == row.person_id)
        waits = update(PickUp).where(*own, PickUp.site == site, PickUp.printed_at.is_(None))
        marked += fetch(waits.values(printed_at=at)).rowcount
    if marked:
        db.session.flush()
        audit.record("print", "pick up", count=marked)
    return marked


def put_back(site: str, at: datetime) -> int:
    """What was marked as printed at that moment waits again; how many they are."""
    rows = update(PickUp).where(PickUp.site == site, PickUp.printed_at == at).values(printed_at=None)
    count = fetch(rows).rowcount
    if count:
        audit.record("put back", "pick up", count=count)
    return count


PEOPLE = (select(PickUp.thanks_id, PickUp.person_id, PickUp.person_id.label("who")),)


def due_printed(at: datetime) -> Select[int, int]:
    """What was printed 90 days ago: the thank-you and the person."""
    return select(PickUp.thanks_id, PickUp.person_id).where(PickUp.printed_at < at - rules.PRINTED_KEPT)


def forget_printed(keys: Sequence[tuple[int, int]], at: datetime) -> None:
    """Forget that these were printed."""
    db.session.execute(delete(PickUp).where(tuple_(PickUp.thanks_id, PickUp.person_id).in_(keys)))
