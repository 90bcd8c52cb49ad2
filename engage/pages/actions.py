"""Writing, publishing, reviewing and archiving pages, and the files on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit, clock, files
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.files import Sent
from engage.directory.rules.audience import Audience, to_text
from engage.pages.models import GuidePage
from engage.pages.queries import guides
from engage.pages.rules import MOST_FILES, Kind, State, free_address, may_become, missing, slug

ON = "page"
LACKS = {
    "text": "The page has no text yet.",
    "eligible": "It does not say who may have this benefit.",
    "lead": "It has no lead officer.",
    "review": "It has no review date.",
}
OVERTAKEN = (
    "Somebody else has saved this page since you opened it. What you typed is still below, and is not saved. "
    "Look at the page as it is now, then save again to put yours in its place."
)
MOVED = "Somebody has changed this page in the meantime. Nothing was changed. Reload it and look again."


class Overtaken(Conflict):
    """Somebody else has saved the page since it was opened to be changed."""


class Unready(Invalid):
    """A page that lacks something cannot be published, or stay so; `codes` say what, as rules.missing does."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__("A published page must be whole. Nothing was changed.", [LACKS[code] for code in codes])
        self.codes = codes


@dataclass(frozen=True)
class Words:
    """What the OD team writes of a page."""

    kind: Kind
    title: str
    summary: str
    text: str
    eligible: str
    link: str
    contact: str
    lead_officer_id: int | None
    review_on: date | None
    audience: Audience


def create(words: Words, at: datetime) -> GuidePage:
    """A draft, under a free address made of its title."""
    wanted = slug(words.title)
    page = GuidePage(address=free_address(wanted, guides.addresses_like(wanted)), changed_at=at)
    _take(page, words, at)
    db.session.add(page)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict("Somebody has just made a page of this name. Nothing was changed. Try again.") from error
    audit.record("create", ON, page.id)
    return page


def save(page: GuidePage, version: int, words: Words, at: datetime) -> None:
    """Change what a page says; of a published one staff see it at once, so it must stay whole."""
    if page.state == State.ARCHIVED:
        raise Conflict("This page is archived. Bring it back before you change it.")
    if page.version != version:
        raise Overtaken(OVERTAKEN)
    if page.state == State.PUBLISHED:
        _refuse(_lacking(words))
    _take(page, words, at)
    _flush(Overtaken(OVERTAKEN))
    audit.record("change", ON, page.id)


def _take(page: GuidePage, words: Words, at: datetime) -> None:
    benefit = words.kind is Kind.BENEFIT
    page.kind, page.title, page.summary, page.text = words.kind, words.title, words.summary, words.text
    page.eligible = words.eligible if benefit else ""
    page.link = words.link if benefit else ""
    page.contact = words.contact if benefit else ""
    page.lead_officer_id, page.review_on = words.lead_officer_id, words.review_on
    page.audience, page.changed_at = to_text(words.audience), at


def lacks(page: GuidePage) -> tuple[str, ...]:
    """What the page lacks before it can be published, as sentences."""
    return tuple(LACKS[code] for code in _lacking(page))


def _lacking(what: GuidePage | Words) -> tuple[str, ...]:
    return missing(Kind(what.kind), what.text, what.eligible, bool(what.lead_officer_id), bool(what.review_on))


def _refuse(codes: tuple[str, ...]) -> None:
    if codes:
        raise Unready(codes)


def publish(page: GuidePage, at: datetime) -> None:
    """Show it to those it is for."""
    _refuse(_lacking(page))
    _move(page, State.PUBLISHED)
    page.published_at = at
    _done("publish", page)


def archive(page: GuidePage, at: datetime) -> None:
    """Take it away from staff; it is kept for a while."""
    _move(page, State.ARCHIVED)
    page.archived_at = at
    _done("archive", page)


def bring_back(page: GuidePage) -> None:
    """Out of the archive, as a draft."""
    _move(page, State.DRAFT)
    page.archived_at = page.published_at = None
    _done("bring back", page)


def _move(page: GuidePage, wanted: State) -> None:
    if not may_become(State(page.state), wanted):
        raise Conflict(MOVED)
    page.state = wanted


def _flush(overtaken: Conflict) -> None:
    """Write; another writer's version in between is a conflict a person can read."""
    flush_or(overtaken)


def _done(act: str, page: GuidePage) -> None:
    _flush(Conflict(MOVED))
    audit.record(act, ON, page.id)


def reviewed(page: GuidePage, next_on: date, at: datetime) -> None:
    """Somebody has read it again and found it right; the next time is said."""
    if page.state != State.PUBLISHED:
        raise Conflict("Only a published page is reviewed. Nothing was changed.")
    if next_on <= clock.local(at).date():
        raise Invalid("Choose a day to come.")
    page.reviewed_at, page.review_on = at, next_on
    _done("review", page)


def delete(page: GuidePage) -> None:
    """Remove a draft with its files."""
    if page.state != State.DRAFT:
        raise Conflict("Only a draft can be deleted. Archive a published page instead.")
    erase(page)


def erase(page: GuidePage) -> None:
    """Remove a page in any state, with its files."""
    page_id = page.id
    files.remove_all(ON, page_id)
    db.session.delete(page)
    db.session.flush()
    audit.record("delete", ON, page_id)


def erase_all(ids: Sequence[int], at: datetime) -> None:
    """Several, after their time."""
    for page_id in ids:
        erase(guides.page_by_id(page_id))


def add_files(page: GuidePage, sent: Sequence[Sent], max_bytes: int) -> None:
    """Hang files on the page: all of them, or none and the reason."""
    if page.state == State.ARCHIVED:
        raise Conflict("This page is archived. Bring it back before you change it.")
    for file_id in files.add(sent, ON, page.id, "A page", MOST_FILES, max_bytes):
        audit.record("add file", ON, page.id, file=file_id)


def remove_file(page: GuidePage, file_id: int) -> str:
    """Take a file of this page away for good; answers its name."""
    name = files.remove(ON, page.id, file_id)
    if name is None:
        raise NotThere("This page has no such file.")
    audit.record("remove file", ON, page.id, file=file_id)
    return name
