"""The head of a release: what was asked, the groups shown, the heatmap, and the audit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engage.core.formatting import day
from engage.disclosure import Block as Group
from engage.disclosure import Release as Safe
from engage.disclosure import bound, rounded
from engage.surveys.grouping import members_of, name_of
from engage.surveys.release.measure import EXACT_FROM, told
from engage.surveys.release.tally import POOLED, REST, counted
from engage.surveys.rules import Group as Declared
from engage.surveys.rules import Kind, Questionnaire, comment_field
from engage.surveys.rules.published import (
    Audit,
    Block,
    BlockFigures,
    GroupMeta,
    Head,
    ItemMeta,
    SplitMeta,
    TableMeta,
)

Rates = Mapping[tuple[tuple[str, ...], tuple[str, ...]], str]
UNCOUNTED = {Kind.NUMBER, Kind.DATE, Kind.SHORT_TEXT, Kind.LONG_TEXT}


@dataclass(frozen=True)
class About:
    """What a head says of the survey itself, as it stood when the material was read."""

    title: str
    opens_at: datetime | None
    closes_at: datetime | None
    units: str


def head_of(
    about: About,
    questionnaire: Questionnaire,
    safe: Safe,
    figures: Sequence[BlockFigures],
    rates: Rates,
    invited: Mapping[str, int],
    difference: int,
) -> Head:
    """Everything but the blocks' own figures."""
    blocks = _blocks(about, safe, rates)
    return Head(
        survey=about.title,
        opened_on=day(about.opens_at),
        closed_on=day(about.closes_at),
        invited=sum(invited.values()),
        items=tuple(_items(questionnaire)),
        themes=_shown("theme", questionnaire.themes, safe),
        indices=_shown("index", questionnaire.indices, safe),
        blocks=blocks,
        heat=tuple(tuple(None if t.with_blocks else t.value for t in each.themes) for each in figures),
        index_heat=tuple(tuple(None if i.with_blocks else i.value for i in each.indices) for each in figures),
        index_partial=tuple(tuple(i.partial and not i.with_blocks for i in each.indices) for each in figures),
        not_reported=_not_reported(questionnaire),
        audit=_audit(safe, sum(invited.values()), difference),
        characteristics=tuple(_splits(questionnaire)),
        tables=tuple(TableMeta(t.characteristic, t.block, t.withheld is not None) for t in safe.tables),
    )  # fmt: skip


def _shown(kind: str, groups: Sequence[Declared], safe: Safe) -> tuple[GroupMeta, ...]:
    return tuple(GroupMeta(g.code, g.name, g.items) for g in groups if f"{kind}:{g.code}" in safe.figures)


def _not_reported(questionnaire: Questionnaire) -> tuple[str, ...]:
    found = []
    for question in questionnaire.questions:
        if question.kind in UNCOUNTED:
            found.append(question.text)
        elif comment_field(question) in question.words:
            found.append(f"the comments beside “{question.text}”")
    return tuple(found)


def _items(questionnaire: Questionnaire) -> list[ItemMeta]:
    titles = {section.code: section.title for section in questionnaire.sections}
    return [
        ItemMeta(
            item.code, item.identity, titles[item.section], item.text, item.kind.value,
            (
                *((o.code, o.text, o.direction.value if o.direction else None, o.aside.value if o.aside else None,
                   o.score) for o in item.options),
                (POOLED, REST, None, None, None),
            ),
            item.reversed, item.sensitive,
        )
        for item in counted(questionnaire)
    ]  # fmt: skip


def _splits(questionnaire: Questionnaire) -> list[SplitMeta]:
    return [
        SplitMeta(q.code, q.identity, q.text, tuple((o.code, o.text) for o in q.choices if o.aside is None))
        for q in questionnaire.questions
        if q.characteristic
    ]


def _blocks(about: About, safe: Safe, rates: Rates) -> tuple[Block, ...]:
    frozen = {each["code"]: each for each in json.loads(about.units)}
    names: dict[str, str] = {code: each["name"] for code, each in frozen.items()}
    depth: dict[str, int] = {}
    found = []
    for block in safe.plain.blocks:
        depth[block.code] = depth[block.parent] + 1 if block.parent is not None else 0
        found.append(
            Block(
                code=block.code,
                name=name_of(block, names),
                parent=block.parent,
                depth=depth[block.code],
                members=_members(block, frozen, names),
                merged=block.merged,
                rate=rates.get(block.defined_as, ""),
                units=() if block.units == (block.code,) else block.units,
            )
        )
    return tuple(found)


def _members(block: Group, frozen: Mapping[str, dict[str, Any]], names: Mapping[str, str]) -> tuple[str, ...]:
    """What was put together at opening, or for the release."""
    return members_of(block, names) or tuple(frozen[block.units[0]]["members"] if block.units else ())


def ballots(number: int, invited: int) -> str:
    """The number of ballots in words, told no closer at the ends than the response rate is."""
    rate = rounded(min(number, invited), invited)
    if rate is None:
        return ""
    if rate.end is not None:
        return f"{rate.end.value} {bound(rate, invited):,}"
    return f"{'about ' if number < EXACT_FROM else ''}{told(number, whole=True):,}"


def _audit(safe: Safe, invited: int, difference: int) -> Audit:
    record = safe.audit
    shown = [each for each in record.figures if each.withheld is None]
    tables = [each for each in safe.tables if each.withheld is None]
    return Audit(
        minimum_group=safe.k,
        ballots=ballots(record.respondents, invited),
        ballots_minus_flags=difference,
        blocks=record.blocks,
        units=record.units,
        certified_items=len(shown),
        merges=sum(len(each.merges) for each in record.figures),
        withheld=len(record.figures) - len(shown),
        details=tuple(
            (
                each.code,
                f"{each.blocks} groups shown, {each.rank} independent, {each.sets} disjoint sets of full rank",
            )
            for each in shown
        ),
        tables=len(tables),
        tables_withheld=len(safe.tables) - len(tables),
        table_merges=sum(len(cell.categories) + cell.blank > 1 for table in tables for cell in table.cells),
    )
