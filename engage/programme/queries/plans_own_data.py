"""What plans hold about one person, for their own copy."""

from collections.abc import Sequence

from sqlalchemy import select

from engage.core.formatting import moment
from engage.core.own_data import WHO, Held, rows_of
from engage.programme.models import Item, ItemChange, Plan

KEPT = "Kept for good with the plan: it is the council’s record."


LED = (
    select(Item.name, Plan.name, Item.stage)
    .join(Plan, Plan.id == Item.plan_id)
    .where(Item.lead_id == WHO)
    .order_by(Item.id)
)
MADE = (
    select(ItemChange.what, Plan.name, ItemChange.at, ItemChange.reason)
    .join(Plan, Plan.id == ItemChange.plan_id)
    .where(ItemChange.by_id == WHO)
    .order_by(ItemChange.id)
)


def held(person_id: int) -> Sequence[Held]:
    """The items that they lead, and the changes that they made: two statements."""
    return (
        Held("Items of plans that you lead", f"So that everybody knows who answers for them. {KEPT}", [
            {"item": item, "plan": plan, "stage": stage} for item, plan, stage in rows_of(LED, person_id)
        ]),
        Held("Changes to plans that you made", f"So that the council can say when and why a plan changed. {KEPT}", [
            {"what": what, "plan": plan, "when": moment(at), "why": reason}
            for what, plan, at, reason in rows_of(MADE, person_id)
        ]),
    )  # fmt: skip
