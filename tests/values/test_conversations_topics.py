"""Making and keeping topics, and the pack to lead a conversation."""

from datetime import timedelta

import pytest

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Behaviour, Framework, FrameworkValue
from engage.values.models import ConversationTopic
from engage.values.rules import conversations_pack as pack
from tests.factories import UNITS, People
from tests.site import Site
from tests.surveys import taken
from tests.values import conversations as c

NEW = "/values/conversations/new"
LIST = "/values/conversations/"


def topic(topic_id: int) -> ConversationTopic:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(ConversationTopic, topic_id)


def topics() -> list[ConversationTopic]:
    db.session.rollback()
    return list(db.session.scalars(db.select(ConversationTopic).order_by(ConversationTopic.id)))


def framework(version: int = 1, ended: bool = False) -> int:
    """Published values of one value with a wanted and an unwanted behaviour."""
    with transaction():
        day = clock.today()
        made = Framework(
            title=f"Values {version}", version=version, document="{}", digest="d", published_at=clock.now(),
            in_force_from=day - timedelta(days=9), ended_on=day if ended else None,
        )  # fmt: skip
        value = FrameworkValue(position=1, identity="kind", name=f"Kind {version}")
        value.behaviours = [
            Behaviour(position=1, identity="a", polarity="positive", text="We say thank you."),
            Behaviour(position=2, identity="b", polarity="negative", text="We look away."),
        ]
        made.values = [value]
        db.session.add(made)
        db.session.flush()
        return made.id


