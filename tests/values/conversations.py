"""Topics and conversations for the tests of team conversations, and the addresses of their pages."""

from datetime import date, timedelta
from typing import Any

from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Person, Unit
from engage.values.actions import conversations as actions
from engage.values.models import ConversationTopic, TeamConversation
from engage.values.rules import conversations_pack as pack
from tests import factories
from tests.browser.conftest import As
from tests.factories import UNITS, People

SIGNED_IN = """values.conversation_topics values.conversation_topic values.team_conversation values.conversation_kept
values.log_conversation values.save_conversation values.delete_conversation values.conversation_pack
directory.find_people directory.choose"""
OD = """values.conversations_csv values.new_conversation_topic values.create_conversation_topic
values.edit_conversation_topic values.save_conversation_topic values.close_conversation_topic
values.reopen_conversation_topic values.delete_conversation_topic"""
PAGES = (
    ("Amara", "/values/conversations/"), ("Femi", "/values/conversations/"), ("Chloe", "/values/conversations/"),
    ("Chloe", "/values/conversations/new"), ("Chloe", "/values/conversations/{topic}"),
    ("Chloe", "/values/conversations/{topic}?show=not-yet"), ("Amara", "/values/conversations/{topic}"),
    ("Chloe", "/values/conversations/{topic}/settings"), ("Femi", "/values/conversations/{topic}/pack"),
    ("Femi", "/values/conversations/{topic}/teams/{team}/log"), ("Femi", "/values/conversations/{topic}/teams/{team}"),
    ("Chloe", "/values/conversations/{topic}/teams/{talked}"), ("Amara", "/people/find?q=an"),
    ("Amara", "/people/choose?q=an"),
)  # fmt: skip
ELSEWHERE = {"values.conversations_csv": "a download"}
SETTINGS: dict[str, object] = {
    "title": "Our values in our work", "about": "Because we asked for them.", "kind": "values", "source_kind": "",
    "source_id": None, "before": pack.BEFORE, "question": pack.QUESTION, "steps": pack.to_text(pack.DEFAULT),
    "closing": pack.CLOSING, "asked_by": None,
}  # fmt: skip
COMMITMENT = "We say at handover what we could not finish."


def unit_id(code: str) -> int:
    """The id of a unit of the small council."""
    return db.session.scalars(db.select(Unit.id).where(Unit.code == code)).one()


def grown() -> None:
    """Enough colleagues that each service of the small council is a team (of three or more)."""
    with transaction():
        for code, names in ((UNITS.home_care, ("Gil",)), (UNITS.waste, ("Hal",)), (UNITS.people_team, ("Ida",))):
            for name in names:
                place = db.session.get_one(Unit, unit_id(code))
                factories.person(f"2{code[:6]}", name, "Grown", place)


def topic(**more: object) -> int:
    """An open topic of Chloe's."""
    with transaction():
        chloe = db.session.scalars(db.select(Person.id).where(Person.first_name == "Chloe")).one()
        return actions.open_topic(SETTINGS | more, chloe).id


def logged(topic_id: int, code: str, by: int, words: str = COMMITMENT, days_ago: int = 1) -> int:
    """A conversation of a unit, led and written down by somebody."""
    said = actions.Log(clock.today() - timedelta(days=days_ago), by, 4, words)
    with transaction():
        row = db.session.get_one(ConversationTopic, topic_id)
        return actions.log(row, unit_id(code), said, 0, by).id


def row(conversation_id: int) -> TeamConversation:
    """As the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(TeamConversation, conversation_id)


def aged(conversation_id: int, held_on: date) -> None:
    """A conversation of another day."""
    with transaction():
        db.session.get_one(TeamConversation, conversation_id).held_on = held_on


def scene(people: People) -> dict[str, Any]:
    """A topic and a team that has talked."""
    grown()
    topic_id = topic()
    logged(topic_id, UNITS.home_care, people.femi)
    return {"values.topic_id": topic_id, "values.unit_id": unit_id(UNITS.home_care)}


def browser_scene(as_: As) -> dict[str, Any]:
    """The demonstration's topic, Femi's team, and a team that has talked."""
    femi, chloe = as_("Femi"), as_("Chloe")
    femi.goto("/values/conversations/")
    href = femi.get_by_role("link", name="Write it down for Reablement").get_attribute("href") or ""
    parts = href.split("/")
    chloe.goto(f"/values/conversations/{parts[3]}")
    said = (
        chloe.locator(".engage-tree__team:has(.engage-agreed) .engage-tree__name a").first.get_attribute("href") or ""
    )
    return {"topic": parts[3], "team": parts[5], "talked": said.rsplit("/", 1)[1]}
