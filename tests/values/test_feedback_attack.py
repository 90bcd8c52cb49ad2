"""From everything that each role can see, no rating or comment is tied to one reviewer.

Worlds that differ in who said what look the same to everybody; and while a round is open, so do worlds in which
some have answered and nobody has.
"""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage.core.db import db, transaction
from engage.directory.models import Person
from engage.values.actions import feedback_asking, feedback_rounds
from engage.values.models import FeedbackReviewer
from engage.values.rules import feedback_report as rules
from tests.factories import People
from tests.values import feedback_scene as scene
from tests.values import feedback_views as views

# The fourth, 3, says the same in both: what a reviewer sees is looked at with their eyes.
ONE = {0: ("5", "Words of praise"), 1: ("2", "Words of doubt"), 3: ("3", "Words of a peer"), 4: ("4", "")}
# The same things said by others: the one other colleague doubts, and who had said nothing praises.
OTHER = {4: ("2", "Words of doubt"), 2: ("5", "Words of praise"), 3: ("3", "Words of a peer"), 0: ("4", "")}
NOBODY: dict[int, tuple[str, str]] = {}


def looks(app: Flask, said: views.Said, stage: str) -> dict[str, dict[str, str]]:
    """What each role sees of a world at a stage."""
    world = views.made(app, said)
    if stage != "open":
        views.finished(world, shared=stage == "shared")
    roles = world.roles | ({} if said == NOBODY else {"a reviewer": world.asked[3]})
    return {role: views.seen(app, world, who) for role, who in roles.items()}


@pytest.mark.parametrize("stage", ["open", "with the coach", "shared"])
def test_who_of_a_group_said_what_changes_nothing_that_anybody_sees(app: Flask, people: People, stage: str) -> None:
    one, two = looks(app, ONE, stage), looks(app, OTHER, stage)
    for role in one:
        assert views.different(one[role], two[role]) == [], role


def test_the_pages_that_are_compared_are_the_real_ones(app: Flask, people: People) -> None:
    """Else two worlds would look alike because nobody sees anything."""
    held, shared = looks(app, ONE, "with the coach"), looks(app, ONE, "shared")
    own = "/values/feedback/1/report"
    theirs = f"/values/feedback/1/people/{people.amara}/report"
    assert own in shared["the person"] and "Words of doubt" in shared["the person"][own]
    assert held["the person"][own].startswith("404")
    assert "Words of doubt" in shared["the person"]["/values/feedback/1/report.csv"]
    assert "Words of doubt" in shared["the manager"][theirs]
    assert "Words of doubt" in held["the coach"][theirs]
    assert "Words of doubt" in shared["the person"]["their own copy"]
    for role in ("the manager", "other OD", "the administrator", "a stranger", "a reviewer"):
        assert held[role][theirs].startswith("404"), role
    for role in ("the coach", "other OD", "the administrator", "a stranger", "a reviewer"):
        assert shared[role][theirs].startswith("404"), role
        assert not any("Words of doubt" in page for page in shared[role].values()), role


def test_while_a_round_is_open_nobody_sees_whether_anybody_has_answered(app: Flask, people: People) -> None:
    some, none = looks(app, ONE, "open"), looks(app, NOBODY, "open")
    for role in none:
        assert views.different(some[role], none[role]) == [], role


def reminded(app: Flask, said: views.Said) -> dict[str, dict[str, str]]:
    """What the administrator and the OD team see once the reminder has gone."""
    world = views.made(app, said)
    with transaction():
        feedback_rounds.remind(scene.round_(world.round_id))
    return {role: views.seen(app, world, world.roles[role]) for role in ("the administrator", "the coach")}


def test_the_reminder_tells_nobody_who_has_answered_nor_how_many(app: Flask, people: People) -> None:
    some, none = reminded(app, ONE), reminded(app, NOBODY)
    for role in none:
        assert views.different(some[role], none[role]) == [], role
    assert "mail" in none["the administrator"]["/admin/outbox"]


def _mail_to_those_who_have_not(found, subject: str, template: str) -> None:  # type: ignore[no-untyped-def]
    waiting = db.session.query(FeedbackReviewer.reviewer_id).filter_by(round_id=found.id, taken_part=False)
    for person in db.session.query(Person).filter(Person.id.in_(waiting), Person.email.is_not(None)):
        feedback_asking.tell(person.id, subject, template, found)


def test_a_reminder_to_those_who_have_not_answered_would_be_counted_in_the_outbox(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback_asking, "_mail_everybody", _mail_to_those_who_have_not)
    some, none = reminded(app, ONE), reminded(app, NOBODY)
    assert "/admin/outbox" in views.different(some["the administrator"], none["the administrator"])


def test_without_merging_small_groups_the_same_attack_finds_the_one_other_colleague(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "settle", lambda blocks, count, minimum: tuple(b for b in blocks if count(b)))
    one, two = looks(app, ONE, "shared"), looks(app, OTHER, "shared")
    assert "/values/feedback/1/report" in views.different(one["the person"], two["the person"])
    assert "/values/feedback/1/report.csv" in views.different(one["the person"], two["the person"])


def test_no_page_puts_the_name_of_a_colleague_beside_words_or_figures(app: Flask, people: People) -> None:
    world = views.made(app, ONE)
    views.finished(world, shared=True)
    surnames = views.names(world)
    for who in (people.amara, people.femi):
        for address, page in views.seen(app, world, who).items():
            if "/report" in address and page.startswith("200"):
                assert not [name for name in surnames if name in page], address


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    ratings=st.lists(st.sampled_from("12345"), min_size=3, max_size=5),
    order=st.permutations(range(5)),
)
def test_however_the_answers_are_dealt_out_the_person_sees_the_same_report(
    app: Flask, people: People, ratings: list[str], order: list[int]
) -> None:
    def report(dealt: list[int]) -> dict[str, str]:
        said = {who: (rating, f"Words of {rating}") for who, rating in zip(dealt, ratings, strict=False)}
        world = views.made(app, said)
        views.finished(world, shared=True)
        return views.seen(app, world, world.people.amara)

    assert views.different(report(list(range(5))), report(order)) == []
