"""The addresses of boards, updates and how items stand."""

from typing import Any

from tests.factories import People
from tests.programme import made_boards as made

SIGNED_IN = """programme.item_standing programme.board programme.board_changes programme.board_changes_csv
programme.board_exceptions programme.board_exceptions_csv programme.new_update programme.write_update
programme.ask_milestone_met programme.meet_milestone programme.reopen_milestone programme.measure_figures
programme.enter_figures"""
OD = """programme.standing_overview programme.all_exceptions programme.all_exceptions_csv programme.plan_changes
programme.plan_changes_csv programme.boards_manage programme.new_board programme.create_board programme.edit_board
programme.save_board programme.end_board programme.take_up_board programme.board_readers programme.add_board_reader
programme.remove_board_reader programme.board_meetings programme.propose_meetings programme.edit_meeting
programme.move_meeting programme.drop_meeting programme.new_milestone programme.add_milestone programme.edit_milestone
programme.change_milestone programme.new_consultation_stage programme.add_consultation_stage
programme.edit_consultation_stage programme.change_consultation_stage programme.new_measure programme.add_measure
programme.new_periods programme.add_periods programme.new_risk programme.add_risk programme.edit_risk
programme.change_risk programme.spending programme.add_spending"""
PAGES = (
    ("Chloe", "/programme/manage/standing"), ("Chloe", "/programme/items/{item_id}/standing"),
    ("Chloe", "/programme/items/{item_id}/updates/new"), ("Chloe", "/programme/manage/boards/"),
    ("Chloe", "/programme/boards/{board_id}"),
    ("Chloe", "/programme/manage/boards/{board_id}/meetings"), ("Chloe", "/programme/manage/boards/{board_id}/readers"),
    ("Chloe", "/programme/boards/{board_id}/changes"), ("Chloe", "/programme/manage/exceptions"),
    ("Chloe", "/programme/measures/{measure_id}/figures"), ("Chloe", "/programme/manage/items/{item_id}/spending"),
    ("Chloe", "/programme/manage/items/{item_id}/risks/new"), ("Chloe", "/guide/boards"),
)  # fmt: skip
_FORM = "a form of the same template as that of a risk"
ELSEWHERE = {
    "programme.board_changes_csv": "a download",
    "programme.board_exceptions_csv": "a download",
    "programme.plan_changes_csv": "a download",
    "programme.all_exceptions_csv": "a download",
    "programme.board_exceptions": "the page of all exceptions, of one board",
    "programme.plan_changes": "the page of a board's changes, of a plan",
} | dict.fromkeys(
    """programme.new_board programme.edit_board programme.edit_meeting programme.new_milestone programme.edit_milestone
    programme.ask_milestone_met programme.new_consultation_stage programme.edit_consultation_stage
    programme.new_measure programme.new_periods programme.edit_risk""".split(),
    _FORM,
)


def browser_scene(as_: Any) -> dict[str, Any]:
    """An item that the first board of the demonstration reads, with a measure."""
    chloe = as_("Chloe")
    chloe.goto("/programme/manage/boards/")
    chloe.get_by_role("link", name="Transformation board").click()
    board = chloe.url.rsplit("/", 1)[1]
    chloe.locator("#standing-list tbody a").first.click()
    item = chloe.url.split("/")[-2]
    href = chloe.get_by_role("link", name="Enter figures").first.get_attribute("href") or ""
    return {"item_id": item, "board_id": board, "measure_id": href.split("/")[-2]}


def scene(people: People) -> dict[str, Any]:
    """An item of Chloe's that a board reads, with one of everything; to others it is not there."""
    board_id = made.board(-40, 20, readers=(people.chloe,))
    plan_id = made.plan(published=False)
    item_id = made.item(plan_id, lead=people.chloe, board=board_id)
    return {
        "programme.board_id": board_id,
        "programme.plan_id": plan_id,
        "programme.item_id": item_id,
        "programme.person_id": people.chloe,
        "programme.meeting_id": made.meeting(board_id, made.clock.today() + made.timedelta(days=90)),
        "programme.milestone_id": made.milestone(item_id),
        "programme.measure_id": made.measure(item_id, (100, 50)),
        "programme.risk_id": made.risk(item_id),
        "programme.stage_id": made.consulted(item_id),
    }
