"""Reads of thanks: what is on the wall, whole cards in two statements, and where somebody stands to one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from engage.access import Viewer
from engage.core import clock
from engage.core.db import db
from engage.core.errors import NotThere
from engage.directory.models import Behaviour, FrameworkValue, Person, Post, Unit
from engage.directory.queries_finding import called, units_of
from engage.recognition.models import (
    Thanks,
    ThanksBehaviour,
    ThanksPreference,
    ThanksReaction,
    ThanksReceiver,
    ThanksSettings,
)
from engage.recognition.rules.thanks import REACTIONS, Standing, ThanksState, ago, may_see

# Columns of any kind.
Rows = Select[*tuple[Any, ...]]
GONE = "That thank-you is not there, or not yours to read."


def on_the_wall() -> ColumnElement[bool]:
    """What all staff can read. Whatever shows thanks beyond giver and receivers goes through this, and no other way."""
    return (Thanks.to_all == true()) & (Thanks.state == ThanksState.SHOWN)


def received_by(person_id: int | BindParameter[int], units: frozenset[int] | BindParameter[int]) -> ColumnElement[bool]:
    """Thanks to this person by name, or to one of these teams (of units_of: theirs with all above)."""
    own = ThanksReceiver.person_id == person_id
    team = ThanksReceiver.person_id.is_(None) & ThanksReceiver.unit_id.in_(units)
    return Thanks.id.in_(select(ThanksReceiver.thanks_id).where(or_(own, team)))


# Cards


@dataclass(frozen=True)
class Thanked:
    """Somebody or a team that is thanked: the name, and where that is."""

    name: str
    where: str
    person_id: int | None
    unit_id: int | None


@dataclass(frozen=True)
class Tag:
    """A behaviour that was named, with its value."""

    text: str
    value: str
    colour: str
    behaviour_id: int


@dataclass(frozen=True)
class Reacted:
    """How many reacted in one way, and whether the reader is one of them."""

    kind: str
    words: str
    count: int
    mine: bool


@dataclass(frozen=True)
class ThanksCard:
    """A thank-you with all that hangs on it, as its reader sees it."""

    id: int
    words: str
    given_at: datetime
    giver_id: int | None
    giver: str
    via: str
    site: str
    to_all: bool
    state: str
    reason: str
    entered_by: str
    when: str
    gave: bool
    receivers: tuple[Thanked, ...] = ()
    tags: tuple[Tag, ...] = ()
    reactions: tuple[Reacted, ...] = ()

    @property
    def colour(self) -> str:
        """Of the value of its first behaviour."""
        return self.tags[0].colour if self.tags else ""

    @property
    def names(self) -> list[str]:
        """Whom it is for."""
        return [each.name for each in self.receivers]

    @property
    def on_wall(self) -> bool:
        """Whether all staff can read it."""
        return self.to_all and self.state == ThanksState.SHOWN


_GIVER, _BY = aliased(Person), aliased(Person)


def newest(*where: ColumnElement[bool]) -> Rows:
    """The thanks that meet all of these, the newest first; for `cards`."""
    return (
        select(
            Thanks.id, Thanks.words, Thanks.given_at, Thanks.giver_id,
            func.coalesce(called(_GIVER), Thanks.signed).label("giver"), Thanks.via, Thanks.site, Thanks.to_all,
            Thanks.state, Thanks.reason, func.coalesce(called(_BY), "").label("entered_by"),
        )
        .outerjoin(_GIVER, _GIVER.id == Thanks.giver_id)
        .outerjoin(_BY, _BY.id == Thanks.entered_by_id)
        .where(*where)
        .order_by(Thanks.given_at.desc(), Thanks.id.desc())
    )  # fmt: skip


def cards(rows: Rows, reader_id: int, **values: Any) -> list[ThanksCard]:
    """Thanks with everything that hangs on them: two statements, however many; with the values that `rows` asks for."""
    now = clock.local(clock.now())
    found = [
        ThanksCard(**row._mapping, when=ago(clock.local(row.given_at), now), gave=row.giver_id == reader_id)
        for row in db.session.execute(rows, values)
    ]
    return _filled(found, reader_id) if found else []


def _filled(found: list[ThanksCard], reader_id: int) -> list[ThanksCard]:
    ids = [each.id for each in found]
    receivers: dict[int, list[Thanked]] = {each: [] for each in ids}
    tags: dict[int, list[Tag]] = {each: [] for each in ids}
    reacted: dict[int, dict[str, tuple[int, bool]]] = {each: {} for each in ids}
    for what, on, _, name, more, colour, one, two in db.session.execute(_parts(), {"ids": ids, "reader": reader_id}):
        if what == "receiver":
            receivers[on].append(Thanked(name, more, one, two))
        elif what == "behaviour":
            tags[on].append(Tag(name, more, colour, one))
        else:
            reacted[on][name] = (one, bool(two))
    return [
        replace(
            each, receivers=tuple(receivers[each.id]), tags=tuple(tags[each.id]),
            reactions=tuple(
                Reacted(kind, words, *reacted[each.id].get(kind, (0, False))) for kind, words in REACTIONS.items()
            ),
        )
        for each in found
    ]  # fmt: skip


_ABOVE = aliased(Unit)


@cache
def _parts() -> CompoundSelect[*tuple[Any, ...]]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    return union_all(_receivers(ids), _behaviours(ids), _reactions(ids)).order_by("thanks_id", "at")


def _receivers(ids: BindParameter[int]) -> Rows:
    named = ThanksReceiver.person_id.is_not(None)
    return (
        select(
            literal("receiver", String).label("what"), ThanksReceiver.thanks_id.label("thanks_id"),
            ThanksReceiver.id.label("at"), case((named, called()), else_=Unit.name).label("name"),
            case((named, func.coalesce(Unit.name, "")), else_=func.coalesce(_ABOVE.name, "")).label("more"),
            literal("", String).label("colour"), ThanksReceiver.person_id.label("one"),
            ThanksReceiver.unit_id.label("two"),
        )
        .outerjoin(Person, Person.id == ThanksReceiver.person_id)
        .outerjoin(Unit, Unit.id == ThanksReceiver.unit_id)
        .outerjoin(_ABOVE, _ABOVE.id == Unit.parent_id)
        .where(ThanksReceiver.thanks_id.in_(ids))
    )  # fmt: skip


def _behaviours(ids: BindParameter[int]) -> Rows:
    return (
        select(
            literal("behaviour", String), ThanksBehaviour.thanks_id, ThanksBehaviour.position, Behaviour.text,
            FrameworkValue.name, FrameworkValue.colour, Behaviour.id, cast(null(), Integer),
        )
        .join(Behaviour, Behaviour.id == ThanksBehaviour.behaviour_id)
        .join(FrameworkValue, FrameworkValue.id == Behaviour.value_id)
        .where(ThanksBehaviour.thanks_id.in_(ids))
    )  # fmt: skip


def _reactions(ids: BindParameter[int]) -> Rows:
    mine = func.max(case((ThanksReaction.person_id == bindparam("reader"), 1), else_=0))
    return (
        select(
            literal("reaction", String), ThanksReaction.thanks_id, literal(0, Integer), ThanksReaction.kind,
            literal("", String), literal("", String), func.count(), mine,
        )
        .where(ThanksReaction.thanks_id.in_(ids))
        .group_by(ThanksReaction.thanks_id, ThanksReaction.kind)
    )  # fmt: skip


# One


def standing(card: ThanksCard, person_id: int) -> Standing:
    """Where somebody stands to a thank-you: at most two statements more."""
    teams = [each.unit_id for each in card.receivers if each.person_id is None and each.unit_id is not None]
    mine = units_of(person_id) if teams else frozenset()
    heads = exists().where(
        Post.person_id == person_id, Post.is_head, Post.ended_on.is_(None), Post.unit_id.in_(teams)
    )  # fmt: skip
    return Standing(
        state=card.state,
        to_all=card.to_all,
        gave=card.gave,
        named=any(each.person_id == person_id for each in card.receivers),
        in_team=not mine.isdisjoint(teams),
        heads=bool(teams) and bool(db.session.scalar(select(heads))),
    )


def seen(thanks_id: int, viewer: Viewer) -> tuple[ThanksCard, Standing]:
    """One thank-you for whoever may read it, or NotThere."""
    found = cards(newest(Thanks.id == thanks_id), viewer.id)
    if not found:
        raise NotThere(GONE)
    its = standing(found[0], viewer.id)
    if not may_see(its):
        raise NotThere(GONE)
    return found[0], its


def row(thanks_id: int) -> Thanks:
    """One, locked for a change, or NotThere."""
    found = db.session.get(Thanks, thanks_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotThere(GONE)
    return found


# Settings and preferences


def moderated_before() -> bool:
    """Whether thanks for all staff wait until the OD team has read them."""
    return bool(db.session.scalar(select(ThanksSettings.moderated_before)))


def preference(person_id: int) -> ThanksPreference:
    """How somebody likes to be thanked; who has said nothing has the defaults."""
    found = db.session.get(ThanksPreference, person_id)
    return found or ThanksPreference(person_id=person_id, in_private=False, no_digest=False, on_paper=False)


def anybody_private(people: Sequence[int]) -> bool:
    """Whether one of these people wants to be thanked in private."""
    wish = exists().where(ThanksPreference.person_id.in_(people), ThanksPreference.in_private == true())
    return bool(people) and bool(db.session.scalar(select(wish)))
