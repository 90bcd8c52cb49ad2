"""The start page's headline: the index, how it was made, and when the time before may stand beside it."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from engage.access import Role, Viewer
from engage.surveys.queries import results as queries
from engage.surveys.rules.scales import AGREEMENT
from tests import factories
from tests.surveys import taken
from tests.surveys.test_results import mixed

SMALL = taken.small()


def waves(first, second, audience=None):
    """Two published surveys, the second of one part of the council only where `audience` says so."""
    for doc, where in ((first, None), (second, audience)):
        survey = taken.open_survey(doc, audience=where)
        taken.cast_all(survey, doc, mixed(40))
        taken.release_survey(survey)


@pytest.fixture
def crowd(people):
    taken.crowd(32)
    return people


def newest(people):
    """What the start page of a member of staff shows."""
    return queries.latest_headline(_viewer(people))


def _viewer(people):
    return Viewer(people.amara, "Amara", "Amara", "en", frozenset({Role.STAFF}), 1)


def with_questions(**changes):
    """The small questionnaire with its first question changed."""
    one, *rest = SMALL.sections
    first, *others = one.questions
    return replace(SMALL, sections=(replace(one, questions=(replace(first, **changes), *others)), *rest))


def test_the_time_before_stands_beside_the_same_index_of_the_same_people(site, crowd):
    waves(SMALL, SMALL)
    found = newest(crowd)
    assert found.before is not None
    assert f"out of 100; {found.before} the time before" in site.get("/", as_=crowd.amara).text


def test_another_audience_is_not_the_time_before(site, crowd):
    waves(SMALL, SMALL, audience=factories.UNITS.place)
    found = newest(crowd)
    assert (found.index is not None, found.before) == (True, None)
    assert "the time before" not in site.get("/", as_=crowd.amara).text


@pytest.mark.parametrize(
    "changes",
    [
        {"reversed": True},
        {"options": AGREEMENT[:4]},
        {"options": (*AGREEMENT[:4], replace(AGREEMENT[4], score=-5.0))},
        {"options": (AGREEMENT[0], replace(AGREEMENT[1], direction=AGREEMENT[2].direction), *AGREEMENT[2:])},
        {"identity": "anew"},
    ],
)
def test_a_question_asked_or_counted_otherwise_is_not_the_time_before(crowd, changes):
    before = with_questions(**changes)
    survey = taken.open_survey(before)
    codes = {option.code for option in before.sections[0].questions[0].options}
    taken.cast_all(survey, before, [{**a, "Q1": a["Q1"] if a["Q1"] in codes else "5"} for a in mixed(40)])
    taken.release_survey(survey)
    survey = taken.open_survey(SMALL)
    taken.cast_all(survey, SMALL, mixed(40))
    taken.release_survey(survey)
    assert newest(crowd).before is None


@pytest.fixture
def partly(crowd):
    """A published survey in which three people answered only half of the index."""
    survey = taken.open_survey()
    answers = mixed(40)
    for given in answers[:3]:
        del given["Q2"]
    taken.cast_all(survey, SMALL, answers)
    taken.release_survey(survey)
    return survey


def test_an_index_that_is_the_mean_of_its_items_means_is_marked_wherever_it_stands(site, crowd, partly):
    found = newest(crowd)
    assert found.partial
    assert "out of 100, from its items’ means" in site.get("/", as_=crowd.amara).text
    assert (
        "from its items’ means, about 35 answers an item"
        in site.get(f"/surveys/{partly}/results", as_=crowd.amara).text
    )
    heatmap = site.get(f"/surveys/{partly}/results/heatmap", as_=crowd.amara)
    assert f"{found.index}items’ means" in heatmap.text.replace(" items", "items")
    assert "answered only part of that index" in heatmap.text
    text = site.get(f"/surveys/{partly}/results.csv", as_=crowd.amara).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    marked = [row for row in rows if row["note"] == "the mean of its items’ means"]
    assert (marked[0]["kind"], marked[0]["inside"], marked[0]["score"]) == ("index", "", str(found.index))
    assert {row["kind"] for row in marked} == {"index"}
    book = load_workbook(io.BytesIO(site.get(f"/surveys/{partly}/results.xlsx", as_=crowd.amara).data))
    cell = book["Heatmap"]["B2"]
    assert (cell.value, cell.number_format) == (found.index, '0"*"')
    assert any("in the heatmap by *" in row[0] for row in book["Notes"].iter_rows(values_only=True))


def test_an_index_of_whole_answers_is_not_marked_and_themes_and_indices_show_their_answers(site, crowd):
    waves(SMALL, SMALL)
    assert not newest(crowd).partial
    latest = queries.published(_viewer(crowd))[0].survey_id
    page = site.get(f"/surveys/{latest}/results", as_=crowd.amara)
    assert "out of 100, about 40 people" in page.text
    (theme,) = (row for row in page.select("tr") if row.text_content().strip().startswith("My work"))
    assert "about 80" in theme.text_content()
    assert "items’ means" not in site.get(f"/surveys/{latest}/results/heatmap", as_=crowd.amara).text
    text = site.get(f"/surveys/{latest}/results.csv", as_=crowd.amara).data.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text)) if not row["inside"]}
    assert (rows["work"]["answers"], rows["liking"]["answers"], rows["liking"]["note"]) == ("80", "40", "")


def test_a_share_of_a_sample_says_between_what_it_likely_lies(site, crowd, partly):
    text = site.get(f"/surveys/{partly}/results.csv", as_=crowd.amara).data.decode("utf-8-sig")
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text)) if not row["inside"]}
    low, positive, high = (int(rows["Q1"][name]) for name in ("likely from", "percent positive", "likely to"))
    assert low < positive < high
    page = " ".join(site.get(f"/surveys/{partly}/results", as_=crowd.amara).text.split())
    assert f"and the positive share likely between {low}% and {high}%" in page
    assert (rows["P1"]["likely from"], rows["work"]["likely from"]) == ("", "")
