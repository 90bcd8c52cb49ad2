"""Whether anybody outside can tell that Amara is in a hidden network: every page of the product, and other ways in."""

import ast
import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engage.champions import jobs_quiet
from engage.champions.actions import quiet_tidying
from engage.champions.models import quiet as tables
from engage.core import clock, mail, outbox
from engage.core.db import Base, db, transaction
from engage.directory.models import Appointment, Network
from tests.architecture import ROOT
from tests.champions import quiet_scene as scene
from tests.security import routes

# Tokens: of forms, of the policy for scripts, of forms that are sent once.
CHANGES = re.compile(r'(nonce|value|content)="[\w.-]{16,}"')
# In the demonstration it stands in for everybody's mailbox, and in production it is not there.
NOT_A_PAGE = "admin.demo_mail"
SECRET_TABLES = ("network_person", "network_request", "network_message", "network_size")
MAY_NAME_THEM = {
    "models/__init__.py", "models/quiet.py", "queries/quiet.py", "queries/quiet_coordinating.py",
    "queries/quiet_own_data.py", "queries/quiet_start.py", "actions/quiet.py", "actions/quiet_tidying.py",
    "inventory.py",
}  # fmt: skip
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


@pytest.fixture
def coordinator(people) -> int:
    return scene.colleague(email="gwen@anytown.example")


@pytest.fixture
def network(coordinator) -> int:
    """Fourteen people: with Amara a multiple of five."""
    network = scene.network(coordinator)
    with transaction():
        db.session.add_all(tables.NetworkPerson(network_id=network, person_id=each) for each in scene.many(14))
        quiet_tidying.tell_sizes(clock.today() - timedelta(days=95))
        quiet_tidying.tell_sizes(clock.today())
    return network


