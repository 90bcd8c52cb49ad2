"""Choices in a release: ticks that overlap, options that nobody chose, and means without directions."""

import pytest

from engage.core.db import db
from engage.surveys.queries import results as queries
from engage.surveys.release.tally import POOLED
from engage.surveys.rules import Direction, Kind, Option, Question, Questionnaire, Row, Section
from tests.surveys import taken, test_release_measure

TICKED = (
    Option("pay", "Pay", 2.0, Direction.POSITIVE),
    Option("team", "My team", 2.0, Direction.POSITIVE),
    Option("noise", "Noise", 1.0, Direction.NEGATIVE),
)
TEN = tuple(Option(str(n), str(n), float(n)) for n in range(5, 0, -1))


def asked() -> Questionnaire:
    questions = (
        Question("M", "im", Kind.MULTIPLE, "What matters to you?", options=TICKED),
        Question("G", "ig", Kind.GRID, "How content are you with", options=TEN, rows=(Row("pay", "Pay"),)),
    )
    return Questionnaire((Section("s", "Your work", questions=questions),))


@pytest.fixture
def survey(people, monkeypatch):
    """60 answers that the check would not let happen: 40 people tick two positive options; nobody chooses 1 of 5."""
    taken.crowd(20)
    monkeypatch.setattr("engage.surveys.actions.keys.problems", lambda questionnaire: [])
    found = taken.open_survey(asked())
    both = [{"M": ["pay", "team"], "G_pay": "5432"[n % 4]} for n in range(40)]
    rest = [{"M": ["noise"], "G_pay": "5432"[n % 4]} for n in range(20)]
    assert taken.cast_all(found, asked(), [*both, *rest]) == 60
    taken.release_survey(found)
    return found


def whole(survey_id):
    found = queries.whole(survey_id, before_publishing=False)
    figures = queries.figures(found.release_id, found.head.blocks[0].code)
    return found.head, {figure.item: figure for figure in figures.items}


def test_ticks_that_overlap_are_told_by_option_and_never_added_up(survey):
    head, figures = whole(survey)
    found = figures["M"]
    assert {share.code: share.percent for share in found.spread} == {"pay": 67, "team": 67, "noise": 33}
    assert (found.positive, found.neutral, found.negative, found.mean) == (None,) * 4
    (meta,) = [item for item in head.items if item.code == "M"]
    assert {direction for _, _, direction, *_ in meta.options} == {None}


def test_an_option_that_nobody_chose_holds_a_scored_question_back_no_longer(site, people, survey):
    _, figures = whole(survey)
    found = figures["G_pay"]
    assert found.answered == 60
    assert [share.code for share in found.spread].count(POOLED) == 1
    assert "1" not in {share.code for share in found.spread}
    assert found.mean == 3.5
    page = site.get(f"/surveys/{survey}/results", as_=people.amara)
    assert "mean 3.5" in page.text
    db.session.remove()


def test_of_400_answers_to_five_options_one_of_them_unused_all_is_shown(monkeypatch):
    monkeypatch.setattr(test_release_measure, "questionnaire", asked)
    rows = [test_release_measure.Opened("abc"[n % 3], {"G_pay": "5542"[n % 4]}) for n in range(400)]
    measure, tallied = test_release_measure.measured(rows)
    figure = measure.item(tallied["G_pay"])["all"]
    assert figure.answered == 400
    # 3 and 1 are too few, so 4 or 2, the rarest of the rest, is told with them.
    assert {share.percent for share in figure.spread} == {50, 25}
    assert figure.mean == 4.0
