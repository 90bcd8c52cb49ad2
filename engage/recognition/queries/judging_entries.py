"""The entries that a panel judges, with all that bears on who may judge them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from engage.core.db import db
from engage.directory.models import Person, Post, Unit
from engage.recognition.models import (
    AwardCategory,
    ManagerView,
    Nomination,
    NominationAnswer,
    PanelCategory,
    Seconding,
    StageDecision,
)
from engage.recognition.rules.judging_conflicts import EntryFacts
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import NominationState, Outcome

FINALISTS = (Outcome.SHORTLISTED, Outcome.HIGHLY_COMMENDED, Outcome.WINNER)


@dataclass(frozen=True)
class Entry:
    """An entry as those who run the round know it: whom it is about, where they work, and in which category."""

    id: int
    category_id: int
    category: str
    name: str
    outcome: str | None
    unit: str


def entries_of_stage(stage: str) -> Select[int]:
    """Entries that are judged in a stage: in the final those shortlisted, or all where there was no shortlist."""
    rows = select(Nomination.id).where(Nomination.state == NominationState.SUBMITTED, Nomination.joined_to_id.is_(None))
    if stage == JudgingStage.FINAL:
        was = exists().where(
            StageDecision.category_id == Nomination.category_id, StageDecision.stage == JudgingStage.SHORTLIST
        )
        rows = rows.where(or_(~was, Nomination.outcome.in_(FINALISTS)))
    return rows


def ids_of_panel(panel_id: int, stage: str) -> Sequence[int]:
    """The entries of a panel."""
    rows = (
        entries_of_stage(stage)
        .join(PanelCategory, and_(PanelCategory.category_id == Nomination.category_id, PanelCategory.stage == stage))
        .where(PanelCategory.panel_id == panel_id)
        .order_by(Nomination.id)
    )
    return db.session.scalars(rows).all()


def named(entry_ids: Collection[int]) -> dict[int, Entry]:
    """These entries with whom they are about, those of the same name with where they work, too: one statement."""
    team, above, place = aliased(Unit), aliased(Unit), aliased(Unit)
    main = and_(Post.person_id == Nomination.nominee_id, Post.is_main, Post.ended_on.is_(None))
    rows = (
        select(Nomination.id, Nomination.category_id, AwardCategory.name, Nomination.outcome, Person.first_name,
               Person.known_as, Person.surname, team.name, func.coalesce(place.name, above.name, ""))
        .join(AwardCategory, AwardCategory.id == Nomination.category_id)
        .outerjoin(Person, Person.id == Nomination.nominee_id)
        .outerjoin(Post, main)
        .outerjoin(place, place.id == Post.unit_id)
        .outerjoin(team, team.id == Nomination.team_id)
        .outerjoin(above, above.id == team.parent_id)
        .where(Nomination.id.in_(entry_ids))
        .order_by(AwardCategory.position, Nomination.id)
    )  # fmt: skip
    found = {
        row[0]: Entry(
            row[0], row[1], row[2], f"{row[5] or row[4]} {row[6]}" if row[6] else row[7] or "", row[3], row[8]
        )
        for row in db.session.execute(rows)
    }
    often = Counter(each.name for each in found.values())
    return {
        each.id: replace(each, name=f"{each.name}, {each.unit}") if often[each.name] > 1 and each.unit else each
        for each in found.values()
    }


def facts(entry_ids: Collection[int], with_words: bool = True) -> tuple[EntryFacts, ...]:
    """Whom and what these entries are about, all that is joined to them included: four statements."""
    owner: dict[int, int] = {}
    people: dict[str, dict[int, set[int]]] = {
        each: defaultdict(set) for each in ("nominees", "teams", "nominators", "seconders", "consulted")
    }
    whole = select(Nomination.id, Nomination.joined_to_id, Nomination.nominee_id, Nomination.team_id,
                   Nomination.nominator_id).where(together(entry_ids))  # fmt: skip
    for nomination, joined_to, nominee, team, nominator in db.session.execute(whole):
        entry = owner[nomination] = joined_to or nomination
        for kind, each in (("nominees", nominee), ("teams", team), ("nominators", nominator)):
            people[kind][entry] |= {each} if each is not None else set()
    _add(people["seconders"], owner, select(Seconding.nomination_id, Seconding.person_id), Seconding.nomination_id)
    _add(people["consulted"], owner, select(ManagerView.nomination_id, ManagerView.person_id),
         ManagerView.nomination_id)  # fmt: skip
    words = _words(owner) if with_words else {}
    return tuple(
        EntryFacts(
            entry, words=words.get(entry, ""), **{kind: frozenset(found[entry]) for kind, found in people.items()}
        )
        for entry in sorted(set(owner.values()))
    )


def together(entry_ids: Collection[int]):  # type: ignore[no-untyped-def]  # a ColumnElement
    """Nominations that are these entries, or are joined to one."""
    return or_(Nomination.id.in_(entry_ids), Nomination.joined_to_id.in_(entry_ids))


def _add(found: dict[int, set[int]], owner: dict[int, int], rows: Select[int, int], column: object) -> None:
    for nomination, person in db.session.execute(rows.where(column.in_(owner))):  # type: ignore[attr-defined]
        found[owner[nomination]].add(person)


def _words(owner: dict[int, int]) -> dict[int, str]:
    rows = select(NominationAnswer.nomination_id, NominationAnswer.words).where(
        NominationAnswer.nomination_id.in_(owner)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for nomination, words in db.session.execute(rows.order_by(NominationAnswer.nomination_id)):
        found[owner[nomination]].append(words)
    return {entry: "\n".join(parts) for entry, parts in found.items()}


def people_in(entries: Iterable[EntryFacts]) -> tuple[set[int], set[int]]:
    """The nominees and the nominated teams of some entries, for the directory."""
    people, teams = set[int](), set[int]()
    for each in entries:
        people |= each.nominees
        teams |= each.teams
    return people, teams
