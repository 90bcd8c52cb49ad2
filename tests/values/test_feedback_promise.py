"""What is promised about feedback: said from the settings, frozen at opening, and the same on every page."""

from dataclasses import replace

import pytest
from flask import Flask

from engage.core import clock
from engage.core.db import db, transaction
from engage.values.actions import feedback_rounds
from engage.values.rules import feedback_promise as promise
from engage.values.rules.feedback_promise import Promise
from engage.values.rules.feedback_report import Relation
from tests.factories import People
from tests.site import Site
from tests.values import feedback_scene as scene

MADE = Promise(minimum=3, kept_months=6, conversation_first=True, outside=False, asked="x")


def words(made: Promise) -> str:
    return " ".join(sentence for part in promise.parts(made) for sentence in part.sentences)


@pytest.mark.parametrize(
    ("settings", "said", "not_said"),
    [
        ({}, "confidential, not anonymous", "is anonymous"),
        ({}, "show when three or more of them answered, ratings and comments alike", "four or more"),
        ({"minimum": 4}, "show when four or more", "three or more of them"),
        ({}, "A coach from the OD team reads each one first", "gets theirs at once"),
        ({"conversation_first": False}, "the person gets theirs at once. The OD team cannot open them", "A coach"),
        ({}, "6 months after the close", "One month"),
        ({"kept_months": 1}, "One month after the close", "6 months"),
        ({"outside": True}, "by a link that works once", "Nobody from outside"),
        ({}, "The manager sees a report only if the person shares it", "by a link"),
        (
            {},
            "goes by e-mail to all colleagues who were asked, whether they have answered or not",
            "those who have not",
        ),
        ({}, "Whoever runs our servers holds the key", "nobody can"),
    ],
)
def test_the_promise_says_what_the_settings_do(settings: dict[str, object], said: str, not_said: str) -> None:
    found = words(replace(MADE, **settings))  # type: ignore[arg-type]
    assert said in found
    assert not_said not in found


def test_it_comes_back_from_its_text_and_its_digest_follows_every_setting() -> None:
    text = promise.to_text(MADE)
    assert promise.from_text(text) == MADE
    other = promise.to_text(replace(MADE, kept_months=7))
    assert promise.digest(text) != promise.digest(other)


@pytest.mark.parametrize(
    ("relation", "said"),
    [
        (Relation.PEER, "confidential, not anonymous. Amara knows that you were asked"),
        (Relation.OTHER, "may recognise you by what you write"),
        (Relation.MANAGER, "shown as the manager’s: Amara knows it is yours"),
        (Relation.SELF, "shown in your report as yours"),
    ],
)
def test_the_first_words_tell_each_group_what_holds_for_it(relation: Relation, said: str) -> None:
    assert said in promise.first_words(relation, "Amara")


def test_it_is_frozen_at_opening_and_stands_on_every_page_of_the_round(app: Flask, site: Site, people: People) -> None:
    scene.on()
    round_id = scene.collecting(people.amara, {Relation.PEER: [people.esi, people.bryn, people.dev]}, minimum=3)
    before = scene.round_(round_id).promise
    with transaction():
        found = scene.round_(round_id)
        found.minimum = 5
        assert promise.to_text(feedback_rounds.promised(found)) != before
    db.session.rollback()
    for address, who in (
        (f"{round_id}/people/{people.amara}/answer", people.esi), (f"{round_id}/reviewers", people.amara),
        (f"manage/{round_id}/", people.chloe),
    ):  # fmt: skip
        page = site.get(f"/values/feedback/{address}", as_=who)
        assert "show when three or more of them answered" in page.text
        assert promise.digest(before) in page.text


def test_the_operator_opens_a_box_that_stopped_and_the_reports_are_made(app: Flask, people: People) -> None:
    scene.on()
    peers = scene.colleagues(3)
    round_id = scene.collecting(people.amara, {Relation.PEER: peers})
    for each in peers:
        scene.answer(round_id, people.amara, each)
    run = app.test_cli_runner().invoke
    refused = run(args=["feedback", "open-box", str(round_id)])
    assert (refused.exit_code, "only the box of a closed round" in refused.output) == (1, True)
    with transaction():
        feedback_rounds.close(scene.round_(round_id), clock.now())
    done = run(args=["feedback", "open-box", str(round_id)])
    assert done.output == "3 ballots, 0 unreadable; 1 reports made.\n"
