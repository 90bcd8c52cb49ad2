"""Codes: made, cancelled, counted, and gone when their time is over."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engage.ballots import actions as box
from engage.ballots import queries as boxes
from engage.core import checks, clock
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid, NotThere
from engage.surveys import checks as survey_checks
from engage.surveys import jobs, release
from engage.surveys.actions import casting, codes, lifecycle
from engage.surveys.models import CodeBatch, Invitation, Survey, SurveyCode
from engage.surveys.queries import codes as queries
from engage.surveys.queries import manage
from engage.surveys.queries.audit import audit
from tests.surveys import coded, made, taken


@pytest.fixture
def survey(people):
    return coded.survey()


def row(survey_id):
    return db.session.get_one(Survey, survey_id)


def cast(survey_id, letter, **given):
    with transaction():
        casting.cast_by_code(
            survey_id, codes.digest_of(letter.code), box.new_ballot_id(), taken.small(), {"Q1": "4", **given}
        )


def make(survey_id, **wanted):
    with transaction():
        return codes.make(row(survey_id), {(group, ""): n for group, n in wanted.items()}, clock.today())


def test_a_code_is_kept_as_a_digest_that_nobody_finds_without_the_secret(app, survey):
    letter = coded.letters(survey, 1)[0]
    kept = db.session.scalars(select(SurveyCode)).one()
    assert kept.digest == codes.digest_of(letter.code)
    assert letter.code not in repr(vars(kept))
    assert (kept.group_code, kept.used) == ("HOMECARE", False)
    assert {column.name for column in SurveyCode.__table__.columns} == {
        "digest", "survey_id", "group_code", "batch_id", "used",
    }  # fmt: skip


def test_the_rows_lie_in_an_order_that_says_nothing_of_the_letters(app, survey):
    letters = coded.letters(survey, 14)
    lie = list(db.session.scalars(select(SurveyCode.digest)))
    assert lie == sorted(lie)
    assert lie != [codes.digest_of(each.code) for each in letters]


def test_letters_come_by_site_then_group(app, survey):
    letters = make(survey, WASTE=2, HOMECARE=2)
    assert [each.group_name for each in letters] == ["Home care"] * 2 + ["Waste and recycling"] * 2
    assert {each.number for each in queries.batches(survey)} == {2}


def test_no_more_are_made_than_people_are_asked_and_one_in_ten_to_spare(app, survey):
    asked = next(each.invited for each in queries.places(row(survey)) if each.group == "HOMECARE")
    assert asked == 14
    with pytest.raises(Invalid, match="you asked for 17 codes, and 16 more can be made"):
        make(survey, HOMECARE=17)
    make(survey, HOMECARE=16)
    with pytest.raises(Invalid, match="0 more can be made"):
        make(survey, HOMECARE=1)
    assert db.session.scalar(select(func.count()).select_from(SurveyCode)) == 16


def test_how_many_may_be_made_never_hangs_on_how_many_were_used(app, survey):
    letters = coded.letters(survey, 16)
    for letter in letters[:5]:
        cast(survey, letter)
    with pytest.raises(Invalid, match="0 more can be made"):
        make(survey, HOMECARE=1)
    with transaction():
        codes.cancel(row(survey), queries.batches(survey)[0])
    with pytest.raises(Invalid, match="16 more can be made"):
        make(survey, HOMECARE=17)


def test_none_are_made_before_a_survey_opens_or_after_it_closed(app, people):
    for survey_id in (made.draft(), made.scheduled(), made.closed()):
        with pytest.raises(Conflict, match="while a survey is open"), transaction():
            codes.make(row(survey_id), {("COUNCIL", ""): 1}, clock.today())


def test_a_place_that_is_none_is_refused_and_nothing_is_made(app, survey):
    with pytest.raises(Conflict, match="Nothing was made"):
        make(survey, NOWHERE=1)
    with pytest.raises(Invalid, match="Nothing was made"):
        make(survey)
    assert not queries.batches(survey)


def test_a_ballot_by_code_is_counted_once_and_under_the_group_of_its_code(app, survey):
    letter = coded.letters(survey)[0]
    cast(survey, letter)
    with pytest.raises(casting.CodeSpent):
        cast(survey, letter)
    assert manage.taken_part(survey) == 1
    taken.close(survey)
    assert [each["group"] for each in box_answers(survey)] == ["HOMECARE"]
    assert boxes.counts(row(survey).box).beyond_flags == 0


def box_answers(survey_id):
    from engage.ballots import opened

    return list(opened.answers(row(survey_id).box))


def test_a_cancelled_batch_dies_and_what_was_sent_with_it_stays(app, survey):
    used, spare, _ = coded.letters(survey)
    cast(survey, used)
    with transaction():
        codes.cancel(row(survey), queries.batches(survey)[0])
    with pytest.raises(casting.CodeSpent):
        cast(survey, spare)
    assert manage.taken_part(survey) == 1


def test_a_code_of_another_survey_or_of_none_casts_nothing(app, survey):
    letter = coded.letters(survey)[0]
    other = taken.open_survey(title="Another")
    with pytest.raises(NotThere):
        cast(other, letter)
    with pytest.raises(NotThere), transaction():
        casting.cast_by_code(survey, "f" * 64, box.new_ballot_id(), taken.small(), {"Q1": "4"})


def test_a_closed_survey_takes_no_code(app, survey):
    letter = coded.letters(survey)[0]
    with transaction():
        lifecycle.close(row(survey), clock.now())
    with pytest.raises(casting.SurveyClosed):
        cast(survey, letter)


def test_people_and_codes_together_make_the_rate_and_the_audit_adds_up(app, survey):
    for letter in coded.letters(survey, 10):
        cast(survey, letter)
    taken.cast_all(survey, taken.small(), [{"Q1": str(1 + n % 5)} for n in range(20)])
    taken.close(survey)
    assert boxes.counts(row(survey).box).flags == 30
    asked = release.engine._asked(survey)
    assert sum(asked.taken.values()) == 30
    with transaction():
        release.compute(survey)
    assert all(finding.is_right for finding in audit(survey))


def test_a_spare_letter_makes_no_more_take_part_than_were_asked(app, survey):
    for letter in coded.letters(survey, 16):
        cast(survey, letter)
    taken.cast_all(survey, taken.small(), [{"Q1": str(1 + n % 5)} for n in range(40)])
    taken.close(survey)
    asked = release.engine._asked(survey)
    assert asked.taken["HOMECARE"] == asked.invited["HOMECARE"] == 14
    with transaction():
        assert release.compute(survey).sha256


def test_the_doctor_finds_a_code_that_is_lost_and_a_ballot_that_is(app, survey):
    letters = coded.letters(survey)
    assert not [each for each in checks_found() if each]
    with transaction():
        db.session.delete(db.session.get_one(SurveyCode, codes.digest_of(letters[0].code)))
        db.session.get_one(SurveyCode, codes.digest_of(letters[1].code)).used = True
    assert sorted(each for each in checks_found() if each) == [1, 1]


def checks_found():
    assert all(isinstance(each, checks.Check) for each in survey_checks.CHECKS)
    return [each.offending() for each in survey_checks.CHECKS]


def test_codes_go_with_the_list_of_who_took_part(app, survey):
    cast(survey, coded.letters(survey)[0])
    taken.close(survey)
    with transaction():
        row(survey).closes_at = clock.now() - timedelta(days=500)
        row(survey).opens_at = clock.now() - timedelta(days=530)
    jobs.delete_due()
    db.session.rollback()
    for table in (SurveyCode, CodeBatch, Invitation):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
