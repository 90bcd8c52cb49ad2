"""Thanks that are printed to be picked up at the site."""

from datetime import timedelta

import pytest

from engage.core import audit, clock, pdf
from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.recognition import jobs_paper
from engage.recognition.actions import paper
from engage.recognition.models import PickUp, Thanks, ThanksPreference
from tests.recognition import made
from tests.recognition.addresses_paper import depot

PICK_UP = "/thanks/pick-up/"
SITE = "Mill Lane depot"


@pytest.fixture
def printed(monkeypatch):
    """What was put on paper, in order."""
    sheets: list[dict] = []

    def make(template, title, data, pictures=None):
        sheets.append({"template": template, "title": title, **data})
        return b"%PDF"

    monkeypatch.setattr(pdf, "make", make)
    return sheets


def waits(*ids: int) -> int:
    """To be printed; how many slips."""
    with transaction():
        return sum(paper.to_pick_up(db.session.get_one(Thanks, each)) for each in ids)


def form(site, who, act):
    return site.get(PICK_UP, as_=who).form(f"{PICK_UP}{act}")


def no_email(*people: int) -> None:
    with transaction():
        for each in people:
            db.session.get_one(Person, each).email = None


def test_whoever_has_no_email_or_likes_paper_gets_a_slip_and_nobody_twice(site, people):
    depot(people.esi, people.bryn, people.amara)
    with transaction():
        db.session.add(ThanksPreference(person_id=people.esi, on_paper=True))
    number = made.thanks(people.femi, to=[people.bryn, people.esi, people.amara, people.chloe])
    assert waits(number) == 2
    assert waits(number) == 0
    assert {row.person_id: row.site for row in db.session.query(PickUp)} == {people.bryn: SITE, people.esi: SITE}


def test_a_team_and_a_leaver_get_none(site, people):
    no_email(people.amara)
    with transaction():
        db.session.get_one(Person, people.amara).leaves_on = clock.today() - timedelta(days=1)
    assert waits(made.thanks(people.femi, to=[people.amara]), made.thanks(people.femi, teams=[1])) == 0


def test_chloe_prints_a_site_then_marks_it_and_nothing_is_printed_twice(site, people, printed):
    depot(people.bryn, people.esi)
    no_email(people.esi)
    waits(
        made.thanks(people.femi, to=[people.bryn], words="First."),
        made.thanks(people.femi, to=[people.esi], to_all=False),
    )
    page = site.get(PICK_UP, as_=people.chloe)
    assert f"{SITE} 2 people, 2 thank-yous" in page.text
    sent = form(site, people.chloe, "slips.pdf")
    assert site.post(f"{PICK_UP}slips.pdf", sent, as_=people.chloe).data == b"%PDF"
    cards = printed[0]["cards"]
    assert [each["name"] for each in cards] == ["Esi Mensah", "Bryn Parry"]
    assert [each["thanks"][0]["private"] for each in cards] == [True, False]
    waits(made.thanks(people.femi, to=[people.bryn], words="Came in meanwhile."))
    site.post(f"{PICK_UP}printed", sent, as_=people.chloe)
    again = site.follow(site.post(f"{PICK_UP}printed", sent, as_=people.chloe), as_=people.chloe)
    assert "They were marked already." in again.source
    assert f"{SITE} 1 person, 1 thank-you" in again.text
    assert [each.act for each in audit.latest(5, kind="pick up")] == ["print"]
    site.post(f"{PICK_UP}slips.pdf", form(site, people.chloe, "slips.pdf"), as_=people.chloe)
    assert [each["words"] for each in printed[1]["cards"][0]["thanks"]] == ["Came in meanwhile."]


def test_what_was_printed_can_be_printed_again_and_put_back(site, people, printed):
    depot(people.bryn)
    waits(made.thanks(people.femi, to=[people.bryn]))
    site.post(f"{PICK_UP}printed", form(site, people.chloe, "printed"), as_=people.chloe)
    page = site.get(PICK_UP, as_=people.chloe)
    assert "Nothing waits to be printed" in page.text
    link = next(href for words, href in page.links.items() if words.startswith("Print again"))
    assert site.get(link, as_=people.chloe).status == 200
    assert len(printed[0]["cards"]) == 1
    assert site.post(f"{PICK_UP}put-back", form(site, people.chloe, "put-back"), as_=people.chloe).status == 303
    assert "1 person, 1 thank-you" in site.get(PICK_UP, as_=people.chloe).text
    assert site.get(link, as_=people.chloe).status == 404


@pytest.mark.parametrize("state", ["hidden", "taken_back", "waiting"])
def test_what_is_taken_back_hidden_or_not_looked_at_yet_is_never_printed(site, people, printed, state):
    depot(people.bryn)
    number = made.thanks(people.femi, to=[people.bryn])
    waits(number)
    sent = form(site, people.chloe, "slips.pdf")
    with transaction():
        db.session.get_one(Thanks, number).state = state
    assert site.post(f"{PICK_UP}slips.pdf", sent, as_=people.chloe).status == 404
    site.post(f"{PICK_UP}printed", sent, as_=people.chloe)
    assert db.session.query(PickUp).one().printed_at is None
    assert "Nothing waits to be printed" in site.get(PICK_UP, as_=people.chloe).text
    assert not printed


def test_a_card_holds_two_thank_yous_and_goes_on_on_the_next(site, people, printed):
    depot(people.bryn)
    waits(*(made.thanks(people.femi, to=[people.bryn], words=f"Number {n}.") for n in range(5)))
    site.post(f"{PICK_UP}slips.pdf", form(site, people.chloe, "slips.pdf"), as_=people.chloe)
    assert [(each["part"], len(each["thanks"])) for each in printed[0]["cards"]] == [
        ("1 of 3", 2),
        ("2 of 3", 2),
        ("3 of 3", 1),
    ]


