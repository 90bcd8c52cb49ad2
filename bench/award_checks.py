"""What must hold of a judged round, worked out again with plain code that shares nothing with the product's rules."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select

from bench.award_data import Truth, acting
from engage.core.db import db
from engage.directory.models import Post, Unit
from engage.recognition.models import (
    Assignment,
    AwardCategory,
    AwardRound,
    Exclusion,
    Judge,
    Nomination,
    Panel,
    Score,
    StageFigures,
)
from engage.recognition.rules.judging_figures import from_json


@dataclass(frozen=True)
class Council:
    """The directory, read once: who works where, who heads what, which unit is under which."""

    posts: dict[int, Post]
    parent: dict[int, int | None]
    units_of: dict[int, set[int]]
    heads: dict[int, set[int]]
    above: dict[int, set[int]] = field(default_factory=dict)

    def over(self, unit: int) -> list[int]:
        """This unit and those above it."""
        found = [unit]
        while (up := self.parent.get(found[-1])) is not None and up not in found:
            found.append(up)
        return found

    def managers(self, person: int) -> set[int]:
        """Everybody above: along the posts that theirs hang on, and whoever heads their units or those above."""
        if person not in self.above:
            self.above[person] = self._managers(person)
        return self.above[person]

    def _managers(self, person: int) -> set[int]:
        found: set[int] = set()
        for post in [each for each in self.posts.values() if each.person_id == person]:
            at, seen = post, {0}
            while at is not None and at.id not in seen:
                seen.add(at.id)
                for unit in self.over(at.unit_id)[1 if at.is_head else 0 :]:
                    found |= self.heads[unit]
                at = self.posts.get(at.manager_post_id or 0)
                found |= {at.person_id or 0} if at is not None else set()
        return found - {0, person}


def _council() -> Council:
    posts = {each.id: each for each in db.session.scalars(select(Post).where(Post.ended_on.is_(None)))}
    units_of, heads = defaultdict(set), defaultdict(set)
    for each in posts.values():
        if each.person_id is not None:
            units_of[each.person_id].add(each.unit_id)
            heads[each.unit_id] |= {each.person_id} if each.is_head else set()
    return Council(posts, {each.id: each.parent_id for each in db.session.scalars(select(Unit))}, units_of, heads)


def why_barred(council: Council, judge: int, row: Nomination) -> str:
    """The first tie between a judge and an entry, in a word; nothing where there is none."""
    if judge in (row.nominee_id, row.nominator_id):
        return "nominee or nominator"
    if row.nominee_id is not None:
        nominee = row.nominee_id
        if council.units_of[judge] & council.units_of[nominee]:
            return "same unit"
        if judge in council.managers(nominee):
            return "above the nominee"
        return "below the nominee" if nominee in council.managers(judge) else ""
    team = row.team_id or 0
    if any(team in council.over(unit) for unit in council.units_of[judge]):
        return "in the team"
    if any(judge in council.heads[unit] for unit in council.over(team)):
        return "leads the team"
    above = [unit for unit in council.over(team)[1:] if council.parent.get(unit) is not None]
    return "works in a unit above the team" if council.units_of[judge] & set(above) else ""


@dataclass(frozen=True)
class Shared:
    """What was found when a panel's entries were shared out."""

    exclusions: dict[str, int]
    barred: int
    least: int
    most: int
    entries: int


