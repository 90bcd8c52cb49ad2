"""Running award rounds: made, copied, settled, checked, opened, extended, closed, opened again; and who may not."""

from datetime import datetime, timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.core.outbox import OutboxRow
from engage.recognition import jobs_rounds
from engage.recognition.models import AwardCategory, AwardRound, AwardScheme
from engage.recognition.queries.rounds import award_round
from tests.factories import People
from tests.recognition import made
from tests.site import Page, Site

LIST = "/awards/manage/"


def get(round_id: int) -> AwardRound:
    db.session.rollback()
    return award_round(round_id)


def typed(moment: datetime) -> str:
    local = clock.local(moment)
    return f"{local.day}/{local.month}/{local.year}"


def send(site: Site, chloe: int, path: str, **change: str) -> Page:
    return site.post(path, site.get(path, as_=chloe).form(path) | change, as_=chloe)


def draft(**more: object) -> int:
    """A draft with one category of two criteria from which nothing is missing."""
    given = {"about": "Why we do this.", "anchors": '["a","b","c","d","e"]', "opens_at": None} | more
    round_id = made.award_round("draft", **given)
    with transaction():
        for each in db.session.query(AwardCategory).filter_by(round_id=round_id):
            each.about = "For whoever did it."
    return round_id


def test_an_empty_list_says_what_to_do_first(site: Site, people: People) -> None:
    page = site.get(LIST, as_=people.chloe)
    assert page.h1 == "Award rounds" and page.links["Make the first scheme"] == f"{LIST}schemes/new"


@pytest.mark.parametrize("who", ["amara", "bryn", "dev", "femi"])
def test_only_the_od_team_runs_award_rounds(site: Site, people: People, who: str) -> None:
    round_id = draft()
    for path in (LIST, f"{LIST}{round_id}/", f"{LIST}{round_id}/ready", f"{LIST}{round_id}/settings"):
        assert site.get(path).status == 303
        assert site.get(path, as_=getattr(people, who)).status == 403
    site.get("/awards/", as_=getattr(people, who))
    assert get(round_id).stage == "draft"
    assert site.get(f"/awards/{round_id}/", as_=getattr(people, who)).status == 404


@pytest.mark.parametrize("path", ["", "ready", "settings", "scale", "categories/1", "nominations", "upload"])
def test_what_is_not_there_is_not_there_for_chloe_either(site: Site, people: People, path: str) -> None:
    assert site.get(f"{LIST}99/{path}", as_=people.chloe).status == 404


def test_chloe_makes_a_round_from_nothing_to_open_and_the_check_says_what_is_missing(
    site: Site, people: People
) -> None:
    chloe = people.chloe
    site.get(f"{LIST}schemes/new", as_=chloe)
    page = site.post(f"{LIST}schemes/", {"name": "Staff awards", "about": ""}, as_=chloe)
    scheme = page.location
    page = site.post(f"{scheme}/rounds", {"title": "Staff awards 2027"}, as_=chloe)
    home = page.location.removesuffix("settings")
    missing = site.get(f"{home}ready", as_=chloe).text
    assert "5 things" in missing or "4 things" in missing
    assert "Add at least one category." in missing and "Set in the settings when nominations close." in missing
    assert site.post(f"{home}open", as_=chloe).status == 409
    closes = typed(clock.now() + timedelta(days=20))
    send(site, chloe, f"{home}settings", about="Why.", closes_day=closes, seconded="y")
    send(site, chloe, f"{home}scale", **{f"anchor_{n}": f"Point {n}" for n in range(1, 6)})
    form = site.get(f"{home}categories/new", as_=chloe).form()
    page = site.post(f"{home}categories/", form | {"name": "Hero", "about": "Of the day"}, as_=chloe)
    here = page.location
    for name in ("What", "Why"):
        form = site.get(f"{here}/criteria/new", as_=chloe).form()
        assert site.post(f"{here}/criteria/", form | {"name": name, "weight": "2"}, as_=chloe).status == 303
    assert "Nothing is missing" in site.get(f"{home}ready", as_=chloe).text
    assert site.post(f"{home}open", as_=chloe).status == 303
    row = get(int(home.split("/")[-2]))
    assert (row.stage, row.seconded, [each.name for each in row.categories[0].criteria]) == (
        "open", True, ["What", "Why"])  # fmt: skip
    assert "Hero" in site.get("/awards/", as_=people.amara).text


