"""Running a panel: made, judges chosen, shared out, rebalanced, closed; and who may not."""

import json

import pytest
from sqlalchemy import func, select

from engage.core import audit, clock
from engage.core.db import db, transaction
from engage.recognition.actions import judging_closing
from engage.recognition.models import Assignment, Exclusion, Judge, Panel, StageFigures
from tests.recognition import judging, made


def home(number, rest=""):
    return f"/awards/manage/{number}/judging/{rest}"


def panel_row(panel_id):
    db.session.rollback()
    return db.session.get_one(Panel, panel_id)


def close(panel_id):
    with transaction():
        judging_closing.close(db.session.get_one(Panel, panel_id), clock.now())


def test_a_round_without_panels_says_what_to_do_first_and_an_open_one_that_it_is_too_early(site, people):
    page = site.get(home(made.award_round("closed")), as_=people.chloe)
    assert page.h1 == "Judging" and "No panel yet" in page.text and "Begin shortlisting" in page.text
    page = site.get(home(made.award_round("open")), as_=people.chloe)
    assert "Panels can be made once nominations are closed" in page.text


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_runs_panels(site, people, who):
    number, category, panel = judging.judging(judging.colleagues(1), [people.amara, people.bryn])
    for path in ("", f"panels/{panel}/", f"panels/{panel}/exclusions", f"shortlist/categories/{category}"):
        assert site.get(home(number, path)).status == 303
        assert site.get(home(number, path), as_=getattr(people, who)).status == 403
    assert site.post(home(number, f"panels/{panel}/close"), as_=getattr(people, who)).status == 403
    assert panel_row(panel).closed_at is None


def test_what_is_not_there_and_a_panel_of_another_round_is_not_there(site, people):
    number, category, panel = judging.judging(judging.colleagues(1), [people.amara, people.bryn])
    other = made.award_round("closed")
    for path in (home(99), home(number, "panels/99/"), home(other, f"panels/{panel}/"),
                 home(number, f"shortlist/categories/{category}"), home(number, f"later/categories/{category}"),
                 home(other, f"shortlist/categories/{category}"), home(number, "new?stage=later")):  # fmt: skip
        assert site.get(path, as_=people.chloe).status == 404, path


def test_chloe_makes_a_panel_and_chooses_its_judges_by_typing(site, people):
    number, category, _ = judging.round_with(judging.colleagues(2), "closed")
    path = home(number, "new?stage=shortlist")
    form = site.get(path, as_=people.chloe).form(home(number, "shortlist"))
    page = site.post(home(number, "shortlist"), form | {"name": "Panel A", "by_day": "3/3/2099"}, as_=people.chloe)
    assert page.location.endswith("/judges")
    panel = int(page.location.split("/")[-2])
    row = panel_row(panel)
    assert (row.name, [each.category_id for each in row.categories], row.scores_by.year) == (
        "Panel A",
        [category],
        2099,
    )
    found = site.post(page.location, {"q": "fem", "find": "y"}, as_=people.chloe)
    assert found.status == 200 and "Femi Adeyemi" in found.text and not panel_row(panel).judges
    sent = {"judge": [f"person:{people.femi}", f"person:{people.esi}", "unit:1", "nonsense"]}
    shown = site.follow(site.post(page.location, sent, as_=people.chloe), as_=people.chloe)
    assert "2 judges added." in site.get(home(number), as_=people.chloe).source or shown.status == 200
    assert "Head of a service" in shown.text and "Adults and communities" in shown.text and "Place" in shown.text
    site.post(page.location, sent, as_=people.chloe)  # sent twice
    assert len(panel_row(panel).judges) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": " "}, "Enter a name"),
        ({"name": "\u200b\u2060"}, "Enter a name"),
        ({"name": "x" * 50_000}, "Use at most 120 characters"),
        ({"categories": []}, "Choose at least one category."),
        ({"categories": ["999"]}, "is not a valid choice"),
        ({"by_day": "soon"}, "Enter the day as numbers"),
    ],
)
def test_a_panel_that_cannot_be_is_said_plainly(site, people, change, says):
    number, _, _ = judging.round_with(judging.colleagues(1), "closed")
    form = site.get(home(number, "new"), as_=people.chloe).form(home(number, "shortlist"))
    page = site.post(home(number, "shortlist"), form | {"name": "Panel A"} | change, as_=people.chloe)
    assert page.status == 422 and says in " ".join(page.errors), page.errors
    assert page.title.startswith("Error: ")