def shared_fairly(app: Flask, panel_id: int, each: int) -> Shared:
    """Assert that nobody has an entry that a tie keeps them from, and that every entry has its judges."""
    with acting(app):
        council, stage = _council(), db.session.get_one(Panel, panel_id).stage
        entries, given = _entries(panel_id, stage), _given(panel_id)
        wrong = [(judge, row.id, why) for judge, row in given if (why := why_barred(council, judge, row))]
        assert not wrong, wrong[:5]
        judged = Counter(row.id for _, row in given)
        assert {judged[entry.id] for entry in entries} == {each}, Counter(judged[entry.id] for entry in entries)
        judges = db.session.execute(select(Judge.person_id, Judge.dropped_at).where(Judge.panel_id == panel_id)).all()
        plain = {(judge, entry.id) for judge, _ in judges for entry in entries if why_barred(council, judge, entry)}
        reasons, found = _exclusions(panel_id)
        assert plain == found, (sorted(plain - found)[:5], sorted(found - plain)[:5])
        loads = Counter(judge for judge, _ in given)
        many = [loads[judge] for judge, dropped in judges if dropped is None]
        return Shared(reasons, len(found), min(many), max(many), len(entries))


def _given(panel_id: int) -> list[tuple[int, Nomination]]:
    rows = (
        select(Judge.person_id, Nomination)
        .join(Assignment, Assignment.judge_id == Judge.id)
        .join(Nomination, Nomination.id == Assignment.nomination_id)
        .where(Judge.panel_id == panel_id, Assignment.state.in_(("waiting", "scored")))
    )
    return [(judge, row) for judge, row in db.session.execute(rows)]


def _exclusions(panel_id: int) -> tuple[dict[str, int], set[tuple[int, int]]]:
    """What the product wrote down: by reason, and the pairs that it found itself."""
    rows = select(Judge.person_id, Exclusion.nomination_id, Exclusion.reason).join(Exclusion)
    kept = db.session.execute(rows.where(Judge.panel_id == panel_id)).all()
    found = {(judge, entry) for judge, entry, reason in kept if reason != "declared"}
    return dict(sorted(Counter(reason for _, _, reason in kept).items())), found


def _entries(panel_id: int, stage: str) -> Sequence[Nomination]:
    panel = db.session.get_one(Panel, panel_id)
    rows = select(Nomination).where(
        Nomination.category_id.in_([of.category_id for of in panel.categories]), Nomination.state == "submitted"
    )
    if stage != "shortlist":
        rows = rows.where(Nomination.outcome != "not_shortlisted")
    return db.session.scalars(rows).all()


def scores_held(app: Flask, panel_id: int) -> set[tuple[int, int, int, int]]:
    """Every point that counts: judge, entry, criterion, points."""
    with acting(app):
        rows = db.session.execute(
            select(Judge.person_id, Assignment.nomination_id, Score.criterion_id, Score.points)
            .join(Assignment, Assignment.judge_id == Judge.id).join(Score, Score.assignment_id == Assignment.id)
            .where(Judge.panel_id == panel_id, Assignment.state == "scored")
        )  # fmt: skip
        return {(judge, entry, criterion, points) for judge, entry, criterion, points in rows}


@dataclass(frozen=True)
class Hits:
    """In how many categories the order put the truly best entry first, and how far the shortlists were right."""

    categories: int
    raw: int
    calibrated: int
    listed_raw: int
    listed_calibrated: int


def hits(app: Flask, round_id: int, stage: str, truth: Truth) -> Hits:
    """Raw means and calibrated scores against the truth."""
    counted: Counter[str] = Counter()
    with acting(app):
        for category in db.session.get_one(AwardRound, round_id).categories:
            _count(counted, category, stage, truth)
    return Hits(counted["categories"], counted["raw"], counted["calibrated"], counted["listed raw"],
                counted["listed calibrated"])  # fmt: skip


def _count(counted: Counter[str], category: AwardCategory, stage: str, truth: Truth) -> None:
    figures = from_json(db.session.get_one(StageFigures, (category.id, stage)).document)
    best = max(figures.entries, key=lambda each: truth.entries[each.id]).id
    counted["categories"] += 1
    for name, order in (("raw", lambda e: e.raw or 0.0), ("calibrated", lambda e: e.value or 0.0)):
        placed = sorted(figures.entries, key=lambda each: (-order(each), each.id))
        counted[name] += placed[0].id == best
        counted[f"listed {name}"] += best in [each.id for each in placed[: category.shortlist]]
