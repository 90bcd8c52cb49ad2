"""Sharing with union representatives: a draft with its files, then shared once, then gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from engage.champions.actions import quiet_telling as telling
from engage.champions.models import SharedItem, SharedItemNetwork
from engage.champions.queries import quiet_shared as queries
from engage.champions.rules import quiet_shared as rules
from engage.core import audit, files
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.files import Sent

SHARED = "This is shared already and cannot be changed. Delete it and share it anew. Nothing was changed."
OVERTAKEN = "This was changed in another window since you opened it. Look at it there, then save again."


@dataclass(frozen=True)
class Words:
    """What the OD team writes: the networks by their ids."""

    title: str
    body: str
    address: str
    networks: tuple[int, ...]


def create(words: Words, once: str, at: datetime) -> SharedItem:
    """A draft; the same form sent twice is one."""
    before = queries.sent_before(once)
    if before is not None:
        return before
    row = SharedItem(once=once, made_at=at)
    _take(row, words)
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError as error:
        raise Conflict("This form was sent already. Look at the list.") from error
    audit.record("create", queries.ON, row.id)
    return row


def save(row: SharedItem, version: int, words: Words) -> None:
    """Other words for a draft; Conflict where it is shared, or another window was quicker."""
    _must_be_draft(row)
    if row.version != version:
        raise Conflict(OVERTAKEN)
    _take(row, words)
    _flush()
    audit.record("change", queries.ON, row.id)


def _take(row: SharedItem, words: Words) -> None:
    row.title, row.body, row.address = words.title, words.body, words.address
    held = {each.network_id: each for each in row.networks}
    row.networks = [held.get(each) or SharedItemNetwork(network_id=each) for each in words.networks]


def add_files(row: SharedItem, sent: Sequence[Sent]) -> None:
    """Hang files on a draft; Invalid for what cannot be kept."""
    _must_be_draft(row)
    files.add(sent, queries.ON, row.id, "What is shared", rules.MOST_FILES, rules.FILE_MB * 1_000_000)
    audit.record("add files", queries.ON, row.id, count=len(sent))


def remove_file(row: SharedItem, file_id: int) -> None:
    """Take a file off a draft."""
    _must_be_draft(row)
    if files.remove(queries.ON, row.id, file_id) is None:
        raise NotThere
    audit.record("remove file", queries.ON, row.id)


def share(row: SharedItem, at: datetime) -> None:
    """Show it to the people of its networks, and tell them that something waits."""
    _must_be_draft(row)
    if not row.networks:
        raise Invalid("Choose whom it is shared with. Nothing was shared.")
    if rules.lacks(row.body, row.address, len(files.on(queries.ON, row.id))):
        raise Invalid("Write something, or add an address or a file. Nothing was shared.")
    row.shared_at = at
    _flush()
    audit.record("share", queries.ON, row.id)
    telling.addresses(queries.readers_mail(row))


def delete(row: SharedItem) -> None:
    """It goes from every page, with its files."""
    files.remove_all(queries.ON, row.id)
    audit.record("delete", queries.ON, row.id)
    db.session.delete(row)
    _flush()


def forget(ids: Sequence[int], at: datetime) -> None:
    """Delete items with their files."""
    for item_id in ids:
        row = queries.maybe(item_id)
        if row is not None:
            delete(row)


def _must_be_draft(row: SharedItem) -> None:
    if row.shared_at is not None:
        raise Conflict(SHARED)


def _flush() -> None:
    flush_or(Conflict(OVERTAKEN))
