"""What is missing before a round can open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Missing(StrEnum):
    """Why a round cannot open yet."""

    ABOUT = "about"
    CLOSING = "closing"
    CLOSING_PAST = "closing_past"
    CLOSES_FIRST = "closes_first"
    ANCHORS = "anchors"
    CATEGORIES = "categories"
    CATEGORY_ABOUT = "category_about"
    CRITERIA = "criteria"


@dataclass(frozen=True)
class Part:
    """A category as the check sees it."""

    id: int
    name: str
    about: str
    criteria: int


@dataclass(frozen=True)
class Draft:
    """A round as the check sees it."""

    about: str
    opens_at: datetime | None
    closes_at: datetime | None
    scale_top: int
    anchors: Sequence[str]
    categories: Sequence[Part]


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and the category it is missing in."""

    code: Missing
    category_id: int | None = None
    name: str = ""


def lacks(draft: Draft, at: datetime) -> tuple[Lack, ...]:
    """Everything that is missing, in the order in which one would put it right; nothing: it can open."""
    found = [] if draft.about.strip() else [Lack(Missing.ABOUT)]
    if draft.closes_at is None:
        found.append(Lack(Missing.CLOSING))
    elif draft.closes_at <= at:
        found.append(Lack(Missing.CLOSING_PAST))
    elif draft.opens_at is not None and draft.closes_at <= draft.opens_at:
        found.append(Lack(Missing.CLOSES_FIRST))
    if sum(1 for each in draft.anchors[: draft.scale_top] if each.strip()) < draft.scale_top:
        found.append(Lack(Missing.ANCHORS))
    if not draft.categories:
        found.append(Lack(Missing.CATEGORIES))
    for each in draft.categories:
        if not each.about.strip():
            found.append(Lack(Missing.CATEGORY_ABOUT, each.id, each.name))
        if not each.criteria:
            found.append(Lack(Missing.CRITERIA, each.id, each.name))
    return tuple(found)
