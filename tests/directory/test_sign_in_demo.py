"""The demonstration's six people, and what nobody else may borrow of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from engage import config, create_app
from engage.core import audit
from engage.core.db import BallotBase, Base, ballot_owner_engine, db
from engage.directory.models import Person
from engage.directory.queries_accounts import DEMONSTRATION
from engage.directory.rules.accounts import DEMO_PEOPLE
from tests import factories
from tests.directory.accounts import give_password
from tests.factories import People
from tests.site import Site


@pytest.fixture
def demo_amara(people: People) -> int:
    db.session.get_one(Person, people.amara).employee_number = "D0001"
    audit.record(*DEMONSTRATION)
    db.session.commit()
    return people.amara


@pytest.fixture
def earnest(app: Flask, people: People) -> Iterator[Site]:
    """The same databases without the demonstration."""
    other = create_app(replace(app.extensions["settings"], demo=False))
    other.testing = True
    with other.app_context():
        Base.metadata.create_all(db.engine)
        BallotBase.metadata.create_all(ballot_owner_engine())
        yield Site(other, factories.sign_in)
        db.session.remove()
        db.engine.dispose()
        ballot_owner_engine().dispose()


def test_six_people_are_offered(site: Site) -> None:
    page = site.get("/sign-in")
    buttons = [button.text for button in page.select("form[action='/demo/sign-in'] button")]
    assert buttons == [f"Sign in as {name}" for name in ("Amara", "Bryn", "Chloe", "Dev", "Esi", "Femi")]


def test_one_press_signs_in_as_one_of_the_six(site: Site, demo_amara: int) -> None:
    site.get("/sign-in")
    assert site.post("/demo/sign-in", {"number": "D0001", "next": "/account"}).location == "/account"
    assert "D0001" in site.get("/account").text


def test_nobody_but_the_six_can_be_borrowed(site: Site, demo_amara: int) -> None:
    site.get("/sign-in")
    assert site.post("/demo/sign-in", {"number": "1004"}).status == 404
    assert site.post("/demo/sign-in", {"number": "D0002"}).status == 404  # not in this council


def test_whoever_has_a_password_cannot_be_borrowed(site: Site, demo_amara: int) -> None:
    give_password(demo_amara)
    site.get("/sign-in")
    assert site.post("/demo/sign-in", {"number": "D0001"}).status == 404


def test_outside_a_demonstration_nothing_of_it_is_there(earnest: Site, demo_amara: int) -> None:
    assert "demonstration" not in earnest.get("/sign-in").source.lower()
    assert earnest.post("/demo/sign-in", {"number": "D0001"}).status == 404
    assert earnest.get("/demo/mail").status == 404


def test_production_refuses_the_demonstration() -> None:
    env = {
        "ENGAGE_ENV": "production", "ENGAGE_DEMO": "1",
        "SECRET_KEY": "s" * 40, "KEY_WRAPPING_SECRET": "w" * 40, "AUDIT_SECRET": "a" * 40,
        "ENGAGE_BASE_URL": "https://engage.example",
    }  # fmt: skip
    with pytest.raises(config.BadSettings, match="ENGAGE_DEMO is on in production"):
        config.read(env)


def test_the_six_have_numbers_of_their_own() -> None:
    assert [person.employee_number for person in DEMO_PEOPLE] == [f"D000{n}" for n in range(1, 7)]


@pytest.mark.parametrize("address", ["/sign-in", "/", "/nowhere", "/admin/codes"])
def test_every_page_of_a_demonstration_says_so(site: Site, people: People, address: str) -> None:
    page = site.get(address, as_=None if address == "/sign-in" else people.dev)
    assert "Demonstration. The council, its people and their answers are made up." in page.tree.text_content()


def test_no_page_says_so_elsewhere(earnest: Site) -> None:
    for address in ("/sign-in", "/nowhere"):
        assert "made up" not in earnest.get(address).tree.text_content()
