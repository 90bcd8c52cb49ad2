"""What waits and what failed, without what it says."""

from flask import Flask

from engage.core import audit, mail, outbox
from engage.core.db import db, transaction
from tests.factories import People
from tests.review import text_of
from tests.site import Site


def fail(to: str = "someone@secret.example") -> int:
    with transaction():
        row = outbox.enqueue("mail", {"to": to, "subject": "Private", "body": "Private words"})
        db.session.flush()
        row.state, row.tries, row.problem = "failed", 8, "SMTPServerDisconnected"
        return row.id


def test_dev_sees_counts_but_no_addresses_or_words(site: Site, people: People) -> None:
    fail()
    with transaction():
        mail.send("a@secret.example", "Private", "password_set.txt", person=None, what="x", settings=None)
    page = site.get("/admin/outbox", as_=people.dev)
    assert [cell.text for row in page.select("tbody tr") for cell in row.cssselect("td")][:2] == [
        "Failed",
        "1",
    ]
    assert "SMTPServerDisconnected" in page.text
    assert "secret.example" not in page.source
    assert "Private" not in page.source


def test_an_empty_outbox_says_so(site: Site, people: People) -> None:
    assert "Nothing has been sent, and nothing waits." in site.get("/admin/outbox", as_=people.dev).text


def test_dev_is_told_when_the_worker_is_not_running(site: Site, people: People) -> None:
    assert "The worker is not running" in site.get("/admin/outbox", as_=people.dev).text
    outbox.beat()
    assert "The worker is running" in site.get("/admin/outbox", as_=people.dev).text


def test_a_failed_row_is_tried_again(site: Site, app: Flask, people: People) -> None:
    row_id = fail()
    site.get("/admin/outbox", as_=people.dev)
    assert site.post(f"/admin/outbox/{row_id}/retry", as_=people.dev).location == "/admin/outbox"
    assert audit.latest(1)[0].act == "retry"
    assert outbox.run_due_rows() == 1
    assert [letter.subject for letter in mail.laid_down(app.extensions["settings"])] == ["Private"]
    assert site.post(f"/admin/outbox/{row_id}/retry", as_=people.dev).status == 404


def test_nobody_else_sees_the_outbox(site: Site, people: People) -> None:
    assert site.get("/admin/outbox").location == "/sign-in?next=/admin/outbox"
    for who in (people.amara, people.chloe, people.femi):
        assert site.get("/admin/outbox", as_=who).status == 403
        assert site.post("/admin/outbox/1/retry", as_=who).status == 403


def test_the_mail_of_a_demonstration_can_be_read(site: Site, people: People) -> None:
    assert "No mail yet" in site.get("/demo/mail").text
    with transaction():
        outbox.enqueue("mail", {"to": "a@b.example", "subject": "Hello & welcome", "body": "<b>One</b>\ntwo"})
    outbox.run_due_rows()
    page = site.get("/demo/mail")
    assert "Hello & welcome" in page.text
    assert "<b>One</b>" in page.text


def test_all_of_a_kind_are_tried_again(site: Site, app: Flask, people: People) -> None:
    fail()
    fail()
    page = site.get("/admin/outbox", as_=people.dev)
    assert [text_of(cell) for cell in page.select("table")[1].cssselect("tbody td")][:3] == [
        "SMTPServerDisconnected", "2", "2",
    ]  # fmt: skip
    assert site.post("/admin/outbox/kinds/mail/retry", as_=people.dev).location == "/admin/outbox"
    assert audit.latest(1)[0].facts == '{"count": 2, "sort": "mail"}'
    assert outbox.run_due_rows() == 2
    assert site.post("/admin/outbox/kinds/mail/retry", as_=people.dev).status == 404


def test_a_failed_row_is_given_up_with_a_reason_and_what_it_held_is_gone(site: Site, people: People) -> None:
    row_id, other = fail(), fail()
    page = site.get(f"/admin/outbox/{row_id}/give-up", as_=people.dev)
    assert page.h1 == f"Give up number {row_id}"
    page = site.post(f"/admin/outbox/{row_id}/give-up", {"why": " "}, as_=people.dev)
    assert (page.status, page.errors) == (422, ["Say why it is given up."])
    assert site.post(f"/admin/outbox/{row_id}/give-up", {"why": "The address is wrong"}, as_=people.dev).status == 303
    row = db.session.get_one(outbox.OutboxRow, row_id)
    assert (row.payload, row.problem, row.state) == ("", "Given up: The address is wrong", "failed")
    assert db.session.get_one(outbox.OutboxRow, other).payload
    assert site.post(f"/admin/outbox/{row_id}/retry", as_=people.dev).status == 404
    assert site.get(f"/admin/outbox/{row_id}/give-up", as_=people.dev).status == 404
    assert "Given up: The address is wrong" in site.get("/admin/outbox", as_=people.dev).text


def test_all_of_a_kind_are_given_up(site: Site, people: People) -> None:
    assert site.get("/admin/outbox/kinds/mail/give-up", as_=people.dev).status == 404
    ids = [fail(), fail()]
    page = site.get("/admin/outbox/kinds/mail/give-up", as_=people.dev)
    assert page.h1 == "Give up 2 failed rows of this kind"
    long = site.post("/admin/outbox/kinds/mail/give-up", {"why": "x" * 151}, as_=people.dev)
    assert (long.status, long.errors) == (422, ["Use at most 150 characters."])
    assert long.select("#why")[0].get("value") == "x" * 151
    assert site.post("/admin/outbox/kinds/mail/give-up", {"why": "The relay is gone"}, as_=people.dev).status == 303
    assert not any(db.session.get_one(outbox.OutboxRow, each).payload for each in ids)
    assert audit.latest(1)[0].act == "give up all"


def test_nobody_else_tries_again_or_gives_up(site: Site, people: People) -> None:
    row_id = fail()
    for act in ("kinds/mail/retry", "kinds/mail/give-up", f"{row_id}/give-up"):
        assert site.post(f"/admin/outbox/{act}", {"why": "x"}).status == 401
        assert site.post(f"/admin/outbox/{act}", {"why": "x"}, as_=people.chloe).status == 403
    assert db.session.get_one(outbox.OutboxRow, row_id).payload


def test_the_outbox_costs_the_same_however_much_failed(site: Site, people: People) -> None:
    fail()
    few = site.query_count("/admin/outbox", as_=people.dev)
    for _ in range(5):
        fail()
    assert site.query_count("/admin/outbox", as_=people.dev) == few
