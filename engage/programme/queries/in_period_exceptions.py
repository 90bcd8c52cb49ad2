"""Items that are red, late or changed, for reports: by the rule that boards read, and nothing that staff may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from engage.core import clock
from engage.core.db import db
from engage.programme.models import Item, ItemChange, ItemUpdate, Plan
from engage.programme.queries import rag
from engage.programme.queries.boards_standing import live
from engage.programme.rules.kinds import ChangeKind
from engage.programme.rules.rag import Colour, exceptional, judge, told_to_all


@dataclass(frozen=True)
class Change:
    """One line of the change log; `item_id` is None where the item was removed."""

    plan_id: int
    item_id: int | None
    kind: ChangeKind
    what: str
    was: str
    becomes: str
    reason: str


@dataclass(frozen=True)
class Exceptional:
    """An item, why it is told of, the reasons that staff may read, what else counts, and what changed."""

    item_id: int
    item: str
    plan: str
    why: Sequence[str]
    reasons: Sequence[str]
    kept_back: Sequence[str]
    changes: Sequence[Change]


@dataclass(frozen=True)
class Then:
    """How many items were red by what was last written of them, and what changed in a period."""

    red: int
    changes: Sequence[Change]

    def of(self, *kinds: ChangeKind) -> int:
        """How many changes of these kinds there were."""
        return sum(each.kind in kinds for each in self.changes)

    @property
    def changed(self) -> int:
        """How many items changed."""
        return len({each.item_id for each in self.changes if each.item_id is not None})


def then(first: date, last: date) -> Then:
    """A period that is over, by what was written then: three statements."""
    ids = db.session.scalars(select(Item.id).join(Plan, Plan.id == Item.plan_id).where(live()).order_by(Item.id)).all()
    written = rag.last_colours(ids, ItemUpdate.at < clock.begins(last + timedelta(days=1)))
    return Then(sum(each == Colour.RED for each in written.values()), changes(first, last))


def changes(first: date, last: date) -> Sequence[Change]:
    """The change log of a period, of plans that are not archived, the oldest first: one statement."""
    rows = (
        select(ItemChange.plan_id, ItemChange.item_id, ItemChange.kind, ItemChange.what, ItemChange.was,
               ItemChange.becomes, ItemChange.reason)
        .join(Plan, Plan.id == ItemChange.plan_id)
        .where(live(), ItemChange.at >= clock.begins(first), ItemChange.at < clock.begins(last + timedelta(days=1)))
        .order_by(ItemChange.at, ItemChange.id)
    )  # fmt: skip
    return [
        Change(plan_id, item_id, ChangeKind(kind), *words)
        for plan_id, item_id, kind, *words in db.session.execute(rows)
    ]


def exceptions(changed: Sequence[Change], today: date) -> Sequence[Exceptional]:
    """Items that are red or late today, or that one of these changes is of, by their plans: seven statements."""
    rows = select(Item, Plan.name).join(Plan, Plan.id == Item.plan_id).where(live())
    found = db.session.execute(rows.order_by(Plan.name, Item.position, Item.id)).all()
    facts, of_item = rag.facts_of([item for item, _ in found], today), _by_item(changed)
    told = []
    for item, plan in found:
        own, known = of_item.get(item.id, ()), facts[item.id]
        if why := exceptional(judge(known).colour, known.update_late, bool(own)):
            reasons, kept = told_to_all(known) if why != ["changed"] else ((), ())
            told.append(Exceptional(item.id, item.name, plan, why, reasons, kept, own))
    return told


def _by_item(changed: Sequence[Change]) -> Mapping[int, Sequence[Change]]:
    found: dict[int, list[Change]] = {}
    for each in changed:
        if each.item_id is not None:
            found.setdefault(each.item_id, []).append(each)
    return found
