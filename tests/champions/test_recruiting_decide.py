"""The OD team decides: one by one or ticked together, beyond targets, without agreement, and from the waiting list."""

import pytest

from engage.champions.actions import recruiting as rounds
from engage.champions.models import Application, DecisionMade
from engage.core import clock
from engage.core.audit import AuditEvent
from engage.core.db import db, transaction
from engage.directory.models import Appointment
from tests.champions import made as networks
from tests.champions import recruiting_made as made
from tests.factories import UNITS


def targets(round_id: int, **seats: int) -> None:
    with transaction():
        for name, number in seats.items():
            rounds.add_target(made.get(round_id), made.unit(getattr(UNITS, name)).id, number)


def decide(site, people, round_id: int, ids: list[int], to: str, as_: int = 0, **more: str):
    here = f"{made.MANAGE}{round_id}/applications"
    site.get(here, as_=as_ or people.chloe)
    return site.post(f"{here}/decide", {"application": ids, "to": to} | more, as_=as_ or people.chloe)


def appointed(person_id: int) -> Appointment | None:
    return db.session.query(Appointment).filter_by(person_id=person_id, network_id=networks.champions()).one_or_none()


@pytest.fixture
def waiting(people):
    """A closed round: Amara's manager agreed, Esi's has not answered, and both are asked for."""
    round_id = made.opened()
    targets(round_id, home_care=1, waste=1)
    ids = [made.applied(round_id, people.amara, "agreed"), made.applied(round_id, people.esi)]
    with transaction():
        esi = made.application(ids[1])
        esi.manager, esi.asked_manager_id, esi.asked_at = "asked", people.femi, esi.sent_at
    made.closed(round_id)
    return round_id, ids


def test_several_are_appointed_at_once_with_their_languages_from_the_day_the_term_starts(site, people, waiting):
    round_id, ids = waiting
    page = decide(site, people, round_id, ids, "appointed")
    assert page.status == 422 and "Say why you appoint without the manager’s agreement: Esi Mensah" in page.errors[0]
    assert len(page.select("input[name=application][checked]")) == 2 and appointed(people.amara) is None
    page = decide(site, people, round_id, ids, "appointed", reason="The depot has nobody")
    assert page.status == 303 and "Decided about 2 people" in site.follow(page, as_=people.chloe).source
    row = appointed(people.amara)
    assert (row.languages, row.started_on) == ("Welsh", made.get(round_id).term_starts_on)
    log = site.get(f"{made.MANAGE}{round_id}/decisions", as_=people.chloe)
    assert "The depot has nobody" in log.text and "Chloe Martin" in log.text
    assert site.get(f"{made.MANAGE}{round_id}/decisions", as_=people.amara).status == 403
    facts = [each.facts for each in db.session.query(AuditEvent).filter_by(act="decide")]
    assert len(facts) == 2 and "depot" not in "".join(facts)


def test_beyond_a_target_is_asked_back_once_and_then_allowed(site, people):
    round_id = made.opened()
    targets(round_id, waste=1)
    number = made.applied(round_id, people.amara, "agreed")
    made.closed(round_id)
    page = decide(site, people, round_id, [number], "appointed")
    assert page.status == 422 and "Home care would have 1 from this round, and nobody is asked for" in page.errors[0]
    assert page.select("input[name=beyond]") and appointed(people.amara) is None
    assert decide(site, people, round_id, [number], "appointed", beyond="y").status == 303
    assert appointed(people.amara) is not None


def test_who_left_or_is_in_it_already_is_named_and_the_others_go_through(site, people, waiting):
    round_id, ids = waiting
    networks.appointed(people.esi)
    page = decide(site, people, round_id, ids, "appointed", reason="Both")
    assert "Left out: Esi Mensah is in this network already." in site.follow(page, as_=people.chloe).source
    assert appointed(people.amara) is not None and made.application(ids[1]).outcome == "sent"


def test_who_left_before_the_decision_is_marked_and_cannot_be_appointed(site, people, waiting):
    round_id, ids = waiting
    made.leave(people.amara)
    here = f"{made.MANAGE}{round_id}/applications"
    page = site.get(f"{here}?state=left", as_=people.chloe)
    assert "Amara Nwosu" in page.text and "Esi" not in page.text and not page.select("input[name=application]")
    one = site.get(f"{here}/{ids[0]}/", as_=people.chloe)
    assert "does not work here any more" in one.text and not one.select("input[name=to]")
    page = decide(site, people, round_id, [ids[0]], "appointed")
    assert "Amara Nwosu does not work here any more" in site.follow(page, as_=people.chloe).source
    assert appointed(people.amara) is None
    decide(site, people, round_id, [ids[1]], "declined")
    assert site.post(f"{made.MANAGE}{round_id}/end", as_=people.chloe).status == 303


def test_the_waiting_list_moves_after_the_round_is_decided_and_nothing_else_does(site, people, waiting):
    round_id, (amara, esi) = waiting
    decide(site, people, round_id, [amara], "waiting")
    unfinished = site.post(f"{made.MANAGE}{round_id}/end", as_=people.chloe)
    assert unfinished.status == 409 and "1 application is not decided yet" in unfinished.text
    decide(site, people, round_id, [esi], "declined", reason="No place")
    assert site.post(f"{made.MANAGE}{round_id}/end", as_=people.chloe).status == 303
    page = decide(site, people, round_id, [esi], "appointed", reason="After all")
    assert "Esi Mensah is decided already" in site.follow(page, as_=people.chloe).source
    decide(site, people, round_id, [amara], "appointed")
    assert appointed(people.amara) is not None and appointed(people.esi) is None
    assert site.post(f"/networks/applications/{amara}/withdraw", as_=people.amara).status == 409


