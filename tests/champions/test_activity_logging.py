"""A champion logs what they did: in two taps, once, and for themselves alone."""

import io
import re
from datetime import timedelta

import pytest

from engage.champions.models import Activity
from engage.champions.queries.concerns import OwnConcern
from engage.core import clock
from engage.core.db import db, transaction
from engage.core.fields import typed_day
from engage.core.files import StoredFile
from engage.directory.models import Appointment
from tests.champions import logged, made
from tests.recognition.pictures import png

DESK, LOG, NEW = "/champions", "/champions/log", "/champions/log/new"


def whole(site, who, more):
    """The long form as it stands, with what is said of it."""
    page = site.get(f"{NEW}?kind=conversation", as_=who)
    hidden = {name: value for name, value in page.form(LOG).items() if name != "csrf_token"}
    return site.post(LOG, hidden | more, as_=who)


def entries() -> list[Activity]:
    return db.session.query(Activity).order_by(Activity.id).all()


def test_bryn_logs_a_conversation_in_two_taps(site, people):
    desk = site.get(DESK, as_=people.bryn)
    assert desk.h1 == "Your champion desk" and "Nothing is logged yet" in desk.text
    form = site.get(desk.links["Conversation"], as_=people.bryn)
    assert "Today, Waste and recycling, in person, one-to-one." in form.text
    assert site.post(LOG, form.form(LOG), as_=people.bryn).location == DESK
    row = entries()[0]
    assert (row.kind, row.people, row.how, row.happened_on) == ("conversation", 1, "in_person", clock.today())
    assert row.unit_id == logged.unit("WASTE")
    assert "Logged: conversation, 1 person." in site.get(DESK, as_=people.bryn).source


def test_the_same_form_sent_twice_is_one_entry(site, people):
    form = site.get(f"{NEW}?kind=briefing", as_=people.bryn).form(LOG)
    for _ in range(2):
        assert site.post(LOG, form, as_=people.bryn).status == 303
    assert len(entries()) == 1


