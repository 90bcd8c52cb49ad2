"""Running a survey in the pages: the key and its backup, opening, closing, publishing."""

import io
import re

import pytest

from engage.core import outbox
from engage.core.db import db, transaction
from engage.surveys.models import Release, Survey
from engage.surveys.rules import Stage
from tests.surveys import made

PATHS = {
    "schedule": {Stage.DRAFT}, "unschedule": {Stage.SCHEDULED}, "open": {Stage.SCHEDULED}, "close": {Stage.OPEN},
    "release": {Stage.CLOSED}, "publish": {Stage.CLOSED}, "archive": {Stage.CLOSED, Stage.RELEASED},
    "withdraw": {Stage.CLOSED, Stage.RELEASED, Stage.ARCHIVED}, "delete": {Stage.DRAFT},
    "backups": {Stage.SCHEDULED}, "backups/try": {Stage.SCHEDULED}, "sections": {Stage.DRAFT},
    "questions/Q1/move": {Stage.DRAFT}, "audience": {Stage.DRAFT},
    "mails": {Stage.DRAFT, Stage.SCHEDULED}, "extend": {Stage.OPEN}, "cancel": {Stage.SCHEDULED, Stage.OPEN},
    "backups/x/destroyed": set(Stage) - {Stage.DRAFT, Stage.OPEN},
}  # fmt: skip
REFUSED = [(path, stage) for path, stages in PATHS.items() for stage in Stage if stage not in stages]


def page_of(survey_id: int) -> str:
    return f"/surveys/manage/{survey_id}/"


def sent(survey_id: int, path: str) -> dict[str, object]:
    """A form that is right for its act, so that only the stage can be wrong."""
    right: dict[str, object] = {
        "version": str(db.session.get_one(Survey, survey_id).version), "title": "T", "way": "down",
        "holder": "Sam", "checked": "y", "why": "Wrong", "code": "AAAA",
        "who": "everyone", "draw": "all", "subject": "S", "invitation": "I", "reminder": "R", "closes_day": "1/3/2040",
        "sure": "y",
    }  # fmt: skip
    return right | ({"file": (io.BytesIO(b"{}"), "b.json")} if path == "backups/try" else {})


@pytest.mark.parametrize(("path", "stage"), REFUSED)
def test_an_act_that_does_not_fit_the_stage_is_answered_409(site, people, path, stage):
    survey_id = made.draft()
    with transaction():
        made.put(db.session.get_one(Survey, survey_id), stage)
    site.get("/surveys/manage/new", as_=people.chloe)
    page = site.post(page_of(survey_id) + path, sent(survey_id, path), as_=people.chloe)
    assert page.status == 409
    db.session.expire_all()
    assert db.session.get_one(Survey, survey_id).stage == stage


@pytest.mark.parametrize("path", [path for path in PATHS if path != "backups/try"])
def test_nobody_but_the_od_team_runs_a_survey(site, people, path):
    survey_id = made.draft()
    for stranger in (people.amara, people.femi, people.dev):
        assert site.post(page_of(survey_id) + path, as_=stranger).status == 403


def work() -> None:
    while outbox.run_due_rows():
        pass
    db.session.expire_all()


class Running:
    """Chloe at the page of one survey."""

    def __init__(self, site, people, survey_id):
        self.site, self.chloe, self.here = site, people.chloe, page_of(survey_id)

    def page(self, path: str = ""):
        return self.site.get(self.here + path, as_=self.chloe)

    def post(self, path: str, **data: object):
        return self.site.post(self.here + path, data, as_=self.chloe)

    def act(self, path: str, **data: object):
        return self.site.follow(self.post(path, **data), as_=self.chloe)


@pytest.fixture
def running(site, people):
    made.crowd("HOMECARE", 12)
    return Running(site, people, made.draft())


def test_a_backup_is_shown_once_and_must_work_before_the_survey_opens(running):
    assert "Schedule the survey" in running.page().text
    assert running.act("schedule").h1 == "The key and its backups"
    shown = running.post("backups", holder="Sam Holder")
    code = re.search(r"(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}", shown.text)[0]
    file = running.post("backup-file", file=shown.form(running.here + "backup-file")["file"])
    assert "attachment" in file.response.headers["Content-Disposition"]
    assert code not in running.page("key").text
    assert "Try the backup" in running.page().text
    assert running.post("open").status == 409

    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    refused = running.post("backups/try", file=(io.BytesIO(file.data), "b.json"), code=slip)
    assert (refused.status, len(refused.errors)) == (422, 1)
    typed = code.lower().replace("-", " ")
    page = running.act("backups/try", file=(io.BytesIO(file.data), "b.json"), code=typed)
    assert "Everything is ready" in page.text
    assert "18 people are asked" in running.act("open").text


