"""Running a recruitment round: made, its targets, opened, closed, cancelled; letters; search, own data, forgetting."""

from datetime import date, timedelta

import pytest
from flask_login import login_user

from engage.access import Role, Viewer
from engage.champions import jobs_recruiting
from engage.champions.models import Application, DecisionMade, RecruitmentRound, RecruitmentTarget, Suggestion
from engage.champions.queries.own_data import held
from engage.champions.rules.coverage import GroupPlan
from engage.core import clock, links
from engage.core.db import db, transaction
from engage.core.fields import typed_day
from engage.directory.models import Person
from tests.champions import made as networks
from tests.champions import recruiting_made as made
from tests.champions.test_recruiting_apply import mails
from tests.champions.test_recruiting_decide import decide
from tests.factories import UNITS, unit

MANAGE = made.MANAGE


def days(number: int) -> str:
    return typed_day(clock.today() + timedelta(days=number))


def written(**more: str) -> dict[str, str]:
    given = {"network": str(networks.champions()), "title": "Autumn", "call": "Come", "closes_day": days(20),
             "closes_time": "17:00", "opens_time": "9:00", "term_day": days(40)}  # fmt: skip
    return given | more


def test_a_round_from_an_empty_list_to_open(site, people):
    assert "No recruitment round yet" in site.get(MANAGE, as_=people.chloe).text
    page = site.get(f"{MANAGE}new", as_=people.chloe)
    assert page.h1 == "Make a recruitment round" and "Employee champions" in page.text
    page = site.post(MANAGE, written(), as_=people.chloe)
    assert page.status == 303
    shown = site.follow(page, as_=people.chloe)
    assert "Nothing is missing" in shown.text and "There is no target yet" in shown.text
    assert site.post(f"{page.location}open", as_=people.chloe).status == 303
    assert "Autumn" in site.get("/", as_=people.esi).text
    again = site.post(f"{page.location}open", as_=people.chloe)
    assert again.status == 409 and "A round that is open cannot be opened" in again.text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"closes_day": days(2), "opens_day": days(5)}, "Applications must close after the round opens"),
        ({"term_day": days(3)}, "The term must start after applications close"),
        ({"closes_day": "soon"}, "Enter the day as numbers"),
        ({"title": " "}, "Enter a title"),
        ({"network": ""}, "Choose the network."),
        ({"call": "x" * 6_001}, "Use at most 6,000"),
    ],
)
def test_what_cannot_be_is_said_and_kept(site, people, sent, says):
    site.get(f"{MANAGE}new", as_=people.chloe)
    page = site.post(MANAGE, written(**sent), as_=people.chloe)
    assert page.status == 422 and says in page.errors[0]
    assert db.session.query(RecruitmentRound).count() == 0
    assert page.select("input[name=closes_day]")[0].get("value") == sent.get("closes_day", days(20))


def test_union_representatives_are_never_recruited_here(site, people):
    union = networks.network("union")
    page = site.post(MANAGE, written(network=str(union)), as_=people.chloe)
    assert page.status == 422 and "appointed by their union" in page.errors[0]


def test_what_a_draft_lacks_keeps_it_closed_and_closing_before_opening_is_refused(site, people):
    round_id = made.draft(call="", closes_at=None, term_starts_on=None)
    here = f"{MANAGE}{round_id}/"
    page = site.post(f"{here}open", as_=people.chloe)
    assert page.status == 422
    assert page.errors == ["Write the call: what it is, and why now.", "Say when applications close.",
                           "Say when the term starts."]  # fmt: skip
    page = site.post(f"{here}close", as_=people.chloe)
    assert page.status == 409 and "has not opened yet" in page.text
    form = site.get(f"{here}settings", as_=people.chloe).form()
    assert site.post(f"{here}settings", form | written(), as_=people.chloe).status == 303
    other = site.post(f"{here}settings", form | written(title="Other"), as_=people.chloe)
    assert other.status == 409 and "another window" in other.errors[0]
    assert other.select("input[name=title]")[0].get("value") == "Other"
    for act in ("open", "close", "end", "cancel", "settings"):
        assert site.post(f"{here}{act}", as_=people.amara).status == 403