def test_everything_else_can_be_said_too(site, people):
    theme, yesterday = logged.theme("Rotas"), clock.today() - timedelta(days=1)
    sent = {
        "kind": "event", "happened": typed_day(yesterday), "people": "250", "how": "online", "site": "The depot",
        "unit": f"unit:{logged.unit('HOMECARE')}", "works_well": "The rota.", "even_better": "earlier news.",
        "theme": str(theme),
    }  # fmt: skip
    whole(site, people.bryn, sent)
    row = entries()[0]
    assert (row.kind, row.happened_on, row.people, row.how, row.site) == (
        "event",
        yesterday,
        250,
        "online",
        "The depot",
    )
    assert (row.unit_id, row.theme_id, row.works_well) == (logged.unit("HOMECARE"), theme, "The rota.")
    page = site.get(f"{LOG}/{row.id}", as_=people.bryn)
    assert page.h1.startswith("Event, ") and "Home care, The depot" in page.text and "Rotas" in page.text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"happened": "tomorrow"}, "Enter the day as numbers"),
        ({"happened": ""}, "Enter the day, for example"),
        ({"happened": "1/1/2019"}, "more than 12 months ago"),
        ({"happened": "1/1/2199"}, "cannot be in the future"),
        ({"people": "0"}, "from 1 to 5,000"),
        ({"people": "5001"}, "from 1 to 5,000"),
        ({"people": "many"}, "whole number"),
        ({"kind": "gossip"}, "Choose what it was"),
        ({"how": "owl"}, "Choose how you met"),
        ({"theme": "99"}, "Choose one of the themes"),
        ({"network": "99"}, "Choose one of the networks"),
        ({"works_well": "x" * 1001}, "Use at most 1,000"),
        ({"site": "x" * 121}, "Use at most 120"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(site, people, sent, says):
    page = whole(site, people.bryn, {"even_better": "Typed <b>", "unit": f"unit:{logged.unit('WASTE')}"} | sent)
    assert page.status == 422 and says in " ".join(page.errors)
    assert any("Typed <b>" in each.text for each in page.select("textarea"))
    assert page.select("input[name=unit][checked]") and not entries()


def test_looking_for_a_team_without_scripts_keeps_everything_typed(site, people):
    page = whole(site, people.bryn, {"find": "y", "q": "Home", "works_well": "Kept"})
    assert page.status == 200 and not page.errors and not entries()
    assert page.select(f"input[name=unit][value='unit:{logged.unit('HOMECARE')}']")
    assert any("Kept" in each.text for each in page.select("textarea"))


def test_the_last_one_is_repeated_today_without_its_words(site, people):
    assert site.post(f"{LOG}/repeat", {"once": "a"}, as_=people.bryn).status == 409
    logged.entry(people.bryn, days_ago=9, kind="briefing", people=12, site="The depot", works_well="The vans.")
    form = site.get(DESK, as_=people.bryn).form(f"{LOG}/repeat")
    for _ in range(2):
        site.post(f"{LOG}/repeat", form, as_=people.bryn)
    assert len(entries()) == 2
    row = entries()[1]
    assert (row.kind, row.people, row.site, row.happened_on) == ("briefing", 12, "The depot", clock.today())
    assert row.works_well == ""
    assert "12 people" in site.get(f"{NEW}?kind=briefing", as_=people.bryn).text


def test_nobody_else_sees_or_touches_an_entry_and_the_od_team_does_not_either(site, people):
    made.appointed(people.esi)
    number = logged.entry(people.bryn, works_well="Only mine")
    for who in (people.esi, people.amara, people.chloe):
        for path in (f"{LOG}/{number}", f"{LOG}/{number}/edit"):
            assert site.get(path, as_=who).status == 404
        for act in ("edit", "delete", "files", "files/1/remove"):
            assert site.post(f"{LOG}/{number}/{act}", as_=who).status == 404
    assert "Only mine" not in site.get(LOG, as_=people.esi).text
    assert site.get(f"{LOG}/{number}").location.startswith("/sign-in")
    assert entries()


def test_who_is_not_appointed_has_no_desk(site, people):
    coordinated = made.network("staff", coordinator=people.amara)
    assert coordinated
    for path in (DESK, LOG, NEW):
        assert site.get(path, as_=people.amara).status == 404
        assert site.get(path).status == 303
    for path in (LOG, f"{LOG}/repeat"):
        assert site.post(path, {"kind": "conversation"}, as_=people.amara).status == 404
    assert "Your champion desk" not in site.get("/", as_=people.amara).text
    assert site.get("/", as_=people.bryn).links["Your champion desk"] == DESK


@pytest.mark.parametrize("kind", ["first_aiders", "union"])
def test_first_aiders_and_union_representatives_have_it_too_and_log_for_their_network(site, people, kind):
    network = made.network(kind, name="Another")
    made.appointed(people.amara, network)
    made.appointed(people.bryn, network)
    form = site.get(NEW, as_=people.amara).form(LOG)
    assert form["network"] == str(network) and site.post(LOG, form, as_=people.amara).status == 303
    assert len(site.get(NEW, as_=people.bryn).select("select[name=network] option")) == 2
    assert site.post(LOG, form | {"network": str(made.champions()), "once": "b"}, as_=people.amara).status == 422


def test_who_stepped_down_keeps_their_log_and_adds_nothing(site, people):
    number = logged.entry(people.bryn)
    with transaction():
        row = db.session.query(Appointment).one()
        row.ended_on, row.ended_why = clock.today(), "stepped_down"
    assert site.get(DESK, as_=people.bryn).status == 404
    assert site.get(LOG, as_=people.bryn).status == site.get(f"{LOG}/{number}", as_=people.bryn).status == 200
    assert site.post(LOG, {"kind": "conversation"}, as_=people.bryn).status == 404
    assert site.post(f"{LOG}/{number}/delete", as_=people.bryn).status == 303 and not entries()


def test_an_entry_is_changed_and_keeps_its_network(site, people):
    number = logged.entry(people.bryn, days_ago=3, unit_id=logged.unit("WASTE"), works_well="Before")
    path = f"{LOG}/{number}/edit"
    form = site.get(path, as_=people.bryn).form(path)
    assert form["works_well"].strip() == "Before" and form["unit"] == f"unit:{logged.unit('WASTE')}"
    assert site.post(path, form | {"works_well": "After"}, as_=people.bryn).location == f"{LOG}/{number}"
    assert logged.get(number).works_well == "After" and logged.get(number).network_id == made.champions()
    assert site.post(path, form | {"people": "0"}, as_=people.bryn).status == 422
    assert logged.get(number).people == 1


def test_files_hang_on_ones_own_entry_and_go_with_it(site, people):
    number = logged.entry(people.bryn)
    here = f"{LOG}/{number}/files"
    assert "Choose a file" in " ".join(site.post(here, {}, as_=people.bryn).errors)
    refused = site.post(here, {"files": [(io.BytesIO(png()), "a.png"), (io.BytesIO(b"MZ"), "b.png")]}, as_=people.bryn)
    assert refused.status == 422 and not db.session.query(StoredFile).count()
    for n in range(3):
        site.post(here, {"files": (io.BytesIO(png()), f"{n}.png")}, as_=people.bryn)
    assert site.post(here, {"files": (io.BytesIO(png()), "4.png")}, as_=people.bryn).status == 422
    file = db.session.query(StoredFile.id).order_by(StoredFile.id).first()[0]
    for who, status in ((people.bryn, 200), (people.chloe, 404), (people.amara, 404)):
        assert site.get(f"/files/{file}", as_=who).status == status
    site.post(f"{here}/{file}/remove", as_=people.bryn)
    assert db.session.query(StoredFile).count() == 2
    site.post(f"{LOG}/{number}/delete", as_=people.bryn)
    assert db.session.query(StoredFile).count() == 0


def test_a_concern_leads_on_to_passing_it_on_where_there_is_such_a_page(site, people, app):
    form = site.get(f"{NEW}?kind=concern", as_=people.bryn).form(LOG)
    answer = site.post(LOG, form, as_=people.bryn)
    number = entries()[0].id
    if "champions.concern_new" in app.view_functions:
        assert answer.location.endswith(f"from_activity={number}")
    else:
        assert "in your log only" in site.get(answer.location, as_=people.bryn).source


def test_the_desk_says_what_there_is_to_do(site, people, monkeypatch):
    today = clock.today()
    network = made.network(name="First aid", training="First aid at work")
    made.appointed(people.bryn, network, term_ends_on=today + timedelta(days=20))
    made.trained(people.bryn, "First aid at work", days_ago=800, expires_in=-3)
    asked = OwnConcern(1, "The gate sticks", "answered", today, today, "It is mended.")
    monkeypatch.setattr("engage.champions.queries.concerns.own", lambda person_id, open_only=False: (asked,))
    monkeypatch.setattr("engage.champions.queries.briefings.unread", lambda person_id: 2)
    text = site.get(DESK, as_=people.bryn).text
    for words in ("Tell back the answer to 1 concern", "Read 2 briefings", "Your term ends on", "Renew your training",
                  "It is mended."):  # fmt: skip
        assert words in text
    assert re.search("To do.*First aid", text)
