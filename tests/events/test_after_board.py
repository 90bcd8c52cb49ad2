"""The two-column board after an event: when it is open, who writes, and what the OD team may do."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.audit import AuditEvent
from engage.core.db import db
from engage.events.models import EventNote
from engage.events.rules.after import Board, Times
from tests.events import after_made, made


def at(event_id: int) -> str:
    return f"/events/{event_id}/board"


def past(people, *who: int, days: int = -3, **more: object) -> int:
    """An event that is over, with places of these people."""
    event_id = made.event(in_days=days, **more)
    for each in who or (people.amara,):
        after_made.place(made.sessions_of(event_id)[0], each)
    return event_id


def write(site, who: int, event_id: int, words: str = "The talks were short.", side: str = "well"):
    return site.post(f"{at(event_id)}/{side}", {side: words}, as_=who)


def test_the_board_opens_after_the_first_session_and_closes_four_weeks_after_the_last():
    now, hour = clock.now(), timedelta(hours=1)

    def board(first: timedelta, last: timedelta, state: str = "published") -> Board:
        return Times(state, now + first - hour, now + first, now + last, None).board(now)

    assert board(hour, 2 * hour) == Board.NOT_YET
    assert board(-hour, hour) == board(-28 * 24 * hour, -28 * 24 * hour + hour) == Board.OPEN
    assert board(-29 * 24 * hour, -28 * 24 * hour) == Board.CLOSED
    assert board(-hour, hour, "cancelled") == board(hour, hour, "cancelled") == Board.CLOSED
    assert Times("published", None, None, None, None).board(now) == Board.NOT_YET


def test_whoever_had_a_place_writes_and_everybody_reads_without_a_name(site, people):
    event_id = past(people)
    answer = write(site, people.amara, event_id)
    assert answer.status == 303
    page = site.get(at(event_id), as_=people.amara)
    assert "The talks were short. Yours" in page.text and "You can write 4 more notes here." in page.text
    for who in (people.esi, people.chloe):
        page = site.get(at(event_id), as_=who)
        assert "The talks were short." in page.text and "Amara" not in page.text and "Yours" not in page.text
        assert not page.select("form textarea")
    assert "Amara" not in site.get(f"/events/manage/{event_id}/board", as_=people.chloe).source
    assert people.amara not in {row.actor_id for row in db.session.query(AuditEvent)}
    assert write(site, people.esi, event_id).status == 403


def test_before_and_after_nobody_writes(site, people):
    coming, over = past(people, days=3), past(people, days=-40)
    assert "The board opens when the first session ends" in site.get(at(coming), as_=people.amara).text
    assert "The board is closed" in site.get(at(over), as_=people.amara).text
    for event_id in (coming, over):
        assert write(site, people.amara, event_id).status == 409
    mine = after_made.note(over, author_id=people.amara)
    assert site.post(f"{at(over)}/{mine}/take-back", as_=people.amara).status == 409


def test_five_on_a_side_and_ones_own_can_be_taken_back(site, people):
    event_id = past(people)
    for n in range(5):
        write(site, people.amara, event_id, f"Note {n}")
    page = write(site, people.amara, event_id, "One too many")
    assert page.status == 422 and "You have written 5 notes" in page.errors[0]
    assert "One too many" in page.select("textarea#well")[0].text
    assert write(site, people.amara, event_id, "Shorter", "better").status == 303
    first = db.session.query(EventNote).order_by(EventNote.id).first()
    assert site.post(f"{at(event_id)}/{first.id}/take-back", as_=people.esi).status == 404
    assert site.post(f"{at(event_id)}/{first.id}/take-back", as_=people.amara).status == 303
    write(site, people.amara, event_id, "Instead")
    write(site, people.amara, event_id, "Instead")
    assert db.session.query(EventNote).filter_by(side="well").count() == 5


@pytest.mark.parametrize(
    ("words", "says"), [("", "Write what went well."), ("\u200b", "Write what went well."), ("x" * 501, "at most 500")]
)
def test_what_cannot_be_written_is_said(site, people, words, says):
    page = write(site, people.amara, past(people), words)
    assert page.status == 422 and says in page.errors[0] and page.title.startswith("Error: How was it?")


def test_chloe_hides_a_note_and_puts_one_under_a_theme(site, people):
    event_id, tools = past(people), after_made.theme("Tools")
    note = after_made.note(event_id, author_id=people.amara)
    manage = f"/events/manage/{event_id}/board"
    for act in ("hide", "show", "theme"):
        assert site.post(f"{manage}/{note}/{act}", as_=people.amara).status == 403
    site.post(f"{manage}/{note}/theme", {"theme": str(tools)}, as_=people.chloe)
    assert "Tools" in site.get(at(event_id), as_=people.esi).text
    assert site.post(f"{manage}/{note}/theme", {"theme": "999"}, as_=people.chloe).status == 422
    site.post(f"{manage}/{note}/hide", as_=people.chloe)
    assert "The talks" not in site.get(at(event_id), as_=people.esi).text
    assert "Hidden" in site.get(manage, as_=people.chloe).text
    site.post(f"{manage}/{note}/show", as_=people.chloe)
    assert "The talks" in site.get(at(event_id), as_=people.esi).text
    assert site.post(f"/events/manage/{made.event()}/board/{note}/hide", as_=people.chloe).status == 404


def test_an_event_for_others_has_no_board_and_signed_out_is_asked_to_sign_in(site, people):
    event_id = past(people, audience="role:manager")
    assert site.get(at(event_id), as_=people.esi).status == write(site, people.esi, event_id).status == 404
    assert site.get(at(event_id)).status == 303


def test_the_fragment_is_its_part_and_the_board_costs_the_same(site, people):
    event_id = past(people)
    after_made.note(event_id, theme_id=after_made.theme("Tools"))
    site.assert_fragment_is_its_part_of_the_page(at(event_id), as_=people.amara)
    paths = (at(event_id), f"/events/manage/{event_id}/board")
    few = [site.query_count(path, as_=people.chloe) for path in paths]
    for n in range(30):
        after_made.note(event_id, f"Note {n}", "better" if n % 2 else "well", author_id=people.esi)
    assert [site.query_count(path, as_=people.chloe) for path in paths] == few
