"""What team conversations bring elsewhere: cards, the desk, search, one's own data, moderation, deletion."""

from datetime import timedelta

import pytest

from engage.core import audit, clock, links, moderation
from engage.core.db import db, transaction
from engage.core.errors import Refused
from engage.directory.models import Post
from engage.home.queries import found, held_about
from engage.values import jobs, jobs_conversations
from engage.values.actions import conversations as actions
from engage.values.models import ConversationTopic, TeamConversation
from engage.values.queries import own_data_conversations
from tests import factories
from tests.factories import UNITS, People
from tests.site import Site
from tests.values import conversations as c


@pytest.fixture
def topic_id(people: People) -> int:
    """An open topic in a council whose services are teams."""
    c.grown()
    return c.topic(asked_by=clock.today() + timedelta(days=3))


def test_femi_and_bryn_find_their_team_on_the_start_page_until_it_has_talked(
    site: Site, people: People, topic_id: int
) -> None:
    title = "Home care has not talked about “Our values in our work” yet"
    page = site.get("/", as_=people.femi)
    assert page.links[title] == f"/values/conversations/{topic_id}/teams/{c.unit_id(UNITS.home_care)}/log"
    assert (
        "Waste and recycling has not talked about “Our values in our work” yet" in site.get("/", as_=people.bryn).links
    )
    for who in (people.amara, people.esi, people.chloe):
        assert "has not talked" not in site.get("/", as_=who).text
    c.logged(topic_id, UNITS.home_care, people.femi)
    assert title not in site.get("/", as_=people.femi).links


def test_whoever_manages_several_teams_has_one_card_for_them(site: Site, people: People, topic_id: int) -> None:
    with transaction():
        own = db.session.scalars(db.select(Post).where(Post.person_id == people.femi)).one()
        for who in (people.bryn, people.esi):
            post = db.session.scalars(db.select(Post).where(Post.person_id == who)).one()
            post.manager_post_id = own.id
    links_ = site.get("/", as_=people.femi).links
    title = "2 of your teams have not talked about “Our values in our work” yet"
    assert links_[title] == f"/values/conversations/{topic_id}"


def test_a_new_commitment_stands_on_the_start_page_of_the_team_for_a_month(
    site: Site, people: People, topic_id: int
) -> None:
    conversation = c.logged(topic_id, UNITS.home_care, people.femi)
    assert c.COMMITMENT in site.get("/", as_=people.amara).text
    assert c.COMMITMENT not in site.get("/", as_=people.esi).text
    c.aged(conversation, clock.today() - timedelta(days=31))
    assert c.COMMITMENT not in site.get("/", as_=people.amara).text


def test_what_a_unit_far_above_said_is_no_card_of_everybody(site: Site, people: People, topic_id: int) -> None:
    with transaction():
        top = db.session.get_one(factories.Unit, c.unit_id(UNITS.council))
        for name in ("Xia", "Yan", "Zoe"):
            factories.person(f"6{name}", name, "Chief", top)
    c.logged(topic_id, UNITS.council, people.chloe, "We walk the depots.")
    assert "We walk the depots." not in site.get("/", as_=people.amara).text
    assert "We walk the depots." in site.get(f"/values/conversations/{topic_id}", as_=people.amara).text


def test_the_desk_hears_of_a_topic_while_under_half_have_talked(site: Site, people: People, topic_id: int) -> None:
    page = site.get("/", as_=people.chloe)
    assert page.links["Our values in our work"] == f"/values/conversations/{topic_id}?show=not-yet"
    assert "0 of 3 teams talked" in page.text
    for code in (UNITS.home_care, UNITS.waste):
        c.logged(topic_id, code, people.femi)
    assert "Our values in our work" not in site.get("/", as_=people.chloe).links