def test_chloe_closes_a_survey_checks_its_results_and_publishes_them(site, people):
    made.crowd("HOMECARE", 12)
    survey_id = made.opened()
    running, results = Running(site, people, survey_id), f"/surveys/{survey_id}/results"
    running.page()
    assert "being opened" in running.act("close").text
    work()
    assert "still exists, kept by Sam Holder" in running.page().text
    running.act("release")
    work()
    assert "Only the OD team can see them" in running.page().text
    assert site.get(results, as_=people.amara).status == 404
    unread = running.post("publish")
    assert (unread.status, unread.errors) == (422, ["Read the results first, then tick this box."])
    assert "whoever heads a unit those of that unit and below it. They were" in running.act("publish", checked="y").text
    assert site.get(results, as_=people.amara).status == 200


def test_the_page_says_that_the_backup_exists_until_its_holder_has_destroyed_it(site, people):
    survey_id = made.closed()
    work()
    here = page_of(survey_id)
    page = site.get(here, as_=people.chloe)
    assert "still exists, kept by Sam Holder, finance" in page.text
    assert "it still exists." in page.text, "and so does the promise"
    key = site.get(here + "key", as_=people.chloe)
    action = next(form.get("action") for form in key.select("form") if "destroyed" in form.get("action"))
    page = site.follow(site.post(action, as_=people.chloe), as_=people.chloe)
    assert "No backup of it is kept either" in page.text
    page = site.get(here, as_=people.chloe)
    assert "still exists" not in page.text
    assert "every backup copy of it, has been destroyed" in page.text


def test_a_release_is_withdrawn_with_a_reason_that_the_page_keeps(site, people):
    survey_id = made.closed()
    work()
    with transaction():
        outbox.enqueue("survey.release", {"survey": survey_id})
    work()
    here = page_of(survey_id)
    site.get(here, as_=people.chloe)
    page = site.post(here + "withdraw", {"why": " "}, as_=people.chloe)
    assert (page.status, page.errors) == (422, ["Say why, for whoever reads this later."])
    sent = {"why": "Two units were swapped"}
    page = site.follow(site.post(here + "withdraw", sent, as_=people.chloe), as_=people.chloe)
    assert "Two units were swapped" in page.text
    assert "Publish the results" not in page.text
    assert site.get(f"/surveys/{survey_id}/results", as_=people.chloe).status == 404


def test_a_survey_whose_opening_stopped_says_so(site, people):
    survey_id = made.closed()
    with transaction():
        for row in db.session.scalars(db.select(outbox.OutboxRow)):
            row.state = "failed"
    assert "The opening has stopped" in site.get(page_of(survey_id), as_=people.chloe).text


def test_a_file_that_is_no_backup_is_not_handed_back(site, people):
    survey_id = made.scheduled()
    site.get(page_of(survey_id), as_=people.chloe)
    for content in ("not base64!", "PHNjcmlwdD4=", "e30=" * 20_000):
        page = site.post(page_of(survey_id) + "backup-file", {"file": content}, as_=people.chloe)
        assert page.status == 422


def test_the_page_shows_how_many_are_asked_and_never_how_many_have_answered(site, people):
    survey_id = made.opened()
    before = site.get(page_of(survey_id), as_=people.chloe).text
    with transaction():
        db.session.execute(db.text("UPDATE invitation SET taken_part = (person_id <> :one)"), {"one": people.amara})
    assert site.get(page_of(survey_id), as_=people.chloe).text == before


def test_results_of_a_release_that_was_never_published_are_not_shown_to_staff(site, people):
    survey_id = made.closed()
    work()
    with transaction():
        db.session.add(Release(survey_id=survey_id, head="{}", sha256="0" * 64, made_at=made.clock.now()))
    site.get(page_of(survey_id), as_=people.chloe)
    assert site.post(page_of(survey_id) + "archive", as_=people.chloe).status == 409
