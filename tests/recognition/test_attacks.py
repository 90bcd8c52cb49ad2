"""What somebody who means ill would try: of thanks, of awards before they are announced, as a judge, from outside."""

import threading

import pytest

from engage.core import clock, files
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.directory.models import RoleGrant
from engage.recognition.actions import (
    judging_deciding,
    judging_scoring,
    judging_sharing,
    paper,
    thanks_retention,
)
from engage.recognition.models import (
    Assignment,
    AwardRound,
    Panel,
    PickUp,
)
from engage.recognition.queries import judging_scores
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import Outcome
from tests.recognition import judging, made, outcome_made
from tests.recognition.test_judging_decide import scored

SECRET = "Zanzibar"


def at_once(app, *works):
    """Each in a thread and a transaction of its own, begun together; what each answered or raised."""
    db.session.rollback()  # on SQLite one transaction that has begun keeps the others waiting
    together, answers = threading.Barrier(len(works)), []

    def run(work):
        with app.app_context():
            try:
                with transaction():
                    answers.append(work(together))
            except Exception as error:
                answers.append(error)

    threads = [threading.Thread(target=run, args=(each,)) for each in works]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    return answers


# Thanks


@pytest.mark.parametrize(
    "how",
    [{"to_all": False}, *({"state": each} for each in ("waiting", "declined", "taken_back", "hidden"))],
    ids=["private", "waiting", "declined", "taken_back", "hidden"],
)
def test_thanks_that_are_not_on_the_wall_are_nowhere_for_anybody_else(site, people, how):
    number = made.thanks(people.amara, [people.esi], words=f"{SECRET} was kind.", **how)
    site.get("/", as_=people.femi)
    for path in (
        "/", "/thanks", "/thanks?period=month", f"/search?q={SECRET}", "/thanks/mine", "/thanks/mine?show=given",
        "/thanks/mine.csv", "/thanks/mine/print", "/thanks/teams", "/stories",
        "/account/my-data", "/thanks/wall/poster", "/thanks/wall/slides",
    ):  # fmt: skip
        for who in (people.femi, people.dev, people.bryn):
            page = site.get(path, as_=who)
            assert SECRET.encode() not in page.data.replace(f"q={SECRET}".encode(), b"") or "search" in path, path
            assert "was kind" not in page.text, path
    assert site.get(f"/thanks/{number}", as_=people.dev).status == 404
    assert site.get(f"/reports/thanks/{number}", as_=people.dev).status == 404
    for act, sent in (("reactions", {"kind": "heart"}), ("take-back", {}), ("take-off-wall", {})):
        assert site.post(f"/thanks/{number}/{act}", sent, as_=people.dev).status == 404


def test_numbers_that_no_database_holds_are_no_failure_of_ours(site, people):
    long = "9" * 4_400
    assert site.get(f"/thanks/new?behaviour={long}", as_=people.amara).status == 200
    for path in (f"/thanks/{'9' * 30}", f"/awards/{'9' * 30}/", f"/stories/{'9' * 30}", f"/thanks?unit={long}"):
        assert site.get(path, as_=people.amara).status in (200, 400, 404), path


def test_who_left_a_year_ago_stands_on_no_slip_either(people):
    number = made.thanks(people.amara, [people.esi, people.dev])
    with transaction():
        db.session.add(PickUp(thanks_id=number, person_id=people.esi, site="Depot"))
        db.session.execute(db.text("UPDATE person SET leaves_on = '2021-01-01' WHERE id = :id"), {"id": people.esi})
    with transaction():
        due = db.session.scalars(thanks_retention.of_leavers(clock.now())).all()
        thanks_retention.forget_leavers(due, clock.now())
    assert db.session.query(PickUp).count() == 0


def test_two_who_mark_the_same_slips_as_printed_mark_them_once(app, people):
    number = made.thanks(people.amara, [people.esi])
    with transaction():
        db.session.add(PickUp(thanks_id=number, person_id=people.esi, site="Depot"))

    def mark(together):
        together.wait(10)
        return paper.mark_printed("Depot", [(number, people.esi)], clock.now())

    assert sorted(at_once(app, mark, mark)) == [0, 1]


# Before the announcement


def test_who_won_beside_them_tells_a_nominee_of_the_od_team_nothing(site, people):
    round_id, _, _ = outcome_made.decided(people, categories=2)
    mine, other = made.categories_of(round_id)
    made.entry(mine, people.chloe, people.esi, outcome=Outcome.SHORTLISTED)
    made.entry(other, people.esi, people.dev, outcome=Outcome.WINNER)
    base = f"/awards/manage/{round_id}"
    for path in (f"{base}/outcome/", f"{base}/prizes/", f"{base}/ceremony/"):
        page = site.get(path, as_=people.chloe).text
        assert "Esi Mensah" in page and "Amara Nwosu" not in page and "Bryn Parry" not in page, path
    assert "Amara" not in site.get(f"{base}/ceremony.csv", as_=people.chloe).text
    mine_alone = outcome_made.batch(round_id, people.chloe)
    content = site.get(f"/awards/manage/prints/{mine_alone}/file.pdf", as_=people.chloe).data
    assert "Amara" not in "".join(outcome_made.pages(content))


