"""What waits and what failed, without what it says."""

from flask import Flask

from engage.core import audit, mail, outbox
from engage.core.db import db, transaction
from tests.factories import People
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
