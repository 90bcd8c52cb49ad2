"""The shared list of themes: added, renamed, put in order, retired and brought back; never deleted."""

import pytest
from sqlalchemy import select

from engage.core.db import db, transaction
from engage.directory.actions import themes as actions
from engage.directory.models import Theme
from engage.directory.queries_themes import themes
from engage.directory.rules.themes import moved, same_name


def add(*names: str) -> list[int]:
    with transaction():
        return [actions.add(name, "").id for name in names]


def offered() -> list[str]:
    db.session.rollback()
    return [theme.name for theme in themes()]


def test_an_empty_list_says_what_to_do_first(site, people):
    page = site.get("/themes", as_=people.chloe)
    assert page.h1 == "Themes" and "No theme yet" in page.text


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_keeps_the_list(site, people, who):
    (theme,) = add("Workload")
    for path in ("/themes", f"/themes/{theme}"):
        assert site.get(path).status == 303
        assert site.get(path, as_=getattr(people, who)).status == 403
    assert site.post("/themes", {"name": "Mine"}, as_=getattr(people, who)).status == 403
    assert site.post(f"/themes/{theme}/retire", as_=getattr(people, who)).status == 403
    assert offered() == ["Workload"]


def test_chloe_adds_renames_and_orders_themes(site, people):
    for name in ("Workload", "Tools"):
        assert site.post("/themes", {"name": name, "about": "What it is."}, as_=people.chloe).status == 303
    first = db.session.scalars(select(Theme.id).order_by(Theme.id)).first()
    path = f"/themes/{first}"
    form = site.get(path, as_=people.chloe).form(path)
    site.post(path, form | {"name": "Workload and time"}, as_=people.chloe)
    site.post(f"{path}/move", {"way": "down"}, as_=people.chloe)
    assert offered() == ["Tools", "Workload and time"]
    assert site.post(f"{path}/move", {"way": "left"}, as_=people.chloe).status == 422


def test_a_retired_theme_is_offered_no_more_and_can_come_back(site, people):
    first, _ = add("Workload", "Tools")
    page = site.follow(site.post(f"/themes/{first}/retire", as_=people.chloe), as_=people.chloe)
    assert "Retired" in page.text and offered() == ["Tools"]
    assert [theme.name for theme in themes(with_retired=True)] == ["Workload", "Tools"]
    assert site.post(f"/themes/{first}/move", {"way": "down"}, as_=people.chloe).status == 409
    site.post(f"/themes/{first}/bring-back", as_=people.chloe)
    assert offered() == ["Workload", "Tools"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "workload", "  WORKLOAD ", "Retired One"])
def test_a_name_that_is_empty_too_long_or_taken_comes_back(site, people, name):
    add("Workload")
    (retired,) = add("Retired one")
    with transaction():
        actions.offer(retired, False)
    page = site.post("/themes", {"name": name}, as_=people.chloe)
    assert page.status == 422 and page.title.startswith("Error: Themes") and page.errors
    assert offered() == ["Workload"]


def test_a_theme_cannot_take_anothers_name_but_may_change_the_case_of_its_own(site, people):
    first, _ = add("workload", "Tools")
    path = f"/themes/{first}"
    form = site.get(path, as_=people.chloe).form(path)
    assert site.post(path, form | {"name": "TOOLS"}, as_=people.chloe).status == 422
    assert site.post(path, form | {"name": "Workload"}, as_=people.chloe).status == 303
    assert offered() == ["Workload", "Tools"]


def test_two_who_rename_one_theme_at_once_the_second_is_told(site, people):
    (theme,) = add("Workload")
    path = f"/themes/{theme}"
    form = site.get(path, as_=people.chloe).form(path)
    assert site.post(path, form | {"name": "First"}, as_=people.chloe).status == 303
    assert site.post(path, form | {"name": "Second"}, as_=people.chloe).status == 409
    assert offered() == ["First"]


def test_a_theme_that_is_not_there_is_404_and_none_can_be_deleted(app, site, people):
    for path in ("/themes/99", "/themes/99/retire", "/themes/99/move"):
        sent = site.post(path, {"name": "x", "way": "up"}, as_=people.chloe)
        assert sent.status == 404
    assert not [rule for rule in app.url_map.iter_rules() if "themes" in rule.rule and "delete" in rule.rule]


def test_the_page_costs_the_same_however_many_themes_there_are(site, people):
    add("One")
    few = site.query_count("/themes", as_=people.chloe)
    add(*(f"Theme {n}" for n in range(12)))
    assert site.query_count("/themes", as_=people.chloe) == few


@pytest.mark.parametrize(
    ("order", "which", "up", "then"),
    [([1, 2], 1, False, [2, 1]), ([1, 2], 1, True, [1, 2]), ([1, 2], 2, False, [1, 2]), ([1], 1, True, [1])],
)
def test_a_theme_moves_by_one_place_and_stays_at_the_ends(order, which, up, then):
    assert moved(order, which, up) == then


@pytest.mark.parametrize(
    ("one", "other", "same"), [("Pay", "pay ", True), ("My  manager", "my manager", True), ("Pay", "Pays", False)]
)
def test_names_that_a_reader_would_take_for_one_are_one(one, other, same):
    assert same_name(one, other) is same
