"""Scores of a category, the decision with its reason, the stages; and nothing for whoever is nominated there."""

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engage.core import clock
from engage.core.db import db, transaction
from engage.recognition import jobs_judging
from engage.recognition.models import (
    Assignment,
    AwardRound,
    Nomination,
    Panel,
    Score,
    StageDecision,
    StageFigures,
)
from engage.recognition.queries import judging_own_data
from engage.recognition.rules.judging_deciding import Needs, needs_reason, suggested
from engage.recognition.rules.judging_figures import CutFigures, EntryFigures, Figures, from_json, to_json
from engage.recognition.rules.panels import JudgingStage
from engage.recognition.rules.rounds import Outcome
from tests.recognition import judging, made
from tests.recognition.test_judging_manage import close, home


def scored(people, points=(5, 3, 1), nominees=None, **more):
    """A round whose panel of Amara, Bryn and Esi gave every entry about these points, and is closed."""
    nominees = nominees or judging.colleagues(len(points))
    number, category, panel = judging.judging(nominees, [people.amara, people.bryn, people.esi], judges_each=3, **more)
    with transaction():
        row = db.session.get_one(AwardRound, number).categories[0]
        row.shortlist, row.winners, row.commended = 2, 1, 1
    rows = db.session.query(Nomination.id).filter_by(category_id=category).order_by(Nomination.id)
    by_entry = dict(zip([row.id for row in rows], points, strict=True))
    for who in (people.amara, people.bryn, people.esi):
        for each in judging.given(who):
            if each.nomination_id in by_entry:
                judging.score(each.id, by_entry[each.nomination_id])
    close(panel)
    return number, category, list(by_entry)


def here(number, category, stage="shortlist"):
    return home(number, f"{stage}/categories/{category}")


def decide(site, people, number, category, outcomes, reason="", stage="shortlist", **more):
    path = here(number, category, stage)
    form = site.get(path, as_=people.chloe).form(path)
    sent = {f"outcome_{entry}": outcome for entry, outcome in outcomes.items()}
    return site.post(path, form | sent | {"reason": reason} | more, as_=people.chloe)


def test_raw_and_calibrated_stand_side_by_side_with_their_interval(site, people):
    number, category, _ = scored(people)
    page = site.get(here(number, category), as_=people.chloe)
    assert page.h1 == "Category 1"
    rows = [[" ".join(cell.text_content().split()) for cell in row.cssselect("th, td")]
            for row in page.select(".engage-table tbody tr")]  # fmt: skip
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert rows[0][2] == rows[0][4] == "5.00" and rows[0][6] == "3" and "5.00 to 5.00" in rows[0][3]
    assert page.select("svg.engage-band") and "Too close" not in page.text
    document = json.loads(db.session.get_one(StageFigures, (category, "shortlist")).document)
    assert document["scale_top"] == 5 and len(document["entries"]) == 3 and document["cuts"][0]["places"] == 2


def test_a_clear_order_is_decided_without_a_reason_and_every_decision_is_kept(site, people):
    number, category, (one, two, three) = scored(people)
    listed = {one: "shortlisted", two: "shortlisted", three: "not_shortlisted"}
    page = site.post(here(number, category), {f"outcome_{one}": "shortlisted"}, as_=people.chloe)
    assert page.status == 422 and "Choose an outcome for Judge2 Number2." in page.errors
    assert decide(site, people, number, category, listed).location == home(number)
    assert [db.session.get_one(Nomination, each).outcome for each in (one, two, three)] == list(listed.values())
    other = {one: "shortlisted", two: "not_shortlisted", three: "shortlisted"}
    bad = decide(site, people, number, category, other)
    assert bad.status == 422 and "departs from the order" in bad.errors[0]
    assert bad.select(f"#outcome_{three} option[selected]")[0].get("value") == "shortlisted"
    assert decide(site, people, number, category, other, "The panel <b>met</b>.").status == 303
    page = site.get(here(number, category), as_=people.chloe)
    assert "In force" in page.text and "Replaced" in page.text and "The panel <b>met</b>." in page.text
    assert db.session.scalar(select(func.count()).select_from(StageDecision)) == 2
    old = decide(site, people, number, category, listed, "x", seen="0")
    assert old.status == 409  # somebody decided meanwhile


