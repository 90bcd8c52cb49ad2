"""What every column of these tables is, why it is held and who sees it (core.inventory)."""

from engage.core.inventory import Basis, Table

KEPT = ("Plans, their items",)
KEPT_EQUALITY = ("Equality figures",)
SEEN = "All staff once the plan is published; the OD team before that."
CLOSE = "The OD team, the lead officer and whoever reads for the board."


def _of_council(purpose: str, seen: str, council: str, technical: str) -> Table:
    return Table(purpose, seen, kept=KEPT, basis=Basis.NONE, council=council, technical=technical)


INVENTORY = {
    "plan": _of_council(
        "The council’s plans.", SEEN, "name about level_names starts_on ends_on",
        "id published_at archived_at created_at version"),
    "plan_heading": _of_council("The headings of a plan.", SEEN, "name", "id plan_id parent_id position"),
    "plan_item": Table(
        "What a plan promises, and who leads it.", SEEN, kept=KEPT, identifier="lead_id",
        council="name kind objective phase status stage starts_on ends_on board_id budget_pence course "
        "trainer_course",
        technical="id plan_id heading_id position asked_for_on reminded_for_on created_at version"),
    "plan_update": Table(
        "How an item stands, day by day.", CLOSE + " All staff read its plain words.", kept=KEPT, identifier="by_id",
        about="at", text="status delay_reason next_steps plain_words", council="stage trouble colour",
        technical="id item_id"),
    "plan_change": Table(
        "What changed in a plan, and why.", SEEN, kept=KEPT, identifier="by_id", about="at",
        council="kind what was becomes reason", technical="id plan_id item_id"),
    "plan_spend": Table(
        "What was spent on an item.", CLOSE, kept=KEPT, identifier="by_id", about="at", council="on pence note",
        technical="id item_id"),
    "plan_output": _of_council(
        "What an item promises for a quarter.", SEEN, "quarter_on text done_on", "id item_id row_no"),
    "plan_milestone": _of_council(
        "The dates that an item works towards.", SEEN, "name first_on due_on moves met_on dropped",
        "id item_id row_no"),
    "plan_measure": _of_council(
        "The figures an item is measured by.", SEEN,
        "name unit better saving equality_measure equality_characteristic equality_group", "id item_id"),
    "plan_measure_period": Table(
        "Target and actual of a measure in a period.", SEEN, kept=KEPT, basis=Basis.NONE, figure="target actual",
        council="starts_on ends_on note", technical="id measure_id row_no"),
    "equality_figure": Table(
        "How many people of a group there were on a day; no person is in it.",
        "The OD team sees shares, through the disclosure engine. A measure shows its own share to all staff.",
        kept=KEPT_EQUALITY, basis=Basis.NONE, figure="people everybody",
        council="as_at measure characteristic for_group", technical="id apart"),
    "plan_risk": Table(
        "What may go wrong with an item.", CLOSE, kept=KEPT, identifier="owner_id",
        council="what likelihood impact response closed_on", technical="id item_id"),
    "plan_session": _of_council(
        "Sessions of a development programme.", SEEN + " What one costs: the OD team.",
        "for_group starts_on ends_on cost_pence held_on", "id item_id row_no"),
    "plan_consultation_stage": _of_council(
        "Who is consulted about an item.", CLOSE, "with_whom starts_on ends_on outcome", "id item_id"),
    "board": _of_council(
        "Boards and committees.", "The OD team and its readers.", "name about cadence notice_days ended", "id"),
    "board_meeting": _of_council(
        "When a board meets, and by when updates are due.", "The OD team and its readers.", "on due_on",
        "id board_id"),
    "board_reader": Table(
        "Who reads for a board.", "The OD team and the board’s readers.", kept=("Who reads a board",),
        identifier="person_id", technical="board_id"),
}  # fmt: skip
