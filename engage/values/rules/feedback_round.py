"""A feedback round: its stages, what is asked about whom, and who may do what to whose list and report."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from engage.values.rules.feedback_report import GROUPED, RATINGS, UNSEEN, Relation

MOST_REVIEWERS, MOST_OUTSIDE, MOST_WORDS = 100, 10, 600
MOST_ASKED = 60


class Stage(StrEnum):
    """How far a round has come; it only goes forward."""

    DRAFT = "draft"
    PROPOSING = "proposing"
    COLLECTING = "collecting"
    CLOSED = "closed"
    REPORTED = "reported"


NEXT: Mapping[Stage, Stage] = {
    Stage.DRAFT: Stage.PROPOSING,
    Stage.PROPOSING: Stage.COLLECTING,
    Stage.COLLECTING: Stage.CLOSED,
    Stage.CLOSED: Stage.REPORTED,
}
POSSIBLE: Mapping[str, frozenset[Stage]] = {
    "edit": frozenset({Stage.DRAFT}),
    "delete": frozenset({Stage.DRAFT}),
    "open": frozenset({Stage.DRAFT}),
    "invite": frozenset({Stage.DRAFT, Stage.PROPOSING}),
    "change dates": frozenset({Stage.DRAFT, Stage.PROPOSING, Stage.COLLECTING}),
    "propose": frozenset({Stage.PROPOSING}),
    "make the key": frozenset({Stage.PROPOSING}),
    "collect": frozenset({Stage.PROPOSING}),
    "answer": frozenset({Stage.COLLECTING}),
    "close": frozenset({Stage.COLLECTING}),
    "coach": frozenset({Stage.COLLECTING, Stage.CLOSED, Stage.REPORTED}),
    "share": frozenset({Stage.REPORTED}),
}


class Standing(StrEnum):
    """How far one person's list of reviewers is."""

    INVITED = "invited"
    PROPOSING = "proposing"
    SENT = "sent"
    APPROVED = "approved"


class BadChoice(ValueError):
    """A choice that cannot be taken; its text is one plain sentence."""


@dataclass(frozen=True)
class Item:
    """One thing that is rated: its key, the value it belongs to, its words, and whether it is about managers alone."""

    key: str
    value: str
    value_name: str
    text: str
    managers: bool = False


def to_text(items: Sequence[Item]) -> str:
    """What is asked, as canonical JSON."""
    return json.dumps([asdict(item) for item in items], sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_text(text: str) -> tuple[Item, ...]:
    """What is asked, in its order."""
    return tuple(Item(**each) for each in json.loads(text))


def asked_about(items: Sequence[Item], manages: bool) -> tuple[Item, ...]:
    """What is asked about one person: what is for managers only about those who manage people."""
    return tuple(item for item in items if manages or not item.managers)


@dataclass(frozen=True)
class ValueAsked:
    """One value with what is rated of it."""

    identity: str
    name: str
    items: tuple[Item, ...]


def by_value(items: Sequence[Item]) -> tuple[ValueAsked, ...]:
    """The items under their values, in their order."""
    values = list(dict.fromkeys((item.value, item.value_name) for item in items))
    return tuple(ValueAsked(one, name, tuple(i for i in items if i.value == one)) for one, name in values)


OUTSIDE = "outside"


def group_code(subject_id: int, relation: Relation | None) -> str:
    """What a ballot carries instead of a name: whom it is about, and its writer's group; None: from outside."""
    return f"{subject_id}:{relation or OUTSIDE}"


def read_group(code: str) -> tuple[int, Relation, bool] | None:
    """The subject, the relation and whether from outside, of such a code, or None for anything else."""
    subject, _, relation = code.partition(":")
    if relation == OUTSIDE and subject.isascii() and subject.isdigit():
        return int(subject), Relation.OTHER, True
    if not (subject.isascii() and subject.isdigit()) or relation not in set(Relation):
        return None
    return int(subject), Relation(relation), False


def token_hash(token: str) -> str:
    """What is kept of a one-time link: 64 hex digits, from which it cannot be made."""
    return hashlib.sha256(f"engage feedback link|{token}".encode()).hexdigest()


def largest_ballot(items: Sequence[Item]) -> int:
    """The most bytes of a ballot's answers and comments: four bytes a letter, and the names and signs between."""
    ratings = sum(len(json.dumps(item.key).encode()) + len(UNSEEN) + 6 for item in items)
    values = {item.value for item in items}
    return ratings + sum(4 * len(value) + 8 * MOST_WORDS + 100 for value in values)


def problems(items: Sequence[Item], ratings: Mapping[str, str], words: Collection[str]) -> dict[str, str]:
    """What is wrong with an answer, by the key of what was rated: "missing" or "unknown"; "" for words too long."""
    found = {}
    for item in items:
        given = ratings.get(item.key, "")
        if given not in {*RATINGS, UNSEEN}:
            found[item.key] = "unknown" if given else "missing"
    if any(len(each) > MOST_WORDS for each in words):
        found[""] = "too long"
    return found


def why_not_reviewer(
    subject_id: int, reviewer_id: int, relation: Relation, manager_id: int | None, coach_id: int | None
) -> str:
    """Why somebody may not be asked about somebody in this group: "", or a code.

    Whoever may come to read the report must not be hidden in a group of it: they know their own answer. So the
    manager answers as the manager, and the coach not at all.
    """
    if reviewer_id == subject_id:
        return "oneself"
    if relation is Relation.SELF:
        return "oneself"
    if reviewer_id == coach_id:
        return "coach"
    if reviewer_id == manager_id and relation is not Relation.MANAGER:
        return "is the manager"
    if relation is Relation.MANAGER and manager_id is not None and reviewer_id != manager_id:
        return "not the manager"
    return ""


def enough(counts: Mapping[Relation, int], minimum: int) -> bool:
    """Whether a report could show anything of the groups, if everybody answered."""
    return sum(counts.get(relation, 0) for relation in GROUPED) >= minimum


def may_approve(viewer_id: int, manager_id: int | None, runs_rounds: bool, subject_id: int) -> bool:
    """The manager; where the directory knows none, the OD team. Never the person themselves."""
    if viewer_id == subject_id:
        return False
    return viewer_id == manager_id if manager_id is not None else runs_rounds


def is_open(stage: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether answers are taken; the closing time counts even before the worker acts on it."""
    return stage == Stage.COLLECTING and (closes_at is None or now < closes_at)


def sees_report(
    viewer_id: int,
    subject_id: int,
    *,
    reported: bool,
    conversation_first: bool,
    coach_id: int | None,
    manager_id: int | None,
    shared: bool,
    shared_with_manager: bool,
) -> str:
    """As whom somebody may read a report: "person", "coach" or "manager"; "" for everybody else."""
    if not reported:
        return ""
    if viewer_id == subject_id:
        return "person" if shared or not conversation_first else ""
    if conversation_first and viewer_id == coach_id:
        return "coach"
    if viewer_id == manager_id and shared_with_manager:
        return "manager"
    return ""
