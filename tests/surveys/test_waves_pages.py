"""A survey copied as the next wave, and surveys that would ask the same again too soon."""

from datetime import timedelta

from sqlalchemy import delete, select

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.surveys.actions import waves
from engage.surveys.models import Invitation, QuestionSetUse, Survey, SurveyLeftOut, SurveyOrigin
from engage.surveys.queries.waves import came_from
from engage.surveys.rules import Stage, edit_question, from_json, to_json
from engage.surveys.rules.reach import Chosen, to_text
from tests.surveys import made, taken


def copied(site, people, survey_id: int, **changes: str) -> int:
    here = f"/surveys/manage/{survey_id}/copy"
    form = site.get(here, as_=people.chloe).form(here)
    page = site.follow(site.post(here, {**form, **changes}, as_=people.chloe), as_=people.chloe)
    assert page.h1 == "What came over"
    db.session.expire_all()
    return db.session.scalar(db.select(db.func.max(Survey.id)))


def survey(survey_id: int) -> Survey:
    return db.session.get_one(Survey, survey_id)


def test_every_column_of_a_survey_is_kept_or_left_behind_on_purpose(site):
    columns = set(Survey.__table__.columns.keys())
    assert set(waves.KEPT) | set(waves.LEFT) == columns
    assert set(waves.KEPT).isdisjoint(waves.LEFT)


def test_the_next_wave_has_the_same_questions_and_nothing_of_the_other_people(site, people):
    first = made.closed()
    second = copied(site, people, first, title="Staff survey 2028")
    old, new = survey(first), survey(second)
    assert (new.title, new.stage) == ("Staff survey 2028", "draft")
    assert new.questionnaire == old.questionnaire
    assert (new.minimum_group, new.kept_months) == (old.minimum_group, old.kept_months)
    assert (new.opens_at, new.closes_at, new.box, new.promise, new.units) == (None, None, None, "", "")
    assert db.session.get_one(SurveyOrigin, second).previous_id == first
    assert "It follows Staff survey 2027" in site.get(f"/surveys/manage/{second}/", as_=people.chloe).text
    report = site.get(f"/surveys/manage/{second}/import-report", as_=people.chloe).text
    assert "Who was asked, and who took part" in report
    assert "From “Staff survey 2027”" in report


def test_waves_are_followed_back_over_all_copies_and_a_survey_of_its_own_follows_none(site, people):
    first = made.draft()
    second = copied(site, people, first)
    third = copied(site, people, second)
    assert [came_from(each).previous_id for each in (third, second, first)] == [second, first, None]
    assert came_from(copied(site, people, third, follows="own")).previous_id is None
    site.post(f"/surveys/manage/{first}/delete", as_=people.chloe)
    db.session.expire_all()
    assert [came_from(each).previous_id for each in (third, second)] == [second, None]


def reword(site, people, survey_id: int, text: str):
    here = f"/surveys/manage/{survey_id}/questions/Q1"
    form = site.get(here, as_=people.chloe).form(here)
    site.post(here, {**form, "text": text, "act": "save"}, as_=people.chloe)
    db.session.expire_all()
    return from_json(survey(survey_id).questionnaire).questions[0]


def test_a_question_reworded_in_the_next_wave_is_another_one_and_is_itself_again_in_its_old_words(site, people):
    first = made.draft()
    second = copied(site, people, first)
    changed = reword(site, people, second, "I know what I am here for")
    assert changed.was == "a1" != changed.identity
    third = copied(site, people, second)
    kept = from_json(survey(third).questionnaire).questions[0]
    assert (kept.identity, kept.was) == (changed.identity, "a1")
    back = reword(site, people, third, "I know what is expected of me")
    assert (back.identity, back.was) == ("a1", None)


def test_a_new_question_of_a_draft_may_be_reworded_as_often_as_one_likes(site, people):
    assert reword(site, people, made.draft(), "I know what I am here for").identity == "a1"