def test_targets_by_group_refuse_a_zero_a_closed_unit_and_the_same_twice(site, people):
    round_id = made.draft()
    here, care = f"{MANAGE}{round_id}/targets", made.unit(UNITS.home_care).id
    site.get(here, as_=people.chloe)

    def add(unit_id: int, seats: str):
        return site.post(f"{here}/add", {"unit": str(unit_id), "seats": seats}, as_=people.chloe)

    assert "A target of zero asks nobody" in add(care, "0").errors[0]
    assert add(care, "many").errors == ["Enter a whole number, such as 10."]
    assert add(care, "2").status == 303
    assert add(care, "3").errors == ["This group is in the list already. Change its number there."]
    waste = made.unit(UNITS.waste)
    with transaction():
        waste.closed_on = clock.today()
    assert add(waste.id, "1").errors == ["That part of the organisation has closed. Choose another one."]
    page = site.post(here, {f"seats-{care}": "0"}, as_=people.chloe)
    assert page.status == 422 and "Take the group out instead" in page.errors[0]
    assert page.select(f"#seats-{care}")[0].get("value") == "0"
    assert site.post(here, {f"seats-{care}": "4", "seats-x": "1"}, as_=people.chloe).status == 303
    assert db.session.query(RecruitmentTarget.seats).scalar() == 4
    assert site.post(f"{here}/{care}/remove", as_=people.chloe).status == 303
    assert site.post(f"{here}/{care}/remove", as_=people.chloe).status == 404


def test_the_coverage_plan_proposes_targets_and_they_can_be_changed(site, people, monkeypatch):
    round_id, care, waste = made.draft(), made.unit(UNITS.home_care).id, made.unit(UNITS.waste).id
    plan = [GroupPlan(care, "Home care", "Adults", 40, 1, 1, 3), GroupPlan(waste, "Waste", "Place", 9, 1, 1, 1)]
    monkeypatch.setattr("engage.champions.queries.coverage.plan", lambda _network: plan)
    here = f"{MANAGE}{round_id}/targets"
    assert "Home care: 2 (3 wanted, 1 staying)" in site.get(here, as_=people.chloe).text
    assert site.post(f"{here}/propose", as_=people.chloe).status == 303
    assert db.session.query(RecruitmentTarget.unit_id, RecruitmentTarget.seats).all() == [(care, 2)]
    assert "The coverage plan proposes" not in site.get(here, as_=people.chloe).text


def test_a_target_of_a_unit_that_an_import_closes_follows_its_successor_and_says_so(site, people):
    round_id, waste = made.opened(), made.unit(UNITS.waste)
    with transaction():
        db.session.add(RecruitmentTarget(round_id=round_id, unit_id=waste.id, seats=2))
        new = unit("CLEAN", "Clean streets", made.unit(UNITS.place))
        for post in db.session.query(Person).filter(Person.id.in_((people.bryn, people.esi))):
            post.posts[0].unit_id = new.id
        waste.closed_on, waste.replaced_by_id = date(2026, 10, 1), new.id
    text = site.get(f"{MANAGE}{round_id}/", as_=people.chloe).text
    assert "Waste and recycling closed on 1 October 2026. Clean streets stands for it now." in text
    assert "Clean streets: two more people" in site.get(f"/networks/rounds/{round_id}", as_=people.amara).text


def test_the_worker_opens_and_closes_at_the_hour_that_was_set(app, people):
    due = made.draft(opens_at=clock.now() - timedelta(minutes=1))
    lacking = made.draft(opens_at=clock.now() - timedelta(minutes=1), call="")
    over = made.opened()
    made.over(over)
    jobs_recruiting.run_due()
    states = {each: db.session.get_one(RecruitmentRound, each, populate_existing=True).state
              for each in (due, lacking, over)}  # fmt: skip
    assert states == {due: "open", lacking: "draft", over: "deciding"}


def test_a_cancelled_round_tells_those_who_applied_and_asks_nothing_more(site, people, app):
    round_id = made.opened()
    number = made.applied(round_id, people.amara)
    site.get(f"{MANAGE}{round_id}/", as_=people.chloe)
    assert site.post(f"{MANAGE}{round_id}/cancel", as_=people.chloe).status == 303
    assert any("amara@" in mail and "cancelled" in mail for mail in mails(app))
    assert site.get(f"/networks/applications/{number}/agree", as_=people.femi).status == 404
    assert "Can Amara" not in site.get("/", as_=people.femi).text
    assert "This round is cancelled" in site.get(f"/networks/rounds/{round_id}", as_=people.amara).text


