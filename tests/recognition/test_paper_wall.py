"""The wall in print and on a shared screen."""

from datetime import timedelta

import pytest

from engage.core import clock, pdf
from engage.core.db import db, transaction
from engage.recognition.models import ThanksReceiver
from tests.recognition import made
from tests.values.conversations import unit_id

SLIDES, POSTER, FILE, CHOOSE = (
    "/thanks/wall/slides",
    "/thanks/wall/poster",
    "/thanks/wall/slides.pdf",
    "/thanks/wall/print",
)


@pytest.fixture
def printed(monkeypatch):
    sheets: list[dict] = []

    def make(template, title, data, pictures=None):
        sheets.append(data)
        return b"%PDF"

    monkeypatch.setattr(pdf, "make", make)
    return sheets


def test_private_hidden_waiting_and_taken_back_thanks_never_appear(site, people, printed):
    made.thanks(people.femi, to=[people.esi], words="For all.")
    made.thanks(people.femi, to=[people.esi], words="Private.", to_all=False)
    for state in ("hidden", "waiting", "taken_back"):
        made.thanks(people.femi, to=[people.esi], words=f"Is {state}.", state=state)
    for path in (POSTER, FILE):
        assert site.get(path, as_=people.amara).response.mimetype == "application/pdf"
    assert [[card["words"] for card in sheet["cards"]] for sheet in printed] == [["For all."], ["For all."]]
    page = site.get(f"{SLIDES}?n=1", as_=people.amara)
    assert page.h1 == "Thank you, Esi Mensah"
    assert "For all." in page.text
    assert "2 of" not in page.source


def test_a_real_poster_and_real_slides_come_out(site, people):
    made.thanks(people.femi, to=[people.esi, people.bryn], teams=[unit_id("WASTE")], words="Thanks 🎉 <b>#eval</b>")
    for path in (POSTER, FILE):
        assert site.get(path, as_=people.amara).data.startswith(b"%PDF")


def test_time_and_unit_choose_what_is_shown(site, people, printed):
    old = made.thanks(people.femi, to=[people.esi], words="Old.", at=clock.now() - timedelta(days=20))
    new = made.thanks(people.femi, to=[people.amara], words="New.")
    team = made.thanks(people.femi, teams=[unit_id("WASTE")], words="A team.")
    with transaction():
        for number, unit in ((old, "WASTE"), (new, "HOMECARE")):
            db.session.query(ThanksReceiver).filter_by(thanks_id=number).one().unit_id = unit_id(unit)
    assert team
    for query in ("days=7", "days=90", f"days=90&unit={unit_id('PLACE')}", "days=nonsense"):
        site.get(f"{POSTER}?{query}", as_=people.amara)
    assert [[card["words"] for card in sheet["cards"]] for sheet in printed] == [
        ["A team.", "New."], ["A team.", "New.", "Old."], ["A team.", "Old."], ["A team.", "New.", "Old."],
    ]  # fmt: skip
    assert printed[2]["about"] == "Place, the last 3 months"
    assert printed[0]["cards"][0]["to"] == "Waste and recycling"


@pytest.mark.parametrize("unit", ["999999", "x", "-1", "1 or 1=1", "9" * 40])
def test_a_unit_that_is_not_there(site, people, unit):
    for path in (POSTER, FILE, SLIDES, CHOOSE):
        assert site.get(path, query_string={"unit": unit}, as_=people.amara).status == 404


def test_slides_move_on_only_where_somebody_asked_and_can_be_stopped(site, people):
    for n in range(3):
        made.thanks(people.femi, to=[people.esi], words=f"Number {n}.")
    still = site.get(SLIDES, as_=people.amara)
    assert "Refresh" not in still.response.headers
    assert "http-equiv" not in still.source
    assert still.links["15 seconds"] == f"{SLIDES}?every=15&days=30"
    moving = site.get(still.links["15 seconds"], as_=people.amara)
    assert moving.response.headers["Refresh"] == f"15; url={SLIDES}?n=1&every=15&days=30"
    assert moving.links["Stop moving"] == f"{SLIDES}?days=30"
    assert moving.links["Next"] == f"{SLIDES}?n=1&every=15&days=30"
    last = site.get(f"{SLIDES}?n=2&every=15", as_=people.amara)
    assert last.response.headers["Refresh"].endswith(f"url={SLIDES}?every=15&days=30")


@pytest.mark.parametrize(
    "query",
    ["every=1", "every=0", "every=-15", "every=x", "every=15;url=//evil", "n=x", "n=99", "n=-5", "n=" + "9" * 30],
)
def test_what_is_typed_into_the_address_moves_nothing_strange(site, people, query):
    made.thanks(people.femi, to=[people.esi])
    page = site.get(f"{SLIDES}?{query}", as_=people.amara)
    assert page.status == 200
    assert "evil" not in page.response.headers.get("Refresh", "")
    assert "Refresh" not in page.response.headers


def test_an_empty_wall_says_so(site, people, printed):
    assert site.get(SLIDES, as_=people.amara).h1 == "No thanks to show yet"
    assert site.get(f"{SLIDES}?every=30", as_=people.amara).response.headers["Refresh"]
    site.get(POSTER, as_=people.amara)
    assert printed[0]["cards"] == []


def test_whoever_is_signed_out_sees_none_of_it(site, people):
    for path in (SLIDES, POSTER, FILE, CHOOSE):
        assert site.get(path).status == 303


def test_anybody_chooses_what_to_print(site, people):
    page = site.get(f"{CHOOSE}?unit={unit_id('WASTE')}&days=7", as_=people.amara)
    assert page.form(POSTER) == {"days": "7", "unit": str(unit_id("WASTE")), "every": ""}


def test_the_cost_is_the_same_for_one_and_for_many(site, people, printed):
    made.thanks(people.femi, to=[people.esi])
    few = site.query_count(SLIDES, as_=people.amara)
    for _ in range(6):
        made.thanks(people.chloe, to=[people.esi, people.bryn], teams=[unit_id("WASTE")])
    assert site.query_count(SLIDES, as_=people.amara) == few
    assert site.query_count(POSTER, as_=people.amara) == few