def test_a_champion_and_a_manager_print_for_their_own_site_alone(site, people, printed):
    depot(people.bryn, people.esi)
    depot(people.femi, people.amara, site="Elm House")
    no_email(people.amara)
    waits(made.thanks(people.chloe, to=[people.bryn, people.amara]))
    assert SITE in site.get(PICK_UP, as_=people.bryn).text
    assert "Elm House" not in site.get(PICK_UP, as_=people.bryn).text
    assert "Thanks for 1 colleague to print" in site.get("/", as_=people.bryn).text
    assert "Elm House" in site.get(PICK_UP, as_=people.femi).text
    other = form(site, people.femi, "slips.pdf")
    del other["csrf_token"]
    assert site.post(f"{PICK_UP}slips.pdf", other, as_=people.bryn).status == 404
    assert site.post(f"{PICK_UP}printed", other, as_=people.bryn).status == 404
    assert site.post(f"{PICK_UP}slips.pdf", other | {"site": SITE}, as_=people.bryn).status == 404
    assert not printed
    site.post(f"{PICK_UP}printed", other | {"site": SITE}, as_=people.bryn)
    assert db.session.query(PickUp).filter(PickUp.printed_at.is_not(None)).count() == 0
    assert "1 person, 1 thank-you" in site.get(PICK_UP, as_=people.femi).text
    assert "2 people at 2 sites" in site.get("/", as_=people.chloe).text


@pytest.mark.parametrize("who", ["amara", "dev", "esi"])
def test_others_print_none(site, people, who):
    assert site.get(PICK_UP).status == 303
    for path in (PICK_UP, f"{PICK_UP}printed.pdf?site=x&at=1"):
        assert site.get(path, as_=getattr(people, who)).status == 404
    for act in ("slips.pdf", "printed", "put-back"):
        assert (
            site.post(f"{PICK_UP}{act}", {"site": SITE, "keys": "1:1", "at": "1"}, as_=getattr(people, who)).status
            == 404
        )


def test_a_champion_without_a_site_is_told_why(site, people):
    assert "No site stands beside your own job" in site.get(PICK_UP, as_=people.bryn).text


@pytest.mark.parametrize("keys", ["", "x", "1:2 ", "1:2,3:4", "1:2" * 50_000, "999999999:1 -1:2", "1:99999999999"])
def test_a_form_that_is_not_whole_is_refused(site, people, keys):
    assert site.post(f"{PICK_UP}slips.pdf", {"site": "", "keys": keys}, as_=people.chloe).status == 422
    assert site.post(f"{PICK_UP}printed", {"site": "", "keys": keys}, as_=people.chloe).status == 422


@pytest.mark.parametrize("at", ["", "x", "9" * 17, "1", "1" * 40, "-1", "²"])
def test_a_moment_at_which_nothing_was_printed(site, people, at):
    assert site.get(f"{PICK_UP}printed.pdf", query_string={"site": "", "at": at}, as_=people.chloe).status == 404


def test_the_daily_work_adds_what_was_missed_and_forgets_what_was_printed_long_ago(site, people):
    depot(people.bryn)
    now = clock.now()
    for days in (1, 29, 31):
        made.thanks(people.femi, to=[people.bryn], at=now - timedelta(days=days))
    hidden = made.thanks(people.femi, to=[people.bryn], state="hidden")
    jobs_paper.fill_and_forget()
    jobs_paper.fill_and_forget()
    rows = db.session.query(PickUp).order_by(PickUp.thanks_id).all()
    assert len(rows) == 2
    assert hidden not in {row.thanks_id for row in rows}
    with transaction():
        rows[0].printed_at = now - timedelta(days=91)
        rows[1].printed_at = now - timedelta(days=89)
        kept = rows[1].thanks_id
        db.session.get_one(Thanks, rows[0].thanks_id).given_at = now - timedelta(days=92)
    jobs_paper.fill_and_forget()
    assert [row.thanks_id for row in db.session.query(PickUp)] == [kept]


def test_the_cost_is_the_same_for_one_and_for_many(site, people):
    depot(people.bryn, people.esi)
    no_email(people.esi)
    waits(made.thanks(people.femi, to=[people.bryn]))
    few = site.query_count(PICK_UP, as_=people.chloe)
    waits(*(made.thanks(people.femi, to=[people.bryn, people.esi]) for _ in range(5)))
    assert site.query_count(PICK_UP, as_=people.chloe) == few
    sent = form(site, people.chloe, "slips.pdf")
    assert site.post(f"{PICK_UP}slips.pdf", sent, as_=people.chloe).queries <= 12


def test_a_pile_is_printed_part_by_part_and_a_person_without_a_site_is_not_forgotten(site, people, monkeypatch):
    monkeypatch.setattr(paper.paper_pick_up, "MOST_SLIPS", 2)
    no_email(people.amara)
    waits(*(made.thanks(people.femi, to=[people.amara]) for _ in range(3)))
    assert "No site in the records 1 person, 2 thank-yous" in site.get(PICK_UP, as_=people.chloe).text
    site.post(f"{PICK_UP}printed", form(site, people.chloe, "printed"), as_=people.chloe)
    assert "1 person, 1 thank-you" in site.get(PICK_UP, as_=people.chloe).text
    assert "No site" in site.get(PICK_UP, as_=people.femi).text
    assert "No site in the records" not in site.get(PICK_UP, as_=people.femi).text
