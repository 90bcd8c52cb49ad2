"""Having one's say: the list, a consultation, a statement, the board; who gets in, and what works without scripts."""

import pytest
from sqlalchemy import func, select

from engage.consultation.models import Agreement, Entry, Verdict
from engage.consultation.rules import Column, Kind
from engage.core import clock
from engage.core.db import db
from tests.consultation import made
from tests.factories import UNITS


def address(number: int, *more: object) -> str:
    return "/".join(["/consultations", str(number), *map(str, more)]) + ("" if more else "/")


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def verdicts() -> list[tuple[int, bool]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(select(Verdict.person_id, Verdict.sounds_like_us))]


def test_the_list_is_empty_at_first_and_says_so(site, people):
    page = site.get("/consultations/", as_=people.amara)
    assert page.h1 == "Have your say"
    assert "Nothing asks for you at the moment" in page.text


def test_amara_finds_what_asks_her_on_the_list_and_on_her_start_page(site, people):
    number = made.opened()
    assert site.get("/consultations/", as_=people.amara).links[made.TITLE] == address(number)
    assert site.get("/", as_=people.amara).links[made.TITLE] == address(number)


def test_a_consultation_is_read_statement_by_statement(site, people):
    page = site.get(address(made.opened()), as_=people.amara)
    assert [h.text_content().split(":")[0] for h in page.select(".engage-statement h3")] == [
        f"Statement {n}" for n in (1, 2, 3)
    ]
    assert "We leverage synergies." in page.text
    assert "not collective consultation or bargaining" in page.text


def test_whoever_is_signed_out_is_asked_to_sign_in(site, people):
    number = made.opened()
    for path in ("/consultations/", address(number), address(number, "board")):
        assert site.get(path).status == 303
    assert site.post(address(number, "board/works-well"), {"works_well": "x"}).status == 401


def test_a_draft_is_not_there_for_staff_and_one_that_opens_tomorrow_neither(site, people):
    assert site.get(address(made.draft()), as_=people.amara).status == 404
    later = made.opened(opens_at=made.closing_soon())
    assert site.get(address(later), as_=people.amara).status == 404
    assert made.TITLE not in site.get("/consultations/", as_=people.amara).text
    assert site.get(address(9999), as_=people.amara).status == 404


def test_a_consultation_for_another_directorate_is_not_there_by_any_guessed_address(site, people):
    number = made.opened(audience=made.in_unit(UNITS.adults))
    statement, entry = made.statement_id(number), made.write(number, people.amara, "For adults.")
    assert site.get(address(number), as_=people.femi).status == 200
    site.token(people.esi)
    for path in ("", "/board", f"/statements/{statement}", f"/entries/{entry}", "/what-changed", "/figures"):
        assert site.get(address(number)[:-1] + (path or "/"), as_=people.esi).status == 404, path
    for path, sent in (
        (f"/statements/{statement}", {"text": "I was here"}), (f"/statements/{statement}/verdict", {"says": "yes"}),
        ("/board/works-well", {"works_well": "I was here"}), (f"/entries/{entry}/agree", {"agrees": "yes"}),
        (f"/entries/{entry}", {"text": "Changed"}), (f"/entries/{entry}/take-back", {}),
    ):  # fmt: skip
        assert site.post(address(number)[:-1] + path, sent, as_=people.esi).status == 404, path
    assert (count(Entry), count(Verdict), count(Agreement)) == (1, 0, 0)
    assert made.TITLE not in site.get("/consultations/", as_=people.esi).text


def test_a_consultation_for_champions_asks_bryn_and_nobody_else(site, people):
    from engage.directory.rules.audience import Audience

    number = made.opened(audience=Audience(roles=frozenset({"champion"})))
    assert site.get(address(number), as_=people.bryn).status == 200
    assert site.get(address(number), as_=people.amara).status == 404
    assert made.get(number).asked == 1


