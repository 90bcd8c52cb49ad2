"""Publishing a framework: rows in the directory that never change again, and the earlier version's end."""

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.directory import queries_framework as published
from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.values.actions import framework_drafts as drafts
from engage.values.models import FrameworkDraft
from engage.values.rules.framework import AudienceKind, Document, Value, colour_of
from engage.values.rules.framework_document import digest, from_json, to_json
from engage.values.rules.framework_mapping import settled

WAITS = "Another version is published already and waits for its day. Withdraw it first. Nothing was changed."


def publish(draft: FrameworkDraft, version: int, from_day: date, today: date, at: datetime) -> Framework:
    """Make the draft the next version, in force from a day on; the draft is gone then.

    Raises Invalid for a day that has passed or a framework without values, Conflict where another version waits.
    """
    drafts.hold(draft, version)
    document = settled(from_json(draft.document))
    if not document.values:
        raise Invalid("A framework needs at least one value before it can be published.")
    if from_day < today:
        raise Invalid("A framework comes into force today or later.")
    latest = published.latest(for_update=True)
    if latest is not None:
        if latest.in_force_from > today:
            raise Conflict(WAITS)
        latest.ended_on = from_day
    made = _rows(document, latest.version + 1 if latest else 1, from_day, at)
    db.session.add(made)
    db.session.delete(draft)
    try:
        drafts.flush()
    except IntegrityError as error:
        raise Conflict("Somebody else has just published a version. Nothing of yours was changed.") from error
    audit.record("publish", "framework", made.id, version=made.version, values=len(document.values))
    return made


def withdraw(framework: Framework, today: date, at: datetime) -> FrameworkDraft:
    """Take back a version that is not in force yet: it is a draft again, and the one before it goes on."""
    db.session.refresh(framework, with_for_update=True)
    if framework.in_force_from <= today:
        raise Conflict("This version is in force, so it stays as it is. Publish a new one instead.")
    before = published.before(framework)
    if before is not None:
        before.ended_on = None
    document = from_json(framework.document)
    audit.record("withdraw", "framework", framework.id, version=framework.version)
    db.session.delete(framework)
    db.session.flush()
    return drafts.create(document, at)


def _rows(document: Document, number: int, from_day: date, at: datetime) -> Framework:
    return Framework(
        title=document.title, version=number, document=to_json(document), digest=digest(document),
        published_at=at, in_force_from=from_day,
        values=[_value(document, value, place) for place, value in enumerate(document.values)],
    )  # fmt: skip


def _value(document: Document, value: Value, place: int) -> FrameworkValue:
    return FrameworkValue(
        position=place, identity=value.identity, name=value.name, about=value.about,
        colour=colour_of(value, place), replaces=" ".join(value.replaces),
        behaviours=_behaviours(document, value),
    )  # fmt: skip


def _behaviours(document: Document, value: Value) -> list[Behaviour]:
    kinds = {each.name: each.kind for each in document.audiences}
    return [
        Behaviour(
            position=place, identity=said.identity, audience=said.audience,
            audience_kind=kinds.get(said.audience, AudienceKind.EVERYONE).value,
            level=said.level, polarity=document.polarity(said.level), text=said.text,
            tags="; ".join(said.tags), question=said.question, replaces=" ".join(said.replaces),
        )
        for place, said in enumerate(value.statements)
    ]  # fmt: skip