def test_a_category_has_one_panel_a_stage_and_a_name_one_panel(site, people):
    number, category, _ = judging.round_with(judging.colleagues(1), "closed")
    panel = judging.panel(number, [])
    page = site.post(home(number, "shortlist"), {"name": "B", "categories": [str(category)]}, as_=people.chloe)
    assert page.status == 422
    assert "Every category has a panel" in site.get(home(number, "new"), as_=people.chloe).text
    edit = home(number, f"panels/{panel}/edit")
    form = site.get(edit, as_=people.chloe).form(edit)
    site.post(edit, form | {"name": "<b>Other</b>", "by_day": "1/4/2099"}, as_=people.chloe)
    assert panel_row(panel).name == "<b>Other</b>"
    assert site.get(home(number), as_=people.chloe).status == 200
    assert site.post(home(number, f"panels/{panel}/delete"), as_=people.chloe).location == home(number)
    assert site.get(home(number, f"panels/{panel}/"), as_=people.chloe).status == 404


def test_nothing_is_shared_out_before_its_stage_or_before_anybody_has_declared(site, people):
    number, _, _ = judging.round_with(judging.colleagues(2), "closed")
    panel = judging.panel(number, [people.amara, people.bryn])
    share = home(number, f"panels/{panel}/share-out")
    assert site.post(share, as_=people.chloe).status == 409
    assert site.post(home(number, f"panels/{panel}/write"), as_=people.chloe).status == 409
    assert site.post(home(number, f"panels/{panel}/close"), as_=people.chloe).status == 409
    assert site.post(home(number, "stage"), {"stage": "decided"}, as_=people.chloe).status == 409
    assert site.post(home(number, "stage"), {"stage": "open"}, as_=people.chloe).status == 422
    assert site.post(home(number, "stage"), {"stage": "shortlisting"}, as_=people.chloe).status == 303
    page = site.post(share, as_=people.chloe)
    assert page.status == 422 and "No judge has declared" in page.text
    assert "2 judges have not declared" in site.get(home(number, f"panels/{panel}/"), as_=people.chloe).text


def test_a_round_without_an_entry_is_not_judged(site, people):
    number = made.award_round("closed")
    assert site.post(home(number, "stage"), {"stage": "shortlisting"}, as_=people.chloe).status == 422


def test_exclusions_are_found_logged_and_shown_with_their_reasons(site, people):
    elsewhere = judging.colleagues(3)
    number, category, _ = judging.round_with([people.amara, elsewhere[0]])
    entry = made.entry(category, nominee=elsewhere[1], nominator=people.bryn, words="Esi Mensah saw it, too.")
    panel = judging.panel(number, [people.femi, people.bryn, people.esi, elsewhere[2]])
    judging.declared(panel)
    shared = judging.shared(panel)
    assert not shared.lacking
    page = site.get(home(number, f"panels/{panel}/exclusions"), as_=people.chloe)
    assert "Same team: Home care" in page.text and "Femi Adeyemi" in page.text
    assert "Manages the nominee, directly or further up: Amara Nwosu" in page.text
    assert "Made the nomination, or one joined to it" in page.text
    assert "Is named in the words of the nomination" in page.text
    found = select(Judge.person_id, Exclusion.reason).join(Exclusion)
    kept = {(person, reason) for person, reason in db.session.execute(found)}
    assert {(people.femi, "same_team"), (people.femi, "line_above"), (people.bryn, "nominator"),
            (people.esi, "named")} <= kept  # fmt: skip
    assert not judging.given(people.bryn, entry) and not judging.given(people.esi, entry)
    logged = [event for event in audit.latest(100) if event.act == "exclude"]
    assert len(logged) == db.session.scalar(select(func.count()).select_from(Exclusion))
    assert all(set(json.loads(event.facts)) == {"judge"} for event in logged)  # not whom the entry is about, nor why
    judging.shared(panel)  # again: nothing is logged twice
    assert db.session.scalar(select(func.count()).select_from(Exclusion)) == len(logged)


def test_an_entry_that_nobody_can_judge_is_named_with_who_and_why(site, people):
    number, _, _ = judging.round_with([people.amara])
    panel = judging.panel(number, [people.femi, people.bryn])
    judging.declared(panel)
    judging.shared(panel)
    page = site.get(home(number, f"panels/{panel}/"), as_=people.chloe)
    assert "1 entry has too few judges" in page.text and "1 of 2 judges" in page.text
    assert "Femi Adeyemi: same team; manages the nominee" in page.text
    (late,) = judging.colleagues(1)
    site.post(home(number, f"panels/{panel}/judges"), {"judge": f"person:{late}"}, as_=people.chloe)
    judging.declared(panel)
    judging.shared(panel)
    assert "too few judges" not in site.get(home(number, f"panels/{panel}/"), as_=people.chloe).text