def test_a_new_round_begins_with_last_years_categories_criteria_and_rules(site: Site, people: People) -> None:
    last = made.award_round("announced", categories=2, criteria=3, anonymised=True, judges_each=5)
    scheme = get(last).scheme_id
    site.get(f"{LIST}schemes/{scheme}", as_=people.chloe)
    page = site.post(f"{LIST}schemes/{scheme}/rounds", {"title": "The next"}, as_=people.chloe)
    row = get(int(page.location.split("/")[-2]))
    assert (row.stage, row.anonymised, row.judges_each, row.opens_at) == ("draft", True, 5, None)
    assert [(each.name, [(c.name, c.weight) for c in each.criteria]) for each in row.categories] == [
        (f"Category {n}", [(f"Criterion {c}", c) for c in (1, 2, 3)]) for n in (1, 2)
    ]
    assert {each.id for each in row.categories}.isdisjoint(each.id for each in get(last).categories)


@pytest.mark.parametrize(
    ("path", "change", "says"),
    [
        ("settings", {"title": "\u200b"}, "Enter a title."),
        ("settings", {"title": "x" * 50_000}, "Use at most 120 characters"),
        ("settings", {"opens_day": "3/3/2099", "closes_day": "2/3/2099"}, "must close after they open"),
        ("settings", {"closes_day": "soon"}, "Enter the day as numbers"),
        ("scale", {"scale_top": "11"}, "from 3 to 10"),
        ("scale", {"judges_each": "many"}, "Enter a whole number"),
    ],
)
def test_what_cannot_be_is_said_plainly_and_kept(
    site: Site, people: People, path: str, change: dict[str, str], says: str
) -> None:
    page = send(site, people.chloe, f"{LIST}{draft()}/{path}", **change)
    assert page.status == 422 and says in " ".join(page.errors) and page.title.startswith("Error: ")


def test_a_category_says_what_is_wrong_with_it(site: Site, people: People) -> None:
    round_id = draft()
    path = f"{LIST}{round_id}/categories/{made.categories_of(round_id)[0]}"
    for change, says in (
        ({"name": ""}, "Enter a name"), ({"winners": "9"}, "more winners than places"),
        ({"most_words": "5"}, "from 20 to 1,000"), ({"who": "some"}, "Choose at least one"),
    ):  # fmt: skip
        page = send(site, people.chloe, path, **change)
        assert page.status == 422 and says in " ".join(page.errors), says
    form = site.get(f"{LIST}{round_id}/categories/new", as_=people.chloe).form()
    page = site.post(f"{LIST}{round_id}/categories/", form | {"name": "category 1", "about": "x"}, as_=people.chloe)
    assert page.status == 422 and "of that name" in page.errors[0]


def test_criteria_and_categories_move_and_go_and_an_older_page_is_told(site: Site, people: People) -> None:
    round_id = made.award_round("draft", categories=2)
    first, second = made.categories_of(round_id)
    home = f"{LIST}{round_id}/categories/{first}"
    old = {"version": str(get(round_id).version)}
    assert site.get(home, as_=people.chloe).status == 200
    assert site.post(f"{home}/move", old | {"way": "down"}, as_=people.chloe).status == 303
    assert [each.id for each in get(round_id).categories] == [second, first]
    page = site.post(f"{home}/delete", old, as_=people.chloe)
    assert page.status == 409 and "changed in another tab" in page.text
    criterion = get(round_id).categories[1].criteria[1].id
    new = {"version": str(get(round_id).version)}
    assert site.post(f"{home}/criteria/{criterion}/move", new | {"way": "up"}, as_=people.chloe).status == 303
    new = {"version": str(get(round_id).version)}
    assert site.post(f"{home}/criteria/{criterion}/delete", new, as_=people.chloe).status == 303
    assert [each.name for each in get(round_id).categories[1].criteria] == ["Criterion 1"]


def test_once_it_is_open_categories_criteria_and_rules_are_fixed_and_it_cannot_be_deleted(
    site: Site, people: People
) -> None:
    round_id = made.award_round("open", seconded=True)
    category = made.categories_of(round_id)[0]
    home, here = f"{LIST}{round_id}", f"{LIST}{round_id}/categories/{category}"
    assert "have been fixed since the round opened" in site.get(here, as_=people.chloe).text
    criterion = get(round_id).categories[0].criteria[0].id
    version = {"version": str(get(round_id).version)}
    named = version | {"name": "New", "about": "x", "nominees": "person", "who": "everyone", "weight": "9",
                       "most_words": "300", "shortlist": "5", "winners": "1", "commended": "2"}  # fmt: skip
    for path in (f"{here}/criteria/{criterion}", f"{here}/criteria/", here, f"{home}/categories/", f"{here}/delete",
                 f"{home}/delete", f"{home}/open"):  # fmt: skip
        assert site.post(path, named, as_=people.chloe).status == 409, path
    form = site.get(f"{home}/settings", as_=people.chloe).form(f"{home}/settings")
    site.post(f"{home}/settings", form | {"title": "Renamed", "closes_day": "1/1/2099"}, as_=people.chloe)
    row = get(round_id)
    assert (row.title, row.seconded, row.stage) == ("Renamed", True, "open") and row.closes_at.year < 2099


