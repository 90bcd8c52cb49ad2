"""The life of a survey."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a survey stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"
    ARCHIVED = "archived"
    CANCELLED = "cancelled"


# A survey gets its keys when scheduled, so none opens from draft; a closed one may be archived unreleased.
NEXT: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.SCHEDULED}),
    Stage.SCHEDULED: frozenset({Stage.DRAFT, Stage.OPEN, Stage.CANCELLED}),
    Stage.OPEN: frozenset({Stage.CLOSED, Stage.CANCELLED}),
    Stage.CLOSED: frozenset({Stage.RELEASED, Stage.ARCHIVED}),
    Stage.RELEASED: frozenset({Stage.ARCHIVED}),
    Stage.ARCHIVED: frozenset(),
    Stage.CANCELLED: frozenset(),
}
EDITABLE = frozenset({Stage.DRAFT})


def may_go(now: Stage, then: Stage) -> bool:
    """Whether a survey may pass from one stage to another."""
    return then in NEXT[now]


def may_edit(stage: Stage) -> bool:
    """Whether the questionnaire may still change."""
    return stage in EDITABLE