def test_a_judge_leaves_their_scores_count_and_the_rest_goes_to_others(site, people):
    nominees = judging.colleagues(6)
    number, category, panel = judging.judging(nominees, [people.amara, people.bryn, people.esi])
    mine = judging.given(people.amara)
    judging.score(mine[0].id, 5)
    before = {(each.judge_id, each.nomination_id) for who in (people.bryn, people.esi) for each in judging.given(who)}
    judge = mine[0].judge_id
    page = site.post(home(number, f"panels/{panel}/judges/{judge}/drop"), as_=people.chloe)
    assert page.status == 303
    states = [each.state for each in judging.given(people.amara)]
    assert sorted(states) == sorted(["scored"] + ["taken_away"] * (len(mine) - 1))
    after = {(each.judge_id, each.nomination_id) for who in (people.bryn, people.esi) for each in judging.given(who)}
    assert before <= after and len(after) == 12 - 1
    assert site.post(home(number, f"panels/{panel}/judges/{judge}/drop"), as_=people.chloe).status == 409
    assert "Left the panel" in site.get(home(number, f"panels/{panel}/"), as_=people.chloe).text
    assert site.get(f"/awards/judging/{mine[0].id}", as_=people.amara).status == 404
    close(panel)
    document = json.loads(db.session.get_one(StageFigures, (category, "shortlist")).document)
    assert [each["raw"] for each in document["entries"] if each["judges"]] == [5.0]


def test_judges_are_written_to_and_who_has_no_address_is_not(site, people, app):
    number, _, _ = judging.round_with(judging.colleagues(2))
    panel = judging.panel(number, [people.amara, people.bryn, people.esi])
    write = home(number, f"panels/{panel}/write")
    page = site.follow(site.post(write, as_=people.chloe), as_=people.chloe)
    assert "2 mails on the way" in page.source  # Bryn has no address
    mails = db.session.execute(db.text("SELECT payload FROM outbox WHERE kind = 'mail'")).scalars().all()
    assert len(mails) == 2 and all("ties to anybody" in each and "Judge1" not in each for each in mails)
    card = site.get("/", as_=people.bryn)
    assert "Declare your ties" in card.text


def test_a_closed_panel_is_frozen(site, people):
    number, _, panel = judging.judging(judging.colleagues(2), [people.amara, people.bryn])
    page = site.get(home(number, f"panels/{panel}/"), as_=people.chloe)
    assert "4 scores are still to come" in page.text and "4 scores are missing, and stay so" in page.text
    assert site.post(home(number, f"panels/{panel}/close"), as_=people.chloe).status == 303
    assert site.post(home(number, f"panels/{panel}/close"), as_=people.chloe).status == 409
    for act in ("share-out", "write", "delete"):
        assert site.post(home(number, f"panels/{panel}/{act}"), as_=people.chloe).status == 409
    sent = {"judge": f"person:{people.esi}"}
    assert site.post(home(number, f"panels/{panel}/judges"), sent, as_=people.chloe).status == 409
    assert "Its scores are frozen" in site.get(home(number, f"panels/{panel}/"), as_=people.chloe).text


@pytest.mark.parametrize("path", ["", "panels/{}/", "panels/{}/exclusions", "panels/{}/judges"])
def test_a_page_costs_the_same_however_many_judges_and_entries_there_are(site, people, path):
    many = judging.colleagues(12)
    first, _, small = judging.judging([people.amara, many[0]], [people.femi, people.bryn])
    other, _, large = judging.judging([people.amara, *many[:6]], [people.femi, people.bryn, people.esi, *many[6:]])
    few = site.query_count(home(first, path.format(small)), as_=people.chloe)
    assert site.query_count(home(other, path.format(large)), as_=people.chloe) == few


def test_the_desk_says_what_waits_and_a_nominee_of_the_od_team_is_not_told_of_their_category(site, people):
    _, _, panel = judging.judging([people.chloe, *judging.colleagues(1)], [people.amara, people.bryn])
    assert "scores still to come" in site.get("/", as_=people.chloe).text
    close(panel)
    assert "to be decided" not in site.get("/", as_=people.chloe).text
    assert db.session.scalar(select(func.count()).select_from(Assignment)) == 4
