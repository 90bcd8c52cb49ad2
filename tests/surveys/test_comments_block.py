"""What stands beside a comment: at most a directorate, and never so that fewer can be worked out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from engage.ballots.opened import OpenedAnswers, OpenedComment
from engage.core.db import ballot_owner_engine, db
from engage.surveys.actions import comments_taking
from engage.surveys.models import CommentReview, Survey
from engage.surveys.rules import comment_blocks as rules
from tests.surveys import commented, taken

PARENTS = {"C": None, "A": "C", "P": "C", "C~other": "C", "A1": "A", "A2": "A", "A1x": "A1", "P1": "P"}


def opened(survey_id: int) -> list[tuple[str, str, str]]:
    """What the ballot database holds of comments."""
    box = db.session.get_one(Survey, survey_id).box
    with ballot_owner_engine().connect() as connection:
        table = OpenedComment
        found = connection.execute(
            select(table.question, table.reporting_group, table.text).where(table.box == box).order_by(table.id)
        ).all()
    return [tuple(row) for row in found]


def test_each_group_lies_in_one_part_directly_below_the_top():
    assert rules.branches(PARENTS) == {
        "C": "C", "A": "A", "P": "P", "C~other": "C~other", "A1": "A", "A2": "A", "A1x": "A", "P1": "P",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "beside"),
    [
        ({"A": 12, "P": 11}, {"A": "A", "P": "P"}),
        # 9 of P: whoever knows all 21 and the 12 of A would know P's.
        ({"A": 12, "P": 9}, {"A": "", "P": ""}),
        ({"A": 12, "P": 6, "O": 4}, {"A": "A", "P": "~rest", "O": "~rest"}),
        ({"A": 12, "B": 13, "P": 6, "O": 3}, dict.fromkeys("ABPO", "")),
        ({"A": 12}, {"A": ""}),
        ({"A": 4, "P": 4, "O": 4}, dict.fromkeys("APO", "")),
        ({}, {}),
    ],
)
def test_parts_stand_alone_only_where_the_others_reach_the_threshold_together(counts, beside):
    assert rules.labels(counts, 10) == beside


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 40), max_size=8),
    st.integers(5, 20),
)
def test_no_part_and_no_difference_is_of_fewer_than_the_threshold(counts, threshold):
    beside = rules.labels(counts, threshold)
    told = Counter()
    for part, number in counts.items():
        told[beside[part]] += number
    if set(told) == {""} or not told:
        return
    assert "" not in told
    total = sum(told.values())
    for number in told.values():
        assert number >= threshold
        assert total - number >= threshold
    assert all(label in (part, "~rest") for part, label in beside.items())


@given(
    st.lists(st.tuples(st.sampled_from("XY"), st.sampled_from([*PARENTS, "nowhere"]), st.just("w")), max_size=80),
    st.integers(5, 12),
)
def test_what_is_left_after_review_stands_no_closer_than_before(comments, threshold):
    placed = rules.placed(comments, rules.branches(PARENTS), threshold)
    assert len(placed) == len(comments)
    for question in "XY":
        counts = Counter(block for asked, block, _ in placed if asked == question)
        after = rules.shown(counts, threshold)
        if sum(counts.values()) < threshold:
            assert after is None
            continue
        assert all(after[block] in (block, "~rest", "") for block in counts)
        told = Counter()
        for block, number in counts.items():
            told[after[block]] += number
        assert all(number >= threshold for number in told.values())


def test_an_opened_comment_keeps_the_directorate_and_never_the_team(app, people):
    survey_id = commented.survey(
        {"ADULTS": [f"adults {n}" for n in range(6)], "PLACE": [f"place {n}" for n in range(7)]}
    )
    teams = {commented.group_of(survey_id, each) for each in commented.in_directorate("ADULTS")}
    assert teams == {"HOMECARE"}
    taken.close(survey_id)
    found = opened(survey_id)
    assert Counter(block for _, block, _ in found) == {"ADULTS": 6, "PLACE": 7}
    assert all(text.startswith(block.lower()) for _, block, text in found)


def test_where_a_directorate_wrote_too_little_nothing_stands_beside_any_comment(app, people):
    survey_id = commented.survey({"ADULTS": ["a"] * 9, "PLACE": ["p"] * 4})
    taken.close(survey_id)
    assert {block for _, block, _ in opened(survey_id)} == {""}


def test_words_of_a_choice_are_comments_of_that_question(app, people):
    survey_id = commented.waiting({"ADULTS": ["by boat"] * 6, "PLACE": ["on foot"] * 5}, field="C1__other")
    assert Counter(row.question for row in commented.rows(survey_id)) == {"C1__other": 11}


def test_of_a_question_that_few_wrote_about_nothing_is_taken(app, people):
    survey_id = commented.waiting({"ADULTS": ["quite alone"] * 4})
    assert commented.rows(survey_id) == []
    assert db.session.get(CommentReview, survey_id) is not None


def test_no_comment_shares_a_number_or_an_order_with_anything_else(app, people):
    words = [f"w{n}" for n in range(12)]
    survey_id = commented.survey({"ADULTS": words})
    cast_order = words
    taken.close(survey_id)
    comments_taking.take(survey_id)
    box = db.session.get_one(Survey, survey_id).box
    with ballot_owner_engine().connect() as connection:
        ids = [
            connection.execute(select(table.id).where(table.box == box).order_by(table.id)).scalars().all()
            for table in (OpenedAnswers, OpenedComment)
        ]
    ours = commented.rows(survey_id)
    assert not set(ids[0]) & set(ids[1])
    assert not {int.from_bytes(each[:4]) for group in ids for each in group} & {row.id for row in ours}
    in_box = [text for _, _, text in opened(survey_id)]
    orders = [[row.text for row in ours], in_box, cast_order]
    assert len({tuple(each) for each in orders}) == 3
    columns = set(type(ours[0]).__table__.columns.keys())
    assert columns == {
        "id", "survey_id", "question", "block", "text", "state", "reason", "shown", "themed_by_hand", "version",
    }  # fmt: skip


def test_taking_twice_takes_once(app, people):
    survey_id = commented.waiting({"ADULTS": ["same words"] * 6})
    before = [row.id for row in commented.rows(survey_id)]
    comments_taking.take(survey_id)
    assert [row.id for row in commented.rows(survey_id)] == before


def test_under_an_older_promise_nothing_is_taken(app, people):
    survey_id = commented.waiting({"ADULTS": ["words"] * 8}, readers="nobody")
    assert commented.rows(survey_id) == []
    assert db.session.get(CommentReview, survey_id) is None


def test_the_main_database_holds_masked_words_alone(app, people):
    survey_id = commented.waiting({"ADULTS": ["Amara Nwosu never calls back, 07700 900123"] * 6})
    assert {row.text for row in commented.rows(survey_id)} == {"[name] never calls back, [phone]"}
