"""Everything that somebody can reach of feedback: each GET address, the pages that cross features, their own copy."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import text

from engage.core.db import db, transaction
from engage.directory.models import RoleGrant
from engage.home.queries import held_about
from engage.values.actions import feedback_sharing
from engage.values.rules.feedback_report import Relation
from tests import factories
from tests.conftest import _empty
from tests.factories import People
from tests.values import feedback_scene as scene

ACROSS = ("/", "/account", "/values/", "/values/feedback/", "/admin/outbox", "/admin/audit", "/admin")
# What differs from one request to the next, whoever answered what.
CHANGES = re.compile(
    r'name="csrf_token" value="[^"]*"|name="paper" value="[^"]*"|nonce="[^"]*"|[0-9a-f]{16,}|<code>[0-9a-f]{12}</code>'
    r'|feedback-comment/\d+|value="\d+:\d\d"'
    r"|\d+ \w+ \d{4}( at \d+:\d\d[ap]m)?|\d+ (ms|seconds?|minutes?)"
)
Said = Mapping[int, tuple[str, str]]


@dataclass
class World:
    """A round about Amara: four peers and one other are asked, whose number stands for them; Femi manages her."""

    people: People
    asked: list[int]
    round_id: int
    other_od: int
    roles: dict[str, int | None] = field(default_factory=dict)


def made(app: Flask, said: Said) -> World:
    """The world in which these of the five said this (a rating for everything, and words); still collecting."""
    _empty(app)
    people = factories.people()
    scene.on()
    asked = scene.colleagues(6)
    with transaction():
        db.session.add(RoleGrant(person_id=asked[5], role="od"))
    round_id = scene.collecting(people.amara, {Relation.PEER: asked[:4], Relation.OTHER: asked[4:5]})
    for who, (rating, words) in said.items():
        scene.answer(round_id, people.amara, asked[who], rating, saw=words)
    scene.answer(round_id, people.amara, people.femi, "5", saw="Words of the manager")
    world = World(people, asked[:5], round_id, asked[5])
    world.roles = {
        "the person": people.amara, "the manager": people.femi, "the coach": people.chloe, "other OD": world.other_od,
        "the administrator": people.dev, "a stranger": people.esi, "nobody": None,
    }  # fmt: skip
    return world


def finished(world: World, shared: bool) -> None:
    """Closed and reported; Chloe coaches, and once handed over the person may share it."""
    scene.close(world.round_id)
    with transaction():
        found = scene.round_(world.round_id)
        feedback_sharing.take_as_coach(found, world.people.amara, world.people.chloe)
    if shared:
        scene.hand_over(world.round_id, world.people.amara, world.people.chloe)
        with transaction():
            found = scene.round_(world.round_id)
            feedback_sharing.share_with_manager(found, world.people.amara, found.closed_at)


def addresses(app: Flask, world: World) -> list[str]:
    """Every GET address of feedback, about Amara and about each whom she asked; and the pages that cross features."""
    found = set(ACROSS)
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("values.feedback") and "GET" in (rule.methods or ()):
            values = {"round_id": world.round_id, "token": "nobodys"}
            for person in [world.people.amara, *world.asked] if "person_id" in rule.arguments else [0]:
                given = {name: (values | {"person_id": person})[name] for name in rule.arguments}
                found.add(adapter.build(rule.endpoint, given))
    return sorted(found)


def seen(app: Flask, world: World, who: int | None) -> dict[str, str]:
    """What each address answers to somebody, without what changes anyway; comments in the order of their words."""
    client = app.test_client()
    if who is not None:
        factories.sign_in(client, who)
    db.session.rollback()
    found = {}
    for address in addresses(app, world):
        if "/outside/" not in address:
            with app.app_context():
                answer = client.get(address)
            lines = CHANGES.sub("", answer.get_data(as_text=True)).splitlines()
            found[address] = f"{answer.status_code}\n" + "\n".join(_in_order(lines))
    if who is not None:
        found["their own copy"] = repr(sorted(map(repr, _rows(who))))
        db.session.rollback()
    return found


def _rows(who: int) -> list[object]:
    return [row for held in held_about(who) for row in held.rows]


def _in_order(lines: list[str]) -> list[str]:
    """Comments lie in an order that is drawn anew each time: here by their words, as a set."""
    said = sorted(line for line in lines if "Words of" in line)
    return [line for line in lines if "Words of" not in line] + said


def different(one: dict[str, str], two: dict[str, str]) -> list[str]:
    """The addresses that tell two worlds apart."""
    return sorted(address for address in one.keys() | two.keys() if one.get(address) != two.get(address))


def names(world: World) -> list[str]:
    """The surnames of the five."""
    ids = ", ".join(map(str, world.asked))
    return list(db.session.execute(text(f"SELECT surname FROM person WHERE id IN ({ids})")).scalars())
