"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Table

WHOLE = ("Actions: what was said",)

INVENTORY = {
    "action_item": Table(
        "What was said, what is promised because of it, and who leads it.",
        "All staff once it is agreed; the OD team before that.", kept=(*WHOLE, "Actions: who led them"),
        identifier="lead_id", about="lead_unit_id asked_on reminded_of",
        council="title said will_do measure source_words theme_id unit_id state asks_champions year due_on reason "
        "decided_by closed_how",
        technical="id source_kind source_id created_on updated_on ended_on changed_at version"),
    "action_update": Table(
        "What was written about an action.", "All staff, unless it is hidden.",
        kept=(*WHOLE, "Actions: who led them"), identifier="by_id", about="at", text="words evidence",
        technical="id action_id state hidden"),
    "action_carried": Table(
        "That an action went on into another year, and why.", "All staff.", kept=(*WHOLE, "Actions: who led them"),
        identifier="by_id", council="from_year to_year from_due to_due reason", technical="id action_id on"),
    "action_confirmation": Table(
        "Whether champions see what is said to be done.", "All staff, with the champion’s name.",
        kept=("Actions: who led them", "Actions: what champions say"), identifier="person_id",
        about="sees on", text="words", technical="id action_id hidden"),
}  # fmt: skip
