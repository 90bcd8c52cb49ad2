"""Who reads what of a release: the rule (rules.sight) with what the directory and the survey's promise say."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import select

from engage.access import Permission, Viewer
from engage.core import clock
from engage.core.db import db, once
from engage.directory.queries_sight import standings
from engage.surveys import promise
from engage.surveys.models import Release, Survey, SurveyReach
from engage.surveys.rules import sight as rules
from engage.surveys.rules.comment_blocks import branches
from engage.surveys.rules.published import Block, Head
from engage.surveys.rules.sight import Dates, Frozen, Place

_FROM = (Release.directors_from, Release.services_from, Release.managers_from, Release.staff_from)
# What a statement about releases reads besides, in the order of Terms; it joins SurveyReach from outside.
COLUMNS = (Survey.promise, Survey.units, SurveyReach.homes, *_FROM)
# The same for whoever asks for the day alone, and not for groups.
DAYS = (Survey.promise, *_FROM)
HOMES = (SurveyReach, SurveyReach.survey_id == Survey.id)


@dataclass(frozen=True)
class Terms:
    """What a release is read under: a promise from before there were tiers lets everybody see everything."""

    tiered: bool
    frozen: Frozen
    dates: Dates


def terms(row: Any) -> Terms:
    """Out of what COLUMNS read."""
    promised, units, homes, *days = row
    return Terms(_tiered(promised), _frozen(units, homes or ""), Dates(*days))


def days_only(row: Any) -> Terms:
    """Out of what DAYS read: good for the day from which somebody reads, without any group."""
    promised, *days = row
    return Terms(_tiered(promised), Frozen({}, {}), Dates(*days))


@lru_cache(maxsize=64)
def _tiered(promised: str) -> bool:
    return bool(promised) and promise.from_text(promised).tiered


@lru_cache(maxsize=64)
def _frozen(units: str, homes: str) -> Frozen:
    parents = {each["code"]: each["parent"] for each in json.loads(units or "[]")}
    return Frozen(parents, json.loads(homes or "{}"))


class Reader:
    """Somebody who reads results, today."""

    def __init__(self, viewer: Viewer) -> None:
        """Whoever checks results sees all of them."""
        self.person_id = viewer.id
        self.everything = viewer.may(Permission.RESULTS_CHECK)
        self.today: date = clock.today()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where they stand: one statement a page, where it matters."""
        found = once(("standings", self.person_id), lambda: standings(self.person_id))
        return tuple(Place(each.headed, each.up) for each in found)

    def all_of(self, under: Terms) -> bool:
        """Whether nothing of it is kept from them."""
        return self.everything or not under.tiered

    def heads_all(self, under: Terms) -> bool:
        """Whether they head the organisation."""
        groups = (under.frozen.itself(each.up) for each in self.places if each.headed)
        return any(group is not None and under.frozen.parents[group] is None for group in groups)

    @property
    def own(self) -> frozenset[str]:
        """What groups of their own units alone may be called."""
        return frozenset(code for each in self.places for code in (each.up[0], each.up[0] + rules.WITH))

    @property
    def is_head(self) -> bool:
        """Whether they head any unit."""
        return any(each.headed for each in self.places)

    def heads(self, block: Block, under: Terms) -> bool:
        """Whether a published group is a unit that they head."""
        return any(each.headed and rules.is_headed(under.frozen, each.up, block.code) for each in self.places)

    def directorates(self, under: Terms) -> frozenset[str]:
        """The frozen groups right below the top in which their units lie."""
        branch = branches(under.frozen.parents)
        groups = (under.frozen.holding(each.up) for each in self.places)
        found = (branch[group] for group in groups if group is not None)
        return frozenset(code for code in found if under.frozen.parents[code] is not None)

    def begins(self, under: Terms) -> date | None:
        """The day from which they read something, where that is still to come."""
        if self.all_of(under):
            return None
        return rules.begins(self.places, under.dates, self.today)

    def sees(self, head: Head, under: Terms) -> Head:
        """The head with the groups that they read; none before their day."""
        if self.all_of(under):
            return head
        codes = rules.in_sight(head.blocks, under.frozen, self.places, under.dates, self.today)
        return rules.narrowed(head, codes)


def terms_of(survey_id: int) -> Terms | None:
    """Those of a survey's release, where it has one."""
    rows = select(*COLUMNS).select_from(Survey).join(Release, Release.survey_id == Survey.id).outerjoin(*HOMES)
    row = db.session.execute(rows.where(Survey.id == survey_id)).one_or_none()
    return terms(row) if row is not None else None