def test_what_is_too_close_is_said_and_needs_its_reason(site, people):
    number, category, (one, two, three) = scored(people, (5, 3, 3))
    page = site.get(here(number, category), as_=people.chloe)
    assert "Too close to call: discuss" in page.text and "Judge2 Number2, Judge3 Number3" in page.text
    filled = [page.select(f"#outcome_{each} option[selected]") for each in (one, two, three)]
    assert [each[0].get("value") if each else "" for each in filled] == ["shortlisted", "", ""]
    listed = {one: "shortlisted", two: "shortlisted", three: "not_shortlisted"}
    bad = decide(site, people, number, category, listed)
    assert bad.status == 422 and "too close to call" in bad.errors[0]
    assert decide(site, people, number, category, listed, "\u200b").status == 422
    assert decide(site, people, number, category, listed, "x" * 1001).status == 422
    assert decide(site, people, number, category, listed, "We talked.").status == 303
    assert db.session.scalar(select(StageDecision.too_close)) is True


def test_a_round_goes_from_the_shortlist_through_the_final_to_decided(site, people):
    number, category, (one, two, three) = scored(people)
    stage = home(number, "stage")
    assert site.post(stage, {"stage": "final"}, as_=people.chloe).status == 422  # not decided yet
    decide(site, people, number, category, {one: "shortlisted", two: "shortlisted", three: "not_shortlisted"})
    assert site.post(stage, {"stage": "final"}, as_=people.chloe).status == 303
    late = site.get(here(number, category), as_=people.chloe)
    assert not late.select("#decide")
    panel = judging.panel(number, [people.femi, people.bryn, people.esi], JudgingStage.FINAL)
    judging.declared(panel)
    judging.shared(panel)
    finalists = {each.nomination_id: each for each in judging.given(people.femi)}
    assert set(finalists) == {one, two}
    assert site.post(stage, {"stage": "decided"}, as_=people.chloe).status == 422
    for who in (people.femi, people.bryn, people.esi):
        for each in judging.given(who):
            if each.state == "waiting":
                judging.score(each.id, 4 if each.nomination_id == two else 2)
    close(panel)
    won = decide(site, people, number, category, {one: "highly_commended", two: "winner"}, stage="final")
    assert won.status == 303, won.errors
    assert [db.session.get_one(Nomination, each).outcome for each in (one, two, three)] == [
        "highly_commended", "winner", "not_shortlisted",
    ]  # fmt: skip
    decide(site, people, number, category, {one: "none", two: "winner"}, stage="final")
    assert db.session.get_one(Nomination, one).outcome == "shortlisted"
    assert site.post(stage, {"stage": "decided"}, as_=people.chloe).status == 303
    frozen = {"seen": "0", f"outcome_{one}": "winner", f"outcome_{two}": "none", "reason": "x"}
    assert site.post(here(number, category, "final"), frozen, as_=people.chloe).status == 409
    assert site.post(stage, {"stage": "final"}, as_=people.chloe).status == 409


def test_chloe_is_nominated_and_sees_nothing_of_her_category(site, people):
    nominees = [people.chloe, *judging.colleagues(2)]
    number, category, _ = scored(people, nominees=nominees)
    for path in (here(number, category), f"{here(number, category)}/scores.csv"):
        assert site.get(path, as_=people.chloe).status == 404
    assert site.post(here(number, category), {}, as_=people.chloe).status == 404
    page = site.get(home(number), as_=people.chloe)
    assert f"categories/{category}" not in page.source and "To be decided" not in page.text
    panel = db.session.scalar(select(Panel.id))
    assert "Scores of" not in site.get(home(number, f"panels/{panel}/"), as_=people.chloe).text
    ties = site.get(home(number, f"panels/{panel}/exclusions"), as_=people.chloe)
    assert "Chloe Martin" not in ties.text


def test_the_file_holds_the_same_figures_and_no_formula(site, people):
    number, category, (one, two, three) = scored(people)
    with transaction():
        db.session.get_one(Nomination, one).nominee.first_name = "=SUM(A1)"
    decide(site, people, number, category, {one: "shortlisted", two: "shortlisted", three: "not_shortlisted"})
    got = site.get(f"{here(number, category)}/scores.csv", as_=people.chloe).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(got)))
    assert rows[0][:3] == ["rank", "entry", "calibrated score"] and len(rows) == 4
    assert rows[1][1].startswith("'=SUM") and rows[1][2] == "5.0" and rows[1][-1] == "Shortlisted"


def test_scores_that_cannot_be_compared_are_said_so_and_the_decision_needs_its_reason(site, people):
    nominees = judging.colleagues(4)
    number, category, entries = judging.round_with(nominees, judges_each=1)
    panel = judging.panel(number, [people.amara, people.bryn])
    judging.declared(panel)
    judging.shared(panel)
    for who, points in ((people.amara, 5), (people.bryn, 2)):
        for each in judging.given(who):
            judging.score(each.id, points)
    close(panel)
    page = site.get(here(number, category), as_=people.chloe)
    assert "These scores cannot be compared" in page.text and "Not known" in page.text
    listed = dict.fromkeys(entries, "shortlisted")
    bad = decide(site, people, number, category, listed)
    assert bad.status == 422 and "cannot be compared" in bad.errors[0]


