"""A ranking and a grid with a comment on the answering page, through to the sealed ballot and the results."""

import pytest

from engage.ballots import opened as box
from engage.core.db import db
from engage.surveys.models import Survey
from engage.surveys.rules import Kind, Question, Questionnaire, Row, Section
from engage.surveys.rules.packing import layout, unpack
from engage.surveys.rules.scales import AGREEMENT
from tests.surveys import taken
from tests.surveys.strategies import RANKED

ROWS = (Row("a", "I have enough light"), Row("b", "I have enough air"))


def asked() -> Questionnaire:
    grid = Question("G", "ig", Kind.GRID, "Your place of work", options=AGREEMENT, rows=ROWS, has_comment=True)
    first = Section("one", "What matters", questions=(Question("K", "ik", Kind.RANKING, "In order?", options=RANKED),))
    return Questionnaire((first, Section("two", "Where you work", questions=(grid,))))


@pytest.fixture
def survey(people):
    taken.crowd(20)
    return taken.open_survey(asked())


def sent(page, survey, **more):
    return page.form(f"/surveys/{survey}/answer") | {"go": "next"} | more


def test_two_first_places_are_told_at_the_second_and_stay_chosen(site, people, survey):
    page = site.get(f"/surveys/{survey}/answer", as_=people.amara)
    places = {"K__place_pay": "1", "K__place_team": "1", "K__place_time": "2", "K__place_place": ""}
    page = site.post(f"/surveys/{survey}/answer", sent(page, survey, **places), as_=people.amara)
    assert page.status == 422
    assert page.links["Choose another place, because this one is taken already: Team"] == "#K__place_team"
    assert {name: page.form(f"/surveys/{survey}/answer").get(name, "") for name in places} == places
    assert [each.get("id") for each in page.select("[aria-invalid]")] == ["K__place_team"]
    mended = sent(page, survey, K__place_team="3")
    page = site.post(f"/surveys/{survey}/answer", mended, as_=people.amara)
    assert page.h1 == "Where you work"
    assert [each.get("value") for each in page.select("input[name=K]")] == ["pay", "time", "team"]


def test_a_mistake_survives_the_way_back_and_forth(site, people, survey):
    page = site.get(f"/surveys/{survey}/answer", as_=people.amara)
    form = sent(page, survey) | {"section": "two", "K": ["pay=1", "team=1"], "go": "back"}
    form = {name: value for name, value in form.items() if not name.startswith("K__")}
    page = site.post(f"/surveys/{survey}/answer", form, as_=people.amara)
    chosen = [each.get("value") for each in page.select("select option[selected]")]
    assert chosen == ["1", "1"]


def test_the_comment_beside_a_grid_lies_apart_in_the_box_and_the_results_tell_first_places(site, people, survey):
    answers = [
        {"K": ["pay", "team"] if n % 3 else ["team"], "G_a": "54321"[n % 5], "G_b": "4", "G__comment": f"Dark {n}"}
        for n in range(24)
    ]
    assert taken.cast_all(survey, asked(), answers) == 24
    taken.release_survey(survey)
    code = db.session.get_one(Survey, survey).box
    places = layout(asked())
    found = {frozenset(unpack(places, each["answers"])) for each in box.answers(code)}
    assert found == {frozenset({"K", "G_a", "G_b"})}
    page = site.get(f"/surveys/{survey}/results", as_=people.chloe)
    assert "how many of those who answered put each first" in page.text
    assert "Pay 67%" in page.text
    assert "All other answers 33%" in page.text, "what nobody put first is told with what few did"
    assert "the comments beside “Your place of work”" in page.text
    assert "Dark" not in page.text