def test_one_application_is_decided_on_its_own_page_and_nobody_decides_about_their_own(site, people):
    round_id = made.opened()
    number, own = made.applied(round_id, people.amara, "cannot"), made.applied(round_id, people.chloe)
    here = f"{made.MANAGE}{round_id}/applications/{number}/"
    assert "You decide once applications are closed" in site.get(here, as_=people.chloe).text
    early = decide(site, people, round_id, [number], "declined")
    assert "before applications close" in site.follow(early, as_=people.chloe).source
    made.closed(round_id)
    page = site.get(here, as_=people.chloe)
    assert "Short of people" in page.text and "I listen well." in page.text
    page = site.post(f"{here}decide", {"to": "appointed"}, as_=people.chloe)
    assert page.status == 422 and page.errors[0].startswith("Say why")
    assert site.post(f"{here}decide", {}, as_=people.chloe).errors == ["Choose what to decide."]
    assert site.post(f"{here}decide", {"to": "waiting"}, as_=people.chloe).status == 303
    page = decide(site, people, round_id, [own], "waiting")
    assert "somebody else decides about your application" in site.follow(page, as_=people.chloe).source
    assert (
        "This is your own application"
        in site.get(f"{made.MANAGE}{round_id}/applications/{own}/", as_=people.chloe).text
    )
    assert made.application(own).outcome == "sent"
    asks = {"person": f"person:{people.esi}"}
    assert site.post(f"{made.MANAGE}{round_id}/applications/{own}/ask", asks, as_=people.chloe).status == 409


def test_somebody_of_the_od_team_learns_what_was_decided_about_them_from_their_letter(site, people):
    round_id = made.opened()
    own = made.applied(round_id, people.chloe, "agreed")
    made.closed(round_id)
    with transaction():
        row = made.application(own)
        row.outcome = "declined"
        db.session.add(DecisionMade(round_id=round_id, person_id=people.chloe, by_id=people.dev, at=clock.now(),
                                    what="declined", reason="Too far away"))  # fmt: skip
    here = f"{made.MANAGE}{round_id}"
    for page in ("/applications", f"/applications/{own}/", "/decisions", "/letters"):
        text = site.get(here + page, as_=people.chloe).text
        assert "Too far away" not in text and "Not this time: Chloe" not in text
        assert "Chloe Martin Not this time" not in text
    assert "Chloe" not in site.get(f"{here}/applications?state=declined", as_=people.chloe).text
    with transaction():
        made.application(own).told = "declined"
    assert "Chloe Martin Not this time" in site.get(f"{here}/applications/{own}/", as_=people.chloe).text


def test_nothing_ticked_or_of_another_round_changes_nothing(site, people, waiting):
    round_id, ids = waiting
    assert decide(site, people, round_id, [], "declined").errors == ["Tick the people you decide about first."]
    other = made.opened()
    assert decide(site, people, other, ids, "declined").status == 422
    assert site.get(f"{made.MANAGE}{other}/applications/{ids[0]}/", as_=people.chloe).status == 404
    assert db.session.query(DecisionMade).count() == 0
    for who, status in ((people.amara, 403), (people.dev, 403), (None, 401)):
        assert site.post(f"{made.MANAGE}{round_id}/applications/decide", {"to": "declined"}, as_=who).status == status


def test_two_of_the_od_team_at_once_make_one_appointment(site, people, waiting, monkeypatch):
    round_id, (amara, _) = waiting
    networks.appointed(people.amara, days_ago=0)
    monkeypatch.setattr("engage.champions.queries.recruiting.in_network", lambda *_: False)
    page = decide(site, people, round_id, [amara], "appointed")
    monkeypatch.undo()
    assert "Amara Nwosu cannot be appointed" in site.follow(page, as_=people.chloe).source
    assert made.application(amara).outcome == "sent"


def test_the_list_is_filtered_its_fragment_is_its_part_and_its_cost_is_fixed(site, people, waiting):
    round_id, _ = waiting
    here = f"{made.MANAGE}{round_id}/applications"
    care = made.unit(UNITS.home_care).id
    for query, names in (
        (f"group={care}", ["Amara"]), ("manager=agreed", ["Amara"]), ("manager=asked", ["Esi"]), ("manager=nobody", []),
        ("state=sent", ["Amara", "Esi"]), ("state=waiting", []), ("group=abc&state=odd", ["Amara", "Esi"]),
    ):  # fmt: skip
        text = site.get(f"{here}?{query}", as_=people.chloe).select("#application-list")[0].text_content()
        assert [name for name in ("Amara", "Esi") if name in text] == names, query
    site.assert_fragment_is_its_part_of_the_page(here, as_=people.chloe)
    few = {path: site.query_count(path, as_=people.chloe) for path in (here, f"{made.MANAGE}{round_id}/", "/")}
    with transaction():
        for who in (people.dev, people.femi, people.chloe):
            db.session.add(Application(round_id=round_id, person_id=who, why="Why", sent_at=made.get(round_id).made_at))
    for path, number in few.items():
        assert site.query_count(path, as_=people.chloe) == number, path
