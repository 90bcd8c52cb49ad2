"""Fields that no form has: whatever is sent along changes nothing that the form does not change."""

from flask import Flask
from sqlalchemy import select

from engage.core.db import db
from engage.directory.models import Account, RoleGrant
from engage.surveys.models import Invitation, Survey
from tests.factories import People
from tests.security import routes
from tests.site import Site

EXTRA = {
    "role": "admin", "roles": "admin", "is_od": "1", "is_admin": "1", "stage": "open", "survey.stage": "released",
    "minimum_group": "1", "comment_threshold": "1", "person_id": "1", "person": "1", "user_id": "1", "id": "1",
    "taken_part": "0", "group_code": "ADULTS", "box": "x", "promise": "{}", "promise_digest": "x",
    "questionnaire": "{}",
    "password_hash": "x", "session_version": "9", "published_at": "2020-01-01", "created_by_id": "1", "units": "[]",
}  # fmt: skip
# Acts whose whole purpose is what is looked at here.
MEANT = {"admin.take_role", "surveys.delete_survey", "directory.sign_out_everywhere"}
STAGES = {
    "surveys.series_next",
    "surveys.schedule",
    "surveys.unschedule",
    "surveys.open_survey",
    "surveys.close_survey",
    "surveys.archive",
    "surveys.standing_end",
}


def guarded() -> tuple[object, ...]:
    """Roles, accounts, what is promised, and who has taken part."""
    db.session.rollback()
    columns = (
        select(RoleGrant.person_id, RoleGrant.role),
        select(Account.person_id, Account.password_hash, Account.session_version),
        select(
            Survey.id,
            Survey.minimum_group,
            Survey.comment_threshold,
            Survey.promise,
            Survey.questionnaire,
            Survey.units,
        ),
        select(Invitation.survey_id, Invitation.person_id, Invitation.group_code, Invitation.taken_part),
    )
    return tuple(sorted(map(repr, db.session.execute(each).all())) for each in columns)


def stages() -> list[tuple[int, str]]:
    db.session.rollback()
    return [(row.id, row.stage) for row in db.session.execute(select(Survey.id, Survey.stage).order_by(Survey.id))]


def test_fields_that_no_form_has_change_nothing(app: Flask, site: Site, people: People) -> None:
    made = routes.scene(site, people)
    before, staged = guarded(), stages()
    changed = []
    for endpoint, address in routes.addresses(app, made, "POST"):
        if endpoint in MEANT | STAGES:
            continue
        who = routes.user_of(endpoint, people, ("esi", "chloe", "dev"))
        sent = {name: value for name, value in EXTRA.items() if not (endpoint == "admin.give_role" and name == "role")}
        answer = routes.ask(site, who, "POST", address, data=sent | {"csrf_token": site.token(who)})
        if endpoint == "directory.sign_out":
            site.forget(who)
        if answer.status_code >= 500 or guarded() != before or stages() != staged:
            changed.append((endpoint, address, answer.status_code))
            before, staged = guarded(), stages()
    assert not changed


def test_saving_the_settings_with_more_than_the_form_saves_the_form(site: Site, people: People) -> None:
    made = routes.scene(site, people)
    address = f"/surveys/manage/{made.draft}/settings"
    form = site.get(address, as_=people.chloe).form(address)
    page = site.post(address, EXTRA | form | {"title": "Renamed", "stage": "released"}, as_=people.chloe)
    assert page.status == 303
    survey = db.session.get_one(Survey, made.draft)
    db.session.refresh(survey)
    assert (survey.title, survey.stage, survey.box, survey.promise) == ("Renamed", "draft", None, "")


def test_a_minimum_under_five_is_refused_by_the_form_and_by_the_database(site: Site, people: People) -> None:
    made = routes.scene(site, people)
    address = f"/surveys/manage/{made.draft}/settings"
    form = site.get(address, as_=people.chloe).form(address)
    assert site.post(address, form | {"minimum_group": "4"}, as_=people.chloe).status == 422
    address = f"/surveys/manage/{made.opened}/settings"
    form = site.get(address, as_=people.chloe).form(address)
    site.post(address, form | {"minimum_group": "500", "title": "Other", "comment_threshold": "1"}, as_=people.chloe)
    db.session.rollback()
    survey = db.session.get_one(Survey, made.opened)
    assert (survey.minimum_group, survey.title, survey.comment_threshold) == (5, "Autumn survey", 10)
