"""Writing a story, and asking whoever it shows and the OD team before anybody else reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit, files, moderation
from engage.core.db import db, flush_or
from engage.core.errors import Conflict, Invalid, Refused
from engage.directory.queries_choosing import chosen
from engage.directory.rules.choosing import PERSON
from engage.recognition.actions import stories_telling as telling
from engage.recognition.models import Story, StoryPerson
from engage.recognition.queries import stories as queries
from engage.recognition.rules import stories as rules
from engage.recognition.rules.stories import Consent, StoryState
from engage.recognition.rules.stories_picture import PNG, BadPicture, cleaned

MOST_BYTES = 6_000_000
MOVED = "The story has changed in the meantime. Nothing was changed. Reload the page and look again."
OVERTAKEN = (
    "This story was saved in another window since you opened it. What you typed is still below, and is not saved. "
    "Look at it there, then save again to put yours in its place."
)
NOT_YOURS = "That cannot be done with this story now, or not by you."
LACKS = {
    "body": "Write the story first.",
    "shows": "Say what the picture shows, for whoever does not see it.",
    "behaviour": "Choose the behaviour that the story is about.",
}


@dataclass(frozen=True)
class Words:
    """What an author writes; `picture`: bytes of a new one; `drop`: the picture there is goes; people by their ids."""

    title: str
    body: str
    behaviour_id: int | None
    shows: str
    people: tuple[int, ...]
    picture: bytes = b""
    drop: bool = False


def people_of(keys: Sequence[str], author_id: int) -> tuple[int, ...]:
    """Whoever was chosen and works here; not the author, who consents by sending. Invalid for too many."""
    found = tuple(each.id for each in chosen(keys, (PERSON,)) if each.id != author_id)
    if len(found) > rules.MOST_PEOPLE:
        raise Invalid(f"A story can name at most {rules.MOST_PEOPLE} people.")
    return found


def bare(content: bytes) -> bytes:
    """A picture without what the camera wrote into it, or Invalid with the plain reason why not."""
    if len(content) > MOST_BYTES:
        raise Invalid(f"The picture is larger than {MOST_BYTES // 1_000_000} MB. Send a smaller one.")
    try:
        return cleaned(content)
    except BadPicture as problem:
        raise Invalid("This is no PNG or JPEG picture that can be shown. Save it again as one.") from problem


def create(words: Words, author_id: int, once: str, at: datetime) -> Story:
    """A draft; the same form sent twice is one story."""
    before = queries.sent_before(once, author_id)
    if before is not None:
        return before
    row = Story(author_id=author_id, once=once, made_at=at, changed_at=at, title=words.title, body=words.body)
    db.session.add(row)
    _take(row, words, at)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict("This form was sent already. Look at your stories, or open a new form.") from error
    _picture(row, words)
    audit.record("create", queries.ON, row.id)
    return row


def save(row: Story, version: int, words: Words, person_id: int, at: datetime) -> None:
    """Other words: whoever had said yes or no to the former is asked again when it is sent."""
    if not rules.may_write(queries.standing(row), person_id):
        raise Refused("Take the story back before you change it.")
    if row.version != version:
        raise Conflict(OVERTAKEN)
    if _changes(row, words):
        row.people.clear()
        _flush(OVERTAKEN)
        _take(row, words, at)
        _picture(row, words)
    row.state, row.shown_at, row.changed_at = StoryState.DRAFT, None, at
    _done("change", row)


def _changes(row: Story, words: Words) -> bool:
    held = (row.title, row.body, row.behaviour_id, row.picture_shows, {each.person_id for each in row.people})
    sent = (words.title, words.body, words.behaviour_id, words.shows, set(words.people))
    return held != sent or bool(words.picture) or words.drop


def _take(row: Story, words: Words, at: datetime) -> None:
    row.title, row.body, row.behaviour_id = words.title, words.body, words.behaviour_id
    row.picture_shows, row.note, row.decided_by_id = words.shows, "", None
    row.people = [StoryPerson(person_id=each) for each in words.people]


def _picture(row: Story, words: Words) -> None:
    if words.picture or words.drop:
        files.remove_all(queries.ON, row.id)
    if words.picture:
        ending = "png" if words.picture.startswith(PNG) else "jpg"
        # A name of our own: the camera's or the person's may tell more than the picture.
        files.store(f"picture-{row.id}.{ending}", words.picture, queries.ON, row.id, MOST_BYTES)


def send(row: Story, person_id: int, framework: bool, at: datetime) -> None:
    """Ask whoever it shows; where it shows nobody else, the OD team at once."""
    state = queries.standing(row)
    if not rules.may_send(state, person_id):
        raise Refused("Somebody does not want to be shown like this: change the story first." if state.stopped
                      else NOT_YOURS)  # fmt: skip
    missing = rules.lacks(
        row.body, queries.picture_of(row.id) is not None, row.picture_shows, bool(row.behaviour_id), framework
    )
    if missing:
        raise Invalid("The story is not ready yet. It was not sent.", [LACKS[code] for code in missing])
    if left := queries.gone(row):
        raise Invalid(
            "Somebody who is named does not work here any more and cannot be asked. Take them out of the story.", left
        )
    for each in row.people:
        each.consent, each.answered_at = Consent.ASKED, None
    row.state, row.note, row.changed_at = rules.after_sending(queries.standing(row)), "", at
    _done("send", row)
    telling.ask(row)


def consent(row: Story, person_id: int, at: datetime) -> None:
    """Somebody it shows says yes; the last yes hands it to the OD team."""
    if not rules.may_consent(queries.standing(row), person_id):
        raise Refused(NOT_YOURS)
    _say(row, person_id, Consent.GIVEN, at)
    row.state, row.changed_at = rules.after_sending(queries.standing(row)), at
    _flush(MOVED)


def refuse(row: Story, person_id: int, at: datetime) -> None:
    """Somebody it shows says no, now or after a yes: nobody but the author reads it from this moment.

    In no audit record: that names who acts, and who refused is on no page but their own copy.
    """
    state = queries.standing(row)
    if not rules.may_refuse(state, person_id):
        raise Refused(NOT_YOURS)
    _say(row, person_id, Consent.REFUSED, at)
    row.state, row.shown_at, row.changed_at, row.note = StoryState.DRAFT, None, at, ""
    _flush(MOVED)
    telling.stopped(row)


def _say(row: Story, person_id: int, what: Consent, at: datetime) -> None:
    for each in row.people:
        if each.person_id == person_id:
            each.consent, each.answered_at = what, at


def approve(row: Story, by_id: int, at: datetime) -> None:
    """Show it to all staff."""
    _decide(row, StoryState.SHOWN, "", by_id, at)
    row.shown_at, row.hidden_at = at, None
    _done("show", row)
    telling.shown(row)


def decline(row: Story, note: str, by_id: int, at: datetime) -> None:
    """Give it back to its author with a note."""
    _decide(row, StoryState.DECLINED, note, by_id, at)
    _done("decline", row)
    telling.declined(row)


def _decide(row: Story, state: StoryState, note: str, by_id: int, at: datetime) -> None:
    if not rules.may_decide(queries.standing(row)):
        raise Conflict(MOVED)
    row.state, row.note, row.decided_by_id, row.changed_at = state, note, by_id, at


def withdraw(row: Story, person_id: int, at: datetime) -> None:
    """Its author takes it back: nobody else reads it from this moment."""
    if not rules.may_withdraw(queries.standing(row), person_id):
        raise Refused(NOT_YOURS)
    row.state, row.shown_at, row.changed_at = rules.withdrawn(StoryState(row.state)), None, at
    _done("withdraw", row)


def delete(row: Story, person_id: int) -> None:
    """Its author removes it with its picture, for good."""
    if not rules.may_write(queries.standing(row), person_id):
        raise Refused("Take the story back before you delete it.")
    erase(row)
    audit.record("delete", queries.ON, row.id)


def erase(row: Story) -> None:
    """Remove a story in any state, with its picture and what was reported of it."""
    files.remove_all(queries.ON, row.id)
    moderation.gone(queries.ON, row.id)
    db.session.delete(row)
    _flush(MOVED)


def erase_all(ids: Sequence[int], at: datetime) -> None:
    """After their time."""
    for story_id in ids:
        row = queries.story(story_id)
        if row is not None:
            erase(row)
            audit.record("delete", queries.ON, story_id)


def hide(row: Story, at: datetime | None) -> None:
    """Hide a reported story from all staff, or bring it back."""
    row.hidden_at = at
    _flush(MOVED)


def _done(act: str, row: Story) -> None:
    _flush(MOVED)
    audit.record(act, queries.ON, row.id)


def _flush(overtaken: str) -> None:
    flush_or(Conflict(overtaken))
