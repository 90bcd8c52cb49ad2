"""Exceptions of the programme: items that are red, late or changed, by the rule that boards read."""

from collections.abc import Sequence

from flask import url_for

from engage.core.fields import typed_day
from engage.core.formatting import count, listed
from engage.programme.queries.in_period import plans_told
from engage.programme.queries.in_period_exceptions import Change, Exceptional, Then, changes, exceptions, then
from engage.programme.rules.kinds import ChangeKind
from engage.reports.rules.figures import Asked, Block, Evidence, Figure, Sentence, always, at_most
from engage.reports.rules.periods import Period
from engage.reports.rules.programme import changed, of_plans

NAME, TITLE, BY_DIRECTORATE = "programme_exceptions", "Programme: exceptions", False
ABOUT = "Items of plans that are red, late or changed, with why, and what changed in dates and scope."
MOST, MOST_CHANGES = 60, 3
DATES, SCOPE = (ChangeKind.DATES, ChangeKind.MILESTONE), (ChangeKind.SCOPE, ChangeKind.ADDED, ChangeKind.REMOVED)
NOTE = (
    "Red and late are told of today. How many were red in the period before is told by the updates that were written "
    "until it ended. Of risks, spending and what a lead officer says of trouble, only that they count."
)
NOW = {ChangeKind.ADDED: "Added", ChangeKind.REMOVED: "Removed"}


def block(asked: Asked) -> Block:
    """One line an item, then what was removed."""
    moved, last = changes(asked.period.first, asked.until), then(asked.before.first, asked.before.last)
    told, every = exceptions(moved, asked.today), _all(asked.period)
    removed = [each for each in moved if each.item_id is None]
    said = (
        *at_most(MOST, told, _item, every, always),
        *at_most(MOST, removed, lambda each: _removed(each, asked.period), every, always),
    )
    if not said:
        said = (Sentence("No item is red, late or changed.", every),)
    figures = _figures(told, Then(0, moved), last, every)
    return Block(NAME, TITLE, said, figures, f"{of_plans(plans_told())} {NOTE}")


def _all(period: Period) -> Evidence:
    return Evidence(url_for("programme.all_exceptions", since=typed_day(period.first)), "Exceptions of the programme")


def _figures(told: Sequence[Exceptional], this: Then, last: Then, every: Evidence) -> tuple[Figure, ...]:
    red, late = (sum(word in each.why for each in told) for word in ("red", "late"))
    return (
        Figure("Items that are red", red, last.red, every, exception=red > 0),
        Figure("Items whose update is late", late, None, every, exception=late > 0, why="Not kept"),
        Figure("Items that changed", this.changed, last.changed, every, exception=this.changed > 0),
        Figure("Changes of dates, milestones too", this.of(*DATES), last.of(*DATES), every,
               exception=this.of(*DATES) > 0),
        Figure("Changes of scope, items added or removed too", this.of(*SCOPE), last.of(*SCOPE), every,
               exception=this.of(*SCOPE) > 0),
    )  # fmt: skip


def _item(each: Exceptional) -> Sentence:
    more = len(each.changes) - MOST_CHANGES
    words = (
        f"{each.item} ({each.plan}): {listed(each.why)}.",
        *each.reasons,
        *([f"Also counted: {listed(each.kept_back)}."] if each.kept_back else []),
        *(_change(one) for one in each.changes[:MOST_CHANGES]),
        *([f"And {count(more, 'change')} more."] if more > 0 else []),
    )
    address = url_for("programme.item_standing", item_id=each.item_id)
    return Sentence(" ".join(words), Evidence(address, f"How {each.item} stands"), exception=True)


def _change(each: Change) -> str:
    what = f"{NOW[each.kind]}: {each.what}" if each.kind in NOW else each.what
    return changed(what, each.was, each.becomes, each.reason)


def _removed(each: Change, period: Period) -> Sentence:
    address = url_for("programme.plan_changes", plan_id=each.plan_id, since=typed_day(period.first))
    return Sentence(_change(each), Evidence(address, "Changes of this plan"), exception=True)
