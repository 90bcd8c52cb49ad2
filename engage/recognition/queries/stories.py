"""Reads of stories: the shown ones, one for whoever may see it, and what waits for somebody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.files import StoredFile
from engage.core.paging import Page, cut
from engage.directory.models import Behaviour
from engage.directory.queries_finding import here
from engage.recognition.models import Story, StoryPerson
from engage.recognition.rules import stories as rules
from engage.recognition.rules.stories import Consent, Standing, StoryState

ON, EACH, MOST = "story", 12, 50


@dataclass(frozen=True)
class Told:
    """A story with the number of its picture's file, None where it has none."""

    row: Story
    picture: int | None


def standing(row: Story) -> Standing:
    """Where a story stands, as the rules see it."""
    consents = {each.person_id: Consent(each.consent) for each in row.people}
    return Standing(row.author_id, StoryState(row.state), consents, row.hidden_at is not None)


def story(story_id: int) -> Story | None:
    """One story in any state, with whoever it shows."""
    return db.session.scalar(_whole().where(Story.id == story_id))


def seen(story_id: int, viewer: Viewer) -> Story:
    """One story for whoever may see it; for everybody else it is not there."""
    row = story(story_id)
    if row is None or not rules.may_see(standing(row), viewer.id, viewer.may(Permission.THANKS_MANAGE)):
        raise NotThere
    return row


def _whole() -> Select[Story]:
    return select(Story).options(
        joinedload(Story.author),
        joinedload(Story.behaviour).joinedload(Behaviour.value),
        selectinload(Story.people).joinedload(StoryPerson.person),
    )


def all_shown() -> Select[Story]:
    """The stories that all staff may read, the newest first."""
    shown = (Story.state == StoryState.SHOWN) & Story.hidden_at.is_(None)
    return _whole().where(shown).order_by(Story.shown_at.desc(), Story.id.desc())


def newest(number: int) -> Sequence[Told]:
    """The newest shown stories with their pictures: three statements."""
    return with_pictures(db.session.scalars(_newest(), {"most": number}).all())


@cache
def _newest() -> Select[Story]:
    return all_shown().limit(bindparam("most"))


def shown(number: int) -> Page[Told]:
    """A page of the shown stories."""
    found = cut(all_shown(), number, EACH)
    return Page(with_pictures(found.rows), found.number, found.size, found.total)


def with_pictures(rows: Iterable[Story]) -> Sequence[Told]:
    """Stories with the numbers of their pictures: one statement, and none for no stories."""
    wanted = list(rows)
    found: dict[int, int] = {}
    if wanted:
        files = select(StoredFile.on_id, StoredFile.id).where(
            StoredFile.on_kind == ON, StoredFile.on_id.in_([row.id for row in wanted])
        )
        found = dict(db.session.execute(files.order_by(StoredFile.id)).all())
    return [Told(row, found.get(row.id)) for row in wanted]


def picture_of(story_id: int) -> int | None:
    """The number of a story's picture."""
    rows = select(StoredFile.id).where(StoredFile.on_kind == ON, StoredFile.on_id == story_id)
    return db.session.scalars(rows.order_by(StoredFile.id.desc()).limit(1)).first()


def own(person_id: int) -> Sequence[Story]:
    """What somebody wrote, what changed last first."""
    rows = select(Story).where(Story.author_id == person_id).options(selectinload(Story.people))
    return db.session.scalars(rows.order_by(Story.changed_at.desc(), Story.id.desc()).limit(MOST)).all()


def asking(person_id: int) -> Sequence[Story]:
    """Stories that wait for this person's yes or no, the oldest first."""
    return db.session.scalars(_asking(), {"person": person_id}).all()


@cache
def _asking() -> Select[Story]:
    mine = StoryPerson.story_id.in_(select(Story.id).where(Story.state == StoryState.ASKING))
    asked = select(StoryPerson.story_id).where(
        StoryPerson.person_id == bindparam("person"), StoryPerson.consent == Consent.ASKED, mine
    )
    rows = select(Story).where(Story.id.in_(asked)).options(joinedload(Story.author))
    return rows.order_by(Story.changed_at, Story.id).limit(MOST)


def to_decide() -> Sequence[Story]:
    """What waits for the OD team, the oldest first."""
    rows = select(Story).where(Story.state == StoryState.WAITING).options(joinedload(Story.author))
    return db.session.scalars(rows.order_by(Story.changed_at, Story.id).limit(MOST)).all()


def gone(row: Story) -> Sequence[str]:
    """Whoever a story shows and who does not work here any more: they cannot be asked."""
    working = {each.id for each in here([each.person_id for each in row.people])}
    return [each.person.name for each in row.people if each.person_id not in working]


def sent_before(once: str, author_id: int) -> Story | None:
    """The story that the same form made already."""
    return db.session.scalar(select(Story).where(Story.once == once, Story.author_id == author_id))


def due_unseen(at: datetime) -> Select[int]:
    """What nobody sees, six months after its last change."""
    before = clock.months_after(at, -rules.MONTHS_UNSEEN)
    return select(Story.id).where(Story.state != StoryState.SHOWN, Story.changed_at < before)


def due_shown(at: datetime) -> Select[int]:
    """What was shown three years ago."""
    before = clock.months_after(at, -rules.MONTHS_SHOWN)
    return select(Story.id).where(Story.state == StoryState.SHOWN, Story.shown_at < before)


def once_shown(story_ids: Sequence[int]) -> Sequence[Story]:
    """Those of these stories that are shown, hidden ones too: what a report may quote."""
    rows = select(Story).where(Story.id.in_(story_ids), Story.shown_at.is_not(None))
    return db.session.scalars(rows.order_by(Story.id)).all()
