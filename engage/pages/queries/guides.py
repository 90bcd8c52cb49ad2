"""The pages: as staff find and read them, and as the OD team keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select

from engage.access import Permission, Viewer
from engage.core import clock, files, search
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.core.search_index import matching
from engage.directory import queries_finding
from engage.directory.queries_audience import includes, means_viewer, standing
from engage.directory.queries_finding import Found
from engage.directory.rules.audience import from_text
from engage.pages.models import GuidePage
from engage.pages.rules import ARCHIVED_MONTHS, NEW_FOR, Kind, State

EACH = 24
MOST_HELP = 20
KIND_ORDER = case({kind: place for place, kind in enumerate(Kind)}, value=GuidePage.kind)
STATE_ORDER = case({State.DRAFT: 0, State.PUBLISHED: 1, State.ARCHIVED: 2}, value=GuidePage.state)


@dataclass(frozen=True)
class Whole:
    """A page with everything that is shown beside its words."""

    page: GuidePage
    lead: Found | None
    files: Sequence[files.Listed]


# For staff


def for_viewer(viewer: Viewer) -> ColumnElement[bool]:
    """Published, and meant for whoever asks."""
    return (GuidePage.state == State.PUBLISHED) & means_viewer(GuidePage.audience, viewer)


def published(viewer: Viewer, number: int, kind: str = "", typed: str = "") -> Page[GuidePage]:
    """A page of what this person may read, by kind and title; of one kind, or holding every word that was typed."""
    rows = select(GuidePage).where(for_viewer(viewer))
    if kind:
        rows = rows.where(GuidePage.kind == kind)
    if words := search.words_of(typed):
        rows = rows.where(holding(words))
    return cut(rows.order_by(KIND_ORDER, func.lower(GuidePage.title), GuidePage.id), number, EACH)


def holding(words: tuple[str, ...]) -> ColumnElement[bool]:
    """Every word begins one in the title, the summary, the text or who is eligible."""
    return matching(words, GuidePage)


def readable(address: str, viewer: Viewer) -> Whole:
    """A published page that is meant for this person; for everybody else it is not there."""
    row = db.session.scalar(select(GuidePage).where(GuidePage.address == address, for_viewer(viewer)))
    if row is None:
        raise NotThere("There is no such page, or it is not for you.")
    return whole(row)


def may_see(page_id: int, viewer: Viewer) -> GuidePage | None:
    """A page that this person may see, and so its files: published and meant for them, or they keep the pages."""
    row = db.session.get(GuidePage, page_id)
    if row is None or viewer.may(Permission.PAGES_MANAGE):
        return row
    return row if row.state == State.PUBLISHED and includes(row.audience, viewer) else None


def newest(viewer: Viewer) -> GuidePage | None:
    """The page for this person that was published last, if that was in the last 14 days: those are looked through."""
    stands = standing(viewer)
    rows = db.session.scalars(_published_since(), {"since": clock.now() - NEW_FOR})
    return next((row for row in rows if from_text(row.audience).includes(stands)), None)


@cache
def _published_since() -> Select[GuidePage]:
    lately = (GuidePage.state == State.PUBLISHED) & (GuidePage.published_at >= bindparam("since"))
    return select(GuidePage).where(lately).order_by(GuidePage.published_at.desc(), GuidePage.id.desc())


def help_pages(viewer: Viewer) -> Sequence[GuidePage]:
    """The pages of help that this person may read."""
    rows = select(GuidePage).where(for_viewer(viewer), GuidePage.kind == Kind.HELP)
    return db.session.scalars(rows.order_by(func.lower(GuidePage.title), GuidePage.id).limit(MOST_HELP)).all()


# For the OD team


def page_by_id(page_id: int) -> GuidePage:
    """Any page, or NotThere."""
    row = db.session.get(GuidePage, page_id)
    if row is None:
        raise NotThere("There is no such page.")
    return row


def whole(row: GuidePage) -> Whole:
    """A page with its lead officer and files: two statements."""
    found = queries_finding.shown([row.lead_officer_id]) if row.lead_officer_id else {}
    return Whole(row, found.get(row.lead_officer_id or 0), files.on("page", row.id))


def kept(number: int) -> Page[GuidePage]:
    """A page of all pages: what is due for review first, then drafts, what is published, and the archive."""
    due = case((due_for_review(), 0), else_=1)
    return cut(select(GuidePage).order_by(due, STATE_ORDER, GuidePage.review_on, GuidePage.id), number, EACH)


def due_for_review() -> ColumnElement[bool]:
    """Published, and its date of review has come."""
    return (GuidePage.state == State.PUBLISHED) & (GuidePage.review_on <= clock.today())


def due_pages(limit: int) -> Sequence[GuidePage]:
    """What is due for review, the longest overdue first."""
    rows = select(GuidePage).where(due_for_review()).order_by(GuidePage.review_on, GuidePage.id).limit(limit)
    return db.session.scalars(rows).all()


def addresses_like(start: str) -> Sequence[str]:
    """The addresses in use that begin so."""
    rows = select(GuidePage.address).where(GuidePage.address.startswith(start, autoescape=True))
    return db.session.scalars(rows.order_by(GuidePage.id)).all()


def led_by(person_id: int) -> Sequence[GuidePage]:
    """The pages that name somebody as their lead officer."""
    rows = select(GuidePage).where(GuidePage.lead_officer_id == person_id)
    return db.session.scalars(rows.order_by(GuidePage.id)).all()


def archived_long_ago(at: datetime) -> Select[int]:
    """Pages that were archived as long ago as they are kept."""
    rows = select(GuidePage.id, GuidePage.archived_at).where(
        GuidePage.state == State.ARCHIVED, GuidePage.archived_at <= at - timedelta(days=28 * ARCHIVED_MONTHS)
    )
    over = [
        row.id
        for row in db.session.execute(rows.order_by(GuidePage.id))
        if row.archived_at is not None and clock.months_after(row.archived_at, ARCHIVED_MONTHS) <= at
    ]
    return select(GuidePage.id).where(GuidePage.id.in_(over))
