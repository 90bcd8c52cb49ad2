"""Staff networks: asking, joining, leaving, looking after one; and what of it is kept."""

from datetime import timedelta

import pytest

from engage.champions import jobs_quiet
from engage.champions.models.quiet import NetworkMessage, NetworkRequest
from engage.champions.queries import quiet_coordinating as queries
from engage.champions.queries.quiet_own_data import held
from engage.core import audit, clock, outbox
from engage.core.db import db, transaction
from engage.directory.models import Network, NetworkCoordinator, Person
from tests.champions import quiet_scene as scene


def mails(app) -> list[str]:
    outbox.run_due_rows()
    folder = app.extensions["settings"].instance / "mail"
    return [file.read_text() for file in folder.glob("*.eml")]


@pytest.fixture
def network(people) -> int:
    return scene.network(people.esi)


def test_amara_asks_is_let_in_reads_and_leaves(site, people, network, app):
    here, desk = f"/networks/{network}", f"/networks/{network}/coordinate"
    page = site.get(here, as_=people.amara)
    assert page.h1 == scene.SECRET and page.title.startswith(scene.SECRET)
    assert site.post(f"/networks/{network}/join", page.form(), as_=people.amara).location == here
    assert "You have asked to join" in site.get(here, as_=people.amara).text
    assert "Something waits for you" in site.get("/", as_=people.esi).text
    page = site.get(desk, as_=people.esi)
    assert "Amara Nwosu" in page.text and page.title.startswith(page.h1)
    sent = page.form(f"{desk}/accept") | {"answer": "Welcome to us."}
    assert site.post(f"{desk}/accept", sent, as_=people.esi).status == 303
    site.post(f"{desk}/messages", {"title": "Tuesday", "body": "At **noon**.", "once": "12345678"}, as_=people.esi)
    page = site.get(here, as_=people.amara)
    assert "You are in this network" in page.text and "Welcome to us." in page.text and "At noon." in page.text
    assert site.post(f"/networks/{network}/leave", as_=people.amara).location == here
    page = site.get(here, as_=people.amara)
    assert "Ask to join" in page.text and "At noon." not in page.text
    assert not scene.inside(network) and not scene.asking(network)
    assert len(mails(app)) == 2  # Esi's and the answer: Amara had left when the worker told of the message.


def test_a_request_can_be_taken_back_and_asked_again(site, people, network):
    for _ in range(2):
        site.post(f"/networks/{network}/join", as_=people.amara)
        site.post(f"/networks/{network}/join", as_=people.amara)
        assert scene.asking(network) == {people.amara: "waiting"}
        site.post(f"/networks/{network}/leave", as_=people.amara)
        assert not scene.asking(network)
    site.post(f"/networks/{network}/leave", as_=people.amara)


def test_a_no_comes_with_words_and_does_not_stand_in_the_way(site, people, network):
    scene.asked(network, people.amara)
    desk = f"/networks/{network}/coordinate"
    sent = {"person": people.amara, "answer": "x" * 501}
    page = site.post(f"{desk}/decline", sent, as_=people.esi)
    assert page.status == 422 and "Use at most 500" in " ".join(page.errors) and "x" * 501 in page.source
    site.post(f"{desk}/decline", {"person": people.amara, "answer": "Write to us in May."}, as_=people.esi)
    page = site.get(f"/networks/{network}", as_=people.amara)
    assert "Write to us in May." in page.text and "Ask to join" in page.text
    site.post(f"/networks/{network}/join", as_=people.amara)
    assert scene.asking(network) == {people.amara: "waiting"}


def test_two_coordinators_at_once_or_a_request_taken_back_is_a_sentence(site, people, network):
    desk = f"/networks/{network}/coordinate"
    scene.asked(network, people.amara)
    assert site.post(f"{desk}/accept", {"person": people.amara}, as_=people.esi).status == 303
    for act in ("accept", "decline"):
        page = site.post(f"{desk}/{act}", {"person": people.amara}, as_=people.esi)
        assert page.status == 409 and "do not wait for an answer" in page.text
    assert scene.inside(network) == {people.amara}
    assert site.post(f"{desk}/remove", {"person": people.amara}, as_=people.esi).status == 303
    assert site.post(f"{desk}/remove", {"person": people.amara}, as_=people.esi).status == 409
    for wrong in ("", "x", "9" * 30, "²"):
        assert site.post(f"{desk}/accept", {"person": wrong}, as_=people.esi).status == 422


