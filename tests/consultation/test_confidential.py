"""Who wrote what: on no page, in no export, in no audit record; and when even the database forgets it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engage.consultation import jobs
from engage.consultation.models import Agreement, Entry, Verdict
from engage.consultation.queries.own_data import held
from engage.consultation.rules import Column
from engage.core import audit, clock
from engage.core.db import db
from tests.consultation import made

WORDS = "The rota comes too late."


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    then = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: then)


def everything(site, people, number: int, person: int) -> str:
    """Every page and file of a consultation that somebody can open, as one text."""
    statement = made.statement_id(number)
    paths = (
        "/consultations/", f"/consultations/{number}/", f"/consultations/{number}/board",
        f"/consultations/{number}/statements/{statement}", f"/consultations/{number}/what-changed",
        f"/consultations/{number}/figures", f"/consultations/manage/{number}/",
        f"/consultations/manage/{number}/entries", f"/consultations/manage/{number}/answers",
        f"/consultations/manage/{number}/entries.csv", "/what-we-heard", "/what-we-heard.csv", "/admin/audit",
    )  # fmt: skip
    pages = [site.get(path, as_=person) for path in paths]
    return "\n".join(p.text if p.is_html else p.data.decode("utf-8-sig", "replace") for p in pages if p.status == 200)


@pytest.mark.parametrize("state", ["open", "closed", "answered"])
def test_no_role_reads_amaras_name_beside_what_she_wrote(site, people, state):
    number = made.opened()
    entry = made.write(number, people.amara, WORDS)
    made.write(number, people.amara, "On the board.", Column.WORKS_WELL)
    made.agree(number, entry, people.femi)
    if state == "closed":
        made.closed(number)
    elif state == "answered":
        made.answered(number, made.theme(), [entry], names=False)
    for person in (people.bryn, people.chloe, people.dev, people.esi):
        seen = everything(site, people, number, person)
        assert "Nwosu" not in seen and "Adeyemi" not in seen
    assert WORDS in everything(site, people, number, people.esi)


def test_in_a_named_consultation_the_name_stands_there_and_it_is_said_before_writing(site, people):
    number = made.opened(named=True)
    path = f"/consultations/{number}/statements/{made.statement_id(number)}"
    assert "Your name is shown beside it." in site.get(path, as_=people.esi).text
    assert "Your name stands beside what you write" in site.get(f"/consultations/{number}/", as_=people.esi).text
    made.agree(number, made.write(number, people.amara, WORDS), people.femi)
    page = site.get(path, as_=people.esi)
    assert "Amara Nwosu" in page.text and "Femi" not in page.text
    made.closed(number)
    assert "Amara Nwosu" in site.get(f"/consultations/manage/{number}/entries.csv", as_=people.chloe).data.decode()


def test_what_is_stored_is_said_before_anybody_writes(site, people):
    number = made.opened()
    page = site.get(f"/consultations/{number}/", as_=people.amara)
    for words in ("A link between you and what you wrote is kept until the council has answered",
                  "at the latest until three months after the close",
                  "whoever runs the database could read it there", "The day you wrote is kept, not the hour",
                  "replaced by the nearest group in which at least 10 people were asked"):  # fmt: skip
        assert words in page.text
    form = site.get(f"/consultations/{number}/statements/{made.statement_id(number)}", as_=people.amara)
    assert form.text.index("Shown without your name.") < form.text.index("Your comment")


def test_taking_part_leaves_no_trace_in_the_audit_record(site, people):
    number = made.opened()
    before = len(audit.latest(500))
    path = f"/consultations/{number}"
    statement, entry = made.statement_id(number), made.write(number, people.esi, "By Esi.")
    site.post(f"{path}/statements/{statement}", {"text": WORDS}, as_=people.amara)
    site.post(f"{path}/statements/{statement}/verdict", {"says": "yes"}, as_=people.amara)
    site.post(f"{path}/board/works-well", {"works_well": WORDS}, as_=people.amara)
    site.post(f"{path}/entries/{entry}/agree", {"agrees": "yes"}, as_=people.amara)
    assert len(audit.latest(500)) == before


def test_the_own_copy_holds_what_amara_wrote_and_nobody_elses_words_as_hers(people):
    number = made.opened()
    other = made.write(number, people.esi, "By Esi.")
    made.write(number, people.amara, WORDS)
    made.agree(number, other, people.amara)
    made.judge(number, people.amara, False)
    wrote, agreed, judged = held(people.amara)
    assert [row["text"] for row in wrote.rows] == [WORDS]
    assert [row["text"] for row in agreed.rows] == ["By Esi."]
    assert [row["sounds like us"] for row in judged.rows] == [False]
    made.answered(number, made.theme(), [other])
    assert [list(each.rows) for each in held(people.amara)] == [[], [], []]


def ties() -> tuple[int, int, int, int]:
    """Entries with an author, with a fingerprint, agreements, verdicts."""
    db.session.rollback()
    rows = db.session.execute(select(Entry.author_id, Entry.once)).all()
    agreements, verdicts = (
        len(db.session.scalars(select(Agreement)).all()),
        len(db.session.scalars(select(Verdict)).all()),
    )
    return sum(r[0] is not None for r in rows), sum(r[1] is not None for r in rows), agreements, verdicts


def a_lot(people, **more: object) -> int:
    number = made.opened(**more)
    made.agree(number, made.write(number, people.amara, WORDS), people.esi)
    made.judge(number, people.amara, True)
    return number


def test_names_go_when_the_council_has_answered_and_counts_stay(site, people):
    number = a_lot(people)
    assert ties() == (1, 1, 1, 1)
    made.answered(number, made.theme(), [db.session.scalar(select(Entry.id))])
    assert ties() == (0, 0, 0, 0)
    page = site.get(f"/consultations/{number}/statements/{made.statement_id(number)}", as_=people.amara)
    assert WORDS in page.text and "1 colleague agrees" in page.text and "Yours" not in page.text


@pytest.mark.parametrize(("days", "gone"), [(85, False), (93, True)])
def test_names_go_three_months_after_the_close_where_nobody_answers(people, monkeypatch, days, gone):
    number = made.closed(a_lot(people))
    later(monkeypatch, days)
    jobs.forget_due()
    assert ties() == ((0, 0, 0, 0) if gone else (1, 1, 1, 0))
    assert (made.get(number).names_removed_at is not None) is gone


@pytest.mark.parametrize(("days", "gone"), [(0, False), (300, False), (370, True)])
def test_in_a_named_consultation_names_go_after_a_year_also_where_it_was_answered(people, monkeypatch, days, gone):
    number = a_lot(people, named=True)
    made.answered(number, made.theme(), names=True)
    later(monkeypatch, days)
    jobs.forget_due()
    assert ties() == ((0, 0, 0, 0) if gone else (1, 1, 1, 0))


def test_names_are_never_taken_out_of_what_is_open(people, monkeypatch):
    a_lot(people)
    later(monkeypatch, 4000)
    jobs.forget_due()
    assert ties() == (1, 1, 1, 1)


def test_the_worker_closes_what_is_due_and_works_its_figures_out(app, people, monkeypatch):
    number = a_lot(people, closes_at=made.closing_soon())
    jobs.run_due()
    assert made.get(number).state == "open"
    later(monkeypatch, 1)
    jobs.run_due()
    db.session.rollback()
    assert made.get(number).state == "closed"
    from engage.core import outbox

    outbox.run_due_rows()
    assert made.get(number).figures and ties()[3] == 0


def test_words_on_how_long_things_are_kept_stand_for_every_kind(people):
    assert len(jobs.KEPT) == 4 and all(each.what and each.how_long and each.then for each in jobs.KEPT)