def test_a_close_moves_only_later_and_whoever_has_a_draft_is_told(site: Site, people: People) -> None:
    round_id = made.award_round("open")
    made.entry(made.categories_of(round_id)[0], people.esi, people.amara, state="draft", submitted_at=None)
    path = f"{LIST}{round_id}/extend"
    form = site.get(f"{LIST}{round_id}/", as_=people.chloe).form(path)
    page = site.post(path, form | {"to_day": typed(clock.now() + timedelta(days=3))}, as_=people.chloe)
    assert page.status == 422 and "later than the close" in page.errors[0]
    until = clock.now() + timedelta(days=30)
    page = site.post(path, form | {"to_day": typed(until)}, as_=people.chloe)
    assert page.status == 303
    assert (
        "1 with a draft is told"
        in site.follow(page, as_=people.chloe).select(".engage-flash, main, body")[0].text_content()
        or "1 with a draft is told" in site.get(f"{LIST}{round_id}/", as_=people.chloe).text
    )
    db.session.rollback()
    mails = [row.payload for row in db.session.query(OutboxRow).filter_by(kind="mail")]
    assert len(mails) == 1 and "amara@anytown.example" in mails[0]
    assert "extended from" in site.get(f"/awards/{round_id}/", as_=people.amara).text
    assert site.post(path, form | {"to_day": typed(until + timedelta(days=9))}, as_=people.chloe).status == 409


def test_a_closed_round_opens_again_until_judging_begins(site: Site, people: People) -> None:
    round_id = made.award_round("open")
    site.get(f"{LIST}{round_id}/", as_=people.chloe)
    assert site.post(f"{LIST}{round_id}/close", as_=people.chloe).status == 303
    assert get(round_id).stage == "closed" and get(round_id).closes_at <= clock.now()
    assert site.post(f"{LIST}{round_id}/close", as_=people.chloe).status == 409
    path = f"{LIST}{round_id}/extend"
    form = site.get(f"{LIST}{round_id}/", as_=people.chloe).form(path)
    later = {"to_day": typed(clock.now() + timedelta(days=5))}
    assert site.post(path, form | later, as_=people.chloe).status == 303
    assert get(round_id).stage == "open"
    judged = made.award_round("shortlisting")
    version = {"version": str(get(judged).version)}
    assert site.post(f"{LIST}{judged}/extend", version | later, as_=people.chloe).status == 409


def test_the_worker_opens_what_is_ready_and_closes_what_is_due(people: People) -> None:
    now = clock.now()
    ready = draft(opens_at=now - timedelta(minutes=1), closes_at=now + timedelta(days=9))
    unready = made.award_round("draft", opens_at=now - timedelta(minutes=1), closes_at=now + timedelta(days=9))
    due = made.award_round("open", opens_at=now - timedelta(days=9), closes_at=now - timedelta(minutes=1))
    longer = made.award_round("open", opens_at=now - timedelta(days=9), closes_at=now - timedelta(minutes=1),
                              extended_to=now + timedelta(days=1))  # fmt: skip
    jobs_rounds.run_due()
    assert [get(each).stage for each in (ready, unready, due, longer)] == ["open", "draft", "closed", "open"]


def test_a_draft_is_deleted_with_its_categories(site: Site, people: People) -> None:
    round_id = draft()
    site.get(f"{LIST}{round_id}/", as_=people.chloe)
    assert site.post(f"{LIST}{round_id}/delete", as_=people.chloe).status == 303
    db.session.rollback()
    assert db.session.query(AwardCategory).count() == 0 and db.session.query(AwardScheme).count() == 1


def test_the_list_costs_the_same_however_many_rounds_there_are(site: Site, people: People) -> None:
    made.award_round("open")
    few = site.query_count(LIST, as_=people.chloe), site.query_count("/awards/", as_=people.amara)
    for _ in range(6):
        made.award_round("open", categories=3)
        made.award_round("announced")
    assert (site.query_count(LIST, as_=people.chloe), site.query_count("/awards/", as_=people.amara)) == few
