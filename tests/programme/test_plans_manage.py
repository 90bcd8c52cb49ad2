"""Plans as the OD team keeps them: made, published, taken back, put away; headings; who sees what."""

import pytest

from engage.core.db import db
from engage.programme.models import Heading, Plan
from tests.programme import made

PLAN = {"name": "People plan", "about": "What we do.", "levels": "Theme\nPriority", "starts": "1/4/2027"}


def create(site, people, **more):
    address = "/programme/manage/plans/"
    form = site.get(f"{address}new", as_=people.chloe).form(address)
    return site.post(address, form | PLAN | more, as_=people.chloe)


def act(site, people, plan_id, what, **sent):
    return site.post(f"/programme/manage/plans/{plan_id}/{what}", sent, as_=people.chloe)


def test_a_plan_is_made_published_taken_back_and_put_away(site, people):
    page = site.follow(create(site, people), as_=people.chloe)
    plan_id = db.session.query(Plan.id).scalar()
    assert "Not published" in page.text and "Add at least one item" in page.text
    refused = act(site, people, plan_id, "publish")
    assert refused.status == 422 and refused.errors == ["Add at least one item."]
    made.item(plan_id, "Skills")
    assert site.get(f"/programme/plans/{plan_id}", as_=people.amara).status == 404
    assert act(site, people, plan_id, "publish").status == 303
    assert "Skills" in site.get(f"/programme/plans/{plan_id}", as_=people.amara).text
    assert act(site, people, plan_id, "publish").status == 409
    assert act(site, people, plan_id, "take-back").status == 303
    assert site.get(f"/programme/plans/{plan_id}", as_=people.amara).status == 404
    assert act(site, people, plan_id, "take-back").status == 409
    act(site, people, plan_id, "publish")
    assert act(site, people, plan_id, "archive").status == 303 and act(site, people, plan_id, "archive").status == 409
    assert "People plan" not in site.get("/programme/", as_=people.amara).text
    assert act(site, people, plan_id, "restore").status == 303 and act(site, people, plan_id, "restore").status == 409
    assert "People plan" in site.get("/programme/", as_=people.amara).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "x" * 201}, "Use at most 200 characters."),
        ({"name": "Taken"}, "There is a plan of this name already."),
        ({"levels": "A\nB\nC\nD"}, "A plan has at most 3 levels."),
        ({"levels": "x" * 61}, "Use at most 60 characters for a level."),
        ({"starts": "soon"}, "Enter the day as numbers"),
        ({"starts": "1/4/0027"}, "Enter a day between 1990 and 2100."),
        ({"ends": "31/3/2027"}, "The end lies before the start."),
    ],
)
def test_what_a_plan_cannot_be_is_said_and_what_was_typed_is_kept(site, people, sent, says):
    made.plan(name="Taken")
    page = create(site, people, **({"about": "Typed <script>"} | sent))
    assert page.status == 422 and len(page.errors) == 1 and says in page.errors[0]
    assert "Typed <script>" in page.select("textarea")[0].text and db.session.query(Plan).count() == 1


def test_of_two_windows_the_second_is_told_and_nothing_is_lost(site, people):
    plan_id = made.plan(name="Before")
    address = f"/programme/manage/plans/{plan_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    assert site.post(address, form | {"name": "First"}, as_=people.chloe).status == 303
    page = site.post(address, form | {"name": "Second"}, as_=people.chloe)
    assert page.status == 409 and "Somebody else has changed this plan" in page.errors[0]
    assert page.select("input[name=name][value=Second]") and db.session.get_one(Plan, plan_id).name == "First"
    assert site.post(address, page.form(address), as_=people.chloe).status == 303


def test_headings_are_added_moved_renamed_and_deleted_when_empty(site, people):
    plan_id = made.plan(level_names="Theme\nPriority")
    assert act(site, people, plan_id, "headings/", name="People", parent="").status == 303
    assert act(site, people, plan_id, "headings/", name="Money", parent="").status == 303
    one, two = (row.id for row in db.session.query(Heading).order_by(Heading.id))
    assert act(site, people, plan_id, "headings/", name="Skills", parent=str(one)).status == 303
    below = db.session.query(Heading.id).filter_by(parent_id=one).scalar()
    page = act(site, people, plan_id, "headings/", name="Too deep", parent=str(below))
    assert page.status == 422 and "no level for that" in page.errors[0]
    assert "in the same place" in act(site, people, plan_id, "headings/", name="People", parent="").errors[0]
    assert act(site, people, plan_id, "headings/", name="", parent="").errors == ["Enter the heading."]
    assert act(site, people, plan_id, f"headings/{two}/move", way="up").status == 303
    order = [row.id for row in db.session.query(Heading).filter_by(parent_id=None).order_by(Heading.position)]
    assert order == [two, one]
    ring = act(site, people, plan_id, f"headings/{one}/edit", name="People", parent=str(below))
    assert ring.status == 422 and "cannot stand under itself" in ring.errors[0]
    assert act(site, people, plan_id, f"headings/{two}/edit", name="Money", parent="999").status == 422
    assert act(site, people, plan_id, f"headings/{below}/edit", name="Abilities", parent=str(two)).status == 303
    made.item(plan_id, heading_id=below)
    assert act(site, people, plan_id, f"headings/{below}/delete").status == 409
    assert act(site, people, plan_id, f"headings/{one}/delete").status == 303
    assert site.get(f"/programme/manage/plans/{plan_id}/headings/{one}/edit", as_=people.chloe).status == 404
    other = made.plan()
    assert act(site, people, other, f"headings/{below}/delete").status == 404


def test_levels_in_use_stay(site, people):
    plan_id = made.plan()
    made.heading(plan_id)
    address = f"/programme/manage/plans/{plan_id}/edit"
    form = site.get(address, as_=people.chloe).form(address)
    page = site.post(address, form | {"levels": ""}, as_=people.chloe)
    assert page.status == 422 and "use 1 level:" in page.errors[0]


def test_keeping_plans_is_the_od_teams(site, people):
    plan_id = made.plan()
    for address in ("/programme/manage/", f"/programme/manage/plans/{plan_id}/"):
        assert site.get(address).status == 303 and site.get(address, as_=people.amara).status == 403
    assert site.get("/programme/manage/plans/99/", as_=people.chloe).status == 404


def test_the_pages_cost_the_same_however_many_plans_and_items(site, people):
    plan_id = made.plan()
    made.item(plan_id, lead_id=people.femi)
    addresses = ("/programme/", "/programme/manage/", f"/programme/plans/{plan_id}", f"/programme/plans/{plan_id}/grid",
                 f"/programme/manage/plans/{plan_id}/", f"/programme/manage/plans/{plan_id}/plan.csv")  # fmt: skip
    before = [site.query_count(each, as_=people.chloe) for each in addresses]
    for number in range(3):
        heading = made.heading(plan_id, f"Theme {number}")
        made.update(made.item(plan_id, heading_id=heading, lead_id=people.esi, position=number), "It goes well.")
        made.item(made.plan())
    assert [site.query_count(each, as_=people.chloe) for each in addresses] == before