def test_nobody_joins_where_nobody_could_answer(site, people):
    alone = scene.network(None, name="Alone")
    closed = scene.network(people.esi, name="Closed", closed_on=clock.today())
    for each in (alone, closed):
        assert "Ask to join" not in site.get(f"/networks/{each}", as_=people.amara).text
        assert site.post(f"/networks/{each}/join", as_=people.amara).status == 409
    assert site.get("/networks/1/coordinate", as_=people.amara).status == 404  # of another kind


def test_whoever_gives_the_task_does_not_hold_it(site, people, network):
    scene.joined(network, people.amara)
    with transaction():
        for who in (people.chloe, people.dev):
            db.session.add(NetworkCoordinator(network_id=network, person_id=who))
    assert site.get(f"/networks/{network}/coordinate", as_=people.chloe).status == 404
    assert "Look after" not in site.get(f"/networks/{network}", as_=people.chloe).text
    assert site.get(f"/networks/{network}/coordinate", as_=people.dev).status == 200
    # Nor does anybody count her as one, or write to her when somebody asks: that alone would tell.
    assert "2 coordinators" in site.get(f"/networks/{network}", as_=people.amara).text
    assert set(queries.mail_of_coordinators(network)) == {"esi@anytown.example", "dev@anytown.example"}
    assert next(each.coordinators for each in queries.sizes() if each.id == network) == 2
    alone = scene.network(None, name="Alone")
    page = site.post(f"/networks/manage/{alone}/coordinators", {"person": f"person:{people.chloe}"}, as_=people.chloe)
    assert page.status == 409 and "Nobody of the OD team looks after a staff network" in page.text
    assert db.session.query(NetworkCoordinator).filter_by(network_id=alone).count() == 0


def test_a_coordinator_is_named_when_they_like_and_is_not_in_it_by_that(site, people, network):
    here = f"/networks/{network}"
    assert "1 coordinator, who would rather not be named" in site.get(here, as_=people.femi).text
    site.post(f"/networks/{network}/coordinate/name", {"named": "y"}, as_=people.esi)
    assert "1 coordinator: Esi Mensah" in site.get(here, as_=people.femi).text
    assert "You are in this network" not in site.get(here, as_=people.esi).text
    site.post(f"/networks/{network}/coordinate/name", {"named": ""}, as_=people.esi)
    assert "Esi" not in site.get(here, as_=people.femi).text


def test_an_open_network_names_those_who_said_so_and_a_hidden_one_nobody(site, people):
    network = scene.network(people.esi, hidden=False)
    here = f"/networks/{network}"
    for who in (people.amara, people.femi):
        scene.joined(network, who)
    assert "Amara" not in site.get(here, as_=people.bryn).text
    site.post(f"/networks/{network}/show-name", {"named": "y"}, as_=people.amara)
    page = site.get(here, as_=people.bryn)
    assert "Amara Nwosu" in page.text and "Femi" not in page.text
    with transaction():
        db.session.get_one(Network, network).hidden = True
    assert "Amara" not in site.get(here, as_=people.bryn).text
    assert site.post(f"/networks/{network}/show-name", {"named": "y"}, as_=people.femi).status == 409
    assert site.post(f"/networks/{network}/show-name", {"named": ""}, as_=people.amara).status == 303
    with transaction():
        db.session.get_one(Network, network).hidden = False
    assert "Amara" not in site.get(here, as_=people.bryn).text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": " "}, "Give the message a title."), ({"title": "\u2063"}, "Write something that can be read."),
        ({"body": ""}, "Write the message."), ({"body": "x" * 3001}, "Use at most 3,000"),
    ],
)  # fmt: skip
def test_a_message_that_cannot_be_sent_says_why_and_is_not_lost(site, people, network, sent, says):
    path = f"/networks/{network}/coordinate/messages"
    page = site.post(path, {"title": "T", "body": "B", "once": "12345678"} | sent, as_=people.esi)
    assert page.status == 422 and says in " ".join(page.errors) and page.title.startswith("Error: Look after")
    assert page.select("#title")[0].get("value") == (sent.get("title") or "T").strip()


def test_the_same_message_sent_twice_is_one_and_is_mailed_once(site, people, network, app):
    scene.joined(network, people.amara)
    scene.joined(network, people.bryn)  # has no address
    mails(app)
    for _ in range(2):
        sent = {"title": "T", "body": "B", "once": "12345678"}
        site.post(f"/networks/{network}/coordinate/messages", sent, as_=people.esi)
    before = len(mails(app))
    row = db.session.query(NetworkMessage).one()
    assert row.mailed and row.mailed_to == 0
    jobs_quiet.tell_news({"message": row.id})
    assert len(mails(app)) == before
    assert sum("amara@" in mail for mail in mails(app)) == 2


