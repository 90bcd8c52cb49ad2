"""What everybody may read, what the council writes in it, and the documents for sign-off."""

import pytest
from flask import Flask

from engage.core import audit
from engage.core.db import db
from engage.governance.actions.texts import OVERTAKEN
from engage.governance.models import PolicyVersion
from engage.governance.rules.texts import Document
from tests.factories import People
from tests.governance import made
from tests.site import Site

EDIT = "/governance/texts/privacy"


def test_without_the_councils_own_part_the_notices_say_so(site: Site, people: People) -> None:
    assert "has not written here yet who is responsible" in site.get("/privacy").text
    page = site.get("/accessibility")
    assert "has not said yet how far Engage meets" in page.text
    assert "not prepared its statement yet" in page.text and "Fully compliant" not in page.text
    assert "Equality and Human Rights Commission enforces" in page.text


def test_the_notice_is_made_of_the_inventory_and_the_schedules(site: Site, people: People) -> None:
    text = site.get("/privacy").text
    assert "Who is in a staff network. Who sees it: its coordinators" in text
    assert "Answered requests to join a staff network: 30 days after the answer" in text
    assert "Where a survey" not in text and "Units, closed ones too" not in text


def test_chloe_writes_the_notice_and_earlier_versions_stay(site: Site, people: People) -> None:
    form = site.get(EDIT, as_=people.chloe).form()
    done = site.post(EDIT, form | made.NOTICE | {"changed": "First."}, as_=people.chloe)
    assert done.location == "/privacy" and "dpo@anytown.example" in site.get("/privacy").text
    form = site.get(EDIT, as_=people.dev).form()
    assert str(form["controller"]).strip() == made.NOTICE["controller"]
    site.post(EDIT, form | {"officer": "new@anytown.example", "changed": "A new officer."}, as_=people.dev)
    page = site.get("/privacy")
    assert "new@anytown.example" in page.text and "dpo@anytown.example" not in page.text
    assert "dpo@anytown.example" in site.get(page.links["Version 1"]).text
    assert [(each.act, each.kind) for each in audit.latest(2)] == [("publish", "policy")] * 2
    assert site.get("/privacy/versions/3").status == 404


def test_the_statement_has_its_statutory_parts(site: Site, people: People) -> None:
    made.published(Document.ACCESSIBILITY, made.STATEMENT)
    text = site.get("/accessibility").text
    for said in (
        "Partially compliant",
        "Scanned pages (1.1.1).",
        "Digital team.",
        "within 5 working days",
        "Prepared on 3 March 2026",
        "Equality Advisory and Support Service",
    ):
        assert said in text, said


@pytest.mark.parametrize(
    ("document", "wrong", "error"),
    [
        ("privacy", {"controller": ""}, "Say who is responsible."),
        ("privacy", {"changed": ""}, "Say in one sentence what has changed."),
        ("privacy", {"more": "x" * 6001}, "Use at most 6,000 characters."),
        ("accessibility", {"status": "perfectly"}, "Not a valid choice"),
        ("accessibility", {"not_accessible": ""}, "Say what is not accessible"),
        ("accessibility", {"prepared_day": "soon"}, "Enter the day as numbers"),
        ("dpia", {"decision": "Go ahead."}, "Say who decided."),
        ("eia", {"review_day": "31/2/2027"}, "There is no such day"),
    ],
)
def test_bad_input_is_one_clear_error_and_publishes_nothing(
    site: Site, people: People, document: str, wrong: dict[str, str], error: str
) -> None:
    given = {"privacy": made.NOTICE, "accessibility": made.STATEMENT}.get(document, {})
    sent = {"version": "0", "changed": "First."} | given | wrong
    page = site.post(f"/governance/texts/{document}", sent, as_=people.chloe)
    assert page.status == 422 and page.title.startswith("Error: ")
    assert len(page.errors) == 1 and error in page.errors[0]
    db.session.rollback()
    assert db.session.query(PolicyVersion).count() == 0


def test_whoever_saves_second_is_told_and_loses_no_word(site: Site, people: People) -> None:
    opened = site.get(EDIT, as_=people.chloe).form()
    made.published(Document.PRIVACY, made.NOTICE)
    late = site.post(EDIT, opened | made.NOTICE | {"more": "Mine.", "changed": "Mine."}, as_=people.chloe)
    assert late.status == 409 and late.errors == [OVERTAKEN]
    assert str(late.form()["more"]).strip() == "Mine."
    assert site.post(EDIT, late.form(), as_=people.chloe).status == 303
    assert "Mine." in site.get("/privacy").text
    assert site.post(EDIT, opened | made.NOTICE | {"version": "x", "changed": "X."}, as_=people.chloe).status == 409


def test_the_assessments_hold_what_the_council_wrote_and_what_it_did_not(site: Site, people: People) -> None:
    made.published(Document.DPIA, {"advice": "Go ahead.", "review_day": "3/3/2020"})
    page = site.get("/governance/dpia", as_=people.dev)
    assert page.h1.startswith("Data protection impact assessment") and "Go ahead." in page.text
    assert page.text.count("The council writes here.") == 6
    assert site.get("/governance/eia", as_=people.chloe).status == 200
    assert "Due" in site.get("/governance/", as_=people.chloe).text
    assert "Data protection impact assessment" in site.get("/", as_=people.chloe).text
    for address in ("/governance/", "/governance/dpia", "/governance/texts/dpia"):
        assert site.get(address, as_=people.amara).status == 403 and site.get(address).moved


def test_words_of_the_council_are_text(site: Site, people: People) -> None:
    made.published(Document.PRIVACY, made.NOTICE | {"controller": "<script>x()</script>"})
    page = site.get("/privacy")
    assert "<script>x()</script>" in page.text and not page.select("main script")


def test_search_finds_what_the_searcher_may_read(site: Site, people: People) -> None:
    assert "/accessibility" in site.get("/search?q=accessibility", as_=people.amara).links.values()
    for who, finds in ((people.amara, False), (people.chloe, True)):
        page = site.get("/search?q=impact+assessment", as_=who)
        assert ("/governance/dpia" in page.links.values()) is finds


def test_the_command_writes_the_same_document(app: Flask, people: People, tmp_path: object) -> None:
    made.published(Document.DPIA, {"advice": "Go ahead."})
    run = app.test_cli_runner().invoke(args=["documents", "dpia"])
    assert run.exit_code == 0 and run.output.startswith("# Data protection impact assessment")
    assert "> Go ahead." in run.output
    to = f"{tmp_path}/eia.md"
    assert app.test_cli_runner().invoke(args=["documents", "eia", "--to", to]).exit_code == 0
    with open(to, encoding="utf-8") as file:
        assert file.read().startswith("# Equality impact assessment")
    bad = app.test_cli_runner().invoke(args=["documents", "eia", "--to", f"{tmp_path}/none/eia.md"])
    assert bad.exit_code != 0 and "cannot be used" in bad.output
