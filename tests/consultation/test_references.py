"""Where consultations appear elsewhere: start page, desk, search, links, reports; and what is hidden is gone."""

import pytest

from engage.access import Role, Viewer
from engage.consultation.queries.finding import search
from engage.consultation.views import LINKS
from engage.core import clock, moderation
from engage.core.db import db, transaction
from tests.consultation import made
from tests.factories import UNITS


def viewer(person: int, *roles: Role) -> Viewer:
    return Viewer(person, "Name", "Name", "en", frozenset({Role.STAFF, *roles}), 1)


def found(app, words: str, who: Viewer) -> list[str]:
    with app.test_request_context():
        return [hit.excerpt or hit.title for hit in search(tuple(words.split()), who)]


@pytest.fixture
def number(people):
    return made.opened(audience=made.in_unit(UNITS.adults))


def test_a_closed_consultation_is_on_chloes_desk_and_on_nobody_elses(site, people, number):
    made.closed(number)
    assert "closed, to be answered" in site.get("/", as_=people.chloe).text
    assert made.TITLE not in site.get("/", as_=people.amara).text
    assert made.TITLE not in site.get("/", as_=people.dev).text


def test_the_start_page_costs_the_same_however_many_consultations_there_are(site, people, number):
    few = site.query_count("/", as_=people.amara)
    for n in range(5):
        made.opened(title=f"Another {n}")
    assert site.query_count("/", as_=people.amara) == few


def test_a_search_finds_titles_statements_and_entries_of_those_who_are_asked(app, people, number):
    made.write(number, people.amara, "The rota comes too late.")
    amara, esi, chloe = viewer(people.amara), viewer(people.esi), viewer(people.chloe, Role.OD)
    assert found(app, "new values", amara) == ["Why we ask."]
    assert found(app, "synergies", amara) == ["Why we ask."]
    assert found(app, "rota late", amara) == ["The rota comes too late."]
    for words in ("new values", "synergies", "rota"):
        assert found(app, words, esi) == []
        assert found(app, words, chloe)
    assert found(app, "%", amara) == []


def test_a_draft_is_found_by_nobody(app, people):
    made.draft()
    assert found(app, "values", viewer(people.chloe, Role.OD)) == []


def test_a_link_leads_whoever_may_see_it_there(app, site, people, number):
    with app.test_request_context():
        from flask_login import login_user

        for who, may_see in ((viewer(people.amara), True), (viewer(people.esi), False)):
            login_user(who)
            link = LINKS["consultation"](number)
            assert link is not None
            assert (link.may_see, link.address) == (may_see, f"/consultations/{number}/")
        login_user(viewer(people.chloe, Role.OD))
        link = LINKS["consultation"](number)
        assert link is not None and link.address == f"/consultations/manage/{number}/"
        assert LINKS["consultation"](9999) is None


def test_a_hidden_entry_is_on_no_page_in_no_count_and_in_no_file(app, site, people, number):
    entry, theme = made.write(number, people.amara, "Somebody named."), made.theme()
    statement = f"/consultations/{number}/statements/{made.statement_id(number)}"
    page = site.get(statement, as_=people.femi)
    assert any(words.startswith("Report a problem with this") for words in page.links)
    with app.test_request_context(), transaction():
        from flask_login import login_user

        login_user(viewer(people.femi))
        moderation.report("consultation-entry", entry, "A name", people.femi, clock.now())
        excerpt = moderation.of("consultation-entry").excerpt(entry)
        assert excerpt is not None
        assert (excerpt.text, excerpt.address, excerpt.hidden) == ("Somebody named.", statement, False)
        moderation.decide("consultation-entry", entry, True, "", people.chloe, clock.now())
    for who in (people.amara, people.femi):
        page = site.get(statement, as_=who)
        assert "Somebody named." not in page.text and "0 comments" in page.text
    assert "Write the first comment" in site.get(f"/consultations/{number}/", as_=people.amara).text
    agree = site.post(f"/consultations/{number}/entries/{entry}/agree", {"agrees": "yes"}, as_=people.femi)
    assert agree.status == 404
    again = site.post(statement, {"text": "Somebody named."}, as_=people.amara)
    assert again.status == 409 and "hidden after somebody reported them" in again.text
    made.closed(number)
    assert found(app, "somebody", viewer(people.chloe, Role.OD)) == []
    home = f"/consultations/manage/{number}"
    assert "Somebody" not in site.get(f"{home}/entries", as_=people.chloe).text
    assert b"Somebody" not in site.get(f"{home}/entries.csv", as_=people.chloe).data
    assert b"Somebody" not in site.get("/what-we-heard.csv", as_=people.chloe).data
    sent = {"entry": [str(entry)], "to": str(theme)}
    assert site.post(f"{home}/entries", sent, as_=people.chloe).status == 422


def test_whoever_is_not_asked_cannot_report_or_read_an_entry_by_its_number(app, people, number):
    entry = made.write(number, people.amara, "For adults.")
    with app.test_request_context():
        from flask_login import login_user

        login_user(viewer(people.esi))
        assert not moderation.of("consultation-entry").visible(entry)
        assert moderation.of("consultation-entry").excerpt(9999) is None
        assert not moderation.of("consultation-entry").visible(9999)
    db.session.rollback()
