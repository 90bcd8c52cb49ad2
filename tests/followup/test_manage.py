"""What the OD team does with actions: making, promising, refusing, closing, taking up again, carrying over."""

from datetime import timedelta

import pytest

from engage.core import audit, clock
from engage.core.db import db
from engage.core.fields import typed_day
from engage.followup import rules
from engage.followup.models import ActionCarried, ActionConfirmation, ActionItem
from tests.champions import passed_on
from tests.factories import UNITS, People
from tests.followup import made
from tests.site import Page, Site

LIST = "/actions/manage/"
YEAR = rules.year_of(clock.today())


def post(site: Site, people: People, path: str, **sent: object) -> Page:
    return site.post(f"{LIST}{path}", sent, as_=people.chloe)


def test_nobody_but_the_od_team_keeps_actions(site: Site, people: People) -> None:
    number = made.agreed(people)
    for who in (people.amara, people.bryn, people.dev, people.esi):
        for path in ("", "new", "carry-over", "actions.csv", f"{number}/edit", f"{number}/cannot"):
            assert site.get(f"{LIST}{path}", as_=who).status == 403
        for path in ("", "carry-over", *(f"{number}/{act}" for act in ("agree", "close", "delete", "cannot"))):
            assert site.post(f"{LIST}{path}", as_=who).status == 403
    assert site.get(LIST).location == "/sign-in?next=/actions/manage/"
    for path in ("edit", "cannot"):
        assert site.get(f"{LIST}999/{path}", as_=people.chloe).status == 404
    for act in ("agree", "close", "reopen", "delete", "cannot", "edit"):
        assert post(site, people, f"999/{act}", why="x").status == 404


def test_an_action_is_made_from_its_source_and_copies_none_of_its_words(site: Site, people: People) -> None:
    concern = passed_on.received(people.bryn, "Gloves")
    page = site.get(f"{LIST}new?kind=concern&source={concern.id}", as_=people.chloe)
    form = page.form(LIST)
    assert form["source_kind"] == "concern" and form["source_id"] == str(concern.id)
    assert passed_on.WORDS not in page.source and "Bryn" not in page.text
    done = site.post(LIST, made.form(people, source_kind="concern", source_id=concern.id), as_=people.chloe)
    row = db.session.query(ActionItem).one()
    assert done.location == f"/actions/{row.id}"
    assert (row.state, row.source_kind, row.source_id, row.lead_id) == ("proposed", "concern", concern.id, people.esi)
    assert (row.year, row.unit_id) == (YEAR, made.unit(UNITS.waste))


def test_a_source_that_is_not_there_or_no_source_at_all_is_left_out(site: Site, people: People) -> None:
    for kind, source in (("concern", "99"), ("thanks", "1"), ("person", "1"), ("event", "x")):
        site.post(LIST, made.form(people, source_kind=kind, source_id=source), as_=people.chloe)
    rows = db.session.query(ActionItem.source_kind, ActionItem.source_id).all()
    assert len(rows) == 4 and {tuple(row) for row in rows} == {("", None)}


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"title": ""}, "Enter a title."), ({"said": "x" * 1501}, "at most 1,500"), ({"will_do": " "}, "will be done"),
        ({"measure": ""}, "how you will know"), ({"unit": ""}, "Choose a service"), ({"unit": "9999"}, "a service"),
        ({"due": ""}, "day as numbers"), ({"due": "31/2/2099"}, "no such day"), ({"due": "1/1/2020"}, "from today on"),
        ({"due": "1/1/2999"}, "five years"), ({"lead": ""}, "Choose who leads it"),
        ({"lead": "person:99999"}, "does not work here"), ({"theme": "99"}, "one of the themes"),
    ],
)  # fmt: skip
def test_an_action_that_cannot_be_taken_is_one_clear_error_and_nothing_is_lost(
    site: Site, people: People, sent: dict[str, str], why: str
) -> None:
    page = site.post(LIST, made.form(people, **sent), as_=people.chloe)
    assert page.status == 422 and len(page.errors) == 1 and why in page.errors[0], page.errors
    assert (page.title.startswith("Error: ") and "Nine of ten in three days" in page.source) or "measure" in sent
    assert not db.session.query(ActionItem).count()


def test_finding_a_lead_officer_without_scripts_keeps_what_was_typed(site: Site, people: People) -> None:
    sent = made.form(people, lead="", find="y", q="Femi")
    page = site.post(LIST, sent, as_=people.chloe)
    assert page.status == 200 and made.SAID in page.source
    assert page.select(f"input[name=lead][value='person:{people.femi}']")


def test_an_action_that_comes_from_something_is_changed_and_still_comes_from_it(site: Site, people: People) -> None:
    number = made.agreed(people, source_kind="survey-results", source_id=1)
    form = site.get(f"{LIST}{number}/edit", as_=people.chloe).form(f"{LIST}{number}/edit")
    assert form["source_id"] == "1"
    assert post(site, people, f"{number}/edit", **(form | {"title": "In two days"})).status == 303
    assert (made.get(number).title, made.get(number).source_id) == ("In two days", 1)


