"""The addresses of what happens at and after an event."""

from typing import Any

from tests.events import after_made, made
from tests.factories import People

SIGNED_IN = """events.here events.here_with_code events.sign_in_here events.questions events.ask events.question
events.withdraw_question events.unname_question events.board events.write_note events.take_note_back"""
OD = """events.attendance events.attendance_code events.make_attendance_code events.attendance_list
events.tick_attendance events.add_attendance events.questions_manage events.take_down_question events.question_manage
events.answer_question events.show_question events.hide_question events.board_manage events.hide_note events.show_note
events.theme_note events.costs events.add_cost events.drop_cost events.event_costs events.event_costs_csv"""
# Of the demonstration event 1 is over: its questions, board, attendance and costs are there.
PAGES = (
    ("Amara", "/events/1/questions"), ("Amara", "/events/1/questions/1"), ("Amara", "/events/1/board"),
    ("Amara", "/events/1/here"), ("Amara", "/events/1/here/CDFGH"), ("Chloe", "/events/manage/1/attendance"),
    ("Chloe", "/events/manage/1/sessions/1/attendance"), ("Chloe", "/events/manage/1/sessions/1/code"),
    ("Chloe", "/events/manage/1/questions"), ("Chloe", "/events/manage/1/questions/1"),
    ("Chloe", "/events/manage/1/board"), ("Chloe", "/events/manage/1/costs"), ("Chloe", "/events/manage/costs"),
    ("Chloe", "/guide/after-events"),
)  # fmt: skip
ELSEWHERE = {"events.event_costs_csv": "a download"}


def scene(people: People) -> dict[str, Any]:
    """An event that is on, with a question, a note and a cost."""
    event_id = after_made.now_on()
    session_id = after_made.coded(event_id)
    made.booked(session_id, people.amara)
    return {
        "events.event_id": event_id,
        "events.session_id": session_id,
        "events.question_id": after_made.question(event_id, asker_id=people.amara),
        "events.note_id": after_made.note(event_id, author_id=people.amara),
        "events.cost_id": after_made.cost(event_id),
        "events.code": "CDFGH",
        "events.side": "well",
    }
