"""What became of the entries of a round: for those who announce it, and for what is printed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from engage.core.db import db
from engage.core.errors import NotThere
from engage.core.paging import Page, cut
from engage.directory.models import Unit
from engage.recognition.models import AwardCategory, AwardRound, Citation, Nomination
from engage.recognition.queries import outcome_places
from engage.recognition.queries.outcome_places import NOWHERE, Place
from engage.recognition.queries.outcome_visible import seen
from engage.recognition.rules.outcome import SHOWN, is_decided
from engage.recognition.rules.rounds import NominationState, Outcome, RoundStage


@dataclass(frozen=True)
class Entry:
    """An entry with its outcome. `contact` is who is written to: the person, or whoever heads the team."""

    id: int
    category: str
    position: int
    outcome: str
    nominee_id: int | None
    team_id: int | None
    name: str
    unit: str
    citation: str
    from_staff: bool
    contact_id: int | None
    contact: Place

    @property
    def is_team(self) -> bool:
        """Whether a team was nominated."""
        return self.team_id is not None


@dataclass(frozen=True)
class Nominator:
    """Somebody who nominated, for one entry."""

    entry_id: int
    person_id: int | None
    name: str
    address: str


def award_round(round_id: int) -> AwardRound:
    """A round with its scheme and categories, or NotThere."""
    row = db.session.scalar(
        select(AwardRound)
        .where(AwardRound.id == round_id)
        .options(joinedload(AwardRound.scheme), selectinload(AwardRound.categories))
    )
    if row is None:
        raise NotThere("There is no such award round.")
    return row


def decided(round_id: int) -> AwardRound:
    """A round that has an outcome, or NotThere."""
    row = award_round(round_id)
    if not is_decided(row.stage):
        raise NotThere("This award round is not decided yet.")
    return row


def rounds(number: int) -> Page[AwardRound]:
    """Rounds that are decided or announced, the newest first."""
    stages = (RoundStage.DECIDED, RoundStage.ANNOUNCED)
    query = select(AwardRound).where(AwardRound.stage.in_(stages)).order_by(AwardRound.id.desc())
    return cut(query.options(joinedload(AwardRound.scheme)), number, 20)


def due(at: datetime) -> Sequence[int]:
    """Decided rounds whose moment has come."""
    rows = select(AwardRound.id).where(
        AwardRound.stage == RoundStage.DECIDED, AwardRound.announces_itself, AwardRound.announces_at <= at
    )
    return db.session.scalars(rows.order_by(AwardRound.id)).all()


def announced_lately(at: datetime, days: int) -> Sequence[AwardRound]:
    """Rounds that were announced in the last so many days, the newest first."""
    return db.session.scalars(_announced_since(), {"since": at - timedelta(days=days)}).all()


@cache
def _announced_since() -> Select[AwardRound]:
    lately = (AwardRound.stage == RoundStage.ANNOUNCED) & (AwardRound.announces_at > bindparam("since"))
    return select(AwardRound).where(lately).order_by(AwardRound.announces_at.desc(), AwardRound.id).limit(5)


def shown_to(row: AwardRound, viewer_id: int) -> int | None:
    """Whose own entry is left out: the viewer's until the announcement, then nobody's."""
    return None if row.stage == RoundStage.ANNOUNCED else viewer_id


def entries(
    round_id: int, outcomes: Collection[str] = SHOWN, viewer_id: int | None = None, only: int | None = None
) -> Sequence[Entry]:
    """Entries by category and outcome, then name; with a viewer, without that person's own. Four statements at most.

    outcomes: which; without any, every entry that was submitted, also one that has no outcome.
    """
    above = aliased(Unit)
    rows = (
        select(Nomination, AwardCategory.name, AwardCategory.position, Unit.name, above.name, Citation.words)
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .outerjoin(Unit, Unit.id == Nomination.team_id)
        .outerjoin(above, above.id == Unit.parent_id)
        .outerjoin(Citation, Citation.nomination_id == Nomination.id)
        .where(AwardCategory.round_id == round_id, Nomination.state == NominationState.SUBMITTED)
        .where(Nomination.joined_to_id.is_(None), seen(viewer_id))
        .order_by(AwardCategory.position, AwardCategory.id, Nomination.id)
    )
    if outcomes:
        rows = rows.where(Nomination.outcome.in_(outcomes))
    if only is not None:
        rows = rows.where(Nomination.id == only)
    found = db.session.execute(rows).all()
    led = outcome_places.heads([row.team_id for row, *_ in found if row.team_id is not None])
    known = outcome_places.people(
        {row.nominee_id for row, *_ in found if row.nominee_id is not None} | set(led.values())
    )
    made = [_entry(*each, led, known) for each in found]
    rank = {each: number for number, each in enumerate((*SHOWN, Outcome.SHORTLISTED))}
    return sorted(made, key=lambda each: (each.position, rank.get(Outcome(each.outcome), 9), each.name.lower()))


def _entry(
    row: Nomination, category: str, position: int, team: str | None, parent: str | None, citation: str | None,
    led: dict[int, int], known: dict[int, Place],
) -> Entry:  # fmt: skip
    contact_id = led.get(row.team_id) if row.team_id is not None else row.nominee_id
    contact = known.get(contact_id, NOWHERE) if contact_id is not None else NOWHERE
    named, unit = (team or "A team", parent or "") if row.team_id is not None else (contact.name, contact.unit)
    return Entry(
        row.id, category, position, row.outcome or Outcome.NOT_SHORTLISTED, row.nominee_id, row.team_id, named, unit,
        citation or "", row.nominator_id is not None, contact_id, contact,
    )  # fmt: skip


def entry(round_id: int, nomination_id: int, viewer_id: int | None) -> Entry:
    """One winner or commended entry, or NotThere."""
    found = entries(round_id, SHOWN, viewer_id, nomination_id)
    if not found:
        raise NotThere("There is no such winner.")
    return found[0]


def nominators(entry_ids: Collection[int]) -> Sequence[Nominator]:
    """Whoever nominated these entries, with those whose nomination was joined to one: one statement."""
    root = func.coalesce(Nomination.joined_to_id, Nomination.id)
    rows = (
        select(root, Nomination.nominator_id, Nomination.nominator_name, Nomination.nominator_contact)
        .where(Nomination.state == NominationState.SUBMITTED)
        .where(or_(Nomination.id.in_(entry_ids), Nomination.joined_to_id.in_(entry_ids)))
        .order_by(Nomination.id)
    )
    return [Nominator(*row) for row in db.session.execute(rows)]