def test_a_proposal_is_agreed_changed_refused_and_taken_up_again(site: Site, people: People) -> None:
    number = made.proposed(people)
    assert post(site, people, f"{number}/agree").location == f"/actions/{number}"
    assert post(site, people, f"{number}/agree").status == 409
    assert post(site, people, f"{number}/delete").status == 409
    form = site.get(f"{LIST}{number}/edit", as_=people.chloe).form(f"{LIST}{number}/edit")
    assert post(site, people, f"{number}/edit", **(form | {"title": "Answered in two"})).status == 303
    assert post(site, people, f"{number}/edit", **(form | {"title": "Overtaken"})).status == 409
    assert made.get(number).title == "Answered in two"
    bad = post(site, people, f"{number}/cannot", reason="", decided_by="")
    assert bad.status == 422 and len(bad.errors) == 2
    post(site, people, f"{number}/cannot", reason="No money.", decided_by="Cabinet, 3 March 2027")
    page = site.get(f"/actions/{number}", as_=people.amara)
    assert "No money." in page.text and "Decided by: Cabinet, 3 March 2027" in page.text
    assert site.get(f"{LIST}{number}/edit", as_=people.chloe).status == 409
    assert post(site, people, f"{number}/reopen", why="").status == 422
    post(site, people, f"{number}/reopen", why="There is money now.")
    assert site.get(f"/actions/{number}", as_=people.amara).status == 404
    assert post(site, people, f"{number}/delete").location == LIST
    acts = [event.act for event in reversed(audit.latest(20, kind="action"))]
    assert acts == ["create", "agree", "change", "refuse", "reopen", "delete"]


def test_taking_up_again_asks_the_champions_anew(site: Site, people: People) -> None:
    number = made.said_done(people)
    site.post(f"/actions/{number}/confirm", {"sees": "no", "sentence": "Not at the depot."}, as_=people.bryn)
    post(site, people, f"{number}/reopen", why="Bryn is right.")
    assert made.get(number).state == "under_way" and not db.session.query(ActionConfirmation).count()
    assert "0 saw it, 1 did not yet" in site.get(f"/actions/{number}", as_=people.amara).text


def test_the_od_team_closes_what_not_enough_champions_have_confirmed_and_says_why(site: Site, people: People) -> None:
    number = made.said_done(people)
    assert post(site, people, f"{number}/close", why="").status == 422
    post(site, people, f"{number}/close", why="The champion is away.")
    page = site.get(f"/actions/{number}", as_=people.amara)
    assert "Done, closed by the OD team" in page.text and "The champion is away." in page.text
    assert post(site, people, f"{number}/close", why="Again").status == 409


def test_one_corporate_action_too_many_is_refused_and_the_others_are_named(site: Site, people: People) -> None:
    for number in range(rules.MOST_CORPORATE):
        made.agreed(people, title=f"Corporate {number}", code=None)
    local, more = made.agreed(people, title="Local"), made.proposed(people, title="One more", code=None)
    page = post(site, people, f"{more}/agree")
    assert page.status == 422 and "“Corporate 0”" in page.text and made.get(more).state == "proposed"
    form = site.get(f"{LIST}{local}/edit", as_=people.chloe).form(f"{LIST}{local}/edit")
    page = post(site, people, f"{local}/edit", **(form | {"unit": "corporate"}))
    assert page.status == 422 and "“Corporate 0”" in page.errors[0] and made.get(local).unit_id
    last_year = made.changed(made.agreed(people, title="Old"), unit_id=None, year=YEAR - 1)
    sent = {"carry": last_year, f"due-{last_year}": typed_day(clock.today()), f"reason-{last_year}": "Late."}
    page = post(site, people, "carry-over", **sent)
    assert page.status == 422 and "“Corporate 0”" in page.errors[0] and made.get(last_year).year == YEAR - 1
    assert f"{rules.MOST_CORPORATE} of at most {rules.MOST_CORPORATE}" in site.get(LIST, as_=people.chloe).text


def test_actions_of_an_earlier_year_are_carried_over_with_a_reason_each(site: Site, people: People) -> None:
    first, second = (made.changed(made.agreed(people, title=title), year=YEAR - 1) for title in ("One", "Two"))
    made.agreed(people, title="Of this year")
    page = site.get(f"{LIST}carry-over", as_=people.chloe)
    assert "One" in page.text and "Of this year" not in page.text
    due = clock.today() + timedelta(days=90)
    sent = {"carry": [first, second], f"due-{first}": typed_day(due), f"reason-{first}": "The supplier was late.",
            f"due-{second}": "soon", f"reason-{second}": ""}  # fmt: skip
    page = post(site, people, "carry-over", **sent)
    assert page.status == 422 and len(page.errors) == 2 and "The supplier was late." in page.source
    assert not db.session.query(ActionCarried).count()
    assert post(site, people, "carry-over").errors == ["Tick at least one action."]
    assert post(site, people, "carry-over", **(sent | {"carry": [first]})).location == LIST
    row, kept = made.get(first), db.session.query(ActionCarried).one()
    assert (row.year, row.due_on, made.get(second).year) == (YEAR, due, YEAR - 1)
    assert (kept.from_year, kept.to_year, kept.reason) == (YEAR - 1, YEAR, "The supplier was late.")
    assert "The supplier was late." in site.get(f"/actions/{first}", as_=people.amara).text
