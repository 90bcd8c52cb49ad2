"""How long everything is kept, what is due, and the last run, on one page; the figures are those of the rules."""

import pytest
from flask import Flask

from engage import FEATURES
from engage.admin import queries, queries_retention
from engage.core import clock, holding, outbox
from engage.core.db import db, transaction
from engage.directory.actions import codes
from tests.core import due_scene
from tests.factories import People
from tests.site import Site

DUE = "/admin/retention/due"


def row_of(page, what: str) -> str:
    return next(each.text_content() for each in page.select("tr") if what in each.text_content())


def flask(app: Flask, *words: str):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["retention", "run", *words])


def test_dev_reads_what_each_part_keeps_and_how_long(site: Site, people: People) -> None:
    page = site.get("/admin/retention", as_=people.dev)
    assert page.h1 == "Retention"
    for what, how_long in (
        ("Each respondent’s answers, without a name", "the months that the survey promised"),
        ("Decided reports", "12 months after the decision"),
        ("Archived pages with their files", "24 months"),
        ("One-time codes", "30 days"),
        ("Mail that is laid into a folder", "30 days"),
        ("Who did what", "7 years"),
    ):
        assert how_long in row_of(page, what)


def test_dev_sees_what_is_due_what_is_held_and_the_last_run(site: Site, people: People, app: Flask) -> None:
    marks = due_scene.build(people.amara, people.esi).marks
    with transaction():
        holding.set_hold("A case", people.dev, clock.now(), person_id=people.amara)
    assert "Not counted" in row_of(site.get("/admin/retention", as_=people.dev), "One-time codes")
    assert site.post(DUE, as_=people.dev).location == DUE
    page = site.get("/admin/retention", as_=people.dev)
    assert "1 legal hold is in force" in page.text
    assert "2, 1 held" in row_of(page, "One-time codes") and "Never" in row_of(page, "One-time codes")
    assert "Not told" in row_of(page, "Who is in a staff network")
    shown = site.get(DUE, as_=people.dev)
    assert "2, 1 held" in row_of(shown, "One-time codes")
    assert not [each for each in marks if each in shown.text or each in page.text]  # counts, never content
    assert flask(app, "--only", "codes").exit_code == 0
    after = row_of(site.get("/admin/retention", as_=people.dev), "One-time codes")
    assert "1, 1 held" in after and "1 deleted, 1 held" in after


def test_nothing_due_is_said_and_looking_deletes_nothing(site: Site, people: People) -> None:
    page = site.get(DUE, as_=people.dev)
    assert page.h1 == "What a run would delete" and "It has not been counted yet" in page.text
    site.post(DUE, as_=people.dev)
    assert "Counted on" in site.get(DUE, as_=people.dev).text


def test_nobody_but_the_administrator_reads_it(site: Site, people: People) -> None:
    for path in ("/admin/retention", DUE):
        for who in (people.amara, people.chloe, people.femi):
            assert site.get(path, as_=who).status == 403
        assert site.get(path).location == f"/sign-in?next={path}"


def test_every_feature_that_keeps_something_is_on_the_page() -> None:
    named = {name.split(".")[1] for _, name in queries.PARTS}
    assert named == set(FEATURES) - {"home"}


def test_the_figures_are_those_that_the_schedules_use() -> None:
    said = {line.what: line.how_long for _, lines in queries.kept() for line in lines}
    assert said["One-time codes, as a scrambled value"].startswith(f"{codes.CODES_KEPT.days} days")
    assert said["Mail and other work that was done: what kind, and when"] == f"{outbox.DONE_KEPT.days} days"


@pytest.mark.parametrize("path", ["/admin/retention", DUE])
def test_what_is_due_costs_no_more_statements(site: Site, people: People, path: str) -> None:
    with transaction():
        holding.set_hold("A case", people.dev, clock.now(), person_id=people.femi)
    site.post(DUE, as_=people.dev)
    few = site.query_count(path, as_=people.dev)
    assert few < 12
    due_scene.build(people.amara, people.esi)
    site.post(DUE, as_=people.dev)
    assert site.query_count(path, as_=people.dev) == few


def test_a_dry_run_says_a_line_a_rule_and_deletes_nothing(app: Flask, people: People) -> None:
    due_scene.build(people.amara, people.esi)
    with transaction():
        holding.set_hold("A case", people.dev, clock.now(), person_id=people.amara)
    first, again = flask(app, "--dry-run"), flask(app, "--dry-run")
    assert first.exit_code == 0 and first.output == again.output
    lines = first.output.splitlines()
    assert [each.split(":")[0] for each in lines] == list(queries_retention.rules())
    assert any(each.startswith("codes: 2 due, 1 held, 1 would go. One-time codes") for each in lines)
    assert any(each.startswith("staff-networks: numbers are not told.") for each in lines)


def test_a_run_of_one_rule_does_that_alone_and_clears(app: Flask, people: People) -> None:
    due_scene.build(people.amara, people.esi)
    done = flask(app, "--only", "codes", "--only", "reports", "--clear")
    assert done.exit_code == 0, done.output
    said = [each.split(".")[0] for each in done.output.splitlines()]
    assert said == ["codes: 2 due, 0 held, 2 gone", "reports: 2 due, 0 held, 2 gone", "The database was written anew"]
    assert "stories-shown: 2 due" in flask(app, "--dry-run").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "nothing"], "There is no rule nothing. The rules"),
        (["--dry-run", "--clear"], "leave --clear out"),
    ],
)
def test_a_mistyped_command_deletes_nothing_and_says_why(app: Flask, words: list[str], said: str) -> None:
    done = flask(app, *words)
    assert done.exit_code == 1 and said in done.output and len(done.output.splitlines()) == 1
