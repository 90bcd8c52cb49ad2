"""Where stories appear elsewhere: search, links, reports, own data, retention; and who may do what, as a table."""

from datetime import timedelta

import pytest
from flask_login import login_user

from engage.access import Role, Viewer
from engage.core import clock, links, moderation
from engage.core.db import db, transaction
from engage.core.errors import Conflict, Invalid
from engage.core.files import StoredFile
from engage.directory.models import Framework, Person
from engage.recognition import jobs_stories
from engage.recognition.actions import stories as actions
from engage.recognition.models import Story
from engage.recognition.queries import stories as queries
from engage.recognition.queries.own_data import held
from engage.recognition.rules import stories as rules
from engage.recognition.rules.stories import Consent, Standing, StoryState
from tests.recognition import told
from tests.recognition.pictures import png

AUTHOR, NAMED, OTHER = 1, 2, 3


def viewer(person: int, *roles: Role) -> Viewer:
    return Viewer(person, "Name", "Name", "en", frozenset({Role.STAFF, *roles}), 1)


@pytest.mark.parametrize(
    ("state", "named", "decides", "staff"),
    [
        ("draft", False, False, False), ("asking", True, False, False), ("waiting", True, True, False),
        ("shown", True, True, True), ("declined", False, True, False), ("withdrawn", False, False, False),
    ],
)  # fmt: skip
def test_who_sees_a_story_at_each_state(state, named, decides, staff):
    story = Standing(AUTHOR, StoryState(state), {NAMED: Consent.GIVEN})
    hidden = Standing(AUTHOR, StoryState(state), {NAMED: Consent.GIVEN}, hidden=True)
    for each in (story, hidden):
        assert rules.may_see(each, AUTHOR, False)
        assert rules.may_see(each, NAMED, False) is named
        assert rules.may_see(each, OTHER, True) is decides
    assert rules.may_see(story, OTHER, False) is staff
    assert not rules.may_see(hidden, OTHER, False)


@pytest.mark.parametrize("state", list(StoryState))
def test_who_may_do_what_at_each_state(state):
    for consent in Consent:
        story = Standing(AUTHOR, state, {NAMED: consent})
        assert rules.may_consent(story, NAMED) == (state == "asking" and consent == "asked")
        assert rules.may_refuse(story, NAMED) == rules.may_withdraw(story, AUTHOR) == (state in rules.ASKS)
        assert rules.may_send(story, AUTHOR) == (state == "draft" and consent != "refused")
        assert rules.may_decide(story) == (state == "waiting")
        for may in (rules.may_write, rules.may_send, rules.may_withdraw, rules.may_consent, rules.may_refuse):
            assert not may(story, OTHER)


def test_a_search_finds_what_is_shown_and_nothing_else(site, people):
    told.shown(people.amara, by=people.chloe, title="Found it")
    told.waiting(people.amara, title="Waiting for it")
    assert site.get("/search?q=footbridge", as_=people.femi).text.count("Found it") == 1
    for who in (people.femi, people.chloe, people.amara):
        assert "Waiting for it" not in site.get("/search?q=footbridge", as_=who).text


def test_a_hidden_story_is_on_no_page_and_comes_back_when_restored(app, site, people):
    number = told.shown(people.amara, by=people.chloe, picture=png())
    here = f"/stories/{number}"
    page = site.get(here, as_=people.femi)
    report = next(href for words, href in page.links.items() if words.startswith("Report a problem with this"))
    assert site.post(report, {"reason": "That is my van"}, as_=people.femi).status == 303
    assert site.get(f"/reports/story/{told.draft(people.amara)}", as_=people.femi).status == 404
    assert "open by noon" in site.get("/admin/moderation", as_=people.chloe).text
    with app.test_request_context(), transaction():
        login_user(viewer(people.chloe, Role.OD))
        moderation.decide("story", number, True, "", people.chloe, clock.now())
    for path, status in ((here, 404), (f"/files/{queries.picture_of(number)}", 404), ("/stories/", 200)):
        page = site.get(path, as_=people.femi)
        assert page.status == status and "The bridge" not in page.text
    assert "has hidden it from all staff" in site.get(here, as_=people.amara).text
    with app.test_request_context(), transaction():
        login_user(viewer(people.chloe, Role.OD))
        moderation.restore("story", number, "", people.chloe, clock.now())
    assert site.get(here, as_=people.femi).status == 200


