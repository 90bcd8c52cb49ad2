"""Reading results: /surveys/<id>/results and what hangs on it."""

import csv
import io

import pytest
from openpyxl import load_workbook

from engage.surveys.queries import results as queries
from tests.surveys import taken


def mixed(n: int) -> list[dict[str, str]]:
    """n answers that are neither too few nor too alike."""
    scores = ("5", "4", "4", "3", "2", "1")
    return [{"Q1": scores[i % 6], "Q2": scores[(i * 2 + 1) % 6], "P1": "YN"[i % 2]} for i in range(n)]


@pytest.fixture
def survey(people):
    taken.crowd(14)
    found = taken.open_survey()
    taken.cast_all(found, taken.small(), mixed(40))
    return found


@pytest.fixture
def published(survey):
    taken.release_survey(survey)
    return survey


def test_staff_read_the_published_results(site, people, published):
    page = site.get(f"/surveys/{published}/results", as_=people.amara)
    assert page.status == 200
    assert page.h1 == "Autumn survey"
    assert "I like the work I do" in page.text
    assert "Took part" in page.text


def test_nobody_signed_out_reads_them(site, published):
    assert site.get(f"/surveys/{published}/results").location.startswith("/sign-in")


def test_before_publishing_only_the_od_team_reads_them(site, people, survey):
    taken.release_survey(survey, publish=False)
    assert site.get(f"/surveys/{survey}/results", as_=people.amara).status == 404
    assert site.get(f"/surveys/{survey}/results", as_=people.dev).status == 404
    assert "Not published yet" in site.get(f"/surveys/{survey}/results", as_=people.chloe).text


def test_an_open_survey_has_no_results_for_anybody(site, people, survey):
    assert site.get(f"/surveys/{survey}/results", as_=people.chloe).status == 404


def test_every_published_group_has_its_page_and_an_unknown_one_is_not_there(site, people, published):
    head = queries.whole(published, before_publishing=False).head
    assert len(head.blocks) > 3
    for block in head.blocks:
        assert site.get(f"/surveys/{published}/results/groups/{block.code}", as_=people.chloe).status == 200
    assert site.get(f"/surveys/{published}/results/groups/NOBODY", as_=people.chloe).status == 404


def test_the_heatmap_and_the_protection_page_explain_themselves(site, people, published):
    assert "My work" in site.get(f"/surveys/{published}/results/heatmap", as_=people.esi).text
    assert "fewer than 5 people" in site.get(f"/surveys/{published}/results/protection", as_=people.esi).text


def test_a_release_of_too_few_shows_nothing_and_says_so(site, people):
    found = taken.open_survey(minimum=6)
    taken.cast_all(found, taken.small(), mixed(5))
    taken.release_survey(found)
    page = site.get(f"/surveys/{found}/results", as_=people.amara)
    assert "fewer than 6 people took part" in page.text


@pytest.mark.parametrize(("who", "least"), [("chloe", 20), ("amara", 12)])
def test_the_csv_and_the_workbook_hold_the_same_rows(site, people, published, who, least):
    reader = getattr(people, who)
    text = site.get(f"/surveys/{published}/results.csv", as_=reader).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    book = load_workbook(io.BytesIO(site.get(f"/surveys/{published}/results.xlsx", as_=reader).data))
    sheet = [["" if cell is None else str(cell) for cell in row] for row in book["Figures"].iter_rows(values_only=True)]
    assert [[cell.lstrip("'") for cell in row] for row in rows] == sheet
    assert len(rows) > least


def test_no_cell_of_an_export_is_a_formula():
    from engage.core.spreadsheets import safe

    assert [safe(text) for text in ("=1+1", "+1", "-1", "@x", "plain")] == ["'=1+1", "'+1", "'-1", "'@x", "plain"]


def test_a_results_page_costs_the_same_number_of_statements_whatever_is_in_it(site, people, published):
    whole = site.query_count(f"/surveys/{published}/results", as_=people.amara)
    part = site.query_count(f"/surveys/{published}/results/groups/ADULTS", as_=people.amara)
    assert whole == part <= 9


def test_the_release_stays_as_it_is_when_the_survey_is_archived(site, people, published):
    from engage.core.db import db, transaction
    from engage.surveys.actions import publishing
    from engage.surveys.models import Survey

    before = site.get(f"/surveys/{published}/results.csv", as_=people.amara).data
    with transaction():
        publishing.archive(db.session.get_one(Survey, published))
    assert site.get(f"/surveys/{published}/results.csv", as_=people.amara).data == before


def test_other_features_refer_to_results_once_they_may_be_seen(site, people, survey):
    from flask_login import login_user

    from engage.core import links
    from engage.directory.viewing import viewer

    def seen_by(person: int) -> str | None:
        with site.app.test_request_context():
            login_user(viewer(f"{person}.1"))
            link = links.resolve("survey results", survey)
            return link.address if link else None

    assert seen_by(people.chloe) is None
    taken.release_survey(survey, publish=False)
    assert (seen_by(people.amara), seen_by(people.chloe)) == (None, f"/surveys/{survey}/results")
