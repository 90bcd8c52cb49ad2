"""A published framework for tests: two values with behaviours for everyone and managers, wanted and not wanted."""

from datetime import date, datetime, timedelta

from engage.core import clock
from engage.core.db import transaction
from engage.directory.models import Framework
from engage.values.actions import framework_drafts as drafts
from engage.values.actions import framework_publishing as publishing
from engage.values.rules.framework import (
    Audience,
    AudienceKind,
    Document,
    Level,
    LevelKind,
    Statement,
    Value,
)

AUDIENCES = (
    Audience("everyone", AudienceKind.EVERYONE),
    Audience("managers (as above, plus)", AudienceKind.MANAGERS),
)
LEVELS = (Level("positive", LevelKind.POSITIVE), Level("negative", LevelKind.NEGATIVE))


def said(identity: str, text: str, audience: str = "everyone", level: str = "positive", **more: object) -> Statement:
    """A statement."""
    return Statement(identity, text, audience, level, **more)  # type: ignore[arg-type]


def document(title: str = "Our values and behaviours", *values: Value) -> Document:
    """Two values of three and two statements, or these."""
    open_value = Value(
        "v1", "Open", "We say how things are.", "blue",
        statements=(
            said("s1", "Say early when something goes wrong", tags=("safety",)),
            said("s2", "Keep quiet and hope for the best", level="negative"),
            said("s3", "Ask your team what gets in their way", "managers (as above, plus)", question="Q7"),
        ),
    )  # fmt: skip
    kind = Value(
        "v2", "Kind", "We look after one another.", "plum",
        statements=(said("s4", "Thank people by name"), said("s5", "Talk about people who are not there",
                                                             level="negative")),
    )  # fmt: skip
    return Document("Anytown Council", title, "How we work.", AUDIENCES, LEVELS, values or (open_value, kind))


def published(doc: Document | None = None, from_day: date | None = None, published_on: date | None = None) -> Framework:
    """The document as the next version, by the product's own actions; in force from today, or from a day.

    A day that has passed needs `published_on`, the day on which it is published (that day, where it is left out).
    """
    today = published_on or (min(from_day, clock.today()) if from_day else clock.today())
    at: datetime = clock.now() - timedelta(days=(clock.today() - today).days)
    with transaction():
        row = drafts.create(doc or document(), at)
        made = publishing.publish(row, row.version, from_day or today, today, at)
    return made


def drafted(doc: Document | None = None) -> int:
    """A draft of the document; its number."""
    with transaction():
        return drafts.create(doc or document(), clock.now()).id


def large(count: int) -> Document:
    """So many values of so many statements each."""
    values = [
        Value(f"v{n}", f"Value {n}", statements=tuple(
            Statement(f"s{n}x{k}", f"Words {n} {k}", "everyone", "positive") for k in range(count)
        ))
        for n in range(count)
    ]  # fmt: skip
    return document("Large", *values)