def test_a_mail_server_that_stops_half_way_tells_nobody_twice(people, network, app, monkeypatch):
    for who in (people.amara, people.chloe, people.femi):
        scene.joined(network, who)
    scene.wrote(network)
    number, told = db.session.query(NetworkMessage.id).scalar(), []
    db.session.rollback()

    def deliver(to: str, *_words: str) -> None:
        if len(told) == 1:
            told.append("")
            raise OSError
        told.append(to)

    monkeypatch.setattr("engage.core.mail.deliver", deliver)
    with pytest.raises(OSError):
        jobs_quiet.tell_news({"message": number})
    jobs_quiet.tell_news({"message": number})
    assert sorted(each for each in told if each) == [f"{who}@anytown.example" for who in ("amara", "chloe", "femi")]


def test_whoever_leaves_the_council_is_out_at_once_and_gone_with_the_next_run(site, people, network):
    scene.joined(network, people.amara)
    scene.asked(network, people.femi)
    with transaction():
        for who in (people.amara, people.femi):
            db.session.get_one(Person, who).leaves_on = clock.today() - timedelta(days=1)
    page = site.get(f"/networks/{network}/coordinate", as_=people.esi)
    assert "Amara" not in page.text and "Femi" not in page.text
    jobs_quiet.tidy()
    assert not scene.inside(network) and not scene.asking(network)


def test_answers_messages_and_closed_networks_go_in_time(people, network):
    scene.joined(network, people.amara)
    scene.wrote(network, "Old", clock.months_after(clock.now(), -12) - timedelta(days=1))
    scene.wrote(network, "New")
    jobs_quiet.tidy()
    assert scene.asking(network) == {people.amara: "accepted"}
    with transaction():
        db.session.get_one(NetworkRequest, (network, people.amara)).answered_on = clock.today() - timedelta(days=31)
    jobs_quiet.tidy()
    assert not scene.asking(network) and scene.inside(network) == {people.amara}
    assert db.session.scalars(db.select(NetworkMessage.title)).all() == ["New"]
    with transaction():
        db.session.get_one(Network, network).closed_on = clock.today() - timedelta(days=31)
    jobs_quiet.tidy()
    assert not scene.inside(network) and not db.session.query(NetworkMessage).count()


def test_only_the_person_finds_it_in_their_own_data(site, people, network):
    scene.joined(network, people.amara, "Welcome")
    rows = {record.title: record.rows for record in held(people.amara)}
    assert rows["Staff networks that you are in"] == [{"network": scene.SECRET, "you show your name": False}]
    assert rows["Staff networks that you asked to join"][0]["answer to you"] == "Welcome"
    assert scene.SECRET in site.get("/account/my-data", as_=people.amara).text
    assert scene.SECRET in site.get("/networks/yours", as_=people.amara).text
    for who in (people.esi, people.femi, people.chloe, people.dev):
        assert not any(record.rows for record in held(who))
        # Esi looks after it, which is in her own copy; who is in it is not.
        page = site.get("/account/my-data", as_=who).text
        assert (scene.SECRET in page) == (who == people.esi) and "Amara" not in page


def test_nothing_of_it_is_recorded_or_logged(site, people, network, app):
    for path, who, sent in (
        ("join", people.amara, {}), ("coordinate/accept", people.esi, {"person": people.amara}),
        ("show-name", people.amara, {}), ("coordinate/remove", people.esi, {"person": people.amara}),
        ("join", people.amara, {}), ("coordinate/decline", people.esi, {"person": people.amara}),
        ("leave", people.amara, {}), ("coordinate/messages", people.esi, {"title": "T", "body": "B", "once": "1" * 8}),
    ):  # fmt: skip
        assert site.post(f"/networks/{network}/{path}", sent, as_=who).status == 303
    assert not audit.latest(10)
    names = ("join", "leave", "show_name", "accept", "decline", "remove")
    assert all(app.view_functions[f"champions.quiet_{name}"].__dict__["unlogged"] for name in names)


def test_pages_cost_the_same_however_many_are_in_it(site, people, network):
    paths = [(f"/networks/{network}/coordinate", people.esi), (f"/networks/{network}", people.amara),
             ("/", people.amara), ("/networks/yours", people.amara)]  # fmt: skip
    scene.joined(network, people.amara)
    scene.asked(network, people.femi)
    scene.wrote(network)
    few = [site.query_count(path, as_=who) for path, who in paths]
    for who in scene.many(6):
        scene.joined(network, who)
        scene.wrote(network)
    scene.asked(network, people.bryn)
    assert [site.query_count(path, as_=who) for path, who in paths] == few