def addresses(app, made_of: routes.Scene, network: int) -> Iterator[str]:
    """Every GET address, with the hidden network and Amara wherever one is asked for; and searches for both."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if "GET" in routes.methods(rule) and rule.endpoint not in {"static", NOT_A_PAGE}:
            yield routes.filled(rule, made_of, made_of.published, network_id=network, person_id=made_of.people.amara)
    yield "/search?q=Purple"
    yield "/search?q=Amara"
    yield "/search?q=Purple+Amara"
    yield "/choose?field=people&kinds=person&kinds=unit&q=Amara"
    yield "/choose?field=people&kinds=person&kinds=unit&q=Purple"


def seen(site, who: int, address: str) -> tuple[int, Any]:
    """What somebody gets, without what is new with each answer."""
    answer = routes.ask(site, who, "GET", address)
    if answer.mimetype.startswith(("text/", "application/json")):
        return answer.status_code, CHANGES.sub("", answer.get_data(as_text=True))
    if answer.data.startswith(b"PK"):
        book = zipfile.ZipFile(io.BytesIO(answer.data))
        return answer.status_code, [book.read(each) for each in book.namelist() if "docProps" not in each]
    return answer.status_code, answer.mimetype


def mailed() -> None:
    """Two mails as any other part sends them, and nothing else in the outbox."""
    with transaction():
        for _ in range(2):
            mail.send("femi@anytown.example", "Hello", "quiet_waits.txt")


def outbox_is_empty() -> None:
    outbox.run_due_rows()
    with transaction():
        db.session.query(outbox.OutboxRow).delete()


def test_nobody_outside_can_tell_from_any_page_that_amara_is_in_it(
    app, site, people, coordinator, network, monkeypatch
):
    if db.engine.dialect.name != "sqlite":
        return  # What pages say does not hang on the database: one of them is enough for so many.
    made_of = routes.scene(site, people)
    monkeypatch.setattr("engage.core.clock.now", lambda: NOW)
    outsiders = (people.esi, people.femi, people.bryn, people.chloe, people.dev)
    pages = list(addresses(app, made_of, network))
    own = (f"/networks/{network}", "/networks/yours", "/", "/account/my-data")

    def walk() -> dict[tuple[int, str], tuple[int, Any]]:
        return {(who, address): seen(site, who, address) for who in outsiders for address in pages}

    outbox_is_empty()
    jobs_quiet.tidy()
    mailed()
    scene.wrote(network)
    outbox.run_due_rows()
    without, amaras = walk(), [seen(site, people.amara, address) for address in own]
    outbox_is_empty()
    scene.joined(network, people.amara, "Welcome to us")
    scene.wrote(network)
    outbox.run_due_rows()
    jobs_quiet.tidy()
    told = walk()
    assert [each for each in without if without[each] != told[each]] == []
    # The walk can see: Amara's own pages have changed, and the coordinator reads her name.
    assert all(before != seen(site, people.amara, address) for before, address in zip(amaras, own, strict=True))
    assert "Amara Nwosu" in site.get(f"/networks/{network}/coordinate", as_=coordinator).text


def test_an_outsider_gets_the_same_answer_for_a_network_that_is_not_there(site, people, network):
    scene.joined(network, people.amara)
    pages = [site.get(f"/networks/{each}/coordinate", as_=people.femi) for each in (network, 999)]
    assert [page.status for page in pages] == [404, 404] and pages[0].text == pages[1].text
    for act in ("accept", "decline", "remove", "messages", "name"):
        sent = {"person": people.amara, "title": "T", "body": "B", "once": "12345678", "named": "y"}
        for who in (people.amara, people.femi, people.chloe, people.dev):
            assert site.post(f"/networks/{network}/coordinate/{act}", sent, as_=who).status == 404
    assert people.amara in scene.inside(network)


def test_nobody_acts_for_somebody_else_by_sending_their_id(site, people, network):
    scene.joined(network, people.amara)
    forged = {"person": people.amara, "person_id": people.amara, "named": "y"}
    site.post(f"/networks/{network}/join", forged, as_=people.femi)
    site.post(f"/networks/{network}/leave", forged, as_=people.bryn)
    assert people.amara in scene.inside(network) and scene.asking(network)[people.femi] == "waiting"
    site.post(f"/networks/{network}/leave", forged, as_=people.femi)
    assert people.amara in scene.inside(network) and people.femi not in scene.asking(network)


def test_a_coordinator_of_one_network_sees_and_does_nothing_in_another(site, people, coordinator, network):
    scene.joined(network, people.amara)
    other = scene.network(people.esi, name="Another")
    assert site.get(f"/networks/{network}/coordinate", as_=people.esi).status == 404
    assert site.post(f"/networks/{network}/coordinate/remove", {"person": people.amara}, as_=people.esi).status == 404
    page = site.post(f"/networks/{other}/coordinate/remove", {"person": people.amara}, as_=people.esi)
    stranger = site.post(f"/networks/{other}/coordinate/remove", {"person": people.femi}, as_=people.esi)
    assert (page.status, page.text) == (stranger.status, stranger.text) == (409, page.text)
    site.post(f"/networks/{other}/coordinate/messages", {"title": "T", "body": "B", "once": "1" * 8}, as_=people.esi)
    answer = site.post(
        f"/networks/{network}/coordinate/messages", {"title": "T", "body": "B", "once": "1" * 8}, as_=coordinator
    )
    assert answer.status == 409  # another network's form


def test_mail_and_outbox_hold_no_name_of_a_network_and_no_row_for_each_person(people, network, app):
    scene.asked(network, people.amara)
    scene.joined(network, people.femi, "Purple Otters are glad")
    scene.wrote(network, "Purple Otters meet")
    db.session.rollback()
    rows = db.session.query(outbox.OutboxRow).all()
    assert sorted(row.kind for row in rows) == ["mail", "mail", "mail", "network_news"]
    assert not any("Purple" in row.payload or "/networks" in row.payload for row in rows)
    assert json.loads(next(row.payload for row in rows if row.kind == "network_news")).keys() == {"message"}
    db.session.rollback()
    outbox.run_due_rows()
    letters = [file.read_text() for file in (app.extensions["settings"].instance / "mail").glob("*.eml")]
    assert letters and not any("Purple" in each or "network" in each.lower() for each in letters)
    db.session.rollback()
    assert {row.payload for row in db.session.query(outbox.OutboxRow)} == {"{}"}


def test_the_start_page_says_nothing_to_whoever_looks_over_a_shoulder(site, people, coordinator, network):
    scene.joined(network, people.amara, "Purple Otters are glad")
    scene.wrote(network, "Purple Otters meet")
    scene.asked(network, people.femi)
    for who in (people.amara, coordinator):
        source = site.get("/", as_=who).source
        assert "Something waits for you" in source
        assert "Purple" not in source and f"/networks/{network}" not in source


def test_the_directory_holds_no_row_of_it_and_no_table_refers_to_it(people, network):
    before = db.session.query(Appointment).count()
    db.session.rollback()
    scene.joined(network, people.amara)
    assert db.session.query(Appointment).count() == before
    pointing = {(table.name, key.column.table.name) for table in Base.metadata.tables.values()
                for key in table.foreign_keys if key.column.table.name in SECRET_TABLES}  # fmt: skip
    assert not pointing
    columns = {name for table in SECRET_TABLES for name in Base.metadata.tables[table].columns}
    assert not columns & {"joined_at", "joined_on", "created_at", "author_id", "by_id"}
    db.session.rollback()
    with transaction():
        assert db.session.get_one(Network, network).hidden


def test_no_other_module_names_the_tables() -> None:
    names = {name for name, each in vars(tables).items() if getattr(each, "__tablename__", "") in SECRET_TABLES}
    assert len(names) == len(SECRET_TABLES)
    ours, wrong = ROOT / "engage" / "champions", []
    allowed = {ours / name for name in MAY_NAME_THEM}
    for path in {*(ROOT / "engage").rglob("*.py")} - allowed:
        tree = ast.parse(path.read_text())
        used = {each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names}
        text = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        if used & names or any(table in each for table in SECRET_TABLES for each in text):
            wrong.append(path.name)
    assert not wrong


def test_the_size_does_not_move_when_one_person_joins(site, people, coordinator, network):
    here = "/networks/manage/staff-networks"
    before = site.get(here, as_=people.chloe).text
    assert "About 10" in before
    scene.joined(network, people.amara)
    jobs_quiet.tidy()
    assert site.get(here, as_=people.chloe).text == before
    with transaction():
        quiet_tidying.tell_sizes(clock.today() + timedelta(days=95))
    row = db.session.get_one(tables.NetworkSize, network)
    assert (row.told, row.counted) == (10, 14)
    for who in (people.amara, people.femi, people.dev, people.bryn, coordinator):
        assert site.get(here, as_=who).status == 403