def test_chloe_reads_what_does_not_ask_her_and_writes_nothing_there(site, people):
    number = made.opened(audience=made.in_unit(UNITS.adults))
    page = site.get(address(number), as_=people.chloe)
    assert page.status == 200 and "you cannot write here" in page.text
    assert not page.select("main form")
    sent = site.post(address(number, "board/works-well"), {"works_well": "Mine"}, as_=people.chloe)
    assert (sent.status, count(Entry)) == (403, 0)


def test_amara_says_sounds_like_us_changes_her_mind_and_takes_it_back(site, people):
    number = made.opened()
    path = address(number, "statements", made.statement_id(number), "verdict")
    pressed = "button[aria-pressed=true]"
    page = site.follow(site.post(path, {"says": "yes"}, as_=people.amara), as_=people.amara)
    assert [b.text_content().strip() for b in page.select(pressed)] == ["Sounds like us (statement 1)"]
    site.post(path, {"says": "yes"}, as_=people.amara)
    assert verdicts() == [(people.amara, True)]
    site.post(path, {"says": "no"}, as_=people.amara)
    assert verdicts() == [(people.amara, False)]
    page = site.follow(site.post(path, {"says": "not-no"}, as_=people.amara), as_=people.amara)
    assert verdicts() == [] and not page.select(pressed)
    assert site.post(path, {"says": "maybe"}, as_=people.amara).status == 422


def test_with_htmx_a_verdict_brings_the_list_with_the_focus_on_the_pressed_button(site, people):
    number = made.opened()
    statement = made.statement_id(number, 1)
    part = site.post(address(number, "statements", statement, "verdict"), {"says": "no"}, as_=people.amara, htmx=True)
    focused = part.select("[data-focus]")
    assert [b.get("id") for b in focused] == [f"says-{statement}-no"]
    assert part.select("#statement-list")[0].get("data-announce") == "Kept: statement 2 does not sound like us to you."
    part = site.post(
        address(number, "statements", statement, "verdict"), {"says": "not-no"}, as_=people.amara, htmx=True
    )
    assert part.select("[data-focus]")[0].get("id") == f"says-{statement}-no"


def test_nobody_sees_a_count_of_verdicts_while_it_is_open(site, people):
    number = made.opened()
    before = site.get(address(number), as_=people.esi).text
    for person in (people.amara, people.bryn, people.femi):
        made.judge(number, person, True)
    assert site.get(address(number), as_=people.esi).text == before
    for person in (people.esi, people.chloe):
        assert site.get(address(number, "figures"), as_=person).status == 404


def test_amara_comments_changes_her_words_and_takes_them_back(site, people):
    number = made.opened()
    path = address(number, "statements", made.statement_id(number))
    page = site.follow(site.post(path, {"text": "Say it <b>plainly</b>."}, as_=people.amara), as_=people.amara)
    assert "Say it <b>plainly</b>." in page.text and "Yours" in page.text
    (edit,) = [href for words, href in page.links.items() if words.startswith("Change or take back")]
    form = site.get(edit, as_=people.amara).form(edit)
    assert form["text"].strip() == "Say it <b>plainly</b>."
    page = site.follow(site.post(edit, form | {"text": "Say it in plain words."}, as_=people.amara), as_=people.amara)
    assert "Say it in plain words." in page.text
    page = site.follow(site.post(f"{edit}/take-back", as_=people.amara), as_=people.amara)
    assert "0 comments" in page.text and count(Entry) == 0


def test_esi_cannot_change_or_take_back_what_amara_wrote(site, people):
    number = made.opened()
    entry = made.write(number, people.amara, "Mine.")
    path = address(number, "entries", entry)
    assert site.get(path, as_=people.esi).status == 404
    assert site.post(path, {"text": "Not yours"}, as_=people.esi).status == 404
    assert site.post(f"{path}/take-back", as_=people.esi).status == 404
    other = made.opened(title="Another")
    assert site.get(address(other, "entries", entry), as_=people.amara).status == 404
    assert db.session.get_one(Entry, entry).text == "Mine."