def test_uses_of_sets_come_along(site, people):
    first = made.draft()
    with transaction():
        db.session.add(QuestionSetUse(survey_id=first, set_code="team", number=1))
    second = copied(site, people, first)
    assert db.session.get(QuestionSetUse, (second, "team")).number == 1


def test_a_copy_needs_a_title(site, people):
    first = made.draft()
    site.get(f"/surveys/manage/{first}/copy", as_=people.chloe)
    page = site.post(f"/surveys/manage/{first}/copy", {"title": " ", "follows": "wave"}, as_=people.chloe)
    assert (page.status, page.errors) == (422, ["Enter a title."])


def dated(survey_id: int, opens_in: int, closes_in: int) -> None:
    with transaction():
        row = survey(survey_id)
        row.opens_at = clock.now() + timedelta(days=opens_in)
        row.closes_at = clock.now() + timedelta(days=closes_in)


WARNING = "Some people may be asked the same questions twice within 28 days."


def pages(site, people, survey_id: int) -> list[bool]:
    return [WARNING in site.get(f"/surveys/manage/{survey_id}/{path}", as_=people.chloe).text for path in ("", "check")]


def test_the_check_names_a_survey_that_asks_the_same_people_the_same_too_soon(site, people):
    first = made.opened()
    dated(first, -7, 7)
    second = copied(site, people, first)
    assert pages(site, people, second) == [True, True]
    text = site.get(f"/surveys/manage/{second}/check", as_=people.chloe).text
    assert "Staff survey 2027" in text
    assert "3 questions the same" in text
    dated(second, 34, 50)
    assert pages(site, people, second) == [True, True]
    dated(second, 36, 50)
    assert pages(site, people, second) == [False, False]


def of_unit(survey_id: int, code: str) -> None:
    with transaction():
        unit = db.session.query(Unit.id).filter_by(code=code).scalar()
        survey(survey_id).audience = to_text(Chosen(base=f"unit:{unit}"))


def test_surveys_of_other_people_or_other_questions_are_not_named(site, people):
    for place in ("HOMECARE", "WASTE"):
        made.crowd(place, 6)
    first = made.opened()
    dated(first, -7, 7)
    second = copied(site, people, first)
    of_unit(first, "HOMECARE")
    assert pages(site, people, second) == [True, True]
    of_unit(second, "WASTE")
    assert pages(site, people, second) == [False, False]
    other = made.draft("Other", edit_question(made.questionnaire(), "Q1", identity="b1"))
    with transaction():
        doc = from_json(survey(other).questionnaire)
        for code, identity in (("Q2", "b2"), ("Q4", "b4")):
            doc = edit_question(doc, code, identity=identity)
        survey(other).questionnaire = to_json(doc)
        survey(other).stage = Stage.DRAFT
    assert pages(site, people, other) == [False, False]


def test_a_draft_for_one_person_does_not_tell_whom_the_lots_of_another_chose(site, people):
    made.crowd("HOMECARE", 12)
    first = taken.open_survey(audience="HOMECARE")
    second = copied(site, people, first)
    asked = select(Invitation.person_id).where(Invitation.survey_id == first)
    drawn, left = db.session.scalars(asked.order_by(Invitation.person_id)).all()[:2]
    with transaction():
        db.session.execute(delete(Invitation).where(Invitation.person_id == left))
    for person in (drawn, left):
        with transaction():
            db.session.execute(delete(SurveyLeftOut))
            others = db.session.scalars(select(Person.id).where(Person.id != person)).all()
            db.session.add_all([SurveyLeftOut(survey_id=second, person_id=each) for each in others])
        assert pages(site, people, second) == [True, True]


def test_a_draft_is_not_named_and_a_scheduled_survey_is(site, people):
    first, second = made.draft(), made.draft("Second")
    assert pages(site, people, second) == [False, False]
    made.scheduled()
    assert pages(site, people, first) == [True, True]