def test_chloe_makes_a_topic_with_a_title_alone(site: Site, people: People) -> None:
    form = site.get(NEW, as_=people.chloe).form(LIST)
    answer = site.post(LIST, {**form, "title": "Our values"}, as_=people.chloe)
    (made,) = topics()
    assert answer.location == f"/values/conversations/{made.id}"
    assert site.follow(answer, as_=people.chloe).h1 == "Our values"
    assert (made.kind, made.opened_on, made.created_by_id) == ("values", clock.today(), people.chloe)
    assert pack.from_text(made.steps) == pack.DEFAULT


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"title": ""}, "Enter a title, such as “Our values in our work”."),
        ({"kind": "weather"}, "Not a valid choice."),
        ({"asked_by": "soon"}, "Enter the day as numbers, for example 27/3/2027."),
        ({"minutes_2": "ten"}, "Enter a whole number, such as 10."),
        ({"minutes_2": "500"}, "From 1 to 120."),
        ({"kind": "results", "source": "/surveys/999/results"}, "No published results are at that address. Copy it "
                                                                "from the page of the results."),
        ({"kind": "results", "source": "https://elsewhere.example/1"}, "No published results are at that address. "
                                                                       "Copy it from the page of the results."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said(site: Site, people: People, wrong: dict[str, str], error: str) -> None:
    form = site.get(NEW, as_=people.chloe).form(LIST)
    page = site.post(LIST, {**form, "title": "T", **wrong}, as_=people.chloe)
    assert (page.status, page.errors) == (422, [error])
    assert topics() == []


def test_a_topic_about_results_leads_to_them_for_whoever_may_see_them(site: Site, people: People) -> None:
    taken.crowd(12)
    survey_id = taken.open_survey(title="Last year")
    taken.cast_all(survey_id, taken.small(), [{"Q1": "54321"[i % 5], "Q2": "45"[i % 2], "P1": "YN"[i % 2]}
                                              for i in range(36)])  # fmt: skip
    taken.release_survey(survey_id)
    form = site.get(NEW, as_=people.chloe).form(LIST)
    address = f"/surveys/{survey_id}/results"
    for source in (address, f"http://localhost{address}/heatmap"):
        site.post(LIST, {**form, "title": "T", "kind": "results", "source": source}, as_=people.chloe)
    found = topics()
    assert [(row.source_kind, row.source_id) for row in found] == [("survey results", survey_id)] * 2
    shown = site.get(f"/values/conversations/{found[0].id}", as_=people.femi)
    assert shown.links["Last year: the results"] == address
    assert address in site.get(f"/values/conversations/{found[0].id}/pack", as_=people.femi).text
    settings = f"/values/conversations/{found[0].id}/settings"
    assert site.get(settings, as_=people.chloe).form(settings)["source"] == address


def test_a_topic_is_changed_unless_somebody_did_meanwhile(site: Site, people: People) -> None:
    made = c.topic()
    path = f"/values/conversations/{made}/settings"
    form = site.get(path, as_=people.chloe).form(path)
    assert site.post(path, {**form, "title": "Changed", "asked_by": "1/3/2027"}, as_=people.chloe).status == 303
    assert (topic(made).title, str(topic(made).asked_by)) == ("Changed", "2027-03-01")
    assert site.post(path, {**form, "title": "Too late"}, as_=people.chloe).status == 409
    assert site.post(path, {**form, "title": ""}, as_=people.chloe).status == 422
    assert topic(made).title == "Changed"


def test_a_topic_is_closed_and_opened_again(site: Site, people: People) -> None:
    made = c.topic()
    path = f"/values/conversations/{made}"
    assert site.post(f"{path}/reopen", {}, as_=people.chloe).status == 409
    assert site.post(f"{path}/close", {}, as_=people.chloe).status == 303
    assert site.post(f"{path}/close", {}, as_=people.chloe).status == 409
    assert "Closed on" in site.get(path, as_=people.amara).text
    assert site.post(f"{path}/reopen", {}, as_=people.chloe).status == 303
    assert topic(made).closed_on is None


def test_only_a_topic_that_nobody_has_talked_about_is_deleted(site: Site, people: People) -> None:
    c.grown()
    empty, talked = c.topic(), c.topic()
    c.logged(talked, UNITS.home_care, people.femi)
    assert "Delete this topic" not in site.get(f"/values/conversations/{talked}/settings", as_=people.chloe).text
    assert site.post(f"/values/conversations/{talked}/delete", {}, as_=people.chloe).status == 409
    assert site.post(f"/values/conversations/{empty}/delete", {}, as_=people.chloe).location == LIST
    assert [row.id for row in topics()] == [talked]


def test_nobody_else_makes_or_changes_topics(site: Site, people: People) -> None:
    made = c.topic()
    own = f"/values/conversations/{made}"
    for who in (people.amara, people.bryn, people.femi, people.dev):
        assert site.get(NEW, as_=who).status == 403
        assert site.get(f"{own}/settings", as_=who).status == 403
        for path in (LIST, f"{own}/settings", f"{own}/close", f"{own}/reopen", f"{own}/delete"):
            assert site.post(path, {"title": "x"}, as_=who).status == 403
    assert site.get(NEW).status == 303
    assert site.get("/values/conversations/999/settings", as_=people.chloe).status == 404


# The pack


def test_the_pack_holds_the_steps_and_the_values_it_was_made_with(site: Site, people: People) -> None:
    first = framework()
    made = c.topic(asked_by=clock.today())
    with transaction():
        db.session.get_one(Framework, first).ended_on = clock.today()
    framework(2)
    page = site.get(f"/values/conversations/{made}/pack", as_=people.femi)
    assert page.h1 == "Our values in our work"
    assert topic(made).framework_id == first
    for words in (pack.BEFORE, pack.QUESTION, pack.CLOSING, pack.DEFAULT[1].words, "Kind 1", "We say thank you.",
                  "Our one commitment"):  # fmt: skip
        assert words in page.text
    assert "We look away." not in page.text
    assert "Kind 2" not in page.text


def test_the_pack_of_a_topic_older_than_the_values_shows_those_in_force(site: Site, people: People) -> None:
    made = c.topic()
    path = f"/values/conversations/{made}/pack"
    assert "not published in Engage yet" in site.get(path, as_=people.chloe).text
    framework()
    assert "Kind 1" in site.get(path, as_=people.chloe).text
    assert site.query_count(path, as_=people.chloe) <= 12


def test_the_pack_is_for_whoever_may_lead_a_conversation(site: Site, people: People) -> None:
    c.grown()
    path = f"/values/conversations/{c.topic()}/pack"
    for who, status in ((people.femi, 200), (people.bryn, 200), (people.chloe, 200), (people.amara, 404),
                        (people.esi, 404), (None, 303)):  # fmt: skip
        assert site.get(path, as_=who).status == status
    assert site.get("/values/conversations/999/pack", as_=people.chloe).status == 404