def test_letters_are_sent_by_an_act_of_their_own_each_once_and_printed_without_mail(site, people, app):
    round_id = made.opened()
    ids = [made.applied(round_id, people.amara, "agreed"), made.applied(round_id, people.esi)]
    made.closed(round_id)
    with transaction():
        db.session.get_one(Person, people.esi).email = None
    decide(site, people, round_id, ids[:1], "appointed", beyond="y")
    decide(site, people, round_id, ids[1:], "declined")
    assert "You are appointed" not in site.get("/", as_=people.amara).text
    here, before = f"{MANAGE}{round_id}/letters", len(mails(app))
    page = site.get(here, as_=people.chloe)
    assert "2 letters wait to be sent" in page.text and len(mails(app)) == before
    assert site.get(f"{here}/paper.pdf", as_=people.chloe).status == 404
    form = page.form(here) | {"declined": "Thank you, Esi and all.\n\nNext time."}
    assert site.post(here, form, as_=people.chloe).status == 303
    for _ in range(2):
        site.post(f"{here}/send", as_=people.chloe)
    told = mails(app)
    assert len([mail for mail in told if "Subject: You are appointed" in mail and "amara@" in mail]) == 1
    assert len([mail for mail in told if "Subject: What was decided" in mail and "femi@" in mail]) == 1
    assert "You are appointed" in site.get("/", as_=people.amara).text
    assert "What became of your application" in site.get("/", as_=people.esi).text
    assert "Esi Mensah" in site.get(here, as_=people.chloe).text
    assert site.get(f"{here}/paper.pdf", as_=people.chloe).data.startswith(b"%PDF")
    assert site.post(here, form | {"waiting": "x" * 2_001}, as_=people.chloe).status == 422


def test_search_and_links_show_open_rounds_and_hide_drafts(app, site, people):
    shown, hidden = made.opened(), made.draft(title="Secret champions")
    assert "New champions" in site.get("/search?q=listen", as_=people.amara).text
    assert "Secret" not in site.get("/search?q=champions", as_=people.chloe).text
    with app.test_request_context():
        login_user(Viewer(people.amara, "Amara", "Amara", "en", frozenset({Role.STAFF}), 1))
        assert links.resolve("recruitment-round", hidden) is None and links.resolve("recruitment-round", 99) is None
        found = links.resolve("recruitment-round", shown)
        assert found is not None and found.address == f"/networks/rounds/{shown}"


def test_ones_own_copy_holds_applications_suggestions_and_answers(site, people):
    round_id = made.opened()
    site.get(f"/networks/rounds/{round_id}/suggest", as_=people.bryn)
    site.post(f"/networks/rounds/{round_id}/suggestions", {"person": f"person:{people.amara}"}, as_=people.bryn)
    number = made.applied(round_id, people.amara, "cannot")
    made.closed(round_id)
    decide(site, people, round_id, [number], "waiting", reason="Later")
    own = {each.title: each.rows for each in held(people.amara)}
    assert own["Your applications to join a network"][0]["what they wrote"] == "Short of people"
    assert own["Decisions about your applications"][0]["reason"] == "Later"
    assert own["Colleagues you suggested, or who suggested you"][0]["answer"] == "applied"
    theirs = {each.title: each.rows for each in held(people.femi)}
    assert theirs["What you answered as a manager"][0]["about"] == "Amara Nwosu"
    bryns = {each.title: each.rows for each in held(people.bryn)}
    assert bryns["Colleagues you suggested, or who suggested you"][0]["answer"] is None


def test_applications_go_twelve_months_after_the_round_and_the_log_loses_its_names(site, people, app):
    ids = [made.opened(), made.opened()]
    for round_id in ids:
        number = made.applied(round_id, people.amara, "agreed")
        made.closed(round_id)
        decide(site, people, round_id, [number], "declined", reason="No place")
        site.post(f"{MANAGE}{round_id}/end", as_=people.chloe)
    with transaction():
        long_ago = clock.months_after(clock.now(), -12)
        made.get(ids[0]).ended_at, made.get(ids[1]).ended_at = (
            long_ago - timedelta(days=1),
            long_ago + timedelta(days=1),
        )
        for person, months in ((people.esi, -6), (people.femi, -5)):
            at = clock.months_after(clock.now(), months) - timedelta(days=1)
            db.session.add(Suggestion(round_id=ids[1], person_id=person, by_id=people.bryn, made_at=at))
    jobs_recruiting.forget()
    assert [row.round_id for row in db.session.query(Application)] == [ids[1]]
    log = db.session.query(DecisionMade).order_by(DecisionMade.id).all()
    assert [(each.person_id, each.by_id, each.reason) for each in log] == [
        (None, None, ""), (people.amara, people.chloe, "No place"),
    ]  # fmt: skip
    assert [row.person_id for row in db.session.query(Suggestion)] == [people.femi]
    assert "Name taken out" in site.get(f"{MANAGE}{ids[0]}/decisions", as_=people.chloe).text