def test_a_link_leads_only_whoever_may_see_it_there(app, people):
    number = told.sent(people.amara, [people.esi])
    with app.test_request_context():
        for who, sees in ((people.amara, True), (people.esi, True), (people.femi, False)):
            login_user(viewer(who))
            found = links.resolve("story", number)
            assert (found is not None) is sees
            assert found is None or (found.address, found.title) == (f"/stories/{number}", "The bridge")
        assert links.resolve("story", 9999) is None


def test_ones_own_copy_holds_what_one_wrote_and_where_one_is_named(app, people):
    told.draft(people.amara, [people.esi], title="Secret draft")
    told.shown(people.amara, [people.esi], by=people.chloe)
    wrote = next(each for each in held(people.amara) if each.title == "Stories that you wrote")
    assert [row["title"] for row in wrote.rows] == ["Secret draft", "The bridge"]
    named = next(each for each in held(people.esi) if each.title == "Stories that name or show you")
    assert [(row["title"], row["your consent"]) for row in named.rows] == [
        ("A colleague’s draft, which nobody else sees", "asked"), ("The bridge", "given"),
    ]  # fmt: skip


def test_stories_go_when_their_time_is_over_and_their_pictures_with_them(app, people):
    old, fresh = told.shown(people.amara, by=people.chloe, picture=png()), told.shown(people.amara, by=people.chloe)
    draft, kept = told.draft(people.amara, picture=png()), told.draft(people.amara, title="Kept")
    with transaction():
        told.get(old).shown_at = clock.months_after(clock.now(), -36) - timedelta(days=1)
        told.get(fresh).shown_at = clock.months_after(clock.now(), -36) + timedelta(days=1)
        told.get(draft).changed_at = clock.months_after(clock.now(), -6) - timedelta(days=1)
    jobs_stories.delete_due()
    assert sorted(db.session.scalars(db.select(Story.id))) == sorted([fresh, kept])
    assert db.session.query(StoredFile).count() == 0


def test_somebody_who_has_left_cannot_be_named_or_asked(site, people):
    number = told.draft(people.amara, [people.esi])
    with transaction():
        db.session.get_one(Person, people.esi).leaves_on = clock.today() - timedelta(days=1)
    with pytest.raises(Invalid, match="cannot be asked"):
        actions.send(told.get(number), people.amara, False, clock.now())
    db.session.rollback()
    page = site.post(f"/stories/{number}/send", as_=people.amara)
    assert page.status == 422 and page.h1 == told.get(number).title and "Esi Mensah" in page.errors
    assert actions.people_of([f"person:{people.esi}", f"person:{people.femi}"], people.amara) == (people.femi,)


def test_a_story_without_words_or_behaviour_is_not_sent(app, people):
    with transaction():
        number = actions.create(actions.Words("Only a title", "", None, "", ()), people.amara, "once", clock.now()).id
    with pytest.raises(Invalid) as problem:
        actions.send(told.get(number), people.amara, True, clock.now())
    assert problem.value.problems == (actions.LACKS["body"], actions.LACKS["behaviour"])
    assert db.session.query(Framework).count() == 0


def test_two_who_answer_at_the_same_moment_do_not_overwrite_each_other(app, people):
    number = told.sent(people.amara, [people.esi, people.bryn])
    row = told.get(number)
    other = db.update(Story).where(Story.id == number).values(version=Story.version + 1)
    db.session.execute(other.execution_options(synchronize_session=False))
    with pytest.raises(Conflict):
        actions.consent(row, people.esi, clock.now())
    db.session.rollback()
