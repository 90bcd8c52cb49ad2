"""Lead officers write how an action stands and say that it is done; champions say whether they see it."""

import pytest

from engage.core import clock, outbox
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network
from engage.followup.models import ActionConfirmation, ActionUpdate
from tests.factories import UNITS, People
from tests.followup import made
from tests.site import Page, Site

EVIDENCE = "https://example.gov.uk/faults"


def write(site: Site, who: int, number: int, **sent: str) -> Page:
    return site.post(f"/actions/{number}/updates", {"words": "Half are answered.", "stands": "goes_on"} | sent, as_=who)


def confirm(site: Site, who: int, number: int, sees: str = "yes", sentence: str = "") -> Page:
    return site.post(f"/actions/{number}/confirm", {"sees": sees, "sentence": sentence}, as_=who)


def champion(person_id: int, code: str = UNITS.waste) -> None:
    with transaction():
        network = db.session.query(Network.id).filter_by(kind="champions").one()[0]
        db.session.add(Appointment(network_id=network, person_id=person_id, unit_id=made.unit(code),
                                   started_on=clock.today()))  # fmt: skip


def updates(number: int) -> list[str]:
    rows = db.session.query(ActionUpdate.words).filter_by(action_id=number).order_by(ActionUpdate.id)
    return [row[0] for row in rows]


def test_the_first_update_of_the_lead_officer_says_that_it_is_under_way(site: Site, people: People) -> None:
    number = made.agreed(people)
    done = write(site, people.esi, number, evidence=EVIDENCE)
    assert done.status == 303 and made.get(number).state == "under_way"
    page = site.get(f"/actions/{number}", as_=people.amara)
    assert "Half are answered." in page.text and page.links[EVIDENCE] == EVIDENCE
    write(site, people.chloe, number, words="We looked at it.")
    assert updates(number) == ["Agreed and shown to all staff.", "Half are answered.", "We looked at it."]


def test_evidence_that_is_no_address_is_text_and_never_a_link(site: Site, people: People) -> None:
    number = made.agreed(people)
    write(site, people.esi, number, evidence="javascript:alert(1)")
    page = site.get(f"/actions/{number}", as_=people.amara)
    assert "javascript:alert(1)" in page.text
    assert not [href for href in page.links.values() if "javascript" in (href or "")]


def test_nobody_but_the_lead_officer_and_the_od_team_writes(site: Site, people: People) -> None:
    number, hidden, over = made.agreed(people), made.proposed(people), made.refused(people)
    for who in (people.amara, people.bryn, people.dev, people.femi):
        assert write(site, who, number).status == 403
        assert write(site, who, hidden).status == 404
    assert write(site, people.esi, hidden).status == write(site, people.esi, over).status == 403
    # Whoever keeps the list still cannot give the lead officer's word.
    assert write(site, people.chloe, number, stands="done").status == 403
    assert updates(number) == ["Agreed and shown to all staff."]


@pytest.mark.parametrize(
    ("sent", "why"),
    [({"words": ""}, "Write what has happened."), ({"words": "x" * 1501}, "at most 1,500"),
     ({"evidence": "y" * 501}, "at most 500"), ({"stands": "wild"}, "Not a valid choice")],
)  # fmt: skip
def test_an_update_that_cannot_be_taken_is_one_clear_error(
    site: Site, people: People, sent: dict[str, str], why: str
) -> None:
    number = made.agreed(people)
    page = write(site, people.esi, number, **sent)
    assert page.status == 422 and len(page.errors) == 1 and why in page.errors[0]
    assert page.title.startswith("Error: ")
    assert sent.get("words", sent.get("evidence", ""))[:100] in page.source
    assert len(updates(number)) == 1


def test_without_champions_to_ask_the_lead_officers_word_closes_it(site: Site, people: People) -> None:
    plain = made.agreed(people)
    write(site, people.esi, plain, stands="done")
    nobody_there = made.agreed(people, code=UNITS.home_care, asks_champions=True)
    write(site, people.esi, nobody_there, stands="done")
    for number in (plain, nobody_there):
        row = made.get(number)
        assert (row.state, row.closed_how, row.ended_on) == ("done", "lead", clock.today())
    assert write(site, people.esi, plain).status == 403


def test_more_than_half_of_the_champions_asked_close_it(site: Site, people: People) -> None:
    champion(people.dev)
    champion(people.femi)
    number = made.agreed(people, code=UNITS.council, asks_champions=True)
    write(site, people.esi, number, stands="done")
    page = site.get(f"/actions/{number}", as_=people.bryn)
    assert "Lead says done" in page.text and "more than half of the 3 champions" in page.text
    confirm(site, people.bryn, number, "no", "Two depots wait.")
    confirm(site, people.dev, number)
    assert made.get(number).state == "said_done"
    assert "Two depots wait." in site.get(f"/actions/{number}", as_=people.amara).text
    confirm(site, people.bryn, number, "yes", "Now I do.")
    row = made.get(number)
    assert (row.state, row.closed_how) == ("done", "services")
    page = site.get(f"/actions/{number}", as_=people.amara)
    assert "Lead says done, services say done" in page.text and "Now I do." in page.text
    assert db.session.query(ActionConfirmation).count() == 2
    assert confirm(site, people.femi, number).status == 409


def test_only_champions_of_the_services_concerned_are_asked(site: Site, people: People) -> None:
    number = made.said_done(people)
    for who in (people.amara, people.chloe, people.esi, people.dev):
        assert confirm(site, who, number).status == 403
        assert not site.get(f"/actions/{number}", as_=who).select("form[action$=confirm]")
    champion(people.esi)
    assert confirm(site, people.esi, number).status == 403, "nobody confirms what they lead"
    assert confirm(site, people.bryn, made.proposed(people)).status == 404
    assert confirm(site, people.bryn, made.agreed(people)).status == 409


@pytest.mark.parametrize(
    ("sees", "sentence", "why"),
    [("no", "", "what is still missing"), ("", "x", "Not a valid choice"), ("yes", "x" * 301, "at most 300")],
)
def test_what_a_champion_says_must_be_whole(site: Site, people: People, sees: str, sentence: str, why: str) -> None:
    number = made.said_done(people)
    page = confirm(site, people.bryn, number, sees, sentence)
    assert page.status == 422 and len(page.errors) == 1 and why in page.errors[0]
    assert not db.session.query(ActionConfirmation).count()
    assert made.get(number).state == "said_done"


def test_champions_and_lead_officers_are_told_by_mail(site: Site, people: People, app) -> None:
    made.changed(made.said_done(people, lead=people.esi, code=UNITS.waste))
    outbox.run_due_rows()
    folder = app.extensions["settings"].instance / "mail"
    mails = [file.read_text() for file in folder.glob("*.eml")]
    # Bryn, who is asked as champion, has no address: the start page asks.
    assert ["To: esi@anytown.example" in mail and "You lead an action" in mail for mail in mails] == [True]
    assert "Said to be done: do you see it?" in site.get("/", as_=people.bryn).text
    assert "Said to be done: do you see it?" not in site.get("/", as_=people.amara).text