def test_who_else_is_judged_in_her_category_is_on_no_page_of_a_panel(site, people):
    number, _, panel = judging.judging([people.chloe, people.femi], [people.amara, people.esi, *judging.colleagues(1)])
    base = f"/awards/manage/{number}/judging/panels/{panel}/"
    for path, whose in ((f"{base}exclusions", people.chloe), (base, people.chloe)):
        assert "Femi Adeyemi" not in site.get(path, as_=whose).text, path
    with transaction():
        db.session.add(RoleGrant(person_id=people.dev, role="od"))
    assert "Femi Adeyemi" in site.get(f"{base}exclusions", as_=people.dev).text


def test_the_winners_are_in_nothing_that_anybody_else_can_open(site, people):
    round_id, amara, _ = outcome_made.decided(people)
    outcome_made.cite(amara, SECRET)
    base = f"/awards/manage/{round_id}"
    site.get("/", as_=people.esi)
    for who in (people.amara, people.esi, people.dev, people.femi):
        for path in (f"{base}/outcome/", f"{base}/ceremony.csv", f"{base}/prizes/", f"/awards/{round_id}/winners",
                     f"{base}/judging/", f"{base}/nominations.csv", f"{base}/outcome/{amara}"):  # fmt: skip
            assert site.get(path, as_=who).status in (403, 404), path
        for path in ("/", f"/search?q={SECRET}", "/awards/past-winners/", f"/awards/{round_id}", "/account/my-data"):
            page = site.get(path, as_=who)
            assert "Winner" not in page.text and "Highly commended" not in page.text, path
    with_words = [row.payload for row in db.session.query(OutboxRow)]
    assert not any(SECRET in each or "winner" in each for each in with_words)


# Judges


def test_a_file_is_not_opened_by_its_address_where_the_page_of_its_judge_does_not_show_it(site, people):
    number, _, panel = judging.judging(judging.colleagues(1, first=7), [people.amara, people.esi])
    entry = judging.given(people.amara)[0].nomination_id
    with transaction():
        file = files.store("cv.pdf", b"%PDF-1.7", "nomination", entry, 1000).id
    assert site.get(f"/files/{file}", as_=people.amara).status == 200
    for change in ({"anonymised": True}, {"closed_at": clock.now()}):
        with transaction():
            for row in (db.session.get_one(AwardRound, number), db.session.get_one(Panel, panel)):
                for name, value in change.items():
                    if hasattr(type(row), name):
                        setattr(row, name, value)
        assert site.get(f"/files/{file}", as_=people.amara).status == 404
        with transaction():
            db.session.get_one(AwardRound, number).anonymised = False
    with transaction():
        db.session.get_one(Panel, panel).closed_at = None
    assert site.get(f"/files/{file}", as_=people.amara).status == 200
    judging.move(people.amara, "S7")  # into the nominee's own service
    assert site.get(f"/files/{file}", as_=people.amara).status == 404


def test_a_judge_who_was_dropped_meanwhile_scores_nothing(app, people):
    _, _, panel = judging.judging(judging.colleagues(1), [people.amara, people.esi])
    given = judging.given(people.amara)[0]
    judging.score(given.id, 3)
    number, version = given.id, db.session.get_one(Assignment, given.id).version
    db.session.rollback()
    opened, dropped = threading.Event(), threading.Event()

    def late(together):
        row = db.session.get_one(Assignment, number)
        assert row.judge.dropped_at is None and row.judge.panel.round.stage
        criteria = [each.id for each in row.nomination.category.criteria]
        if db.engine.dialect.name == "sqlite":
            db.session.rollback()
        opened.set()
        dropped.wait(10)
        return judging_scoring.score(row, version, judging_scoring.Scored(dict.fromkeys(criteria, 5), ""), clock.now())

    def drop(together):
        opened.wait(10)
        held = db.session.get_one(Panel, panel)
        judge = next(each.id for each in held.judges if each.person_id == people.amara)
        judging_sharing.drop(held, judge, clock.now())
        db.session.commit()
        dropped.set()

    found = at_once(app, late, drop)
    assert any("not yours to score" in str(each) for each in found), found
    assert {each.points for each in judging.given(people.amara)[0].scores} == {3}


def test_two_who_decide_at_once_are_told_of_each_other(app, people):
    _, category, _ = scored(people)[:3]

    def decide(together):
        row = db.session.get_one(judging_scores.AwardCategory, category)
        found = judging_scores.scores(row, JudgingStage.SHORTLIST)
        if db.engine.dialect.name == "sqlite":
            db.session.rollback()
        together.wait(10)
        chosen = {each.figures.id: Outcome.SHORTLISTED for each in found.lines}
        return judging_deciding.decide(found, chosen, "We agreed.", 0, people.chloe, clock.now()).id

    answers = at_once(app, decide, decide)
    assert sum("meanwhile" in str(each) for each in answers) == 1, answers