@pytest.mark.parametrize("path", ["", "/scores.csv"])
def test_a_page_of_scores_costs_the_same_however_many_entries(site, people, path):
    number, category, _ = scored(people)
    few = site.query_count(here(number, category) + path, as_=people.chloe)
    more, other, _ = scored(people, (5, 4, 4, 3, 2, 2, 1), judging.colleagues(7, 30))
    assert site.query_count(here(more, other) + path, as_=people.chloe) == few


def figures(*values, close=(), apart=()):
    entries = tuple(EntryFigures(n, 3, v, v, None, None, None, None) for n, v in enumerate(values, 1))
    return Figures(5, entries, (CutFigures(1, tuple(close)),), tuple(apart))


W, H, S, N = Outcome.WINNER, Outcome.HIGHLY_COMMENDED, Outcome.SHORTLISTED, Outcome.NOT_SHORTLISTED


@pytest.mark.parametrize(
    ("found", "stage", "chosen", "needs"),
    [
        (figures(3, 2, 1), "final", (W, H, None), set()),
        (figures(3, 2, 1), "final", (W, None, None), set()),
        (figures(3, 2, 1), "final", (H, W, None), {Needs.DEPARTS}),
        (figures(3, 2, 1), "final", (W, None, H), {Needs.DEPARTS}),
        (figures(3, 2, 1), "final", (None, None, None), {Needs.PLACES}),
        (figures(3, 2, 1), "final", (W, W, None), {Needs.PLACES}),
        (figures(3, 3, 1), "final", (None, W, None), set()),
        (figures(3, 3, 1, close=(1, 2)), "final", (W, H, None), {Needs.TOO_CLOSE}),
        (figures(3, 2, 1, apart=((1,), (2, 3))), "final", (W, H, None), {Needs.NOT_COMPARED}),
        (figures(3, None, 1), "final", (W, H, None), {Needs.DEPARTS}),
        (figures(3, 2, 1), "shortlist", (S, N, S), {Needs.DEPARTS}),
        (figures(3, 2, 1), "shortlist", (S, S, N), set()),
    ],
)
def test_when_a_decision_needs_its_reason(found, stage, chosen, needs):
    places = {S: 2} if stage == "shortlist" else {W: 1, H: 1}
    got = needs_reason(found, JudgingStage(stage), dict(enumerate(chosen, 1)), places)
    assert got == needs
    assert from_json(to_json(found)) == found


@pytest.mark.parametrize(
    ("found", "stage", "filled_in"),
    [
        (figures(3, 2, 1), "final", {1: W, 2: H, 3: None}),
        (figures(1, 2, 3), "shortlist", {3: S, 2: S, 1: N}),
        (figures(4, 3, 3, 1, close=(2, 3)), "shortlist", {1: S, 4: N}),
        (figures(3, None, 1), "shortlist", {1: S, 3: S}),
        (figures(3, 2, 1, apart=((1,), (2, 3))), "shortlist", {}),
    ],
)
def test_what_the_scores_say_clearly_is_filled_in_and_the_rest_is_left(found, stage, filled_in):
    places = {S: 2} if stage == "shortlist" else {W: 1, H: 1}
    assert suggested(found, JudgingStage(stage), places) == filled_in


def test_scores_figures_and_decisions_go_twelve_months_after_the_announcement_and_winners_stay(site, people):
    number, category, (one, two, three) = scored(people)
    decide(site, people, number, category, {one: "shortlisted", two: "shortlisted", three: "not_shortlisted"})
    with transaction():
        row = db.session.get_one(AwardRound, number)
        row.stage, row.announces_at = "announced", clock.now() - timedelta(days=330)
    jobs_judging.forget_due()
    assert db.session.scalar(select(func.count()).select_from(Score)) > 0
    with transaction():
        db.session.get_one(AwardRound, number).announces_at = clock.now() - timedelta(days=367)
    jobs_judging.forget_due()
    for table in (Panel, Assignment, Score, StageFigures, StageDecision):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert db.session.get_one(Nomination, one).outcome == "shortlisted"
    assert not any(each.rows for each in judging_own_data.held(people.amara))
    jobs_judging.forget_due()  # and again, which does nothing
    assert made.categories_of(number) == [category]