def test_agreeing_counts_once_and_can_be_taken_back(site, people):
    number = made.opened()
    path = address(number, "entries", made.write(number, people.amara, "The rota.", Column.EVEN_BETTER), "agree")
    for _ in range(2):
        page = site.follow(site.post(path, {"agrees": "yes"}, as_=people.esi), as_=people.esi)
    assert "1 colleague agrees" in page.text and count(Agreement) == 1
    assert site.post(path, {"agrees": "yes"}, as_=people.amara).status == 403  # her own
    part = site.post(path, {"agrees": "no"}, as_=people.esi, htmx=True)
    assert part.select("[data-focus]")[0].get("aria-pressed") == "false"
    assert count(Agreement) == 0
    assert site.post(path, {"agrees": "perhaps"}, as_=people.esi).status == 422


def test_other_words_lose_the_agreement_with_the_old_ones_and_the_author_is_told(site, people):
    number = made.opened()
    entry = made.write(number, people.amara, "Close the depot on Sundays.")
    made.agree(number, entry, people.esi)
    path = address(number, "entries", entry)
    assert "their agreement starts again at none" in site.get(path, as_=people.amara).text
    site.post(path, {"text": "Open the depot on Sundays."}, as_=people.amara)
    db.session.rollback()
    assert db.session.get_one(Entry, entry).agreed == 0


def test_the_board_shows_two_columns_the_most_agreed_first(site, people):
    number = made.opened(kind=Kind.BOARD, text="")
    made.write(number, people.amara, "First", Column.WORKS_WELL)
    made.agree(number, made.write(number, people.amara, "Second", Column.WORKS_WELL), people.esi)
    page = site.get(address(number, "board"), as_=people.esi)
    assert [p.text_content() for p in page.select(".engage-board__column--works-well .engage-entry__text")] == [
        "Second",
        "First",
    ]
    assert "Nothing here yet" in page.text
    assert site.get(address(made.opened(kind=Kind.TEXT)) + "board", as_=people.esi).status == 404


@pytest.mark.parametrize("path", ["", "board", "statements/{0}"])
def test_a_fragment_is_its_part_of_the_page_and_costs_the_same_however_much_there_is(site, people, path):
    number = made.opened()
    where = address(number) + path.format(made.statement_id(number))
    made.write(number, people.esi, "One.")
    made.write(number, people.esi, "One on the board.", Column.WORKS_WELL)
    site.assert_fragment_is_its_part_of_the_page(where, as_=people.amara)
    few = site.query_count(where, as_=people.amara)
    for n in range(12):
        made.agree(number, made.write(number, people.esi, f"Comment {n}"), people.amara)
        made.write(number, people.esi, f"Entry {n}", Column.WORKS_WELL)
    assert site.query_count(where, as_=people.amara) == few


def test_a_long_list_is_cut_into_pages_and_an_answer_stays_on_its_page(site, people):
    number = made.opened()
    for n in range(23):
        made.write(number, people.esi, f"Comment {n}")
    path = address(number, "statements", made.statement_id(number))
    page = site.get(f"{path}?page=2", as_=people.amara)
    assert len(page.select(".engage-entry")) == 3
    agree = page.select(".engage-entry form")[0].get("action")
    assert agree.endswith("page=2")


def test_after_the_closing_time_nobody_writes_though_the_worker_has_not_been_there(site, people, monkeypatch):
    number = made.opened(closes_at=made.closing_soon())
    path = address(number, "statements", made.statement_id(number))
    site.get(path, as_=people.amara)
    late = clock.now() + made.timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: late)
    monkeypatch.setattr("engage.core.sessions.clock.now", lambda: late)
    site.forget(people.amara)
    page = site.post(path, {"text": "Too late"}, as_=people.amara)
    assert page.status == 409 and "takes no more answers" in page.text
    assert count(Entry) == 0
