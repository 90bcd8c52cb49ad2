"""Equality targets: shares that may be shown, with the declaration rate beside."""

from datetime import date

from flask import url_for

from engage.programme.queries import equality
from engage.programme.queries.equality import Linked
from engage.programme.rules.equality import Key, Share, Shown, Table, shown, within
from engage.reports.rules.figures import PERCENT, Asked, Block, Cell, Evidence, Figure, Sentence

NAME, TITLE, BY_DIRECTORATE = "equality", "Equality targets", False
ABOUT = "Shares of groups against their targets, with the share who said. Nothing that could tell a small group."
HIDDEN = "Not shown: too few people"


def block(asked: Asked) -> Block:
    """The last figures up to the end of each period, of the groups that a measure takes its figures from."""
    evidence = Evidence(url_for("programme.equality"), "Equality figures")
    there, figures = equality.all_tables(), list[Figure]()
    linked = equality.linked()
    for key, found in there.items():
        this, last = _until(found, asked.until), _until(found, asked.before.last)
        of_key = [(group, each) for (at, group), measures in linked.items() if at == key for each in measures[:1]]
        for group, each in of_key:
            figures += _of_group(key, group, each, this, last)
        if of_key:
            words = f"{key.measure}, {key.characteristic}: declared"
            figures.append(Figure(words, _told(this.declared if this else None), _told(last.declared if last else None),
                                  evidence, PERCENT, why="No figures"))  # fmt: skip
    words = "Shares are of those who said." if figures else "No measure takes its figures from equality figures."
    return Block(NAME, TITLE, (Sentence(words, evidence),), tuple(figures),
                 "The last figures up to the end of each period. No share is finer than five people.")  # fmt: skip


def _of_group(key: Key, group: str, each: Linked, this: Shown | None, last: Shown | None) -> list[Figure]:
    words = f"{key.measure}, {key.characteristic}: {group}"
    evidence = Evidence(url_for("programme.item_standing", item_id=each.row.item_id), each.row.name)
    share = this.shares.get(group) if this else None
    target, before = (each.target(found.as_at) if found else None for found in (this, last))
    missed = target is not None and share is not None and not share.end and (
        share.percent * 100 < target if each.row.better == "higher" else share.percent * 100 > target
    )  # fmt: skip
    return [
        Figure(words, _told(share), _told(last.shares.get(group) if last else None), evidence, PERCENT,
               exception=missed, why=HIDDEN),
        Figure(f"{words}, target", _percent(target), _percent(before), evidence, PERCENT, why="No target"),
    ]  # fmt: skip


def _until(found: list[Table], day: date) -> Shown | None:
    table = within(found, date.min, day)
    return shown(table) if table else None


def _told(share: Share | None) -> Cell:
    if share is None:
        return None
    return f"{share.end} {share.percent}%" if share.end else share.percent


def _percent(value: int | None) -> Cell:
    if value is None:
        return None
    return value // 100 if value % 100 == 0 else f"{value / 100:g}%"
