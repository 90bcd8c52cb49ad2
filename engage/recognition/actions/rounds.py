"""Schemes and their rounds: made, settled, deleted; each act under the lock of the round's row."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn

from sqlalchemy.orm.attributes import flag_modified

from engage.core import audit
from engage.core.db import db
from engage.core.errors import Conflict, Invalid
from engage.recognition.models import AwardCategory, AwardCriterion, AwardRound, AwardScheme
from engage.recognition.queries import rounds as queries
from engage.recognition.rules.rounds import SETTLING, UNTOLD, RoundStage

KIND = "award round"
CHANGED_ELSEWHERE = (
    "This award round was changed in another tab or by somebody else since you opened this page. "
    "Nothing of yours was saved: go back, reload the page and make your change again."
)
FROZEN = "Categories, criteria and weights are fixed since the round opened. Nothing was changed."


@dataclass(frozen=True)
class Terms:
    """What a round says: with the dates and switches that are fixed once it opens."""

    title: str
    about: str
    announces_at: datetime | None
    ceremony_on: date | None
    ceremony_at: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    seconded: bool = False
    asks_manager: bool = False
    anonymised: bool = False
    tells_unsuccessful: bool = False


def hold(row: AwardRound, version: int | None, stages: frozenset[RoundStage], why: str) -> None:
    """Lock the round, read it afresh, refuse what its stage does not allow or what somebody else has overtaken."""
    db.session.refresh(row, with_for_update={"of": AwardRound})
    if row.stage not in stages:
        raise Conflict(why)
    if version is not None and row.version != version:
        stale()


def stale() -> NoReturn:
    """Somebody else was faster."""
    raise Conflict(CHANGED_ELSEWHERE)


def touch(row: AwardRound) -> None:
    """A change of what belongs to the round raises its version, too."""
    flag_modified(row, "title")


def make_scheme(name: str, about: str) -> AwardScheme:
    """A scheme that comes back every year under this name."""
    _refuse_same_name(name, None)
    row = AwardScheme(name=name, about=about)
    db.session.add(row)
    db.session.flush()
    audit.record("create", "award scheme", row.id)
    return row


def change_scheme(row: AwardScheme, name: str, about: str) -> None:
    """Another name, or other words about it."""
    _refuse_same_name(name, row.id)
    row.name, row.about = name, about
    db.session.flush()
    audit.record("change", "award scheme", row.id)


def _refuse_same_name(name: str, but: int | None) -> None:
    if any(each.name.casefold() == name.casefold() and each.id != but for each in queries.schemes()):
        raise Invalid("There is a scheme of that name already.")


def make_round(scheme: AwardScheme, title: str, by_id: int | None, at: datetime) -> AwardRound:
    """A draft that begins with the categories, criteria and rules of the scheme's last round."""
    last = queries.last_of(scheme.id)
    row = AwardRound(scheme=scheme, title=title, created_by_id=by_id, created_at=at, anchors="[]")
    if last is not None:
        row.about, row.scale_top, row.anchors, row.judges_each = (
            last.about, last.scale_top, last.anchors, last.judges_each)  # fmt: skip
        row.seconded, row.asks_manager = last.seconded, last.asks_manager
        row.anonymised, row.tells_unsuccessful = last.anonymised, last.tells_unsuccessful
        row.categories = [_copied(each) for each in last.categories]
    db.session.add(row)
    db.session.flush()
    audit.record("create", KIND, row.id, categories=len(row.categories))
    return row


def _copied(of: AwardCategory) -> AwardCategory:
    return AwardCategory(
        position=of.position, name=of.name, about=of.about, nominees=of.nominees, eligible=of.eligible,
        most_words=of.most_words, most_each=of.most_each, shortlist=of.shortlist, winners=of.winners,
        commended=of.commended,
        criteria=[AwardCriterion(position=each.position, name=each.name, prompt=each.prompt, weight=each.weight)
                  for each in of.criteria],
    )  # fmt: skip


def settle(row: AwardRound, version: int, terms: Terms) -> None:
    """Change what a round says; its dates of nominating and its rules only while it is a draft."""
    hold(row, version, UNTOLD, "The winners are announced: this round is history. Nothing was changed.")
    row.title, row.about = terms.title, terms.about
    row.announces_at, row.ceremony_on, row.ceremony_at = terms.announces_at, terms.ceremony_on, terms.ceremony_at
    if row.stage == RoundStage.DRAFT:
        row.opens_at, row.closes_at = terms.opens_at, terms.closes_at
        row.seconded, row.asks_manager = terms.seconded, terms.asks_manager
        row.anonymised, row.tells_unsuccessful = terms.anonymised, terms.tells_unsuccessful
    db.session.flush()
    audit.record("change settings", KIND, row.id)


def set_scale(row: AwardRound, version: int, judges_each: int, top: int, anchors: Sequence[str]) -> None:
    """How judges score: until judging begins."""
    hold(row, version, SETTLING, "Judging has begun: how judges score is fixed. Nothing was changed.")
    row.judges_each, row.scale_top = judges_each, top
    row.anchors = json.dumps(list(anchors)[:top])
    db.session.flush()
    audit.record("change scale", KIND, row.id, top=top, judges=judges_each)


def delete(row: AwardRound) -> None:
    """A draft that nobody needs, with its categories."""
    hold(row, None, frozenset({RoundStage.DRAFT}), "Only a draft can be deleted. Nothing was changed.")
    audit.record("delete", KIND, row.id)
    db.session.delete(row)
    db.session.flush()