def test_the_start_page_costs_the_same_for_many_topics(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    few = [site.query_count("/", as_=who) for who in (people.femi, people.amara, people.chloe)]
    for number in range(6):
        c.logged(c.topic(title=f"Topic {number}"), UNITS.home_care, people.femi)
    assert [site.query_count("/", as_=who) for who in (people.femi, people.amara, people.chloe)] == few


def seen_by(site: Site, who: int, words: str) -> list[str]:
    """The titles that a search answers to somebody."""
    from engage.directory.viewing import viewer

    client = site.client(who)
    with client.session_transaction() as session:
        session_id = session["_user_id"]
    with site.app.test_request_context():
        known = viewer(session_id)
        assert known is not None
        return [hit.title for hit in found(words, known)]


def test_a_search_finds_the_commitments_that_one_may_see(site: Site, people: People, topic_id: int) -> None:
    conversation = c.logged(topic_id, UNITS.home_care, people.femi)
    title = "Home care: Our values in our work"
    for who, sees in ((people.amara, True), (people.femi, True), (people.chloe, True), (people.esi, False)):
        assert (title in seen_by(site, who, "handover finish")) is sees
    assert "Our values in our work" in seen_by(site, people.esi, "our values")
    with transaction():
        actions.hide(conversation)
    assert title not in seen_by(site, people.chloe, "handover finish")


def test_ones_own_data_has_what_one_led_or_wrote(site: Site, people: People, topic_id: int) -> None:
    c.logged(topic_id, UNITS.home_care, people.femi)
    (record,) = own_data_conversations.held(people.femi)
    assert record.rows[0]["Commitment"] == c.COMMITMENT
    assert (record.rows[0]["You led it"], record.rows[0]["You wrote it down"]) == (True, True)
    assert not own_data_conversations.held(people.amara)
    assert record in held_about(people.femi), "and it is part of the whole copy"


def test_a_hidden_commitment_is_shown_to_nobody_and_nobody_changes_it(
    site: Site, people: People, topic_id: int
) -> None:
    conversation = c.logged(topic_id, UNITS.home_care, people.femi)
    kind = moderation_of(site)
    with transaction():
        kind.hide(conversation)
    team = f"/values/conversations/{topic_id}/teams/{c.unit_id(UNITS.home_care)}"
    for who in (people.amara, people.femi, people.chloe):
        for path in ("/", team, f"/values/conversations/{topic_id}", "/values/conversations/", f"{team}/log"):
            page = site.get(path, as_=who)
            assert c.COMMITMENT not in page.source
    assert "1 of 3 teams have talked" in site.get(f"/values/conversations/{topic_id}", as_=people.chloe).text
    assert c.COMMITMENT.encode() not in site.get(f"/values/conversations/{topic_id}/teams.csv", as_=people.chloe).data
    said = actions.Log(clock.today(), people.femi, None, "Again.")
    with pytest.raises(Refused), transaction():
        actions.log(db.session.get_one(ConversationTopic, topic_id), c.unit_id(UNITS.home_care), said,
                    c.row(conversation).version, people.femi)  # fmt: skip
    with transaction():
        kind.restore(conversation)
    assert c.COMMITMENT in site.get(team, as_=people.amara).text


def moderation_of(site: Site) -> moderation.Moderated:
    kind: moderation.Moderated = site.app.extensions["moderated"]["team-commitment"]
    return kind


def test_a_commitment_is_reported_by_whoever_may_see_it(site: Site, people: People, topic_id: int) -> None:
    from flask_login import login_user

    from engage.directory.viewing import viewer

    conversation = c.logged(topic_id, UNITS.home_care, people.femi)
    kind = moderation_of(site)
    for who, sees in ((people.amara, True), (people.chloe, True), (people.esi, False)):
        with site.app.test_request_context():
            known = viewer(f"{who}.1")
            assert known is not None
            login_user(known)
            assert kind.visible(conversation) is sees
            assert not kind.visible(9999)
            assert kind.excerpt(9999) is None
            excerpt = kind.excerpt(conversation)
            assert excerpt is not None
            assert (excerpt.text, excerpt.hidden) == (c.COMMITMENT, False)
            link = links.resolve("conversation topic", topic_id)
            assert link is not None
            assert link.title == "Our values in our work"
            assert links.resolve("conversation topic", 9999) is None


def test_what_is_kept_for_three_years_is_deleted_then(people: People, topic_id: int) -> None:
    old, young = c.logged(topic_id, UNITS.home_care, people.femi), c.logged(topic_id, UNITS.waste, people.esi)
    c.aged(old, clock.months_after(clock.now(), -36).date() - timedelta(days=1))
    c.aged(young, clock.months_after(clock.now(), -36).date())
    jobs_conversations.delete_old()
    db.session.expire_all()
    assert list(db.session.scalars(db.select(TeamConversation.id))) == [young]
    assert any("3 years" in kept.how_long for kept in jobs.KEPT)


def test_the_record_of_acts_holds_no_words(site: Site, people: People, topic_id: int) -> None:
    conversation = c.logged(topic_id, UNITS.home_care, people.femi)
    with transaction():
        actions.say_kept(c.row(conversation), "yes", "A note of ours.")
        actions.delete_log(db.session.get_one(TeamConversation, conversation))
    events = audit.latest(20, kind="team conversation")
    assert [event.act for event in events] == ["delete", "keep", "log"]
    assert not any("handover" in event.facts or "note" in event.facts for event in events)


def test_whoever_works_in_a_small_unit_reads_what_the_team_they_talk_with_said(
    site: Site, people: People, topic_id: int
) -> None:
    with transaction():
        above = db.session.get_one(factories.Unit, c.unit_id(UNITS.home_care))
        nia = factories.person("1900", "Nia", "Night", factories.unit("NIGHT", "Night support", above)).id
    c.logged(topic_id, UNITS.home_care, people.femi)
    assert c.COMMITMENT in site.get("/", as_=nia).text
